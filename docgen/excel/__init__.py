"""Tables in, typed by declaration, and sheets out. The only importer of openpyxl and XlsxWriter."""

from typing import TYPE_CHECKING

from docgen.doors import opening

if TYPE_CHECKING:
    from docgen.excel.columns import Column, ColumnType, DateOrder, Declaration, Row, Table
    from docgen.excel.grid import Opened, Sheet, Workbook, column_letter, open_workbook
    from docgen.excel.headings import fold, nearest
    from docgen.excel.live import LiveCell, LiveSheet, Look, cell_name, live_workbook_bytes
    from docgen.excel.tables import TableRead, find_sheet, read_table
    from docgen.excel.writer import NewSheet, workbook_bytes

__all__ = [
    "Column",
    "ColumnType",
    "DateOrder",
    "Declaration",
    "LiveCell",
    "LiveSheet",
    "Look",
    "NewSheet",
    "Opened",
    "Row",
    "Sheet",
    "Table",
    "TableRead",
    "Workbook",
    "cell_name",
    "column_letter",
    "find_sheet",
    "fold",
    "live_workbook_bytes",
    "nearest",
    "open_workbook",
    "read_table",
    "workbook_bytes",
]

__getattr__ = opening(
    __name__,
    {
        **dict.fromkeys(("Column", "ColumnType", "DateOrder", "Declaration", "Row", "Table"), "docgen.excel.columns"),
        **dict.fromkeys(("Opened", "Sheet", "Workbook", "column_letter", "open_workbook"), "docgen.excel.grid"),
        **dict.fromkeys(("fold", "nearest"), "docgen.excel.headings"),
        **dict.fromkeys(("LiveCell", "LiveSheet", "Look", "cell_name", "live_workbook_bytes"), "docgen.excel.live"),
        **dict.fromkeys(("TableRead", "find_sheet", "read_table"), "docgen.excel.tables"),
        **dict.fromkeys(("NewSheet", "workbook_bytes"), "docgen.excel.writer"),
    },
)
