"""What people decided about items: objections to losses, overrides of points. A decision on other facts has expired."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple

from docgen.assessment.dossier import found_decision
from docgen.assessment.items import Counted, Lost
from docgen.assessment.kinds.kind import Points, in_digits
from docgen.language import N_
from docgen.model import Decision, DecisionKind, LossState, Reason

_OVERRIDE = N_("changed from {old} to {new} by {who}: {reason}")
_DISMISSED = N_("{why} (taken back by {who}: {reason})")


class Settled(NamedTuple):
    """Items after decisions; `disputed` ones wait for an answer, `expired` decisions were made on other facts."""

    counted: tuple[Counted, ...]
    disputed: tuple[Decision, ...] = ()
    expired: tuple[Decision, ...] = ()
    overrides: tuple[Decision, ...] = ()


def settle(counted: tuple[Counted, ...], decisions: Iterable[Decision]) -> Settled:
    """`counted` with the decisions that concern its items; overrides come last."""
    wanted = [d for d in decisions if d.kind in (DecisionKind.OBJECTION, DecisionKind.OVERRIDE)]
    if not wanted:
        return Settled(counted)
    items = {one.item.id: one for one in counted}
    disputed, expired, overrides = [], [], []
    for decision in sorted(wanted, key=lambda d: (d.kind is DecisionKind.OVERRIDE, d.when, d.subject)):
        item = items.get(decision.subject.partition("/")[0])
        if item is None:
            continue
        changed = _objection(item, decision) if decision.kind is DecisionKind.OBJECTION else _override(item, decision)
        if changed is None:
            expired.append(decision)
            continue
        items[item.item.id] = changed
        disputed += [decision] if decision.new == LossState.DISPUTED else []
        overrides += [decision] if decision.kind is DecisionKind.OVERRIDE else []
    return Settled(tuple(items.values()), tuple(disputed), tuple(expired), tuple(overrides))


def points_text(points: Points) -> str:
    """Points as a decision's old and new value write them."""
    return in_digits(points)


def loss_key(item: str, lost: Lost) -> str:
    """What an objection names: the item and what shows the loss, as `Loss.key` says it."""
    return "/".join((item, *(one.name for one in lost.evidence)))


def _objection(counted: Counted, decision: Decision) -> Counted | None:
    """The item with the losses objected to (all of it, or one) in their new state; dismissed ones cost nothing."""
    item, state = counted.item.id, LossState(decision.new)
    hit = [lost for lost in counted.losses if decision.subject in (item, loss_key(item, lost))]
    total = sum((Fraction(lost.points) for lost in hit), Fraction(0))
    if not hit or (decision.old and decision.old != points_text(total)):
        return None
    losses = tuple(_in_state(lost, state, decision) if lost in hit else lost for lost in counted.losses)
    return counted._replace(losses=losses)


def _in_state(lost: Lost, state: LossState, decision: Decision) -> Lost:
    if state is not LossState.DISMISSED:
        return lost._replace(state=state)
    told = (("why", str(lost.reason)), ("who", decision.who), ("reason", decision.reason))
    shown = (*lost.shown, found_decision(decision))
    return lost._replace(points=0, reason=Reason(_DISMISSED, told), shown=shown, state=state, open=False)


def _override(counted: Counted, decision: Decision) -> Counted | None:
    """The item with one more line, the difference; None if the program now finds another figure than was changed."""
    wanted = _points(decision.new)
    if wanted is None or decision.old != points_text(counted.earned) or not decision.reason or not decision.who:
        return None
    told = (("old", decision.old), ("new", decision.new), ("who", decision.who), ("reason", decision.reason))
    line = Lost(
        counted.earned - wanted, Reason(_OVERRIDE, told), (found_decision(decision),), state=LossState.SUSTAINED
    )
    return counted._replace(losses=(*counted.losses, line))


def _points(text: str) -> Fraction | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return Fraction(number) if number.is_finite() and number >= 0 else None
