"""A ledger carried over into a new year: its sheets and headings, and of its rows only what is not done yet."""

import io

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from docgen.excel.headings import fold

_DONE = frozenset(map(fold, ("done", "done on", "closed", "完成", "完成日期", "办结日期", "整改完成")))


def still_open(data: bytes) -> bytes:
    """The workbook with the rows of each sheet taken out whose matter is done, or of which nothing says that it is not.

    The heading row is the first in which a cell is known for one of a done date; a sheet without one keeps its
    first row only.
    """
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        _clear(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _clear(sheet: Worksheet) -> None:
    heading, column = _done_column(sheet)
    for number in range(sheet.max_row, heading, -1):
        values = [cell.value for cell in sheet[number]]
        is_open = column is not None and any(v is not None for v in values) and values[column] is None
        if not is_open:
            sheet.delete_rows(number)


def _done_column(sheet: Worksheet) -> tuple[int, int | None]:
    """The number of the heading row, and where in it the done date stands."""
    for number, row in enumerate(sheet.iter_rows(max_row=min(sheet.max_row, 10), values_only=True), 1):
        for column, value in enumerate(row):
            if isinstance(value, str) and fold(value) in _DONE:
                return number, column
    return 1, None
