"""Stages to a final score: self scores, visits, items, each by its share; the share of one not held is handed on."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from docgen.assessment.amounts import as_number
from docgen.assessment.dossier import Dossier, Found, Returned, Row
from docgen.assessment.items import Counted, Lost
from docgen.assessment.kinds.kind import Points, in_digits
from docgen.assessment.rules import Rules, Stage, StageKind
from docgen.assessment.sums import total
from docgen.assessment.tables import rows_of
from docgen.language import N_
from docgen.model import Loss, Reason, StageScore

_SELF = N_("self score {score} in {period}")
_REPLACED = N_("self score {score} in {period}, the visit gave {visit}: the visit's score counts")
_VISIT = N_("visit {period}, {item}: {given} of {points}{why}")
_LEDGER = N_("visit {period}: {score} of 100{why}")
_VISIT_WHY = N_("visit {period}, {item}: {given} of {points}: {why}")
_LEDGER_WHY = N_("visit {period}: {score} of 100: {why}")
_HANDED_ON = N_("not held; its share goes to the other stages")

FULL = Fraction(100)
NOTHING = Fraction(0)


class Visit(NamedTuple):
    """A visit's score out of 100, and what was lost of it, in points of 100."""

    period: str
    score: Fraction
    losses: tuple[tuple[str, Lost], ...]


class Scored(NamedTuple):
    """A stage before weighting: what was lost in points of its own, and what one of these is of 100."""

    stage: Stage
    held: bool
    losses: tuple[tuple[str, Lost], ...] = ()
    factor: Fraction = FULL
    notes: tuple[Reason, ...] = ()


def score_stages(rules: Rules, d: Dossier, counted: tuple[Counted, ...]) -> tuple[StageScore, ...]:
    """Every stage with its losses, each in its own points and in those of the final score."""
    visits = {v.period: v for stage in rules.stages if stage.kind is StageKind.VISITS for v in visits_of(stage, d)}
    scored = [_scored(rules, stage, d, counted, visits) for stage in rules.stages]
    held = sum((one.stage.weight for one in scored if one.held), Fraction(0))
    return tuple(_weighted(one, one.stage.weight / held if held and one.held else Fraction(0)) for one in scored)


def _scored(rules: Rules, stage: Stage, d: Dossier, counted: tuple[Counted, ...], visits: dict[str, Visit]) -> Scored:
    if stage.kind is StageKind.ITEMS:
        return _items(stage, counted)
    if stage.kind is StageKind.SELF_SCORES:
        return _self_scores(rules, stage, d, visits)
    own = [visits[period] for period in sorted(visits)]
    losses = tuple(pair for visit in own for pair in visit.losses)
    factor = Fraction(1, len(own) or 1)
    return Scored(stage, bool(own), losses, factor, () if own else (Reason(_HANDED_ON),))


def _items(stage: Stage, counted: tuple[Counted, ...]) -> Scored:
    applicable = total(one.applicable for one in counted)
    losses = tuple((one.item.id, lost) for one in counted for lost in one.losses)
    return Scored(stage, applicable > 0, losses, FULL / (applicable or 1))


def _weighted(scored: Scored, share: Fraction) -> StageScore:
    stage = scored.stage
    final = scored.factor * share
    losses = tuple(_loss(stage, item, lost, final) for item, lost in scored.losses)
    score = FULL - scored.factor * _points_lost(scored) if scored.held else None
    return StageScore(stage.id, stage.title, share, score, losses, scored.notes)


def _points_lost(scored: Scored) -> Fraction:
    return total(lost.points for _, lost in scored.losses if not lost.open)


def _loss(stage: Stage, item: str, lost: Lost, factor: Fraction) -> Loss:
    points = lost.points if isinstance(lost.points, Fraction) else Fraction(lost.points)
    return Loss(
        item,
        points,
        points * factor if points else NOTHING,
        lost.reason,
        lost.evidence,
        stage.id,
        open=lost.open,
        missing=lost.missing,
        state=lost.state,
    )


# self scores


def _self_scores(rules: Rules, stage: Stage, d: Dossier, visits: dict[str, Visit]) -> Scored:
    form, _, name = stage.value.partition(".")
    told = [
        (returned, d.verified.get((stage.value, returned.period)) or returned.found(name))
        for returned in _periods(d, form, stage.periods)
    ]
    leave_out = rules.settings.quarter_missing == "leave_out"
    counted = [(r, f) for r, f in told if not (f.value is None and (f.waived or (leave_out and not f.open)))]
    losses = (_self_loss(stage, returned, found, visits) for returned, found in counted)
    pairs = tuple((stage.id, lost) for lost in losses if lost is not None)
    return Scored(stage, bool(counted), pairs, Fraction(1, len(counted) or 1))


