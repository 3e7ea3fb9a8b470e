"""Items to points: each part counted, its takings trimmed to the points of its pot, each loss with what shows it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from docgen.assessment.dossier import NOT_DUE, Dossier, Found, Row
from docgen.assessment.kinds import KINDS
from docgen.assessment.kinds.kind import Count, Outcome, Part, Points, Taking
from docgen.assessment.rules import RuledItem, Rules
from docgen.assessment.sums import total
from docgen.assessment.tables import rows_of
from docgen.language import N_
from docgen.model import Evidence, ItemScore, LossState, Reason

_USED_UP = N_("{why} (nothing left of the item's points)")
_ZEROED = N_("{row}: {title}")


class Lost(NamedTuple):
    """Points lost of an item; `missing` ones for want of a figure, `open` ones not counted yet."""

    points: Points
    reason: Reason
    shown: tuple[Found | Row, ...]
    missing: bool = False
    open: bool = False
    state: LossState = LossState.PROPOSED

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
            applies = applies or outcome.applies
            if outcome.lacking is not None:
                lost = _lacking(part, outcome.lacking, left)
                losses.append(lost)
                left = 0
            elif outcome.takings:
                left = _take(outcome, left, losses)
        if not applies:
            away += pot.points
    if not losses and not away:
        return compiled.full
    if away == compiled.full.applicable:
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


def _lacking(part: Part, lacking: Found, left: Points) -> Lost:
    """What a figure that is not there costs: the points left, for good or for as long as it is open."""
    is_open = part.ask or lacking.open
    why = lacking.why or NOT_DUE
    return Lost(left, Reason(why, lacking.told), (lacking,), missing=True, open=is_open)
