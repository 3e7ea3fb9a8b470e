"""What changed between two results of one unit: lines gone, new and changed; score, grade and rank before and after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from docgen.assessment.explain import points_shown
from docgen.assessment.names import PLAIN, Names, objection_word
from docgen.assessment.papers import Paper
from docgen.language import say
from docgen.model import Assessment, Decision, DecisionKind, Loss, LossState


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the difference: an item's loss before and after; blank where there was or is none."""

    item: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class DifferenceSheet:
    """The difference of two results, and what became of score, grade and rank."""

    unit: str
    name: str
    changes: tuple[Change, ...]
    score: tuple[str, str]
    grade: tuple[str, str]
    rank: tuple[int | None, int | None]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that a unit would see."""
        return not self.changes and self.score[0] == self.score[1] and self.grade[0] == self.grade[1]


def difference(before: Assessment, after: Assessment, names: Names = PLAIN) -> DifferenceSheet:
    """What changed from one result of a unit to the next; `names` are what people call the figures of the rules."""
    return DifferenceSheet(
        after.unit,
        after.name,
        tuple(_changes(before.losses, after.losses, names)),
        (_score(before), _score(after)),
        (before.grade, after.grade),
        (before.rank, after.rank),
    )


def _score(one: Assessment) -> str:
    return str(one.score) if one.score is not None else " – ".join(dict.fromkeys(map(str, one.between or ())))


def _changes(before: Iterable[Loss], after: Iterable[Loss], names: Names) -> Iterator[Change]:
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        if was is None and now is not None:
            yield Change(names.said(now.item), "", points_shown(now.points), names.reason(now.reason))
        elif now is None and was is not None:
            yield Change(names.said(was.item), points_shown(was.points), "", names.reason(was.reason))
        elif was is not None and now is not None and (was.points, was.state) != (now.points, now.state):
            yield Change(
                names.said(now.item), points_shown(was.points), points_shown(now.points), names.reason(now.reason)
            )


def _by_key(losses: Iterable[Loss]) -> dict[tuple[str, str, int], Loss]:
    """Losses by what tells them apart: stage, what shows them, and how many alike came before."""
    keyed: dict[tuple[str, str, int], Loss] = {}
    for loss in losses:
        number = 0
        dismissed = loss.state is LossState.DISMISSED  # the decision that dismissed it is shown last
        shown = loss.key.rpartition("/")[0] if dismissed else loss.key
        while (loss.stage, shown, number) in keyed:
            number += 1
        keyed[loss.stage, shown, number] = loss
    return keyed


def reply_paper(sheet: DifferenceSheet, decision: Decision, received: date | None = None) -> Paper:
    """The letter that answers an objection, with the difference it made."""
    assert decision.kind in (DecisionKind.OBJECTION, DecisionKind.OVERRIDE)
    return Paper(
        "objection-reply",
        "R",
        f"{sheet.unit}.{decision.subject.partition('/')[0]}",
        sheet.name + " " + say("Reply to an objection"),
        {
            "unit": {"code": sheet.unit, "name": sheet.name},
            "reply": {
                "received": (received or decision.when.date()).isoformat(),
                "subject": decision.subject.partition("/")[0],
                "decision": decision_word(decision),
                "reason": decision.reason,
                "document": decision.document or "–",
                "before": sheet.score[0],
                "after": sheet.score[1],
                "grade_before": sheet.grade[0] or say("grade pending"),
                "grade_after": sheet.grade[1] or say("grade pending"),
                "changes": [
                    {"item": c.item, "before": c.before, "after": c.after, "why": c.why} for c in sheet.changes
                ],
            },
        },
        "replies",
    )


def decision_word(decision: Decision) -> str:
    """What was decided of an objection, in words."""
    if decision.new in tuple(LossState):
        return objection_word(LossState(decision.new))
    return say("changed to {new} points", new=decision.new)
