"""From rules and records to results: one exact way, every unit for itself, then ranks."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from docgen.assessment.amounts import as_amount_number, parse_figure
from docgen.assessment.averages import NONE as NO_AVERAGES
from docgen.assessment.averages import Averages, averages_of, averages_used, group_of, with_averages
from docgen.assessment.awards import awards_of, cuts_of
from docgen.assessment.canonical import result_digest
from docgen.assessment.cases.find import cases_of
from docgen.assessment.decided import Settled, settle
from docgen.assessment.dossier import Dossier, shown
from docgen.assessment.grading import Verdict, grade_of, printed, verdict, worse
from docgen.assessment.items import Counted, Plan, count_items, plan
from docgen.assessment.kinds.kind import Points
from docgen.assessment.office import Office, dossiers
from docgen.assessment.ranking import rank
from docgen.assessment.rules import Rules, StageKind
from docgen.assessment.stages import final_of, open_of, score_stages
from docgen.assessment.sums import total as summed
from docgen.language import N_
from docgen.model import (
    Assessment,
    Award,
    Case,
    CaseKind,
    CaseState,
    Cut,
    Decision,
    DecisionKind,
    FigureUsed,
    GradeState,
    ItemScore,
    Loss,
    Reason,
    Record,
    StageScore,
)

_DISPUTED = N_("{item} is disputed")
_FEW = N_("only {points} points apply to the unit, fewer than {least}: a person decides")
_OPEN = N_("{item} is open: {why}")
_LIFTED = N_("a bonus does not lift the grade")
_CHANGED = N_("grade changed from {old} to {new} by {who}: {reason}")
NOTHING_KNOWN = Office()
ZERO = Fraction(0)


def assess(rules: Rules, records: Iterable[Record] = (), office: Office = NOTHING_KNOWN) -> list[Assessment]:
    """The result of every unit, ranked, in the order of the roster (without one, by unit code).

    Needs no campaign, store or file. `rules` come from `read_rules`; `office` holds what the office knows besides the
    returns. All points are exact; nothing is rounded but the printed score.
    """
    return rank(rules, score_units(rules, records, office))


def score_units(rules: Rules, records: Iterable[Record], office: Office) -> list[Assessment]:
    """The result of every unit, not ranked yet."""
    made, known = plan(rules), tuple(records)
    averages = averages_of(made, dossiers(rules, known, office))
    return score_dossiers(made, dossiers(rules, known, office), averages)


def score_dossiers(made: Plan, units: Iterable[Dossier], averages: Averages) -> list[Assessment]:
    """The result of each unit, not ranked yet; `averages` are those of all units that are compared."""
    with _uncollected():
        return [assess_one(made, d, averages) for d in units]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for circles, of which scoring makes none: it would walk every result kept so far."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # what was made is old at once: else all of it would be walked now
        gc.unfreeze()
        if was_on:
            gc.enable()


class _Sum(NamedTuple):
    """A unit's points put together, before they are graded."""

    settled: Settled
    stages: tuple[StageScore, ...]
    cases: tuple[Case, ...]
    awards: tuple[Award, ...]
    cuts: tuple[Cut, ...]
    exact: Fraction
    lowest: Fraction


def assess_one(made: Plan, d: Dossier, averages: Averages = NO_AVERAGES) -> Assessment:
    """The result of one unit, not ranked yet."""
    rules = made.rules
    counted = with_averages(count_items(made, d), group_of(rules, d), averages)
    settled = settle(counted, d.decisions)
    stages = score_stages(rules, d, settled.counted)
    cases = cases_of(rules, d)
    awards = awards_of(rules, d, _barred(rules, settled.counted, cases))
    before, open_points = final_of(stages), open_of(stages)
    cuts = cuts_of(rules, before, awards)
    exact = _total(before, awards, cuts)
    lowest = before - open_points
    lowest = _total(lowest, awards, cuts_of(rules, lowest, awards)) if open_points else exact
    return _graded(made, d, _Sum(settled, stages, cases, awards, cuts, exact, lowest))


def _total(before: Fraction, awards: tuple[Award, ...], cuts: tuple[Cut, ...]) -> Fraction:
    return before + summed(a.points for a in awards) - summed(c.points for c in cuts)


def _barred(rules: Rules, counted: tuple[Counted, ...], cases: tuple[Case, ...]) -> str:
    """What bars a unit from any bonus: a case of a kind, or an item of which nothing is left."""
    standing = {c.kind: c.rule for c in cases if c.state is CaseState.CONFIRMED}
    for word in rules.settings.no_bonus_with:
        kind = {"veto": CaseKind.VETO, "card": CaseKind.CARD}.get(word)
        if kind is not None and kind in standing:
            return standing[kind]
        if any(one.item.id == word and one.applicable and not one.earned for one in counted):
            return word
    return ""


