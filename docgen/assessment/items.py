"""Items to points: each part counted, its takings trimmed to the points of its pot, each loss with what shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from docgen.assessment.dossier import NOT_DUE, Dossier, Found, Row, found_decision
from docgen.assessment.kinds import KINDS
from docgen.assessment.kinds.kind import AfterDeadline, Count, Outcome, Part, Points, Taking
from docgen.assessment.rules import RuledItem, Rules
from docgen.assessment.sums import total
from docgen.assessment.tables import rows_of
from docgen.language import N_
from docgen.model import Decision, DecisionKind, Evidence, ItemScore, LossState, Reason

_USED_UP = N_("{why} (nothing left of the item's points)")
_ZEROED = N_("{row}: {title}")
_CLOSED = {
    AfterDeadline.LOSE: N_("{why}; closed by {who} on {day}: the points are lost"),
    AfterDeadline.FULL: N_("{why}; closed by {who} on {day}: no points off"),
    AfterDeadline.NOT_APPLICABLE: N_("{why}; closed by {who} on {day}: does not apply"),
}


class Lost(NamedTuple):
    """Points lost of an item; `missing` ones for want of a figure, `open` ones not counted yet.

    `closed` is the decision by which a figure that was asked for is waited for no longer.
    """

    points: Points
    reason: Reason
    shown: tuple[Found | Row, ...]
    missing: bool = False
    open: bool = False
    state: LossState = LossState.PROPOSED
    closed: Decision | None = None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What shows it."""
        return tuple(one.evidence for one in self.shown)


class Counted(NamedTuple):
    """An item as counted: the points that apply, and what was lost of them."""

    item: RuledItem
    applicable: Points
    losses: tuple[Lost, ...]
    lent: Points = 0
    """Points among those that apply that do not, and are counted at the average of other units."""

    @property
    def earned(self) -> Points:
        """The points left when all that is open is counted as earned."""
        lost = total(loss.points for loss in self.losses if not loss.open) if self.losses else 0
        return self.applicable - lost


@dataclass(frozen=True)
class CompiledPot:
    """The points of a pot, and how each of its parts is counted."""

    points: Points
    parts: tuple[tuple[Part, Count], ...]


@dataclass(frozen=True)
class CompiledItem:
    """An item ready to be counted, and what is given for one that loses nothing."""

    item: RuledItem
    pots: tuple[CompiledPot, ...]
    full: Counted
    none: Counted


@dataclass(frozen=True)
class Plan:
    """The rules with every part made ready; made once, used for every unit."""

    rules: Rules
    by_type: dict[str, tuple[CompiledItem, ...]]
    full: dict[str, ItemScore]
    """The score of each item of which nothing is lost, by its id."""

    def items_of(self, unit_type: str) -> tuple[CompiledItem, ...]:
        """The items by which units of this type are scored."""
        known = self.by_type.get(unit_type)
        if known is None:
            known = self.by_type[unit_type] = tuple(map(_compiled, self.rules.items_of(unit_type)))
        return known


def plan(rules: Rules) -> Plan:
    """`rules` made ready to score by."""
    return Plan(rules, {}, {item.id: _full(item) for item in rules.items})


def _full(item: RuledItem) -> ItemScore:
    return ItemScore(item.id, item.clause, item.title, item.points, item.points, item.points)


def _compiled(item: RuledItem) -> CompiledItem:
    pots = tuple(
        CompiledPot(_plain(pot.points), tuple((part, KINDS[part.kind].count(part)) for part in pot.parts))
        for pot in item.pots
    )
    return CompiledItem(item, pots, Counted(item, _plain(item.points), ()), Counted(item, 0, ()))


def _plain(points: Fraction) -> Points:
    return points.numerator if points.denominator == 1 else points


