"""Files: delimited text in its encodings and separators, and workbooks that are none."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.excel import NewSheet, open_workbook, workbook_bytes
from tests.excel.sheets import UNITS, book, column, found, read

ROSTER = "单位代码{0}单位名称{0}人数\n001{0}北站{0}３\n002{0}南站{0}\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_delimited_text_is_read_in_every_usual_form(separator: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes(ROSTER.format(separator).encode(encoding))
    result = read(path)
    assert [column(result, name) for name in ("code", "name", "staff")] == [["001", "002"], ["北站", "南站"], [3, None]]
    assert found(result) == []


def test_a_separator_inside_quotation_marks_is_text(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text('Code,Name\n001,"North; West, and ""East"""\n', encoding="utf-8")
    assert column(read(path), "name") == ['North; West, and "East"']


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.csv", b"apples,pears\n1,2\n", "E-CSV-DELIMITER"),
        ("a.csv", b'Code,Name\n001,"North\n', "E-CSV-QUOTES"),
        ("a.csv", b"Code,Name\n001,\xff\xff\n", "E-ENCODING"),
        ("a.xlsx", b"", "E-EMPTY-FILE"),
        ("a.xlsx", b"<html>", "E-NOT-A-WORKBOOK"),
        ("a.xlsx", b"PK\x03\x04", "E-WORKBOOK-CORRUPT"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "E-OLD-FORMAT"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "E-WORKBOOK-ENCRYPTED",
        ),
    ],
)
def test_a_file_that_is_no_table_says_why(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    opened = open_workbook(tmp_path / name, [UNITS])
    assert opened.workbook is None
    assert [(f.code.id, f.place.file) for f in opened.findings] == [(code, name)]


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert [f.code.id for f in open_workbook(tmp_path / "units.xlsx").findings] == ["E-NO-FILE"]


@pytest.mark.parametrize("length", [30, 500, 2000, 4000])
def test_a_workbook_cut_short_says_so(length: int, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["Code", "Name"], ["001", "North"]])
    path.write_bytes(path.read_bytes()[:length])
    assert [f.code.id for f in open_workbook(path).findings] == ["E-WORKBOOK-CORRUPT"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(position=st.integers(0, 4000), byte=st.integers(0, 255))
def test_a_workbook_with_a_wrong_byte_never_raises(position: int, byte: int, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["Code", "Name"], ["001", "North"]])
    data = bytearray(path.read_bytes())
    data[position % len(data)] = byte
    path.write_bytes(bytes(data))
    opened = open_workbook(path, [UNITS])
    assert (opened.workbook is None) == bool(opened.findings)


CELLS = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), min_size=1).filter(
    lambda text: text.strip() == text and not text.startswith("=")
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.from_regex(r"[A-Z0-9]{1,8}", fullmatch=True), CELLS), min_size=1, max_size=5))
def test_what_is_written_is_read_back(rows: list[tuple[str, str]], tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook_bytes([NewSheet("units", ("Code", "Name"), rows)]))
    result = read(path)
    assert column(result, "code") == [code for code, _ in rows]
    assert column(result, "name") == [name for _, name in rows]
