"""Splitting runs by script changes fonts and never a character."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from docgen.pdf.eastasian import with_script_fonts
from tests.pdf.documents import packed

MIXED = st.text(alphabet="“”—…‘’abc 12处理，。《》①√", max_size=30)


def through(text: str, *, hinted: bool) -> str:
    """What is left of `text` after the splitting."""
    document = Document()
    hint = '<w:rFonts w:hint="eastAsia"/>' if hinted else ""
    run = parse_xml(f"<w:r {nsdecls('w')}><w:rPr>{hint}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
    document.add_paragraph()._p.append(run)
    with zipfile.ZipFile(BytesIO(with_script_fonts(packed(document)))) as file:
        body = file.read("word/document.xml")
    return "".join(element.text or "" for element in parse_xml(body).iter(qn("w:t")))


@pytest.mark.parametrize("text", ["“—”为上年无数据，不作为零处理。", "“…”", "①②处", "——"])
def test_signs_of_both_scripts_side_by_side_cost_no_character_after_them(text: str) -> None:
    assert through(text, hinted=True) == text


@given(MIXED, st.booleans())
def test_any_mixture_of_scripts_keeps_every_character(text: str, hinted: bool) -> None:
    assert through(text, hinted=hinted) == text
