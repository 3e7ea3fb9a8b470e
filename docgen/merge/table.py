"""The rows of a mail merge: a workbook, a delimited text or JSON, as nobody declared them.

Headings become names a tag can say. A column of dates holds dates and one of numbers exact numbers; everything else,
and everything in a delimited text, is text as it stands.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from docgen.excel import Column, ColumnType, Declaration, Table, Workbook, open_workbook, read_table
from docgen.excel.grid import Cell, Sheet
from docgen.excel.layout import Layout, data_rows, find_layout
from docgen.files import read_bytes
from docgen.findings import Finding, Place
from docgen.findings import merge as codes
from docgen.language import enumerated

_PADDED = re.compile('"?0{2,}"?')
"""The number format of a code such as 00012, which Excel keeps as the number 12."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its number as a person counts it, what a tag may say, and where each column stands."""

    number: int
    values: Mapping[str, object]
    place: Place
    cells: Mapping[str, str]

    def place_of(self, column: str) -> Place:
        """Where the value of `column` stands; the row itself if there is no such column."""
        cell = self.cells.get(column)
        return replace(self.place, cell=cell, row=None) if cell else self.place


@dataclass(frozen=True, slots=True)
class Data:
    """What was read: the names a tag may say, the rows, and all that is wrong."""

    names: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_data(path: Path, wanted: Iterable[str]) -> Data:
    """The rows of `path`. `wanted` are names the template or pattern uses; they tell the row of headings."""
    if path.suffix.lower() == ".json":
        return _read_json(path)
    names = tuple(dict.fromkeys(wanted)) or ("name",)
    known = Declaration(path.stem, tuple(Column(name) for name in names))
    opened = open_workbook(path, (known,))
    if opened.workbook is None:
        return Data(findings=opened.findings)
    return _best(opened.workbook, known)


def _best(workbook: Workbook, known: Declaration) -> Data:
    """The table on the sheet whose headings name most of what is wanted."""
    found = [(find_layout(sheet, known), sheet) for sheet in workbook.sheets]
    layout, sheet = max(found, key=lambda pair: len(pair[0].columns), default=(Layout(), None))
    if sheet is None or not layout.headings:
        wanted = enumerated(column.name for column in known.columns)
        return Data(findings=(Finding(codes.NO_HEADINGS, Place(file=workbook.file), {"names": wanted}),))
    declaration = Declaration(sheet.title, _columns(sheet, layout))
    read = read_table(replace(workbook, sheets=(sheet,)), declaration)
    if read.table is None:
        return Data(findings=read.findings)
    records = tuple(_records(read.table))
    empty = () if records else (Finding(codes.NO_ROWS, Place(file=workbook.file, sheet=sheet.title)),)
    return Data(tuple(column.name for column in declaration.columns), records, (*read.findings, *empty))


def _columns(sheet: Sheet, layout: Layout) -> tuple[Column, ...]:
    """Every heading as a column, of the type all its cells are."""
    cells: dict[int, list[Cell]] = {heading.letter: [] for heading in layout.headings}
    for _, row in data_rows(sheet, layout):
        for letter in row.keys() & cells.keys():
            cells[letter].append(row[letter])
    columns: dict[str, Column] = {}
    for heading in layout.headings:
        name = heading.column.name if heading.column else tag_name(heading.text)
        columns.setdefault(name, Column(name, _type(cells[heading.letter]), (heading.text,)))
    return tuple(columns.values())


def tag_name(heading: str) -> str:
    """A heading as a tag can say it: "Unit name (full)" is `Unit_name_full`."""
    name = re.sub(r"\W+", "_", heading).strip("_")
    return name if name.isidentifier() else f"_{name}"


def _type(cells: list[Cell]) -> ColumnType:
    if cells and all(isinstance(cell.value, date) for cell in cells):
        return ColumnType.DATE
    numbers = [cell for cell in cells if isinstance(cell.value, int | float) and not isinstance(cell.value, bool)]
    if any(_PADDED.fullmatch(cell.format) for cell in numbers):
        return ColumnType.CODE
    if cells and len(numbers) == len(cells) and all("%" in cell.format for cell in numbers):
        return ColumnType.PERCENT
    return ColumnType.DECIMAL if cells and len(numbers) == len(cells) else ColumnType.TEXT


def _records(table: Table) -> Iterable[Record]:
    for row in table.rows:
        cells = {name: f"{letter}{row.number}" for name, letter in table.letters.items()}
        yield Record(row.number, {name: _tidy(value) for name, value in row.values.items()}, table.place(row), cells)


def _tidy(value: object) -> object:
    """Whole numbers without a decimal point: Excel keeps 3 as 3.0."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def _read_json(path: Path) -> Data:
    place = Place(file=path.name)
    try:
        content = json.loads(read_bytes(path).decode("utf-8-sig"), parse_float=Decimal)
    except json.JSONDecodeError as trouble:
        return Data(findings=(Finding(codes.NOT_JSON, replace(place, row=trouble.lineno)),))
    except ValueError:  # UnicodeDecodeError is one
        return Data(findings=(Finding(codes.NOT_JSON, place),))
    rows = [content] if isinstance(content, dict) else content
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return Data(findings=(Finding(codes.NOT_OBJECTS, place),))
    if not rows:
        return Data(findings=(Finding(codes.NO_ROWS, place),))
    records = tuple(Record(n, row, replace(place, row=n), {}) for n, row in enumerate(rows, 1))
    return Data(tuple(dict.fromkeys(name for row in rows for name in row)), records)
