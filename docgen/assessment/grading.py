"""The printed score, and the grade read from it: veto before card before missing returns before the score."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from docgen.assessment.dossier import Dossier, Returned
from docgen.assessment.rules import Rounding, Rules
from docgen.language import N_
from docgen.model import Case, CaseKind, CaseState, Reason

_VETO = N_("vetoed by {rule}: {why}")
_CARD = N_("yellow card {rule}: at best {grade}")
_MISSING = N_("{forms} not returned: at best {grade}")
_WAITS = N_("{rule} waits for a decision")
_OPEN_CASE = N_("{rule} cannot be judged yet: {why}")


class Verdict(NamedTuple):
    """The grade that holds, and why it is not the one the score gives; `waits` says what it still waits for."""

    grade: str
    why: tuple[Reason, ...] = ()
    waits: tuple[Reason, ...] = ()


def printed(exact: Fraction, decimals: int, rounding: Rounding) -> Decimal:
    """`exact` rounded once, to so many places: half up, up or down, never to even."""
    scaled = exact * 10**decimals
    n, d = scaled.numerator, scaled.denominator
    whole = {Rounding.HALF_UP: (2 * n + d) // (2 * d), Rounding.UP: -(-n // d), Rounding.DOWN: n // d}[rounding]
    return Decimal(whole).scaleb(-decimals)


def grade_of(rules: Rules, exact: Fraction) -> str:
    """The grade of a score, read from the figure the rules say: the printed one, or the exact one."""
    settings = rules.settings
    score = exact if settings.grade_from == "exact" else Fraction(printed(exact, settings.decimals, settings.rounding))
    return next((g.name for g in rules.grades if score >= g.lowest), rules.grades[-1].name if rules.grades else "")


def verdict(rules: Rules, d: Dossier, by_score: str, cases: tuple[Case, ...]) -> Verdict:
    """What the cases and missing returns make of the grade the score gives."""
    order = [grade.name for grade in rules.grades]
    waits = tuple(_waits(cases))
    vetoes = [c for c in cases if c.kind is CaseKind.VETO and c.state is CaseState.CONFIRMED]
    if vetoes:
        why = tuple(Reason(_VETO, (("rule", c.rule), ("why", without_rule(c, str(c.reason))))) for c in vetoes)
        return Verdict(rules.settings.veto_grade or order[-1], why, waits)
    grade, reasons = by_score, []
    for cap, reason in _caps(rules, d, cases):
        if cap in order and order.index(cap) > order.index(grade):
            grade = cap
            reasons.append(reason)
    return Verdict(grade, tuple(reasons), waits)


def without_rule(case: Case, why: str) -> str:
    """`why` a case is one, without its rule, which some conditions say first."""
    return re.sub(rf"^{re.escape(case.rule)}\s*[:：]\s*", "", why)


def _caps(rules: Rules, d: Dossier, cases: tuple[Case, ...]) -> Iterator[tuple[str, Reason]]:
    settings = rules.settings
    for case in cases:
        if settings.card_cap and case.kind is CaseKind.CARD and case.state is CaseState.CONFIRMED:
            yield settings.card_cap, Reason(_CARD, (("rule", case.rule), ("grade", settings.card_cap)))
    lacking = [form for form in rules.capping_forms if any(_is_missing(r) for r in d.returns(form))]
    if settings.missing_cap and lacking:
        told = (("forms", ", ".join(lacking)), ("grade", settings.missing_cap))
        yield settings.missing_cap, Reason(_MISSING, told)


def _is_missing(returned: Returned) -> bool:
    return returned.record is None and not returned.waived and not returned.absence.open


def _waits(cases: tuple[Case, ...]) -> Iterator[Reason]:
    for case in cases:
        if case.open and case.kind is CaseKind.VETO:
            yield Reason(_OPEN_CASE, (("rule", case.rule), ("why", str(case.reason))))
        elif case.state is CaseState.PROPOSED and case.kind is not CaseKind.SUMMONS and not case.open:
            yield Reason(_WAITS, (("rule", case.rule),))


def worse(rules: Rules, one: str, other: str) -> str:
    """The lower of two grades."""
    order = [grade.name for grade in rules.grades]
    return max(one, other, key=order.index)
