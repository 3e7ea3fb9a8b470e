"""What docgen says when it is called alone: the days around today, what waits, and the next command."""

from datetime import date

import pytest

from docgen.agenda import agenda
from docgen.campaign import Settings
from docgen.model import BooksSurvey as Books

TODAY = date(2026, 4, 8)


def settings(*days: date) -> Settings:
    return Settings.model_validate(
        {
            "name": "Safety 2026",
            "year": 2026,
            "issuer": {"name": "Bureau"},
            "term": {"first": date(2026, 1, 1), "last": date(2026, 12, 31)},
            "unit_types": {"county": {"name": "County bureau"}},
            "calendar": [{"date": day, "title": f"Report of {day:%B}"} for day in days],
        }
    )


def days_shown(*days: date) -> list[int]:
    return [day.days for day in agenda(settings(*days), Books(), TODAY, errors=0).days]


def test_days_of_the_last_week_and_the_next_month_are_shown_in_order() -> None:
    shown = days_shown(date(2026, 5, 1), date(2026, 4, 8), date(2026, 4, 2), date(2026, 3, 1), date(2026, 6, 1))
    assert shown == [-6, 0, 23]


def test_with_nothing_near_the_next_day_is_shown_however_far() -> None:
    assert days_shown(date(2026, 4, 5), date(2026, 7, 10), date(2026, 10, 10)) == [-3, 93]


@pytest.mark.parametrize(
    ("books", "errors", "command"),
    [
        (Books(missing=("01",), waiting=("02",)), 2, "docgen check"),
        (Books(missing=("01",), waiting=("02",)), 0, "docgen books"),
        (Books(waiting=("02",)), 0, "docgen books"),
        (Books(issued=("01",), differing=("01",)), 0, 'docgen books --reissue 01 --reason "…"'),
        (Books(issued=("01",), stale=("99",)), 0, ""),
        (Books(issued=("01",)), 0, ""),
    ],
)
def test_the_next_command_is_that_of_the_most_pressing_matter(books: Books, errors: int, command: str) -> None:
    assert agenda(settings(), books, TODAY, errors=errors).next_command == command


def test_every_matter_is_told_not_only_the_first() -> None:
    books = Books(missing=("01", "02"), changed=("06",), waiting=("03",), differing=("04",), stale=("05",))
    texts = [matter.text for matter in agenda(settings(), books, TODAY, errors=0).matters]
    assert texts == [
        "books not made yet: 2 (01, 02)",
        "books whose data changed since they were made: 1 (06)",
        "books made, not released: 1 (03)",
        "released books that differ from the roster: 1 (04)",
        "books of units no longer in the roster: 1 (05)",
    ]


def test_many_codes_are_cut_short() -> None:
    books = Books(stale=tuple(f"{n:02}" for n in range(1, 9)))
    (matter,) = agenda(settings(), books, TODAY, errors=0).matters
    assert matter.text.endswith("8 (01, 02, 03, 04, 05, …)")
