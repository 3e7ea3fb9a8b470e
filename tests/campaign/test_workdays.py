"""Working days are the campaign's own."""

from datetime import date

import pytest

from docgen.campaign.settings import WorkingDays
from docgen.campaign.workdays import is_working, working_days_after

OWN = WorkingDays(holidays=(date(2026, 10, 1), date(2026, 10, 2)), worked=(date(2026, 10, 10),))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),  # a holiday
        (date(2026, 10, 3), False),  # Saturday
        (date(2026, 10, 10), True),  # a Saturday worked in exchange
        (date(2026, 10, 11), False),  # Sunday
    ],
)
def test_a_day_is_worked_or_not(day: date, works: bool) -> None:
    assert is_working(day, OWN) is works


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, date(2026, 10, 5)), (5, date(2026, 10, 9)), (6, date(2026, 10, 10)), (7, date(2026, 10, 12))],
)
def test_a_term_ends_on_the_last_of_its_working_days(count: int, expected: date) -> None:
    assert working_days_after(date(2026, 9, 30), count, OWN) == expected
