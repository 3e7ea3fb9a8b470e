"""Tables as offices really keep them: titles, merged and two-line headings, blank rows, notes. None does harm."""

from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.styles import Font

from docgen.excel import Column, Declaration
from tests.excel.sheets import Rows, book, column, found, read

HEADINGS: list[object] = ["Code", "Name", "Staff"]
NORTH: list[object] = ["001", "North", 3]
SOUTH: list[object] = ["002", "South", 4]


def test_titles_above_and_notes_and_signatures_below_are_no_rows(tmp_path: Path) -> None:
    rows: Rows = [
        ["Roster of the office"],
        ["Year 2026", None, "confidential"],
        [],
        HEADINGS,
        NORTH,
        [],
        SOUTH,
        [],
        ["Note: staff as of 1 March."],
        ["注：人数为在编人数。"],
        ["Prepared by: Li", None, "Date: 5 March"],
        [None, "All figures were checked against the payroll of the month before."],
    ]
    result = read(book(tmp_path / "a.xlsx", rows, "units", "A1:C1"))
    assert column(result, "code") == ["001", "002"]
    assert found(result) == []


def test_a_name_that_begins_like_a_note_is_a_row(tmp_path: Path) -> None:
    names = ["Source Valley", "注册局", "Approved Carriers Ltd", "NOTE1", "备注处"]
    rows: Rows = [["Name", "Code"], *([name, f"{n}x"] for n, name in enumerate(names))]
    assert column(read(book(tmp_path / "a.xlsx", rows)), "name") == names


def test_a_row_that_holds_only_a_code_is_no_note(tmp_path: Path) -> None:
    result = read(book(tmp_path / "a.xlsx", [HEADINGS, NORTH, [], ["003"]]))
    assert column(result, "code") == ["001", "003"]
    assert found(result) == [("E-CELL-BLANK", "B4")]


def test_headings_may_take_two_lines_under_merged_cells(tmp_path: Path) -> None:
    rows: Rows = [
        ["Code", "Name", "Contact", None],
        [None, None, "name", "phone"],
        ["001", "North", "Li", "0771-1"],
    ]
    result = read(book(tmp_path / "a.xlsx", rows, "units", "A1:A2", "B1:B2", "C1:D1"))
    assert result.table is not None
    assert dict(result.table.rows[0].values) | {"staff": None} == {
        "code": "001",
        "name": "North",
        "staff": None,
        "opened": None,
        "contact_name": "Li",
        "contact_phone": "0771-1",
    }
    assert found(result) == []


def test_headings_may_take_three_lines(tmp_path: Path) -> None:
    rows: Rows = [
        ["Code", "Name", "Contact", None],
        [None, None, "(for reports)", None],
        [None, None, "name", "phone"],
        ["001", "North", "Li", "0771-1"],
    ]
    result = read(book(tmp_path / "a.xlsx", rows, "units", "A1:A3", "B1:B3", "C1:D1", "C2:D2"))
    assert [column(result, name) for name in ("code", "contact_name", "contact_phone")] == [["001"], ["Li"], ["0771-1"]]


def test_a_group_of_headings_nobody_declared_takes_no_other_columns_place(tmp_path: Path) -> None:
    rows: Rows = [["Code", "Name", "People", None], [None, None, "name", "staff"], ["001", "North", "Li", 50]]
    result = read(book(tmp_path / "a.xlsx", rows, "units", "A1:A2", "B1:B2", "C1:D1"))
    assert [column(result, name) for name in ("name", "staff")] == [["North"], [50]]
    assert [(f.code.id, f.values["heading"]) for f in result.findings] == [("W-HEADING-UNKNOWN", "People name")]


def test_a_stray_cell_at_the_far_end_of_the_sheet_costs_nothing(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEADINGS, NORTH])
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0]["XFD1048576"].font = Font(bold=True)
    workbook.save(path)
    assert column(read(path), "code") == ["001"]


