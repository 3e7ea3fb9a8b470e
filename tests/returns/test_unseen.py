"""What is not seen when a file is opened, hidden or white on white, is an answer only at its mark, and is told."""

import io
from collections.abc import Callable
from typing import Literal

import openpyxl
import pikepdf
import pytest
from lxml import etree
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.findings import Finding
from docgen.model import Return
from docgen.returns import read_bytes_of
from tests.perturb.copies import written
from tests.perturb.sent import definitions, expected
from tests.returns.forms import DOCX, PDF, XLSX, Sent, cells_of, control, ids, parts_of, pdf_fields, read, zipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PATH, MARK, WRITTEN = "work/inspections", "dg.try.work.inspections", "12"
Hiding = Callable[[Workbook, Worksheet, str], None]


def hide_row(book: Workbook, sheet: Worksheet, cell: str) -> None:
    sheet.row_dimensions[sheet[cell].row].hidden = True


def hide_column(book: Workbook, sheet: Worksheet, cell: str) -> None:
    sheet.column_dimensions[sheet[cell].column_letter].hidden = True


def hide_sheet(state: Literal["hidden", "veryHidden"]) -> Hiding:
    def hide(book: Workbook, sheet: Worksheet, cell: str) -> None:
        book.active = book.index(book.create_sheet("cover"))
        sheet.sheet_state = state

    return hide


def paint(font: Color, fill: PatternFill) -> Hiding:
    def hide(book: Workbook, sheet: Worksheet, cell: str) -> None:
        sheet[cell].font, sheet[cell].fill = Font(color=font), fill

    return hide


NO_FILL, BLUE = PatternFill(), PatternFill("solid", fgColor="FF1F4E79")
WHITE, OF_THEME, BLACK = Color(rgb="FFFFFFFF"), Color(theme=0), Color(rgb="FF000000")
UNSEEN = {
    "a row": hide_row,
    "a column": hide_column,
    "a sheet": hide_sheet("hidden"),
    "a sheet that no menu shows": hide_sheet("veryHidden"),
    "white letters": paint(WHITE, NO_FILL),
    "white letters of the theme": paint(OF_THEME, NO_FILL),
    "white letters on white": paint(WHITE, PatternFill("solid", fgColor="FFFFFFFF")),
}
SEEN = {
    "white letters on blue": paint(WHITE, BLUE),
    "black letters": paint(BLACK, NO_FILL),
    "black letters on white": paint(BLACK, PatternFill("solid", fgColor="FFFFFFFF")),
}


def workbook(hide: Hiding) -> Return:
    data = Sent(XLSX).filled()
    sheet, cell = cells_of(data)[MARK]
    book = openpyxl.load_workbook(io.BytesIO(data))
    hide(book, book[sheet], cell)
    made = io.BytesIO()
    book.save(made)
    return read(made.getvalue(), "a.xlsx")


def document(look: str) -> Return:
    """The Word form with the look of one answer's letters set to one thing more."""
    parts = parts_of(Sent(DOCX).filled())
    root = etree.fromstring(parts["word/document.xml"])
    for run in control(root, "dg.TRY.work.inspections").iter(f"{W}r"):
        said = run.find(f"{W}rPr")
        said = said if said is not None else run.makeelement(f"{W}rPr")
        run.insert(0, said)
        said.append(etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}">{look}</w:r>')[0])
    return read(zipped(parts | {"word/document.xml": etree.tostring(root)}), "a.docx")


def portable(flags: int) -> Return:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(Sent(PDF).filled())) as opened:
        dict(pdf_fields(opened))["dg.TRY.work.inspections"].F = flags
        opened.save(made)
    return read(made.getvalue(), "a.pdf")


def told(found: Return) -> list[Finding]:
    return [one for one in found.findings if one.code.id == "W-HIDDEN" and one.values["text"] == WRITTEN]


@pytest.mark.parametrize("way", UNSEEN)
def test_an_answer_in_excel_that_nobody_sees_is_read_at_its_mark_and_told(way: str) -> None:
    found = workbook(UNSEEN[way])
    assert (found.records[0].value(PATH), len(told(found))) == (12, 1)


@pytest.mark.parametrize("way", SEEN)
def test_an_answer_in_excel_that_is_seen_is_not_told(way: str) -> None:
    found = workbook(SEEN[way])
    assert found.records[0].value(PATH) == 12
    assert "W-HIDDEN" not in ids(found)


@pytest.mark.parametrize(
    ("look", "value", "is_told"),
    [
        ("<w:vanish/>", None, True),
        ('<w:vanish w:val="0"/>', 12, False),
        ('<w:color w:val="FFFFFF"/>', 12, True),
        ('<w:color w:val="1F4E79"/>', 12, False),
    ],
)
def test_an_answer_in_word_that_nobody_sees_is_told(look: str, value: int | None, is_told: bool) -> None:
    found = document(look)
    assert found.records[0].value(PATH) == value
    assert bool(told(found)) is is_told


@pytest.mark.parametrize(("flags", "is_told"), [(4, False), (4 | 2, True), (4 | 32, True)])
def test_an_answer_in_a_field_of_a_pdf_that_is_not_shown_is_told(flags: int, is_told: bool) -> None:
    found = portable(flags)
    assert found.records[0].value(PATH) == 12
    assert bool(told(found)) is is_told


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
@pytest.mark.parametrize("code", [form.code for form in definitions()])
def test_of_what_a_form_itself_hides_nothing_is_said(code: str, kind: str) -> None:
    sent = written(code, "en", kind, 3)
    assert "W-HIDDEN" not in ids(read_bytes_of(sent.data, sent.name, expected("en")))
