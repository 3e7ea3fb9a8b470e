"""Several rows within so many days of each other, alike in a column: the same kind of accident again within a year."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from docgen.assessment.cases.kind import CaseCondition, Met, Sight
from docgen.assessment.dossier import Cell, Row
from docgen.assessment.kinds.kind import Slot, SlotType
from docgen.assessment.rules import CaseRule
from docgen.assessment.tables import rows_of
from docgen.language import N_

_AGAIN = N_("{count} times within {days:day|days}: {title}")
DAY_COLUMNS = ("occurred_at", "date", "found_date", "drill_date")
"""The column that says when, whichever of these a table has."""


def _find(rule: CaseRule, sight: Sight) -> Iterator[Met]:
    assert rule.of is not None
    alike: dict[Cell, list[Row]] = defaultdict(list)
    for row in rows_of(sight.dossier, rule.of).rows:
        if rule.where.met(row.cells) and (not rule.same or row.cells.get(rule.same) is not None):
            alike[row.cells.get(rule.same) if rule.same else None].append(row)
    first_day = sight.dossier.days.get("first_day")
    for rows in alike.values():
        dated = sorted(((day, row) for row in rows if (day := day_of(row)) is not None), key=lambda pair: pair[0])
        yield from _windows(rule, dated, first_day if isinstance(first_day, date) else date.min)


def _windows(rule: CaseRule, dated: list[tuple[date, Row]], first_day: date) -> Iterator[Met]:
    """One case for each run of rows that ends in this year; a row is in one case only."""
    start = 0
    for end in range(len(dated)):
        while dated[end][0] - dated[start][0] >= timedelta(days=rule.days):
            start += 1
        run = dated[start : end + 1]
        if len(run) >= rule.at_least and dated[end][0] >= first_day:
            rows = tuple(row for _, row in run)
            told = (("count", len(run)), ("days", rule.days), ("title", rule.title))
            yield Met(rows[-1].name, _AGAIN, told, rows)
            start = end + 1


def day_of(row: Row) -> date | None:
    """The day a row speaks of."""
    for column in DAY_COLUMNS:
        value = row.cells.get(column)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
    return None


CONDITION = CaseCondition(
    "repeated",
    (
        Slot("of", SlotType.TABLE),
        Slot("where", SlotType.WHERE, required=False),
        Slot("same", SlotType.TEXT, required=False),
        Slot("at_least", SlotType.COUNT),
        Slot("days", SlotType.COUNT),
    ),
    N_("{at_least:row|rows} {rows}, within {days:day|days}"),
    _find,
)
