"""Tables in, typed by declaration, and sheets out. The only importer of openpyxl and XlsxWriter."""

from docgen.excel.columns import Column, ColumnType, DateOrder, Declaration, Row, Table

__all__ = ["Column", "ColumnType", "DateOrder", "Declaration", "Row", "Table"]
