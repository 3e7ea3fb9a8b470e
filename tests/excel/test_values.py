"""Every type of column: what a cell may look like, and what it is read as."""

import math
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.excel import ColumnType
from docgen.excel.grid import Raw
from docgen.model import Value
from tests.excel.sheets import value

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    ("raw", "kind", "number_format", "expected"),
    [
        ("00012", ColumnType.CODE, "@", "00012"),
        ("０００１２", ColumnType.CODE, "General", "00012"),
        (12, ColumnType.CODE, "00000", "00012"),
        (12.0, ColumnType.CODE, "00000", "00012"),
        ("A-1", ColumnType.CODE, "General", "A-1"),
        (3, ColumnType.COUNT, "General", 3),
        (3.0, ColumnType.COUNT, "General", 3),
        ("1,200", ColumnType.COUNT, "General", 1200),
        ("１，２００", ColumnType.COUNT, "General", 1200),
        ("1 200", ColumnType.COUNT, "General", 1200),
        ("1\u2009200", ColumnType.COUNT, "General", 1200),
        (0, ColumnType.COUNT, "General", 0),
        (0.1 + 0.2, ColumnType.DECIMAL, "General", Decimal("0.3")),
        ("1,200.5", ColumnType.DECIMAL, "General", Decimal("1200.5")),
        ("-7", ColumnType.DECIMAL, "General", Decimal(-7)),
        (0.98, ColumnType.PERCENT, "0%", Decimal(98)),
        (1, ColumnType.PERCENT, "0%", Decimal(100)),
        ("98%", ColumnType.PERCENT, "General", Decimal(98)),
        ("１００％", ColumnType.PERCENT, "General", Decimal(100)),
        (98.5, ColumnType.PERCENT, "General", Decimal("98.5")),
        (0, ColumnType.PERCENT, "General", Decimal(0)),
        (datetime(2026, 3, 5), ColumnType.DATE, "yyyy-mm-dd", date(2026, 3, 5)),
        (46086, ColumnType.DATE, "General", date(2026, 3, 5)),
        (20260305, ColumnType.DATE, "General", date(2026, 3, 5)),
        ("是", ColumnType.YES_NO, "General", True),
        ("√", ColumnType.YES_NO, "General", True),
        ("No", ColumnType.YES_NO, "General", False),
        (True, ColumnType.YES_NO, "General", True),
        (7710000000, ColumnType.TEXT, "General", "7710000000"),
        (12.5, ColumnType.TEXT, "General", "12.5"),
        (datetime(2026, 3, 5), ColumnType.TEXT, "yyyy", "2026-03-05"),
    ],
)
def test_a_cell_is_read_by_the_type_of_its_column(
    raw: Raw, kind: ColumnType, number_format: str, expected: Value
) -> None:
    read = value(raw, kind, number_format)
    assert (read.value, read.code) == (expected, None)
    assert type(read.value) is type(expected)


@pytest.mark.parametrize(
    ("raw", "kind", "code"),
    [
        (12, ColumnType.CODE, "W-CODE-AS-NUMBER"),
        (1.5, ColumnType.CODE, "E-NOT-A-CODE"),
        (True, ColumnType.CODE, "E-NOT-A-CODE"),
        (4.50101e17, ColumnType.CODE, "E-PRECISION-LOST"),
        (4.50101e17, ColumnType.TEXT, "E-PRECISION-LOST"),
        ("2000万", ColumnType.COUNT, "E-NOT-A-NUMBER"),
        ("约30", ColumnType.COUNT, "E-NOT-A-NUMBER"),
        ("无", ColumnType.COUNT, "E-NOT-A-NUMBER"),
        (True, ColumnType.COUNT, "E-NOT-A-NUMBER"),
        ("1.200,5", ColumnType.DECIMAL, "E-NOT-A-NUMBER"),
        ("12,34", ColumnType.DECIMAL, "E-NOT-A-NUMBER"),
        ("1,200", ColumnType.DECIMAL, "E-NUMBER-AMBIGUOUS"),
        (3.5, ColumnType.COUNT, "E-NOT-WHOLE"),
        (-1, ColumnType.COUNT, "E-NEGATIVE"),
        (1, ColumnType.PERCENT, "E-PERCENT-AMBIGUOUS"),
        ("0.98", ColumnType.PERCENT, "E-PERCENT-AMBIGUOUS"),
        ("95%以上", ColumnType.PERCENT, "E-NOT-A-NUMBER"),
        (2026, ColumnType.DATE, "E-NOT-A-DATE"),
        (time(9, 30), ColumnType.DATE, "E-NOT-A-DATE"),
        ("x", ColumnType.YES_NO, "E-NOT-YES-NO"),
        ("=1+1", ColumnType.TEXT, "W-FORMULA-AS-TEXT"),
    ],
)
def test_what_may_mean_two_things_or_nothing_is_a_finding(raw: Raw, kind: ColumnType, code: str) -> None:
    read = value(raw, kind)
    assert read.code is not None
    assert read.code.id == code
    assert (read.value is None) == code.startswith("E-")


@pytest.mark.parametrize("number", [math.inf, math.nan])
@pytest.mark.parametrize("kind", ColumnType)
def test_what_is_no_number_at_all_does_no_harm(number: float, kind: ColumnType) -> None:
    assert value(number, kind).value is None


def test_a_choice_is_found_whatever_its_capitals_and_a_misspelt_one_is_offered() -> None:
    assert value(" COUNTY ", ColumnType.CHOICE, choices=("city", "county")).value == "county"
    read = value("countty", ColumnType.CHOICE, choices=("city", "county"))
    assert (read.value, read.values["nearest"]) == (None, "county")


@given(st.from_regex(r"[0-9A-Za-z][0-9A-Za-z._-]{0,20}", fullmatch=True))
def test_any_code_is_read_as_it_is_written(code: str) -> None:
    assert value(code, ColumnType.CODE).value == code
    assert value(code.translate(FULL_WIDTH), ColumnType.CODE).value == code


@given(st.integers(0, 10**14), st.integers(2, 15))
def test_a_number_shown_with_leading_zeros_is_the_code_it_shows(number: int, width: int) -> None:
    assert value(number, ColumnType.CODE, "0" * width).value == f"{number:0{width}d}"


@given(st.integers(0, 10**12))
def test_full_width_digits_are_digits(number: int) -> None:
    wide = str(number).translate(FULL_WIDTH)
    assert value(wide, ColumnType.COUNT).value == number
    assert value(f"{wide}％", ColumnType.PERCENT).value == (number if number <= 100 else None)


@given(st.text())
def test_any_text_at_all_is_read_without_harm(text: str) -> None:
    for kind in ColumnType:
        read = value(text.strip() or "x", kind)
        assert read.value is not None or read.code is not None


def test_a_date_where_a_number_belongs_is_shown_as_a_person_writes_it() -> None:
    assert value(datetime(1900, 1, 1), ColumnType.COUNT).values["text"] == "1900-01-01"
    assert value(datetime(1900, 1, 1, 8, 30), ColumnType.COUNT).values["text"] == "1900-01-01 08:30"
