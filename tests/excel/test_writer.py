"""Workbooks we write: the same bytes for the same content, and texts never become formulas."""

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl

from docgen.excel import NewSheet, workbook_bytes

SHEET = NewSheet(
    "status",
    ("unit", "made", "points", "on time", "note"),
    [("001", date(2026, 3, 5), Decimal("12.5"), True, "=HYPERLINK(1)"), ("002", None, 0, False, "https://example.org")],
)


def test_the_same_content_is_the_same_bytes_on_any_day_and_in_any_place() -> None:
    code = (
        "import sys; from tests.excel.test_writer import SHEET; from docgen.excel import workbook_bytes;"
        "sys.stdout.buffer.write(workbook_bytes([SHEET]))"
    )
    environment = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)}
    elsewhere = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert elsewhere.stdout == workbook_bytes([SHEET])


def test_values_keep_their_kinds_and_texts_stay_texts(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook_bytes([SHEET]))
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["status"]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] == [
        ["001", page["B2"].value, 12.5, True, "=HYPERLINK(1)"],
        ["002", None, 0, False, "https://example.org"],
    ]
    assert (page["B2"].is_date, page["E2"].data_type, page["E3"].hyperlink) == (True, "s", None)
