"""Points off for each one of a figure, until the points are used up."""

from collections.abc import Sequence

from docgen.assessment.dossier import Dossier, Found
from docgen.assessment.kinds.kind import (
    FULL,
    Count,
    Input,
    Kind,
    Outcome,
    Part,
    Slot,
    SlotType,
    Taking,
    if_known,
    in_digits,
    lacks,
    number_input,
    numbers,
    set_to,
)
from docgen.language import N_

_TIMES = N_("{name} is {value}")


def _count(part: Part) -> Count:
    value = part.the_value()

    def count(d: Dossier) -> Outcome:
        told = numbers(d, value)
        if isinstance(told, Found):
            return lacks(told)
        number = told[0].number
        if number <= 0:
            return FULL
        words = (("name", value.said), ("value", in_digits(number)))
        return Outcome((Taking(part.lose * number, _TIMES, words, told[0].found),))

    return count


def _inputs(part: Part) -> tuple[Input, ...]:
    return (number_input(part.the_value()),)


def _formula(part: Part, cells: Sequence[str]) -> str:
    return if_known(cells, f"MAX(0,{in_digits(part.points)}-{in_digits(part.lose)}*{cells[0]})")


def _best(part: Part) -> tuple[str, ...]:
    return (set_to(part.the_value(), 0),)


def _probes(part: Part) -> tuple[str, ...]:
    used_up = int(part.points / part.lose) if part.lose else 1
    return tuple(set_to(part.the_value(), n) for n in sorted({1, used_up, used_up + 1}))


KIND = Kind(
    "per_count",
    "按数扣分",
    (Slot("value", SlotType.FIGURE), Slot("lose", SlotType.POINTS)),
    N_("{lose:point|points} off for each of {value}, at most {points}"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
