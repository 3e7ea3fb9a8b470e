"""The engine `libreoffice` sets pages in the bundled fonts and gives the same bytes twice."""

import subprocess
import time
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from docgen.errors import EngineError
from docgen.findings.pdf import NOT_CONVERTED
from docgen.pdf import libreoffice
from docgen.pdf.libreoffice import LibreOfficeEngine
from docgen.pdf.office import find_office
from docgen.pdf.slim import slim

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice with its Python bridge is not here")
pytestmark = [pytest.mark.libreoffice]


def document_in(*fonts: str) -> bytes:
    """A document with a line in each font, Chinese and Latin."""
    document, file = Document(), BytesIO()
    for font in fonts:
        run = document.add_paragraph().add_run(f"{font} 安全生产责任书 Responsibility 123")
        run.font.name = font
        faces = run._element.get_or_add_rPr().get_or_add_rFonts()
        faces.set(qn("w:eastAsia"), font)
    document.save(file)
    return file.getvalue()


@needs_office
def test_two_libreoffices_a_second_apart_give_the_same_bytes() -> None:
    docx = document_in("Times New Roman")
    pdfs = []
    for _ in range(2):
        engine = LibreOfficeEngine()
        pdfs.append(engine.convert(docx).pdf)
        engine.close()
        time.sleep(1.1)
    assert pdfs[0] == pdfs[1] != b""


@needs_office
@pytest.mark.poppler
def test_office_fonts_are_set_in_the_bundled_ones_and_embedded(tmp_path: Path) -> None:
    engine = LibreOfficeEngine()
    (tmp_path / "a.pdf").write_bytes(
        engine.convert(document_in("仿宋_GB2312", "黑体", "Calibri", "方正小标宋简体")).pdf
    )
    engine.close()
    table = subprocess.run(["pdffonts", str(tmp_path / "a.pdf")], capture_output=True, text=True, check=True).stdout
    for name in ("NotoSerifSC-Regular", "NotoSansSC-Regular", "LiberationSans", "NotoSerifSC-Bold"):
        assert f"+{name} " in table
    assert all(" yes yes " in line for line in table.splitlines()[2:])


@needs_office
def test_a_file_it_refuses_is_a_finding() -> None:
    engine = LibreOfficeEngine()
    whole = document_in("Arial")
    converted = engine.convert(whole[: len(whole) // 2])
    engine.close()
    assert converted.pdf == b""
    assert [f.code for f in converted.findings] == [NOT_CONVERTED]


def test_without_libreoffice_the_engine_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_office", lambda: None)
    with pytest.raises(EngineError, match="python3-uno"):
        LibreOfficeEngine()


def test_a_slim_copy_keeps_what_is_used_and_drops_the_rest() -> None:
    document, file = Document(), BytesIO()
    document.add_paragraph("quoted", style="Intense Quote")
    document.save(file)
    styles = Document(BytesIO(slim(file.getvalue()))).styles
    names = {style.name for style in styles}
    assert {"Normal", "Intense Quote"} <= names
    assert "Heading 5" not in names
    assert not styles._element.xpath("w:latentStyles")
