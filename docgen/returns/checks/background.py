"""What is known of a unit and a period beside the record itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from docgen.model import Record
from docgen.model.returns import AnswerValue


@dataclass(frozen=True)
class Background:
    """All of it may be left out; what is not known is not checked.

    `today` is what `today()` means: the day the return was received. `first` is the first day of its period.
    `unit_type` is the unit's; of an unknown one (""), a field asked only of some types may stay blank. `others` are the
    unit's other records of the campaign by form, the last accepted one of each period, and `due` how many of them there
    will be: a sum over the year is compared once all are in. `before` is the same form's record of the period before.
    `sent` are the values the form was sent out with, by path with row. `rows` are the keys that a column must hold, by
    its path: the items of a self-assessment, the hazards listed for the unit; `closed` repeats may hold no others.
    """

    today: date
    first: date | None = None
    unit_type: str = ""
    others: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    due: Mapping[str, int] = field(default_factory=dict)
    before: Record | None = None
    sent: Mapping[str, AnswerValue] = field(default_factory=dict)
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
