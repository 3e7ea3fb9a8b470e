"""What is known of a unit's return beside the return itself: what its form was sent out with, what it must list."""

from collections.abc import Iterator, Mapping
from datetime import date

from docgen.campaign import Campaign
from docgen.campaign.due import Due
from docgen.desk import Beside
from docgen.forms.prefill import fill_in
from docgen.model import Facts, FieldType, FormDefinition, Record, Repeat, Unit
from docgen.model.returns import AnswerValue


def sent_with(campaign: Campaign, form: FormDefinition, unit: Unit, beside: Beside) -> Mapping[str, AnswerValue]:
    """The values the form of `unit` was sent out with, by path."""

    def before(code: str, period: str, _unit: str) -> Record | None:
        return next((record for record in beside.others.get(code, ()) if record.period == period), None)

    filling = fill_in(campaign, Due(form, beside.period), unit, before)
    return {path: filled.value for path, filled in filling.values.items()}


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
    for name in (part.strip() for part in repeat.prefill.split(";")):
        rows = unit.lists.get(name.removeprefix("unit."), ()) if name.startswith("unit.") else ()
        first = next(iter(rows[0]), "") if rows else ""
        column = next((one for one in repeat.members if first in (one.prefill, one.name)), None)
        if column is not None and column.type is FieldType.TEXT:
            yield column.path, tuple(str(row[first]) for row in rows if row.get(first) and _was_listed(row, day))