def count_items(plan: Plan, d: Dossier) -> tuple[Counted, ...]:
    """Every item that applies to the unit, in the order of the rules."""
    counted = [_count(compiled, d) for compiled in plan.items_of(d.type)]
    for zeroed in plan.rules.zeroed:
        rows = tuple(row for row in rows_of(d, zeroed.of).rows if zeroed.where.met(row.cells))
        if rows:
            told = (("row", rows[0].title), ("title", zeroed.title))
            reason = Reason(_ZEROED, told)
            counted = [_emptied(one, reason, rows) if one.item.id in zeroed.items else one for one in counted]
    return tuple(counted)


def _emptied(counted: Counted, reason: Reason, rows: tuple[Row, ...]) -> Counted:
    """An item of which nothing is left; what was open is lost for good."""
    kept = tuple(loss for loss in counted.losses if not loss.open)
    left = counted.applicable - sum(loss.points for loss in kept)
    return counted._replace(losses=(*kept, Lost(left, reason, rows)) if left else kept)


def _count(compiled: CompiledItem, d: Dossier) -> Counted:
    losses: list[Lost] = []
    away: Points = 0
    for pot in compiled.pots:
        left = pot.points
        applies = False
        for part, count in pot.parts:
            outcome = count(d)
            applies = applies or (outcome.applies and not _leaves(part, outcome, d))
            if outcome.lacking is not None:
                lost = _lacking(part, outcome.lacking, left, d)
                losses.append(lost)
                left -= lost.points
            elif outcome.takings:
                left = _take(outcome, left, losses)
        if not applies:
            away += pot.points
    if not losses and not away:
        return compiled.full
    if away == compiled.full.applicable and not losses:
        return compiled.none
    return Counted(compiled.item, compiled.full.applicable - away, tuple(losses))


def _take(outcome: Outcome, left: Points, losses: list[Lost]) -> Points:
    for taking in outcome.takings:
        points = min(taking.points, left)
        left -= points
        losses.append(Lost(points, _reason(taking, used_up=points < taking.points), taking.shown))
    return left


def _reason(taking: Taking, *, used_up: bool) -> Reason:
    reason = Reason(taking.sentence, taking.told)
    return Reason(_USED_UP, (("why", str(reason)),)) if used_up else reason


def _lacking(part: Part, lacking: Found, left: Points, d: Dossier) -> Lost:
    """What a figure that is not there costs: the points left, for good or for as long as it is open."""
    reason = Reason(lacking.why or NOT_DUE, lacking.told)
    closed = _closing(part, lacking, d)
    if closed is None:
        return Lost(left, reason, (lacking,), missing=True, open=part.ask or lacking.open)
    points = left if part.after_deadline is AfterDeadline.LOSE else 0
    told = (("why", str(reason)), ("who", closed.who), ("day", closed.when.date().isoformat()))
    shown = (lacking, found_decision(closed))
    return Lost(points, Reason(_CLOSED[part.after_deadline], told), shown, missing=True, closed=closed)


# figures that are asked for, until the office closes them


def closing_subject(part: Part, lacking: Found) -> str:
    """What a closing names: the part of an item, and the figure it lacks."""
    return f"{part.id}/{lacking.name}"


def _closing(part: Part, lacking: Found, d: Dossier) -> Decision | None:
    """The decision by which a figure that was asked for became what the rules say; it holds while they say so."""
    if not part.ask or lacking.open or not d.decisions:
        return None
    wanted = (DecisionKind.CLOSING, closing_subject(part, lacking), part.after_deadline)
    return next((one for one in d.decisions if (one.kind, one.subject, one.new) == wanted), None)


def _leaves(part: Part, outcome: Outcome, d: Dossier) -> bool:
    """Whether a part leaves the base because its figure was closed so."""
    if outcome.lacking is None or part.after_deadline is not AfterDeadline.NOT_APPLICABLE:
        return False
    return _closing(part, outcome.lacking, d) is not None


def asked_for(compiled: CompiledItem, d: Dossier) -> Iterator[tuple[Part, Found]]:
    """The parts of an item that wait for a figure the unit is asked for, and which; closed ones wait no longer."""
    for pot in compiled.pots:
        for part, count in pot.parts:
            lacking = count(d).lacking
            if lacking is not None and part.ask and not lacking.open and _closing(part, lacking, d) is None:
                yield part, lacking
