"""Writing a workbook: plain sheets with a heading row, the same bytes for the same content whatever the day."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from docgen.excel.paper import PAPERS
from docgen.excel.widths import Widths, fitted, lines_of
from docgen.model import Value

_MADE = datetime(2000, 1, 1)
"""What the file's properties say, always: the same content makes the same bytes."""
_LINE, _HIGHEST = 15.0, 400.0
"""Points a line takes, and the most a row may."""
_RULED = {"bottom": 4, "bottom_color": "#BFBFBF"}
"""A hair line under each cell, so that the eye stays in its row."""


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet to write: its title, its headings, and rows as long as these. Texts are never taken for formulas.

    `inputs` are the headings of columns a person fills in, `hidden` those of columns only the program needs. `choices`
    are the words a cell of an input column offers, by its row (from 0) and heading. `totals` are the columns summed in
    a last row, by a formula, with what the sum is now; `total_word` stands before them. Of a sheet too wide for a page
    the first `named` columns stand on each page beside the first, too.
    """

    title: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Value]]
    inputs: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    choices: Mapping[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)
    totals: Mapping[str, Value] = field(default_factory=dict)
    total_word: str = ""
    named: int = 1


def workbook_bytes(sheets: Sequence[NewSheet], *, date_format: str = "yyyy-mm-dd", paper: str = "A4") -> bytes:
    """An .xlsx workbook of `sheets`, headings bold and frozen, dates shown as `date_format` says."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": _MADE})
        styles = _Styles(
            heading=book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            day=book.add_format({"num_format": date_format, "valign": "top", **_RULED}),
            plain=book.add_format({"text_wrap": True, "valign": "top", **_RULED}),
            entry=book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF8DC", "border": 1}),
        )
        for sheet in sheets:
            page = book.add_worksheet(sheet.title)
            page.set_paper(PAPERS[paper])
            _fill(page, sheet, styles)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class _Styles:
    heading: Format
    day: Format
    plain: Format
    entry: Format


def _fill(page: Worksheet, sheet: NewSheet, styles: "_Styles") -> None:
    heading, day, plain, entry = styles.heading, styles.day, styles.plain, styles.entry
    page.freeze_panes(1, 0)
    page.write_row(0, 0, sheet.headings, heading)
    for number, row in enumerate(sheet.rows, 1):
        for letter, value in enumerate(row):
            style = entry if sheet.headings[letter] in sheet.inputs else day if isinstance(value, date) else plain
            _write(page, (number, letter), value, style)
    _sum(page, sheet, heading)
    widths = _widths(sheet)
    _to_print(page, sheet, widths.pages)
    for letter, width in enumerate(widths.columns):
        page.set_column(letter, letter, width or None, None, {"hidden": not width})
    for number, row in enumerate((sheet.headings, *sheet.rows)):
        lines = max((lines_of(str(c), w) for c, w in zip(row, widths.columns, strict=True) if w and c), default=1)
        if lines > 1:
            page.set_row(number, min(lines * _LINE, _HIGHEST))
    for (number, title), words in sheet.choices.items():
        cell = (number + 1, sheet.headings.index(title))
        page.data_validation(*cell, *cell, {"validate": "list", "source": list(words), "error_type": "warning"})


def _to_print(page: Worksheet, sheet: NewSheet, pages: int) -> None:
    """On paper: pages that lie on their side, the headings on each; what is too wide goes on beside the first."""
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&A&C&P / &N")
    page.repeat_rows(0)
    page.fit_to_pages(pages, 0)
    if pages > 1:
        page.repeat_columns(0, sheet.named - 1)


def _widths(sheet: NewSheet) -> Widths:
    """The widths of the columns, by what stands in them."""
    texts = [sheet.headings, *([str(cell) if cell is not None else "" for cell in row] for row in sheet.rows)]
    inputs, hidden = (frozenset(map(sheet.headings.index, those)) for those in (sheet.inputs, sheet.hidden))
    return fitted(texts, inputs, hidden, sheet.named)


def _sum(page: Worksheet, sheet: NewSheet, style: Format) -> None:
    last = len(sheet.rows)
    if sheet.totals and last:
        page.write_string(last + 1, 0, sheet.total_word, style)
    for title, total in sheet.totals.items() if last else ():
        letter = sheet.headings.index(title)
        cells = f"{xl_rowcol_to_cell(1, letter)}:{xl_rowcol_to_cell(last, letter)}"
        page.write_formula(last + 1, letter, f"=SUM({cells})", style, total)


def _write(page: Worksheet, cell: tuple[int, int], value: Value, style: Format) -> None:
    match value:
        case None:
            page.write_blank(*cell, None, style)
        case bool():
            page.write_boolean(*cell, value, style)
        case int() | Decimal():
            page.write_number(*cell, value, style)
        case date():
            page.write_datetime(*cell, value, style)
        case _:
            page.write_string(*cell, value, style)
