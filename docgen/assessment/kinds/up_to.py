"""Points in proportion up to a number that is asked for; more earns no more."""

from collections.abc import Sequence
from fractions import Fraction

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

_OF = N_("{done} of {due}")


def _count(part: Part) -> Count:
    value, needed = part.the_value(), part.needed

    def count(d: Dossier) -> Outcome:
        told = numbers(d, value)
        if isinstance(told, Found):
            return lacks(told)
        done = told[0].number
        if done >= needed:
            return FULL
        words = (("done", in_digits(done)), ("due", needed))
        return Outcome((Taking(part.points * Fraction(needed - done, needed), _OF, words, told[0].found),))

    return count


def _inputs(part: Part) -> tuple[Input, ...]:
    return (number_input(part.the_value()),)


def _formula(part: Part, cells: Sequence[str]) -> str:
    return if_known(cells, f"{in_digits(part.points)}*MIN({part.needed},{cells[0]})/{part.needed}")


def _best(part: Part) -> tuple[str, ...]:
    return (set_to(part.the_value(), part.needed),)


def _probes(part: Part) -> tuple[str, ...]:
    steps = {0, part.needed - 1, part.needed + 1}
    return tuple(set_to(part.the_value(), step) for step in sorted(steps))


KIND = Kind(
    "up_to",
    "应达数",
    (Slot("value", SlotType.FIGURE), Slot("needed", SlotType.COUNT)),
    N_("{points:point|points} if {value} is {needed} or more, fewer in proportion"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
