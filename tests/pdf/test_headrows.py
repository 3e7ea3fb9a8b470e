"""A heading row is never alone at the foot of a page, whatever stands above it, and nobody sees how that is done."""

import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Pt
from docx.table import _Row

from docgen.pdf.eastasian import parts_with_script_fonts
from docgen.pdf.embedded import EmbeddedEngine
from docgen.pdf.headrows import parts_with_held_heads
from docgen.pdf.package import with_parts
from docgen.pdf.slim import slim_parts

ROWS = 40


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def document(space: int, heads: int = 1, rows: int = ROWS) -> bytes:
    """Lines, so many points of space, a heading, and a table whose first rows are heading rows."""
    made = Document()
    for number in range(36):
        made.add_paragraph(f"line {number}").paragraph_format.space_after = Pt(0)
    made.add_paragraph("above").paragraph_format.space_after = Pt(space)
    heading = made.add_paragraph("Heading")
    heading.paragraph_format.keep_with_next = True
    table = made.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for number in range(rows):
        row = table.add_row()
        row.cells[0].text = f"Head{number}" if number < heads else f"row{number}."
        row.cells[1].text = "x"
        if number < heads:
            _mark(row, "tblHeader")
    package = io.BytesIO()
    made.save(package)
    return package.getvalue()


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


@pytest.fixture(scope="module")
def converted() -> Callable[[bytes], list[str]]:
    engine = EmbeddedEngine()
    return lambda docx: pages(engine.convert(docx).pdf)


@pytest.mark.parametrize("heads", [1, 2])
def test_a_heading_row_alone_at_the_foot_of_a_page_goes_over_with_its_heading(
    heads: int, converted: Callable[[bytes], list[str]]
) -> None:
    there = 0
    for space in range(0, 160, 8):
        first, second, *_ = converted(document(space, heads))
        shown = f"row{heads}." in first
        assert ("Head0" in first) == ("Heading" in first) == shown, space
        assert "Head0" in second, "it is repeated, or begins there"
        there += shown
    assert 0 < there < 20, "both happened"


def test_nothing_of_it_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no page breaks within a table, the page is drawn as it would be without."""
    short = document(0, rows=3)
    held = drawn(short)
    monkeypatch.setattr("docgen.pdf.embedded._CHANGES", (slim_parts, parts_with_script_fonts))
    assert (held == drawn(short)).all()


def drawn(docx: bytes) -> Any:
    return pypdfium2.PdfDocument(EmbeddedEngine().convert(docx).pdf)[0].render(scale=2).to_numpy()


def test_a_document_without_heading_rows_is_not_touched() -> None:
    plain = document(0, heads=0, rows=3)
    assert with_parts(plain, parts_with_held_heads) is plain


def test_a_table_of_heading_rows_alone_is_left_as_it_is() -> None:
    only = document(0, heads=2, rows=2)
    assert with_parts(only, parts_with_held_heads).count(b"vMerge") == 0
    assert with_parts(document(0, heads=2), parts_with_held_heads).count(b"vMerge") == 3
