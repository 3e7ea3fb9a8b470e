"""What if: a unit with other figures, all units by other rules, and the way to a score. None of it is ever kept."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from docgen.assessment.amounts import Amount, FigureError, as_number, parse_figure
from docgen.assessment.assess import assess_one
from docgen.assessment.differences import DifferenceSheet, difference
from docgen.assessment.dossier import Cell, Dossier, Found
from docgen.assessment.explain import points_shown
from docgen.assessment.grading import printed
from docgen.assessment.items import plan
from docgen.assessment.names import PLAIN, Names
from docgen.assessment.nearest import nearest
from docgen.assessment.ranking import ranks, standing
from docgen.assessment.rules import Rules
from docgen.assessment.trials import entries, typed_cell
from docgen.language import say
from docgen.model import Assessment, Source

_READ = re.compile(r"[A-Za-z_]\w*(?:\.\w+){1,2}", re.ASCII)
_SET = re.compile(r"([A-Za-z_][\w.]*)\s*=\s*(.+)")


class WhatIfError(ValueError):
    """Figures that cannot be supposed; the text says why, in the user's language."""


@dataclass(frozen=True, slots=True)
class Step:
    """A loss that, taken back after those before it, would lift the score so far."""

    item: str
    points: str
    final: str
    reason: str
    score: str


def supposed(rules: Rules, d: Dossier, text: str) -> Assessment:
    """The result of a unit if its figures were these: `APR.signed = 24; deaths = 0`. Raises WhatIfError."""
    amounts: dict[str, Amount] = {}
    given: dict[str, Cell] = {}
    for entry in entries(text):
        found = _SET.fullmatch(entry)
        if found is None:
            raise WhatIfError(say("“{text}” is not written like APR.signed = 24", text=entry))
        name, value = found[1], typed_cell(found[2].strip())
        try:
            parse_figure(name, rules.names)
        except FigureError as trouble:
            raise WhatIfError(str(trouble)) from trouble
        _refuse_unread(rules, name)
        number = as_number(value) if isinstance(value, (int, Decimal)) else value
        given[name] = value
        amounts[name] = Amount(number, (Found(value, name, Source.DECISION),))
    return assess_one(plan(rules), replace(d, amounts=amounts, given=given, tables={}, told={}))


def _refuse_unread(rules: Rules, name: str) -> None:
    """A figure that nothing in the rules reads would seem to change nothing."""
    texts = (text for rows in rules.tables.values() for row in rows for text in row.cells.values())
    read = {word for text in texts for word in _READ.findall(text)} | set(rules.names.figures)
    if name not in read:
        raise WhatIfError(
            say("The rules read no figure “{name}”. Nearest: {near}", name=name, near=nearest(name, read))
        )


def ranked_among(rules: Rules, one: Assessment, everyone: Iterable[Assessment]) -> Assessment:
    """`one` with the rank it would have among all units, its own result in `everyone` left out of account."""
    standings = {other.unit: standing(rules, one if other.unit == one.unit else other) for other in everyone}
    places = dict(zip(standings, ranks(rules, list(standings.values())), strict=True))
    return replace(one, rank=places.get(one.unit))


def way_to(rules: Rules, one: Assessment, score: Fraction, names: Names = PLAIN) -> tuple[Step, ...]:
    """The losses that weigh most, until without them the printed score would be `score` or more."""
    settings = rules.settings
    reached = one.exact if one.exact is not None else Fraction((one.between or (Decimal(0),))[0])
    steps: list[Step] = []
    for loss in sorted(one.losses, key=lambda loss: -loss.final):
        if Fraction(printed(reached, settings.decimals, settings.rounding)) >= score or not loss.final:
            break
        reached = min(reached + loss.final, Fraction(100))
        shown = str(printed(reached, settings.decimals, settings.rounding))
        points, final = points_shown(loss.points), points_shown(loss.final)
        steps.append(Step(loss.item, points, final, names.reason(loss.reason), shown))
    return tuple(steps)


def moved(before: Iterable[Assessment], after: Iterable[Assessment]) -> Iterator[DifferenceSheet]:
    """The units whose score, grade or rank other rules would change, in the order of the roster."""
    for one, two in zip(before, after, strict=True):
        sheet = difference(one, two)
        if sheet.score[0] != sheet.score[1] or sheet.grade[0] != sheet.grade[1] or sheet.rank[0] != sheet.rank[1]:
            yield sheet