def _graded(made: Plan, d: Dossier, total: _Sum) -> Assessment:
    rules, settings = made.rules, made.rules.settings
    by_score = _by_score(rules, total)
    found = verdict(rules, d, by_score, total.cases)
    grade, override, expired = _changed_grade(d, found)
    waits = (*_open_reasons(rules, total), *found.waits)
    is_open = total.lowest != total.exact or any(c.open and c.kind is CaseKind.VETO for c in total.cases)
    ends = tuple(printed(x, settings.decimals, settings.rounding) for x in (total.lowest, total.exact))
    same = grade_of(rules, total.lowest) == by_score
    if settings.settle_open and same and not found.waits and not total.settled.disputed:
        waits = ()
    why = (*found.why, *_lifted(rules, total, by_score), *((_said_change(override),) if override else ()), *waits)
    one = Assessment(
        unit=d.unit,
        name=d.name,
        unit_type=d.type,
        rules=rules.name,
        rules_digest=rules.digest,
        digest="",
        items=_item_scores(made, total),
        stages=total.stages,
        awards=total.awards,
        cuts=total.cuts,
        exact=None if is_open else total.exact,
        score=None if is_open else ends[1],
        between=(ends[0], ends[1]) if is_open else None,
        by_score=by_score if not is_open or same else "",
        grade=grade if not waits else "",
        state=GradeState.PENDING if waits else GradeState.SETTLED,
        why=why,
        cases=total.cases,
        figures=tuple(_figures(d)),
        expired=(*total.settled.expired, *expired, *_idle(d, total)),
        group=group_of(rules, d),
        ties=tuple(_against_tie(made, d, total, name) for name in settings.ties_by),
        override=override,
    )
    return replace(one, digest=result_digest(rules, d, one, averages_used(total.settled.counted)))


def _against_tie(made: Plan, d: Dossier, total: _Sum, name: str) -> Fraction:
    """What `ties_by` names: a stage's score, an item's points or a figure; with a minus before it less is better."""
    plain = name.lstrip("-－ ")
    told: dict[str, Points] = {stage.stage: stage.score or ZERO for stage in total.stages}
    told |= {one.item.id: one.earned for one in total.settled.counted}
    if plain not in told and plain in made.rules.names.figures:
        amount = as_amount_number(parse_figure(plain, made.rules.names).get(d))
        told[plain] = ZERO if amount.lacking else amount.number
    value = Fraction(told.get(plain, ZERO))
    return -value if plain != name else value


def _by_score(rules: Rules, total: _Sum) -> str:
    grade = grade_of(rules, total.exact)
    return grade if rules.settings.bonus_lifts_grade else worse(rules, grade, grade_of(rules, _without(total)))


def _without(total: _Sum) -> Fraction:
    """The score without its bonuses."""
    return min(total.exact, final_of(total.stages) + sum((a.points for a in total.awards if a.points < 0), ZERO))


def _lifted(rules: Rules, total: _Sum, by_score: str) -> tuple[Reason, ...]:
    return (Reason(_LIFTED),) if by_score != grade_of(rules, total.exact) else ()


def _changed_grade(d: Dossier, found: Verdict) -> tuple[str, Decision | None, tuple[Decision, ...]]:
    """The grade after an override by a person, which holds only while the program finds the grade it was made on."""
    for decision in d.decisions:
        if decision.kind is DecisionKind.OVERRIDE and decision.subject == "grade":
            if decision.old == found.grade and decision.reason and decision.who:
                return decision.new, decision, ()
            return found.grade, None, (decision,)
    return found.grade, None, ()


def _said_change(decision: Decision) -> Reason:
    told = (("old", decision.old), ("new", decision.new), ("who", decision.who), ("reason", decision.reason))
    return Reason(_CHANGED, told)


def _open_reasons(rules: Rules, total: _Sum) -> Iterator[Reason]:
    applicable = summed(one.applicable - one.lent if one.lent else one.applicable for one in total.settled.counted)
    least = rules.settings.least_applicable
    if applicable < least:
        yield Reason(_FEW, (("points", float(applicable)), ("least", float(least))))
    for stage in total.stages:
        for loss in stage.losses:
            if loss.open:
                yield Reason(_OPEN, (("item", loss.item), ("why", str(loss.reason))))
    for decision in total.settled.disputed:
        yield Reason(_DISPUTED, (("item", decision.subject),))


def _item_scores(made: Plan, total: _Sum) -> tuple[ItemScore, ...]:
    mine = {stage.id for stage in made.rules.stages if stage.kind is StageKind.ITEMS}
    losses: dict[str, list[Loss]] = defaultdict(list)
    for stage in total.stages:
        for loss in stage.losses if stage.stage in mine else ():
            losses[loss.item].append(loss)
    overrides = {d.subject: d for d in total.settled.overrides}
    return tuple(
        made.full[one.item.id]
        if not one.losses and one.applicable == one.item.points
        else _item_score(one, tuple(losses.get(one.item.id, ())), overrides)
        for one in total.settled.counted
    )


def _item_score(one: Counted, losses: tuple[Loss, ...], overrides: dict[str, Decision]) -> ItemScore:
    item = one.item
    earned, applicable = Fraction(one.earned), Fraction(one.applicable)
    return ItemScore(item.id, item.clause, item.title, item.points, applicable, earned, losses, overrides.get(item.id))


def _figures(d: Dossier) -> Iterator[FigureUsed]:
    for name in sorted(d.told):
        used, *others = d.told[name]
        rest = tuple((one.source, shown(one.value), one.place) for one in others)
        yield FigureUsed(name, shown(used.value), used.source, used.place, rest)


def _idle(d: Dossier, total: _Sum) -> Iterator[Decision]:
    """Decisions about vetoes and cards whose condition is met no more, closings of figures that have come since."""
    subjects = {case.subject for case in total.cases if not case.expired}
    closed = {lost.closed for one in total.settled.counted for lost in one.losses}
    for decision in d.decisions:
        if decision.kind is DecisionKind.CLOSING and decision not in closed:
            yield decision
        if decision.kind in (DecisionKind.VETO, DecisionKind.CARD) and decision.subject not in subjects:
            yield decision
