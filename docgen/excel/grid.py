"""Opening a workbook or a delimited text: cells as they stand, by row and column, before anything is read into them."""

import warnings
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import WINDOWS_EPOCH
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook as ExcelWorkbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.errors import FileTroubleError
from docgen.excel.columns import Declaration
from docgen.excel.delimited import read_delimited
from docgen.files import cause, read_bytes
from docgen.findings import Finding, Place
from docgen.findings import excel as codes

Raw = str | int | float | bool | date | time | timedelta | None
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (
    BadZipFile,
    InvalidFileException,
    zlib.error,
    SyntaxError,  # lxml's XMLSyntaxError
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
)
"""What openpyxl lets out when a workbook is damaged."""


class Cell(NamedTuple):
    """A cell that is not blank: its value, its number format, and its formula if it has one."""

    value: Raw
    format: str = "General"
    formula: str = ""
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's cells that are not blank, by row and column number; merges as (top, left, bottom, right)."""

    title: str
    rows: Mapping[int, Mapping[int, Cell]]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False
    epoch: datetime = WINDOWS_EPOCH


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened file: its name, and its sheets in order. A delimited text has one sheet, without a title."""

    file: str
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of opening a file: None and a finding if it cannot be read at all."""

    workbook: Workbook | None
    findings: tuple[Finding, ...] = field(default=())


def column_letter(number: int) -> str:
    """The letter over column `number`, from 1: 28 is AB."""
    return str(get_column_letter(number))


def open_workbook(path: Path, known: Iterable[Declaration] = ()) -> Opened:
    """Open an .xlsx workbook, or a .csv text whose headings are among the `known` tables'."""
    if not path.is_file():
        return _refused(path, Finding(codes.NO_FILE, Place(file=path.name)))
    try:
        data = read_bytes(path)
    except FileTroubleError as trouble:
        return _refused(path, Finding(codes.UNREADABLE_FILE, Place(file=path.name), {"why": _cause(trouble)}))
    if not data:
        return _refused(path, Finding(codes.EMPTY_FILE, Place(file=path.name)))
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return _open_delimited(path, data, known)
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        return _refused(path, Finding(codes.ENCRYPTED if locked else codes.OLD_FORMAT, Place(file=path.name)))
    if not data.startswith(b"PK"):
        return _refused(path, Finding(codes.NOT_A_WORKBOOK, Place(file=path.name)))
    try:
        return Opened(Workbook(path.name, tuple(_sheets(path))))
    except _BROKEN:
        return _refused(path, Finding(codes.CORRUPT, Place(file=path.name)))


def _cause(trouble: FileTroubleError) -> str:
    reason = trouble.__cause__
    return cause(reason) if isinstance(reason, OSError) else ""


def _refused(path: Path, *findings: Finding) -> Opened:
    return Opened(None, findings)


def _open_delimited(path: Path, data: bytes, known: Iterable[Declaration]) -> Opened:
    records, finding = read_delimited(path.name, data, known)
    if finding is not None:
        return _refused(path, finding)
    rows = {
        number: {column: Cell(text) for column, text in enumerate(record, 1) if text.strip()}
        for number, record in enumerate(records, 1)
    }
    return Opened(Workbook(path.name, (Sheet("", {n: cells for n, cells in rows.items() if cells}),)))


def _sheets(path: Path) -> Iterator[Sheet]:
    book = _load(path, values=False)
    if any(_has_formula(sheet) for sheet in book.worksheets):
        results: ExcelWorkbook | None = _load(path, values=True)
    else:
        results = None
    for sheet in book.worksheets:
        yield _sheet(sheet, results[sheet.title] if results else None, book.epoch)


def _load(path: Path, *, values: bool) -> ExcelWorkbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of extensions it drops; nothing is written back here
        return openpyxl.load_workbook(path, data_only=values)


def _cells(sheet: Worksheet) -> Mapping[tuple[int, int], ExcelCell | MergedCell]:
    """The cells the file holds, by row and column. Walking openpyxl's rows makes every cell up to a stray last one."""
    return sheet._cells


def _has_formula(sheet: Worksheet) -> bool:
    return any(cell.data_type == "f" for cell in _cells(sheet).values())


def _sheet(sheet: Worksheet, results: Worksheet | None, epoch: datetime) -> Sheet:
    rows: dict[int, dict[int, Cell]] = {}
    saved = _cells(results) if results else {}
    for (row, column), cell in _cells(sheet).items():
        if not _is_blank(cell.value):
            rows.setdefault(row, {})[column] = _cell(cell, saved.get((row, column)))
    return Sheet(
        sheet.title,
        rows,
        tuple((m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges),
        frozenset(n for n, shape in sheet.row_dimensions.items() if shape.hidden),
        sheet.sheet_state != "visible",
        epoch,
    )


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _cell(cell: ExcelCell | MergedCell, result: ExcelCell | MergedCell | None) -> Cell:
    if cell.data_type == "f" and result is not None:
        formula = str(getattr(cell.value, "text", None) or cell.value)
        return Cell(_raw(result.value), result.number_format, formula, result.data_type == "e")
    return Cell(_raw(cell.value), cell.number_format, "", cell.data_type == "e")


def _raw(value: object) -> Raw:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (bool, int, float, date, time, timedelta)):
        return value
    return str(value)
