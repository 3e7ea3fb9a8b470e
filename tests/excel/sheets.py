"""Workbooks written out as small tables inside a test, and read back by a declaration."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import WINDOWS_EPOCH

from docgen.excel import Column, ColumnType, DateOrder, Declaration, TableRead, open_workbook, read_table
from docgen.excel.grid import Cell, Raw
from docgen.excel.values import CellRead, Reading, read_cell
from docgen.model import Value

Rows = Sequence[Sequence[object]]

UNITS = Declaration(
    "units",
    (
        Column("code", ColumnType.CODE, ("Code", "单位代码"), required=True),
        Column("name", ColumnType.TEXT, ("Name", "单位名称"), required=True),
        Column("staff", ColumnType.COUNT, ("Staff", "人数")),
        Column("opened", ColumnType.DATE, ("Opened", "设立日期")),
        Column("contact_name", ColumnType.TEXT, ("Contact name", "联系人")),
        Column("contact_phone", ColumnType.TEXT, ("Contact phone", "联系电话")),
    ),
    required=True,
)


def book(path: Path, rows: Rows, title: str = "units", *merges: str) -> Path:
    """A workbook of one sheet."""
    workbook = openpyxl.Workbook()
    page = workbook.worksheets[0]
    page.title = title
    for row in rows:
        page.append(list(row))
    for area in merges:
        page.merge_cells(area)
    workbook.save(path)
    return path


def read(path: Path, declaration: Declaration = UNITS, order: DateOrder | None = None) -> TableRead:
    """The table of a file that can be opened."""
    opened = open_workbook(path, [declaration])
    assert opened.workbook is not None, [str(f) for f in opened.findings]
    return read_table(opened.workbook, declaration, order=order)


def column(result: TableRead, name: str) -> list[Value]:
    """What was read of one column, from top to bottom."""
    assert result.table is not None
    return [row.values[name] for row in result.table.rows]


def found(result: TableRead) -> list[tuple[str, str]]:
    """The findings, each as its code and its cell or row."""
    return [(f.code.id, f.place.cell or str(f.place.row or "")) for f in result.findings]


def value(raw: Raw, kind: ColumnType, number_format: str = "General", choices: tuple[str, ...] = ()) -> CellRead:
    """One cell read as a column of this type."""
    return read_cell(Cell(raw, number_format), Column("x", kind, choices=choices), Reading(None, WINDOWS_EPOCH))
