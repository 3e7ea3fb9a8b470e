"""What a part of 0 of 0 comes to: not applicable, full points, none, or full if some other figure is 1 or more."""

from docgen.assessment.dossier import Dossier, Found, Row
from docgen.assessment.kinds.kind import (
    FULL,
    NOT_APPLICABLE,
    Input,
    Nothing,
    Outcome,
    Part,
    Points,
    Taking,
    in_digits,
    lacks,
    number_input,
    numbers,
)
from docgen.language import N_

_NOTHING = N_("nothing to count in {name}, which gives no points")
_IMPOSSIBLE = N_("{done} of 0 in {name} is a mistake in the data")
_NO_ACTION = N_("nothing to count in {name}, and {other} is 0")


def nothing_counted(d: Dossier, part: Part, name: str, shown: tuple[Found | Row, ...], done: Points = 0) -> Outcome:
    """The outcome of a part whose base is 0; something done of nothing due is a mistake in the data."""
    if done:
        told = (("name", name), ("done", in_digits(done)))
        return Outcome(lacking=Found(None, name, why=_IMPOSSIBLE, told=told, open=True))
    none = part.none
    if none.figure is None:
        taking = Taking(part.points, _NOTHING, (("name", name),), shown)
        return {Nothing.ZERO: Outcome((taking,)), Nothing.FULL: FULL}.get(none.what, NOT_APPLICABLE)
    other = numbers(d, none.figure)
    if isinstance(other, Found):
        return lacks(other)
    if other[0].number >= 1:
        return FULL
    told = (("name", name), ("other", none.figure.text))
    return Outcome((Taking(part.points, _NO_ACTION, told, (*shown, *other[0].found)),))


def nothing_inputs(part: Part) -> tuple[Input, ...]:
    """The further figure as a cell, if there is one."""
    return (number_input(part.none.figure),) if part.none.figure else ()


def nothing_formula(part: Part, cells: tuple[str, ...]) -> str:
    """The same for Excel; `cells` are those of `nothing_inputs`."""
    points = in_digits(part.points)
    if part.none.figure is not None:
        return f"IF({cells[0]}>=1,{points},0)"
    return {Nothing.ZERO: "0", Nothing.FULL: points}.get(part.none.what, '""')
