"""All points while a figure is within its limit, none above it; at the limit is within."""

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

_ABOVE = N_("{name} is {value}, above the limit {limit}")


def _count(part: Part) -> Count:
    value, limit = part.the_value(), part.the_base()

    def count(d: Dossier) -> Outcome:
        told = numbers(d, value, limit)
        if isinstance(told, Found):
            return lacks(told)
        number, most = told[0].number, told[1].number
        if number <= most:
            return FULL
        words = (("name", value.said), ("value", in_digits(number)), ("limit", in_digits(most)))
        return Outcome((Taking(part.points, _ABOVE, words, told[0].found + told[1].found),))

    return count


def _inputs(part: Part) -> tuple[Input, ...]:
    return (number_input(part.the_value()), number_input(part.the_base()))


def _formula(part: Part, cells: Sequence[str]) -> str:
    return if_known(cells, f"IF({cells[0]}<={cells[1]},{in_digits(part.points)},0)")


def _best(part: Part) -> tuple[str, ...]:
    return (set_to(part.the_value(), 0), set_to(part.the_base(), 1))


def _probes(part: Part) -> tuple[str, ...]:
    return tuple(f"{set_to(part.the_value(), n)}; {set_to(part.the_base(), 1)}" for n in (1, 2))


KIND = Kind(
    "within_limit",
    "控制指标",
    (Slot("value", SlotType.FIGURE), Slot("base", SlotType.FIGURE)),
    N_("{points:point|points} if {value} is not above {base}, otherwise none"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
