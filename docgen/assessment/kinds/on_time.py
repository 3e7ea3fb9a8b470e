"""Points shared out over returns, by the ladder of lateness: in time all, late fewer, missing none."""

from collections.abc import Sequence
from fractions import Fraction

from docgen.assessment.dossier import Dossier, Found, Returned
from docgen.assessment.kinds.kind import Count, Input, Kind, Outcome, Part, Points, Slot, SlotType, Taking, in_digits
from docgen.language import N_, say
from docgen.model import Source

_LATE = N_("{form} {period}: {days:day|days} late")
MISSING_DAYS = 9999
"""What stands in the score workbook for a return that did not come."""


def _count(part: Part) -> Count:
    def count(d: Dossier) -> Outcome:
        takings: list[Taking] = []
        expected = _expected(d, part)
        share = part.points / len(expected)
        for returned in expected:
            if returned.record is None and returned.absence.open:
                return Outcome(lacking=returned.absence)
            days = days_late(returned)
            points = share * (1 - _step(part, days))
            if points:
                takings.append(_taking(returned, days, points))
        return Outcome(tuple(takings))

    return count


def _expected(d: Dossier, part: Part) -> tuple[Returned, ...]:
    """The returns by the forms of the part, `QIS × 4` so often; those not asked of the unit are left out."""
    expected: list[Returned] = []
    for form in part.forms:
        name, _, times = form.replace("x", "×").partition("×")
        returns = tuple(r for r in d.returns(name.strip()) if not r.waived)
        lacking = int(times or 1) - len(returns) if not any(r.submission for r in returns) else 0
        expected += [*returns, *(Returned(name.strip(), "?", None) for _ in range(lacking))]
    return tuple(expected)


def days_late(returned: Returned) -> int:
    """How late a return came; MISSING_DAYS if it did not come, 0 where no register says when one came that is there."""
    days = returned.submission.days_late if returned.submission else None
    if days is not None:
        return days
    return 0 if returned.record is not None else MISSING_DAYS


def _step(part: Part, days: int) -> Fraction:
    """The share of its points that a return this late keeps: the ladder's step ÷ its first."""
    first = part.ladder[0][1]
    return next((points / first for most, points in part.ladder if days <= most), Fraction(0))


def _taking(returned: Returned, days: int, points: Points) -> Taking:
    told = (("form", returned.form), ("period", returned.period), ("days", days))
    name = f"{returned.form} {returned.period}"
    if days == MISSING_DAYS:
        return Taking(points, returned.absence.why, told, (Found(None, name),))
    received = str(returned.submission.received) if returned.submission else ""
    return Taking(points, _LATE, told, (Found(received, name, Source.LEDGER),))


def _inputs(part: Part) -> tuple[Input, ...]:
    count = sum(int(form.replace("x", "×").partition("×")[2] or 1) for form in part.forms)
    return tuple(_input(part, number) for number in range(count))


def _input(part: Part, number: int) -> Input:
    def get(d: Dossier) -> Points | None:
        expected = _expected(d, part)
        if number >= len(expected) or (expected[number].record is None and expected[number].absence.open):
            return None
        return days_late(expected[number])

    return Input(f"{part.item} {number + 1}", get, form=_shown)


def _shown() -> str:
    """Days as they are, and a return that did not come as a word."""
    return f'[={MISSING_DAYS}]"{say("missing")}";0'


def _formula(part: Part, cells: Sequence[str]) -> str:
    count = f"COUNT({','.join(cells)})"
    first = part.ladder[0][1]
    terms = "+".join(_ladder(part, cell) for cell in cells)
    return f"IF({count}=0,0,({terms})*{in_digits(part.points)}/({in_digits(first)}*{count}))"


def _ladder(part: Part, cell: str) -> str:
    formula = "0"
    for most, points in reversed(part.ladder):
        formula = f"IF({cell}<={most},{in_digits(points)},{formula})"
    return f'IF({cell}="",0,{formula})'


def _best(part: Part) -> tuple[str, ...]:
    return tuple(f"late {form.replace('x', '×').partition('×')[0].strip()} = 0" for form in part.forms)


def _probes(part: Part) -> tuple[str, ...]:
    form = part.forms[-1].replace("x", "×").partition("×")[0].strip()
    steps = sorted({day for most, _ in part.ladder for day in (most, most + 1)})
    return (*(f"late {form} = {day}" for day in steps), f"late {form} = missing")


KIND = Kind(
    "on_time",
    "按时报送",
    (Slot("forms", SlotType.FORMS),),
    N_("{points:point|points} in equal shares for the returns {forms}: {ladder}; missing none"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
