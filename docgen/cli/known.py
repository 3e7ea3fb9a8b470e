"""What is known of a unit's return beside the return itself: what its form was sent out with, what it must list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from docgen.campaign import Campaign
from docgen.campaign.due import Due
from docgen.campaign.ledger_sheets import LEDGERS
from docgen.desk import Beside
from docgen.excel import ColumnType
from docgen.findings import Place
from docgen.forms.prefill import fill_in
from docgen.model import Answer, Facts, FieldState, FieldType, FormDefinition, Record, Repeat, Unit
from docgen.model.forms import LEDGER_FORM
from docgen.model.returns import AnswerValue

_MOMENTS = (ColumnType.DATE, ColumnType.MOMENT)


def sent_with(campaign: Campaign, form: FormDefinition, unit: Unit, beside: Beside) -> Mapping[str, AnswerValue]:
    """The values the form of `unit` was sent out with, by path."""

    def before(code: str, period: str, _unit: str) -> Record | None:
        return next((record for record in beside.others.get(code, ()) if record.period == period), None)

    filling = fill_in(campaign, Due(form, beside.period), unit, before)
    return {path: filled.value for path, filled in filling.values.items()}


def ledgers(campaign: Campaign, unit: Unit, period: str) -> Mapping[str, tuple[Record, ...]]:
    """The office's ledgers as forms' expressions see them: a record each, of the unit's rows that lie in a period.

    A ledger the office does not keep is absent, which is not an empty one.
    """
    named = campaign.settings.period(period)
    span = (named.first, named.last) if named else (date.min, date.max)
    found: dict[str, tuple[Record, ...]] = {}
    for ledger in LEDGERS:
        rows = campaign.ledgers.get(ledger.name)
        day = next((c.name for c in ledger.columns if c.type in _MOMENTS and c.required), "")
        if rows is not None and day:
            own = [row for row in rows.get(unit.code, ()) if span[0] <= _day(row[0].get(day)) <= span[1]]
            code = f"{LEDGER_FORM}{ledger.name}"
            answers = tuple(_cells(own))
            found[code] = (Record(code, "", unit.code, period, answers, {"rows": len(own)}),)
    return found


def _cells(rows: Sequence[tuple[Facts, Place]]) -> Iterator[Answer]:
    for number, (facts, place) in enumerate(rows, 1):
        for name, value in facts.items():
            state = FieldState.BLANK if value is None else FieldState.READ
            yield Answer(f"rows[{number}]/{name}", state, value, place=replace(place, unit=""))


def _day(value: object) -> date:
    """The day of a cell; one without a day lies in no period."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.min


LISTED_ON = "listed_on"
"""The column of a list that says from which day on a row counts; blank, or no such column: from the beginning."""


def listed(form: FormDefinition, unit: Unit, day: date) -> Mapping[str, tuple[str, ...]]:
    """What the tables of a form that came on `day` must hold of the unit's own lists, by the path of the column.

    The first column of a list (its listed hazards) is what it is known by.
    """
    return {path: keys for repeat in form.repeats for path, keys in _listed(repeat, unit, day)}


def _was_listed(row: Facts, day: date) -> bool:
    since = row.get(LISTED_ON)
    return not isinstance(since, date) or since <= day


def _listed(repeat: Repeat, unit: Unit, day: date) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in repeat.sources:
        rows = unit.lists.get(name.removeprefix("unit."), ()) if name.startswith("unit.") else ()
        first = next(iter(rows[0]), "") if rows else ""
        column = next((one for one in repeat.members if first in (one.prefill, one.name)), None)
        if column is not None and column.type is FieldType.TEXT:
            yield column.path, tuple(str(row[first]) for row in rows if row.get(first) and _was_listed(row, day))
