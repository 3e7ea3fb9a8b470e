"""Bonuses and further deductions after weighting, and the bounds of their totals and of the score."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from docgen.assessment.dossier import Dossier, Row
from docgen.assessment.rules import BonusRule, Rules
from docgen.assessment.tables import rows_of
from docgen.language import N_
from docgen.model import Award, Cut, Reason

_GIVEN = N_("{title}: {row}")
_LOWER = N_("{title}: {row}; the same matter is counted once, at its highest")
_BARRED = N_("{title}: {row}; no bonus in a year with {why}")
_BONUS_CAP = N_("bonuses make {sum}, at most {cap} count")
_DEDUCTION_CAP = N_("deductions make {sum}, at most {cap} count")
_BOUND = N_("the score lies between 0 and 100")
ZERO = Fraction(0)


class _Candidate(NamedTuple):
    rule: BonusRule
    row: Row
    matter: object


def awards_of(rules: Rules, d: Dossier, barred_by: str) -> tuple[Award, ...]:
    """Every bonus and deduction the office entered; those that do not count with 0 points and the reason."""
    candidates = list(_candidates(rules, d))
    best: dict[object, _Candidate] = {}
    for one in candidates:
        known = best.get(_key(one))
        if known is None or abs(one.rule.points) > abs(known.rule.points):
            best[_key(one)] = one
    return tuple(_award(one, one is best[_key(one)], barred_by) for one in candidates)


def _candidates(rules: Rules, d: Dossier) -> Iterator[_Candidate]:
    for rule in rules.bonus:
        for row in rows_of(d, rule.of).rows:
            if rule.where.met(row.cells):
                yield _Candidate(rule, row, row.cells.get(rule.matter) if rule.matter else row.name)


def _key(one: _Candidate) -> object:
    return one.rule.points > 0, one.rule.of.name, one.matter


def _award(one: _Candidate, highest: bool, barred_by: str) -> Award:
    told = (("title", one.rule.title), ("row", one.row.title))
    if not highest:
        return Award(one.rule.id, ZERO, Reason(_LOWER, told), (one.row.evidence,))
    if barred_by and one.rule.points > 0:
        return Award(one.rule.id, ZERO, Reason(_BARRED, (*told, ("why", barred_by))), (one.row.evidence,))
    return Award(one.rule.id, one.rule.points, Reason(_GIVEN, told), (one.row.evidence,))


def cuts_of(rules: Rules, before: Fraction, awards: tuple[Award, ...]) -> tuple[Cut, ...]:
    """What the bounds take off (or give back, below 0): of bonuses, of deductions, and of the score itself."""
    bonus = sum((a.points for a in awards if a.points > 0), ZERO)
    minus = -sum((a.points for a in awards if a.points < 0), ZERO)
    cuts: list[Cut] = []
    cap, most = rules.settings.bonus_cap, rules.settings.deduction_cap
    if cap is not None and bonus > cap:
        cuts.append(Cut(bonus - cap, Reason(_BONUS_CAP, (("sum", float(bonus)), ("cap", float(cap))))))
    if most is not None and minus > most:
        cuts.append(Cut(most - minus, Reason(_DEDUCTION_CAP, (("sum", float(minus)), ("cap", float(most))))))
    score = before + bonus - minus - sum((cut.points for cut in cuts), ZERO)
    bounded = min(max(score, ZERO), Fraction(100))
    if bounded != score:
        cuts.append(Cut(score - bounded, Reason(_BOUND)))
    return tuple(cuts)
