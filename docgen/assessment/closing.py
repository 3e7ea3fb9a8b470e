"""Closing: a figure that is asked for and did not come by its deadline becomes what the rules say, by a decision.

Figures whose return is not due yet are never asked for: they are open. A figure without a return of its own (last
year's, an indicator) is due with the last return of the year.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from docgen.assessment.dossier import Dossier, Found
from docgen.assessment.items import asked_for, closing_subject, plan
from docgen.assessment.kinds.kind import AfterDeadline, Part
from docgen.assessment.names import PLAIN, Names
from docgen.assessment.office import Office, dossiers
from docgen.assessment.rules import Rules
from docgen.language import say
from docgen.model import Decision, DecisionKind, Reason, Record

Dues = Mapping[tuple[str, str], date]


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure a unit is asked for: by which part of an item, why it is not there, its deadline, what it would be."""

    unit: str
    name: str
    item: str
    subject: str
    why: str
    due: date | None
    becomes: AfterDeadline

    def may_close(self, today: date) -> bool:
        """Whether its deadline has passed and the rules say what it is then."""
        return self.is_past(today) and self.becomes is not AfterDeadline.ASK

    def is_past(self, today: date) -> bool:
        """Whether its deadline has passed; a figure nobody set one for is not waited for."""
        return self.due is None or self.due < today


@dataclass(frozen=True, slots=True)
class Closer:
    """Who closes, when, and why."""

    who: str
    when: datetime
    reason: str = ""
    document: str = ""


def asked(rules: Rules, records: Iterable[Record], office: Office, names: Names = PLAIN) -> Iterator[Asked]:
    """Every figure that a unit is asked for, in the order of units and items."""
    made = plan(rules)
    for d in dossiers(rules, records, office):
        dues = {(s.form, s.period): s.due for s in office.submissions if s.unit == d.unit and s.due}
        for compiled in made.items_of(d.type):
            yield from (_asked(d, part, lacking, dues, names) for part, lacking in asked_for(compiled, d))


def _asked(d: Dossier, part: Part, lacking: Found, dues: Dues, names: Names) -> Asked:
    why = names.reason(Reason(lacking.why, lacking.told))
    return Asked(
        d.unit, d.name, part.item, closing_subject(part, lacking), why, _due(lacking, dues), part.after_deadline
    )


def _due(lacking: Found, dues: Dues) -> date | None:
    """The deadline of the return a figure stands in (`APR.signed 2026`, `APR 2026`), else of the year's last one."""
    form, period = re.split(r"[. ]", lacking.name)[0], lacking.name.rpartition(" ")[2]
    return dues.get((form, period), max(dues.values(), default=None))


def closings(waiting: Iterable[Asked], by: Closer) -> tuple[Decision, ...]:
    """The decisions that close the figures `by` may close today."""
    return tuple(_closing(one, by) for one in waiting if one.may_close(by.when.date()))


def _closing(one: Asked, by: Closer) -> Decision:
    told = by.reason or (say("its deadline {day} has passed", day=one.due.isoformat()) if one.due else one.why)
    return Decision(
        kind=DecisionKind.CLOSING,
        unit=one.unit,
        subject=one.subject,
        new=one.becomes,
        who=by.who,
        when=by.when,
        reason=told,
        document=by.document,
        old=AfterDeadline.ASK,
    )
