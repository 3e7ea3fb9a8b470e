"""Points in proportion: so many done of so many due."""

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
from docgen.assessment.kinds.nothing import nothing_counted, nothing_formula, nothing_inputs
from docgen.language import N_

_OF = N_("{done} of {due}")


def _count(part: Part) -> Count:
    value, base = part.the_value(), part.the_base()

    def count(d: Dossier) -> Outcome:
        told = numbers(d, value, base)
        if isinstance(told, Found):
            return lacks(told)
        done, due = told[0].number, told[1].number * part.needed
        if due == 0:
            return nothing_counted(d, part, base.text, told[1].found, done)
        if done >= due:
            return FULL
        points = part.points * Fraction(due - done, due)
        words = (("done", in_digits(done)), ("due", in_digits(due)))
        return Outcome((Taking(points, _OF, words, told[0].found + told[1].found),))

    return count


def _inputs(part: Part) -> tuple[Input, ...]:
    return (number_input(part.the_value()), number_input(part.the_base()), *nothing_inputs(part))


def _formula(part: Part, cells: Sequence[str]) -> str:
    done, due = cells[0], f"({part.needed}*{cells[1]})" if part.needed != 1 else cells[1]
    shared = f"{in_digits(part.points)}*MIN(1,{done}/{due})"
    return if_known(cells[:2], f"IF({due}=0,{nothing_formula(part, tuple(cells[2:]))},{shared})")


def _best(part: Part) -> tuple[str, ...]:
    return (set_to(part.the_value(), 10 * part.needed), set_to(part.the_base(), 10))


def _probes(part: Part) -> tuple[str, ...]:
    value, base = part.the_value(), part.the_base()
    nothing = f"{set_to(value, 0)}; {set_to(base, 0)}"
    more = (f"{nothing}; {set_to(part.none.figure, 0)}",) if part.none.figure else ()
    return (set_to(value, 10 * part.needed - 1), set_to(value, 0), nothing, *more)


KIND = Kind(
    "ratio",
    "比例",
    (
        Slot("value", SlotType.FIGURE),
        Slot("base", SlotType.FIGURE),
        Slot("needed", SlotType.COUNT, required=False),
        Slot("none", SlotType.NOTHING),
    ),
    N_("{points:point|points} × {value} ÷ {base}; 0 of 0: {none}"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
