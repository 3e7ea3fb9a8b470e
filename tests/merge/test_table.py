"""Rows of a mail merge are read from whatever an office has, and nothing in them changes on the way."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from docgen.merge.table import Data, read_data, tag_name

Cells = list[list[object]]


def workbook(path: Path, rows: Cells, **formats: str) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for cell, form in formats.items():
        sheet[cell].number_format = form
    book.save(path)
    return path


def read(path: Path, *wanted: str) -> Data:
    return read_data(path, wanted or ("name",))


def values(data: Data) -> list[dict[str, object]]:
    return [dict(record.values) for record in data.records]


def test_a_workbook_gives_text_numbers_and_dates(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "people.xlsx",
        [
            ["Guests of 2026"],
            ["Name", "Seats", "Fee", "Day"],
            ["Kim", 2, 1.5, date(2026, 3, 5)],
            ["Bo", 3, 2, date(2026, 3, 6)],
        ],
    )
    assert values(read(path, "Name", "Seats")) == [
        {"Name": "Kim", "Seats": 2, "Fee": Decimal("1.5"), "Day": date(2026, 3, 5)},
        {"Name": "Bo", "Seats": 3, "Fee": 2, "Day": date(2026, 3, 6)},
    ]


def test_codes_keep_their_leading_zeros(tmp_path: Path) -> None:
    path = workbook(tmp_path / "c.xlsx", [["code", "name"], [12, "Kim"]], A2="00000")
    assert values(read(path, "code", "name"))[0]["code"] == "00012"


def test_a_cell_shown_as_98_percent_is_98_for_the_filter_percent(tmp_path: Path) -> None:
    path = workbook(tmp_path / "c.xlsx", [["name", "rate"], ["Kim", 0.98], ["Bo", 1]], A2="General", B2="0%", B3="0.0%")
    assert [row["rate"] for row in values(read(path, "name"))] == [98, 100]


def test_every_column_can_be_said_whether_the_template_asks_or_not(tmp_path: Path) -> None:
    path = workbook(tmp_path / "c.xlsx", [["name", "Unit (full)", "单位名称"], ["Kim", "A", "甲"]])
    assert read(path, "name").names == ("name", "Unit_full", "单位名称")


def test_a_heading_is_matched_whatever_its_capitals_and_blanks(tmp_path: Path) -> None:
    path = workbook(tmp_path / "c.xlsx", [["Unit Name", "x"], ["Kim", 1]])
    assert read(path, "unit_name").names[0] == "unit_name"


def test_a_row_knows_its_cells(tmp_path: Path) -> None:
    path = workbook(tmp_path / "people.xlsx", [["code", "name"], ["1", "Kim"]])
    place = read(path, "name").records[0].place_of("name")
    assert (place.file, place.sheet, place.cell) == ("people.xlsx", "Sheet", "B2")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_delimited_text_is_text(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"code{separator}name\n007{separator}Kim\n", encoding="utf-8")
    assert values(read(path, "name", "code")) == [{"code": "007", "name": "Kim"}]


def test_json_may_hold_lists_to_loop_over(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text('[{"name": "Kim", "fee": 0.1, "items": [{"what": "tea"}]}]', encoding="utf-8")
    assert values(read(path)) == [{"name": "Kim", "fee": Decimal("0.1"), "items": [{"what": "tea"}]}]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.json", '[{"name": ', "E-MERGE-JSON"),
        ("a.json", '["Kim"]', "E-MERGE-JSON-SHAPE"),
        ("a.json", "[]", "W-MERGE-EMPTY"),
        ("a.csv", "name,code\n", "W-MERGE-EMPTY"),
    ],
)
def test_what_is_no_table_is_a_finding(tmp_path: Path, name: str, content: str, code: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    found = read(tmp_path / name).findings
    assert [finding.code.id for finding in found] == [code]


def test_a_workbook_without_the_wanted_headings_is_a_finding(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["colour", "size"], ["red", 3]])
    assert [f.code.id for f in read(path, "name", "code").findings] == ["E-MERGE-HEADINGS"]


def test_a_heading_becomes_a_name_a_tag_can_say() -> None:
    names = {"Unit name (full)": "Unit_name_full", "单位名称": "单位名称", "2026 total": "_2026_total", "a/b": "a_b"}
    assert {heading: tag_name(heading) for heading in names} == names