def test_headings_are_known_in_chinese_and_whatever_their_capitals_blanks_breaks_and_units(tmp_path: Path) -> None:
    rows: Rows = [
        ["单位 代码", "单位\n名称", "人数（人）", "CONTACT_NAME", "ｃｏｎｔａｃｔ phone"],
        ["001", "北", 3, "李", "1"],
    ]
    result = read(book(tmp_path / "a.xlsx", rows))
    assert [column(result, name) for name in ("code", "name", "staff", "contact_name", "contact_phone")] == [
        ["001"],
        ["北"],
        [3],
        ["李"],
        ["1"],
    ]


def test_a_heading_that_holds_another_is_not_taken_for_it(tmp_path: Path) -> None:
    rows: Rows = [["Code", "Name", "Staff on leave"], ["001", "North", 3]]
    result = read(book(tmp_path / "a.xlsx", rows))
    assert column(result, "staff") == [None]
    assert found(result) == [("W-HEADING-UNKNOWN", "C1")]


def test_headings_repeated_on_a_second_page_are_no_row(tmp_path: Path) -> None:
    result = read(book(tmp_path / "a.xlsx", [HEADINGS, NORTH, HEADINGS, SOUTH]))
    assert column(result, "code") == ["001", "002"]
    assert found(result) == []


def test_a_cell_merged_over_rows_counts_for_each_of_them(tmp_path: Path) -> None:
    hazards = Declaration("units", (Column("code", titles=("Code",)), Column("name", titles=("Name",))))
    result = read(book(tmp_path / "a.xlsx", [["Code", "Name"], ["001", "a"], [None, "b"]], "units", "A2:A3"), hazards)
    assert column(result, "code") == ["001", "001"]


def test_rows_that_are_only_formatted_are_no_rows(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEADINGS, NORTH])
    workbook = openpyxl.load_workbook(path)
    for number in range(3, 503):
        for letter in "ABC":
            workbook.worksheets[0][f"{letter}{number}"].font = Font(bold=True)
    workbook.save(path)
    assert column(read(path), "code") == ["001"]


def test_blank_is_blank_however_it_is_typed(tmp_path: Path) -> None:
    result = read(book(tmp_path / "a.xlsx", [HEADINGS, ["001", "North", "　"], ["002", "\u00a0", 4]]))
    assert column(result, "staff") == [None, 4]
    assert found(result) == [("E-CELL-BLANK", "B3")]


def test_faults_of_a_whole_column_are_told_once_naming_the_cells(tmp_path: Path) -> None:
    result = read(book(tmp_path / "a.xlsx", [HEADINGS, [1, "North", 3], [2, "South", 4], [3, "West", 5]]))
    assert column(result, "code") == ["1", "2", "3"]
    assert found(result) == [("W-CODES-AS-NUMBERS", "A2")]
    assert "A3, A4" in result.findings[0].remedy


def test_a_sheet_without_headings_or_rows_says_what_is_expected(tmp_path: Path) -> None:
    result = read(book(tmp_path / "a.xlsx", [["a", "b"], ["c", "d"]]))
    assert result.table is None
    assert [f.code.id for f in result.findings] == ["E-NO-HEADINGS"]
    assert "Code, Name" in result.findings[0].message


def test_a_hidden_sheet_is_read_with_a_warning_and_a_second_of_its_name_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEADINGS, NORTH])
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0].sheet_state = "hidden"
    workbook.create_sheet("Units ")
    workbook.save(path)
    result = read(path)
    assert column(result, "code") == ["001"]
    assert [(f.code.id, f.place.sheet) for f in result.findings] == [
        ("W-SHEET-HIDDEN", "units"),
        ("E-SHEET-TWICE", "Units "),
    ]


def test_a_formula_counts_with_the_result_saved_beside_it(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        page = workbook.add_worksheet("units")
        page.write_row(0, 0, HEADINGS)
        page.write_row(1, 0, ["001", "North"])
        page.write_formula("C2", "=1+2", None, 3)
        page.write_row(2, 0, ["002", "South"])
        page.write_formula("C3", "=1/0", None, "#DIV/0!")
    result = read(tmp_path / "a.xlsx")
    assert column(result, "staff") == [3, None]
    assert found(result) == [("E-CELL-ERROR", "C3")]
