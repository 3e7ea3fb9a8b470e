"""Writing a workbook whose cells calculate: formulas, each with the value it must give, for viewers that cannot."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_MADE = datetime(2000, 1, 1)


class Look(StrEnum):
    """What a cell is, told by its colour."""

    HEAD = "head"
    TEXT = "text"
    INPUT = "input"
    FORMULA = "formula"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class LiveCell:
    """A cell: a value, or a formula (with its =) and the value it gives; `note` is shown when one points at it.

    `form` is the number format in which the value is shown, Excel's own where it is empty.
    """

    value: str | int | float | None
    formula: str = ""
    look: Look = Look.TEXT
    note: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class LiveSheet:
    """A sheet, row by row; the first `frozen` rows and columns stay in view. `widths` are those of its columns."""

    title: str
    rows: Sequence[Sequence[LiveCell | None]]
    frozen: tuple[int, int] = (1, 2)
    widths: tuple[int, ...] = ()
    hidden: bool = False


_STYLES: Mapping[Look, Mapping[str, object]] = {
    Look.HEAD: {
        "bold": True,
        "text_wrap": True,
        "valign": "top",
        "bottom": 1,
        "bg_color": "#1F4E79",
        "font_color": "#FFFFFF",
    },
    Look.TEXT: {"valign": "top", "text_wrap": True},
    Look.INPUT: {"valign": "top", "bg_color": "#FFF8E1"},
    Look.FORMULA: {"valign": "top", "bg_color": "#EEF4FA", "num_format": "0.#########"},
    Look.OPEN: {"valign": "top", "bg_color": "#FBE3E4"},
}


def live_workbook_bytes(sheets: Sequence[LiveSheet]) -> bytes:
    """An .xlsx workbook of `sheets`: the same bytes for the same content, texts never taken for formulas."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": _MADE})
        looks = {(cell.look, cell.form) for sheet in sheets for row in sheet.rows for cell in row if cell}
        styles = {look: book.add_format(_style(*look)) for look in sorted(looks)}
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.title), sheet, styles)
    return buffer.getvalue()


def _style(look: Look, form: str) -> dict[str, object]:
    return {**_STYLES[look], "num_format": form} if form else dict(_STYLES[look])


def _fill(page: Worksheet, sheet: LiveSheet, styles: Mapping[tuple[Look, str], Format]) -> None:
    page.freeze_panes(*sheet.frozen)
    for letter, width in enumerate(sheet.widths):
        page.set_column(letter, letter, width)
    if sheet.hidden:
        page.hide()
    for number, row in enumerate(sheet.rows):
        for letter, cell in enumerate(row):
            if cell is not None:
                _write(page, (number, letter), cell, styles[cell.look, cell.form])


def _write(page: Worksheet, at: tuple[int, int], cell: LiveCell, style: Format) -> None:
    if cell.formula:
        page.write_formula(*at, cell.formula, style, "" if cell.value is None else cell.value)
    elif cell.value is None:
        page.write_blank(*at, None, style)
    elif isinstance(cell.value, str):
        page.write_string(*at, cell.value, style)
    else:
        page.write_number(*at, cell.value, style)
    if cell.note:
        page.write_comment(*at, cell.note, {"x_scale": 3, "y_scale": 1.5})


def cell_name(row: int, column: int, *, fixed: bool = False) -> str:
    """The name of a cell by its row and column from 0: B3, or $B$3."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"${letters}${row + 1}" if fixed else f"{letters}{row + 1}"
