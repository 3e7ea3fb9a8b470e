"""Points off for each percentage point, or part of one, that a rate lies below its target."""

from collections.abc import Sequence

from docgen.assessment.dossier import Dossier, Found
from docgen.assessment.kinds.kind import (
    FULL,
    Count,
    Input,
    Kind,
    Outcome,
    Part,
    Points,
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

_OF = N_("{done} of {due}: {points} percentage points or parts below {target} %")
TARGET = 100


def points_begun(done: Points, due: Points) -> int:
    """How many percentage points, or parts of one, `done` lies below all of `due`."""
    return max(0, -(((done - due) * TARGET) // due))


def _count(part: Part) -> Count:
    value, base = part.the_value(), part.the_base()

    def count(d: Dossier) -> Outcome:
        told = numbers(d, value, base)
        if isinstance(told, Found):
            return lacks(told)
        done, due = told[0].number, told[1].number
        if due == 0:
            return nothing_counted(d, part, base.text, told[1].found, done)
        begun = points_begun(done, due)
        if begun == 0:
            return FULL
        words = (("done", in_digits(done)), ("due", in_digits(due)), ("points", begun), ("target", TARGET))
        return Outcome((Taking(part.lose * begun, _OF, words, told[0].found + told[1].found),))

    return count


def _inputs(part: Part) -> tuple[Input, ...]:
    return (number_input(part.the_value()), number_input(part.the_base()), *nothing_inputs(part))


def _formula(part: Part, cells: Sequence[str]) -> str:
    begun = f"MAX(0,ROUNDUP(ROUND(({cells[1]}-{cells[0]})*{TARGET}/{cells[1]},9),0))"
    off = f"MAX(0,{in_digits(part.points)}-{in_digits(part.lose)}*{begun})"
    return if_known(cells[:2], f"IF({cells[1]}=0,{nothing_formula(part, tuple(cells[2:]))},{off})")


def _best(part: Part) -> tuple[str, ...]:
    return (set_to(part.the_value(), 100), set_to(part.the_base(), 100))


def _probes(part: Part) -> tuple[str, ...]:
    value, base = part.the_value(), part.the_base()
    used_up = int(part.points / part.lose) if part.lose else 1
    steps = sorted({1, min(used_up, 100), min(used_up + 1, 100)})
    nothing = f"{set_to(value, 0)}; {set_to(base, 0)}"
    return (*(set_to(value, 100 - step) for step in steps), f"{set_to(value, 999)}; {set_to(base, 1000)}", nothing)


KIND = Kind(
    "percent_begun",
    "百分点",
    (
        Slot("value", SlotType.FIGURE),
        Slot("base", SlotType.FIGURE),
        Slot("lose", SlotType.POINTS),
        Slot("none", SlotType.NOTHING),
    ),
    N_(
        "{lose:point|points} off for each percentage point, or part of one, that {value} ÷ {base} lies below 100 %,"
        " at most {points}; 0 of 0: {none}"
    ),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
