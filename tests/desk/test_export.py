"""The records for other programs: typed, described, masked, and inert whatever a unit wrote."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import frictionless
import openpyxl
import pyarrow.parquet as pq
import pytest

from docgen.desk.export import FORMATS, export_files, inert
from docgen.desk.tables import Column, RecordTable, masked

WHEN = datetime(2026, 4, 9, 12, tzinfo=UTC)
HEAD = (Column("unit", "string"), Column("period", "string"), Column("about", "string"))
FORM = RecordTable(
    "QIS",
    (
        *HEAD,
        Column("received", "datetime"),
        Column("found", "integer"),
        Column("spent", "number"),
        Column("day", "date"),
        Column("held", "boolean"),
        Column("text", "string", "说明"),
    ),
    (
        ("0101", "2026Q1", "", WHEN, 3, Decimal("1.5"), date(2026, 3, 5), True, "=cmd|'/c calc'!A1"),
        ("0102", "2026Q1", "", WHEN, None, None, None, None, "第二季度，正常"),
    ),
)
ROWS = RecordTable(
    "QIS.inspections",
    (*HEAD, Column("row", "integer"), Column("place", "string")),
    (("0101", "2026Q1", "", 1, "港口"),),
    "QIS",
)


def written(folder: Path, kind: str) -> Mapping[str, bytes]:
    files = export_files((FORM, ROWS), kind)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return files


def test_csv_opens_in_excel_in_china_and_holds_no_formula(tmp_path: Path) -> None:
    data = written(tmp_path, "csv")["QIS.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert first["text"].startswith("'=")
    assert (first["found"], first["spent"], first["day"], first["held"]) == ("3", "1.5", "2026-03-05", "true")
    assert (second["found"], second["text"]) == ("", "第二季度，正常")


def test_a_data_package_describes_every_column_and_validates(tmp_path: Path) -> None:
    written(tmp_path, "csv")
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])


def test_jsonl_keeps_types(tmp_path: Path) -> None:
    first = json.loads(written(tmp_path, "jsonl")["QIS.jsonl"].decode().splitlines()[0])
    assert (first["found"], first["spent"], first["held"], first["day"]) == (3, 1.5, True, "2026-03-05")


def test_a_workbook_holds_texts_as_texts_and_numbers_as_numbers(tmp_path: Path) -> None:
    written(tmp_path, "xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "records.xlsx")["QIS"]
    row = {str(sheet.cell(1, n).value): sheet.cell(2, n) for n in range(1, 10)}
    assert (row["text"].data_type, row["found"].value) == ("s", 3)
    with zipfile.ZipFile(tmp_path / "records.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_parquet_has_typed_columns(tmp_path: Path) -> None:
    written(tmp_path, "parquet")
    table = pq.read_table(tmp_path / "QIS.parquet")
    assert table.column("found").to_pylist() == [3, None]
    assert str(table.schema.field("day").type).startswith("date32")


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_records_give_the_same_bytes(kind: str) -> None:
    assert export_files((FORM, ROWS), kind) == export_files((FORM, ROWS), kind)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_what_a_spreadsheet_would_run_is_inert(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize(("value", "shown"), [("450101199001011234", "**************1234"), ("12", "12"), (None, None)])
def test_private_answers_show_their_last_four_letters(value: str | None, shown: str | None) -> None:
    assert masked(value) == shown
