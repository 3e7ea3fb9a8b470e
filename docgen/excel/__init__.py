"""Tables in, typed by declaration, and sheets out. The only importer of openpyxl and XlsxWriter."""

from docgen.excel.columns import Column, ColumnType, DateOrder, Declaration, Row, Table
from docgen.excel.grid import Opened, Sheet, Workbook, column_letter, open_workbook
from docgen.excel.headings import fold, nearest
from docgen.excel.tables import TableRead, find_sheet, read_table
from docgen.excel.writer import NewSheet, workbook_bytes

__all__ = [
    "Column",
    "ColumnType",
    "DateOrder",
    "Declaration",
    "NewSheet",
    "Opened",
    "Row",
    "Sheet",
    "Table",
    "TableRead",
    "Workbook",
    "column_letter",
    "find_sheet",
    "fold",
    "nearest",
    "open_workbook",
    "read_table",
    "workbook_bytes",
]
