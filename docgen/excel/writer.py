"""Writing a workbook: plain sheets with a heading row, the same bytes for the same content whatever the day."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from docgen.model import Value

_MADE = datetime(2000, 1, 1)
"""What the file's properties say, always: the same content makes the same bytes."""
_WIDEST = 60
_INPUT = 18
_HEADING = 16
"""Letters of a heading that stand in one line where the column itself needs no more."""
_LINE, _HIGHEST = 15.0, 400.0
"""Points a line takes, and the most a row may."""
_A4 = 9


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet to write: its title, its headings, and rows as long as these. Texts are never taken for formulas.

    `inputs` are the headings of columns a person fills in, `hidden` those of columns only the program needs. `choices`
    are the words a cell of an input column offers, by its row (from 0) and heading. `totals` are the columns summed in
    a last row, by a formula, with what the sum is now; `total_word` stands before them.
    """

    title: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Value]]
    inputs: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    choices: Mapping[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)
    totals: Mapping[str, Value] = field(default_factory=dict)
    total_word: str = ""


def workbook_bytes(sheets: Sequence[NewSheet], *, date_format: str = "yyyy-mm-dd") -> bytes:
    """An .xlsx workbook of `sheets`, headings bold and frozen, dates shown as `date_format` says."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": _MADE})
        styles = _Styles(
            heading=book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            day=book.add_format({"num_format": date_format, "valign": "top"}),
            plain=book.add_format({"text_wrap": True, "valign": "top"}),
            entry=book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF8DC", "border": 1}),
        )
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.title), sheet, styles)
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
    _to_print(page)
    page.write_row(0, 0, sheet.headings, heading)
    for number, row in enumerate(sheet.rows, 1):
        for letter, value in enumerate(row):
            style = entry if sheet.headings[letter] in sheet.inputs else day if isinstance(value, date) else plain
            _write(page, (number, letter), value, style)
    _sum(page, sheet, heading)
    widths = [_column(sheet, letter) for letter in range(len(sheet.headings))]
    for letter, title in enumerate(sheet.headings):
        page.set_column(letter, letter, widths[letter], None, {"hidden": title in sheet.hidden})
    for number, row in enumerate((sheet.headings, *sheet.rows)):
        told = [cell for cell, title in zip(row, sheet.headings, strict=True) if title not in sheet.hidden]
        wide = [width for width, title in zip(widths, sheet.headings, strict=True) if title not in sheet.hidden]
        if (lines := max(map(_lines, told, wide), default=1)) > 1:
            page.set_row(number, min(lines * _LINE, _HIGHEST))
    for (number, title), words in sheet.choices.items():
        cell = (number + 1, sheet.headings.index(title))
        page.data_validation(*cell, *cell, {"validate": "list", "source": list(words), "error_type": "warning"})


def _to_print(page: Worksheet) -> None:
    """On paper: all columns side by side on a sheet that lies on its side, the headings on every page."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _column(sheet: NewSheet, letter: int) -> float:
    """How wide a column is: as wide as what stands in it; a heading is put into several lines."""
    title = sheet.headings[letter]
    longest = max([min(_width(title), _HEADING), *(_width(str(row[letter] or "")) for row in sheet.rows)])
    return min(max(longest, _INPUT) if title in sheet.inputs else longest, _WIDEST) + 2


def _lines(cell: Value, width: float) -> int:
    """How many lines a cell takes in a column of this width, words kept whole."""
    return sum(max(1, -(-int(_width(line) * 1.1) // int(width))) for line in str(cell or "").split("\n"))


def _sum(page: Worksheet, sheet: NewSheet, style: Format) -> None:
    last = len(sheet.rows)
    if sheet.totals and last:
        page.write_string(last + 1, 0, sheet.total_word, style)
    for title, total in sheet.totals.items() if last else ():
        letter = sheet.headings.index(title)
        cells = f"{xl_rowcol_to_cell(1, letter)}:{xl_rowcol_to_cell(last, letter)}"
        page.write_formula(last + 1, letter, f"=SUM({cells})", style, total)


def _width(text: str) -> int:
    """How wide the widest line of `text` is, in Latin letters: a Chinese one takes two."""
    return max((sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in text.split("\n")), default=0)


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
