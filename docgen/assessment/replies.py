"""What each objection or override of a unit changed: the result before it was decided, and with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from docgen.assessment.assess import assess
from docgen.assessment.office import Office
from docgen.assessment.rules import Rules
from docgen.model import Assessment, Decision, DecisionKind, LossState, Record

_KINDS = (DecisionKind.OBJECTION, DecisionKind.OVERRIDE)


@dataclass(frozen=True, slots=True)
class Answered:
    """A decision on an objection, or an override, with the unit's result before and with it.

    Both are reckoned from all that is known now, so that they differ by nothing but this decision.
    """

    decision: Decision
    before: Assessment
    after: Assessment


def answered(rules: Rules, records: Iterable[Record], office: Office, unit: str) -> Iterator[Answered]:
    """Each objection and override decided for a unit, in the order in which they were decided."""
    known = tuple(records)
    mine = [d for d in office.decisions if d.unit == unit and d.kind in _KINDS and d.new != LossState.DISPUTED]
    mine.sort(key=lambda d: d.when)
    others = tuple(d for d in office.decisions if d not in mine)

    def result(count: int) -> Assessment:
        decided = replace(office, decisions=(*others, *mine[:count]))
        return next(one for one in assess(rules, known, decided) if one.unit == unit)

    before = result(0) if mine else None
    for count, decision in enumerate(mine, 1):
        after = result(count)
        if before is not None:
            yield Answered(decision, before, after)
        before = after
