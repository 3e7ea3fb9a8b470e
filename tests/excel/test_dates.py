"""Dates in Western and Chinese writing; one that may mean two days is none."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from docgen.excel import DateOrder
from docgen.excel.dates import date_from_text, moment_from_serial, shows_date
from tests.excel.sheets import Rows, book, column, found, read

FIFTH_OF_MARCH = date(2026, 3, 5)
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
DAYS = st.dates(date(1940, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        *("2026-03-05", "2026-3-5", "2026/03/05", "2026.3.5", "2026。3。5", "20260305", "２０２６－０３－０５"),
        *("2026年3月5日", "2026年03月05日", "二〇二六年三月五日", "二○二六年三月五日", "二零二六年三月五日"),
        *("5 March 2026", "5 Mar 2026", "5th March 2026", "March 5, 2026", "Mar. 5, 2026", "5-Mar-2026"),
        *("2026-03-05 00:00:00", "2026-03-05T09:30"),
    ],
)
def test_one_day_in_many_writings(text: str) -> None:
    assert date_from_text(text, None).day == FIFTH_OF_MARCH


def test_the_campaign_says_whether_the_day_or_the_month_comes_first() -> None:
    assert date_from_text("3/5/2026", DateOrder.MDY).day == date(2026, 3, 5)
    assert date_from_text("3/5/2026", DateOrder.DMY).day == date(2026, 5, 3)
    undecided = date_from_text("3/5/2026", None)
    assert (undecided.day, undecided.one, undecided.other) == (None, date(2026, 5, 3), date(2026, 3, 5))


def test_a_part_above_twelve_is_the_day_and_equal_parts_need_no_order() -> None:
    assert date_from_text("25/3/2026", None).day == date(2026, 3, 25)
    assert date_from_text("3/25/2026", None).day == date(2026, 3, 25)
    assert date_from_text("4/4/2026", None).day == date(2026, 4, 4)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026年2月29日", "E-DATE-INVALID"),
        ("2026-13-01", "E-DATE-INVALID"),
        ("3/25/2026 ", "E-DATE-INVALID"),
        ("2026年3月", "E-DATE-PARTIAL"),
        ("3月5日", "E-DATE-PARTIAL"),
        ("March 2026", "E-DATE-PARTIAL"),
        ("2026年  月  日", "E-DATE-PARTIAL"),
        ("26.3.5", "E-NOT-A-DATE"),
        ("长期", "E-NOT-A-DATE"),
        ("", "E-NOT-A-DATE"),
    ],
)
def test_what_is_not_one_whole_day_says_why(text: str, code: str) -> None:
    result = date_from_text(text, DateOrder.DMY)
    assert result.day is None
    assert result.code is not None
    assert result.code.id == code


@given(DAYS)
def test_every_day_is_read_in_every_writing(day: date) -> None:
    for text in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{str(day.year).translate(CHINESE)}年{_chinese(day.month)}月{_chinese(day.day)}日",
        f"{day:%d %B %Y}",
        f"{day:%B} {day.day}, {day.year}",
    ):
        assert date_from_text(text, None).day == day
    assert date_from_text(f"{day:%m/%d/%Y}", DateOrder.MDY).day == day
    assert date_from_text(f"{day:%d/%m/%Y}", DateOrder.DMY).day == day


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else str(tens).translate(CHINESE)) + "十" if tens else ""
    return head + (str(ones).translate(CHINESE) if ones else "")


def test_a_date_cell_is_the_same_day_in_both_date_systems_of_excel(tmp_path: Path) -> None:
    rows: Rows = [["Code", "Name", "Opened"], ["A", "Depot", date(2026, 3, 5)], ["B", "Garage", None]]
    path = book(tmp_path / "1900.xlsx", rows)
    workbook = openpyxl.load_workbook(path)
    workbook.epoch = MAC_EPOCH
    page = workbook.worksheets[0]
    page["C2"] = date(2026, 3, 5)
    page["C3"] = 44624  # a bare serial number of the 1904 system
    workbook.save(tmp_path / "1904.xlsx")
    assert column(read(path), "opened") == [FIFTH_OF_MARCH, None]
    late = read(tmp_path / "1904.xlsx")
    assert (column(late, "opened"), found(late)) == ([FIFTH_OF_MARCH, FIFTH_OF_MARCH], [])


@given(st.decimals(14_611, 73_050, places=6), st.booleans())
def test_a_serial_number_is_the_moment_another_library_takes_it_for(number: Decimal, since_1904: bool) -> None:
    epoch = MAC_EPOCH if since_1904 else WINDOWS_EPOCH
    found = moment_from_serial(number, date1904=since_1904)
    expected = from_excel(float(number), epoch)
    assert isinstance(found, datetime)
    assert isinstance(expected, datetime)
    assert abs(found - expected) <= timedelta(milliseconds=1)


@pytest.mark.parametrize(
    "pattern", ["General", "0%", "yyyy-mm-dd", "h:mm", '0"days"', "[Red]0.0", "[h]:mm", "_d0", "0;d"]
)
def test_a_format_shows_a_date_where_another_library_says_so(pattern: str) -> None:
    assert shows_date(pattern) is bool(is_date_format(pattern))
