"""Periods as people write them, and the days they cover."""

from datetime import date, timedelta

import pytest

from docgen.language import speaking
from docgen.model.periods import Period, parse_period


@pytest.mark.parametrize(
    ("text", "first", "last", "before"),
    [
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31), "2025Q4"),
        ("2026q4", date(2026, 10, 1), date(2026, 12, 31), "2026Q3"),
        ("2024H1", date(2024, 1, 1), date(2024, 6, 30), "2023H2"),
        ("2026H2", date(2026, 7, 1), date(2026, 12, 31), "2026H1"),
        (" 2026 ", date(2026, 1, 1), date(2026, 12, 31), "2025"),
    ],
)
def test_a_period_knows_its_days_and_the_one_before(text: str, first: date, last: date, before: str) -> None:
    period = parse_period(text)
    assert period is not None
    assert (period.first, period.last, str(period.previous)) == (first, last, before)
    assert period.previous.next == period
    assert parse_period(str(period)) == period


@pytest.mark.parametrize(
    ("text", "shift", "first", "last"),
    [
        ("2026Q1", -3, date(2025, 10, 1), date(2025, 12, 31)),
        ("2026Q4", -3, date(2026, 7, 1), date(2026, 9, 30)),
        ("2026H2", 3, date(2026, 10, 1), date(2027, 3, 31)),
        ("2026", 3, date(2026, 4, 1), date(2027, 3, 31)),
        ("2026Q1", 0, date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_a_year_may_begin_in_another_month(text: str, shift: int, first: date, last: date) -> None:
    period = parse_period(text, shift)
    assert period is not None
    assert (period.first, period.last) == (first, last)
    assert period.previous.last == first - timedelta(days=1)


@pytest.mark.parametrize("text", ["", "2026Q5", "2026H3", "2026Q", "26Q1", "2026-01", "Q1 2026"])
def test_anything_else_is_no_period(text: str) -> None:
    assert parse_period(text) is None


def test_a_period_is_said_in_the_language_spoken() -> None:
    assert Period(2026, "Q", 2).said == "Second quarter of 2026"
    with speaking("zh"):
        assert Period(2026, "H", 1).said == "2026年上半年"
