"""Writing a workbook: plain sheets with a heading row, the same bytes for the same content whatever the day."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from docgen.model import Value

_MADE = datetime(2000, 1, 1)
"""What the file's properties say, always: the same content makes the same bytes."""
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet to write: its title, its headings, and rows as long as these. Texts are never taken for formulas."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Value]]


def workbook_bytes(sheets: Sequence[NewSheet], *, date_format: str = "yyyy-mm-dd") -> bytes:
    """An .xlsx workbook of `sheets`, headings bold and frozen, dates shown as `date_format` says."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": _MADE})
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        day = book.add_format({"num_format": date_format, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.title), sheet, heading, day, plain)
    return buffer.getvalue()


def _fill(page: Worksheet, sheet: NewSheet, heading: Format, day: Format, plain: Format) -> None:
    page.freeze_panes(1, 0)
    page.write_row(0, 0, sheet.headings, heading)
    for number, row in enumerate(sheet.rows, 1):
        for letter, value in enumerate(row):
            _write(page, (number, letter), value, day if isinstance(value, date) else plain)
    for letter, title in enumerate(sheet.headings):
        longest = max([len(title), *(len(str(row[letter] or "")) for row in sheet.rows)])
        page.set_column(letter, letter, min(longest, _WIDEST) + 2)


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