def _periods(d: Dossier, form: str, count: int) -> tuple[Returned, ...]:
    returns = tuple(r for r in d.returns(form) if r.period)
    if any(r.submission for r in returns):
        return returns
    return (*returns, *(Returned(form, "?", None) for _ in range(count - len(returns))))


def _self_loss(stage: Stage, returned: Returned, found: Found, visits: dict[str, Visit]) -> Lost | None:
    if found.value is None:
        return Lost(FULL, Reason(found.why, found.told), (found,), missing=True, open=found.open)
    score = _points(found.value)
    visit = visits.get(returned.period)
    told = (("score", in_digits(score)), ("period", returned.period))
    if visit is not None and stage.tolerance is not None and abs(score - visit.score) > stage.tolerance:
        reason = Reason(_REPLACED, (*told, ("visit", in_digits(visit.score))))
        shown = (found, *{one.name: one for _, lost in visit.losses for one in lost.shown}.values())
        return Lost(FULL - visit.score, reason, shown) if visit.score != FULL else None
    return Lost(FULL - score, Reason(_SELF, told), (found,)) if score != FULL else None


def _points(value: object) -> Fraction:
    return Fraction(value) if isinstance(value, (int, Decimal)) else Fraction(0)


# visits


def visits_of(stage: Stage, d: Dossier) -> Iterator[Visit]:
    """The visits of the year that were held, by their sheets, else by the bare scores of the ledger."""
    periods: set[str] = set()
    if stage.of is not None:
        form, _, table = stage.of.name.partition(".")
        for returned in d.returns(form):
            if returned.record is not None and (visit := _sheet(stage, returned, table)) is not None:
                periods.add(returned.period)
                yield visit
    for row in rows_of(d, stage.ledger).rows if stage.ledger else ():
        visit = _bare(row, d)
        if visit is not None and visit.period not in periods:
            yield visit


def _sheet(stage: Stage, returned: Returned, table: str) -> Visit | None:
    """A visit by its sheet: points given ÷ points on it. Items left without points were not looked at."""
    rows = [(row, *_marks(stage, row)) for row in returned.rows(table)]
    marked = [(row, given, points) for row, given, points in rows if given is not None and points]
    total = sum((Fraction(points) for _, _, points in marked), Fraction(0))
    if not total:
        return None
    given = sum((Fraction(mark) for _, mark, _ in marked), Fraction(0))
    losses = tuple(_visit_loss(returned, row, mark, points, total) for row, mark, points in marked if mark < points)
    return Visit(returned.period, FULL * given / total, losses)


def _marks(stage: Stage, row: Row) -> tuple[Points | None, Points]:
    given, points = row.cells.get(stage.value), row.cells.get(stage.base)
    mark = as_number(given) if isinstance(given, (int, Decimal)) else None
    return mark, as_number(points) if isinstance(points, (int, Decimal)) else 0


def _visit_loss(returned: Returned, row: Row, mark: Points, points: Points, total: Fraction) -> tuple[str, Lost]:
    item = str(row.cells.get("item_id") or row.name)
    why = row.cells.get("reason")
    told = (
        ("period", returned.period),
        ("item", item),
        ("given", in_digits(mark)),
        ("points", in_digits(points)),
        ("why", str(why) if why else ""),
    )
    return item, Lost((points - mark) * FULL / total, Reason(_VISIT_WHY if why else _VISIT, told), (row,))


def bare_scores(rules: Rules, d: Dossier) -> Iterator[Row]:
    """Scores of visits in the ledger that stand without a reason, and so do not count."""
    for stage in rules.stages:
        for row in rows_of(d, stage.ledger).rows if stage.ledger else ():
            if row.cells.get("score") is not None and not row.cells.get("reason"):
                yield row


def _bare(row: Row, d: Dossier) -> Visit | None:
    score, quarter = row.cells.get("score"), row.cells.get("quarter")
    if not isinstance(score, (int, Decimal)) or quarter is None or not row.cells.get("reason"):
        return None
    year = d.days.get("first_day")
    period = str(quarter) if len(str(quarter)) > 1 else f"{getattr(year, 'year', '')}Q{quarter}"
    exact, why = Fraction(score), row.cells.get("reason")
    told = (("period", period), ("score", in_digits(exact)), ("why", str(why)))
    lost = Lost(FULL - exact, Reason(_LEDGER_WHY, told), (row,))
    return Visit(period, exact, ((period, lost),) if exact != FULL else ())


def final_of(stages: Iterable[StageScore]) -> Fraction:
    """The weighted score before bonus: 100 less every loss that is not open, which is every stage by its share."""
    return sum((stage.score * stage.weight for stage in stages if stage.score is not None), NOTHING)


def open_of(stages: Iterable[StageScore]) -> Fraction:
    """How many points of the final score are open."""
    return total(loss.final for stage in stages for loss in stage.losses if loss.open)
