"""The time a return covers, as people write it: a quarter `2026Q1`, a half-year `2026H1`, a year `2026`.

A year may begin in another month than January; it is called after the year its campaign is called after.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from docgen.language import say

_WRITTEN = re.compile(r"(?P<year>[1-9]\d{3})(?:(?P<kind>[QH])(?P<number>[1-4]))?")
_MONTHS = {"Q": 3, "H": 6, "": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter ("Q"), half-year ("H") or year (""); `number` counts within the year from 1.

    `shift` counts the months by which the year begins later than January: -3 for one that begins in October before.
    """

    year: int
    kind: str = ""
    number: int = 1
    shift: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{self.year}{self.kind}{self.number}" if self.kind else str(self.year)

    @property
    def first(self) -> date:
        """Its first day."""
        months = self.year * 12 + (self.number - 1) * _MONTHS[self.kind] + self.shift
        return date(months // 12, months % 12 + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def previous(self) -> "Period":
        """The one of the same length before it."""
        if self.number > 1:
            return replace(self, number=self.number - 1)
        return replace(self, year=self.year - 1, number=self._in_a_year)

    @property
    def next(self) -> "Period":
        """The one of the same length after it."""
        if self.number < self._in_a_year:
            return replace(self, number=self.number + 1)
        return replace(self, year=self.year + 1, number=1)

    @property
    def said(self) -> str:
        """In words of the current language: "First quarter of 2026"."""
        match self.kind:
            case "Q":
                return _quarter(self.year, self.number)
            case "H":
                return (
                    say("First half of {year}", year=self.year)
                    if self.number == 1
                    else say("Second half of {year}", year=self.year)
                )
            case _:
                return say("Year {year}", year=self.year)

    @property
    def short(self) -> str:
        """The same within a sentence or a list: "Q1 2026"."""
        match (self.kind, self.number):
            case ("", _):
                return say("{year}", year=self.year)
            case ("H", 1):
                return say("H1 {year}", year=self.year)
            case ("H", _):
                return say("H2 {year}", year=self.year)
        words = (say("Q1 {year}"), say("Q2 {year}"), say("Q3 {year}"), say("Q4 {year}"))
        return words[self.number - 1].format(year=self.year)

    @property
    def _in_a_year(self) -> int:
        return 12 // _MONTHS[self.kind]


def parse_period(text: str, shift: int = 0) -> Period | None:
    """The period `text` writes (`2026Q1`, `2026h2`, `2026`), of years that begin `shift` months after January.

    None if it writes none.
    """
    found = _WRITTEN.fullmatch(text.strip().upper())
    if found is None:
        return None
    period = Period(int(found["year"]), found["kind"] or "", int(found["number"] or 1), shift)
    return period if period.number * _MONTHS[period.kind] <= 12 else None


def is_day(text: str) -> bool:
    """Whether `text` writes a day there is, as 2026-03-05."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _quarter(year: int, number: int) -> str:
    words = (
        say("First quarter of {year}", year=year),
        say("Second quarter of {year}", year=year),
        say("Third quarter of {year}", year=year),
        say("Fourth quarter of {year}", year=year),
    )
    return words[number - 1]
