"""Points off for each one by which a figure lies above another, such as last year's."""

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

_ABOVE = N_("{name} is {value}, {base} is {last}")


def _count(part: Part) -> Count:
    value, base = part.the_value(), part.the_base()

    def count(d: Dossier) -> Outcome:
        told = numbers(d, value, base)
        if isinstance(told, Found):
            return lacks(told)
        number, last = told[0].number, told[1].number
        if number <= last:
            return FULL
        words = (("name", value.said), ("value", in_digits(number)), ("base", base.said), ("last", in_digits(last)))
        return Outcome((Taking(part.lose * (number - last), _ABOVE, words, told[0].found + told[1].found),))

    return count


def _inputs(part: Part) -> tuple[Input, ...]:
    return (number_input(part.the_value()), number_input(part.the_base()))


def _formula(part: Part, cells: Sequence[str]) -> str:
    above = f"MAX(0,{cells[0]}-{cells[1]})"
    return if_known(cells, f"MAX(0,{in_digits(part.points)}-{in_digits(part.lose)}*{above})")


def _best(part: Part) -> tuple[str, ...]:
    return (set_to(part.the_value(), 0), set_to(part.the_base(), 0))


def _probes(part: Part) -> tuple[str, ...]:
    used_up = int(part.points / part.lose) if part.lose else 1
    return tuple(set_to(part.the_value(), n) for n in sorted({1, used_up, used_up + 1}))


KIND = Kind(
    "not_above",
    "不高于上年",
    (Slot("value", SlotType.FIGURE), Slot("base", SlotType.FIGURE), Slot("lose", SlotType.POINTS)),
    N_("{lose:point|points} off for each one that {value} lies above {base}, at most {points}"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
