"""Points off for each one that is due and not there."""

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
from docgen.assessment.kinds.nothing import nothing_counted, nothing_formula, nothing_inputs
from docgen.language import N_

_OF = N_("{done} of {due}")


def _count(part: Part) -> Count:
    value, base = part.the_value(), part.the_base()

    def count(d: Dossier) -> Outcome:
        told = numbers(d, value, base)
        if isinstance(told, Found):
            return lacks(told)
        done, due = told[0].number, told[1].number
        if due == 0:
            return nothing_counted(d, part, base.text, told[1].found, done)
        if done >= due:
            return FULL
        words = (("done", in_digits(done)), ("due", in_digits(due)))
        return Outcome((Taking(part.lose * (due - done), _OF, words, told[0].found + told[1].found),))

    return count


def _inputs(part: Part) -> tuple[Input, ...]:
    return (number_input(part.the_value()), number_input(part.the_base()), *nothing_inputs(part))


def _formula(part: Part, cells: Sequence[str]) -> str:
    off = f"MAX(0,{in_digits(part.points)}-{in_digits(part.lose)}*MAX(0,{cells[1]}-{cells[0]}))"
    return if_known(cells[:2], f"IF({cells[1]}=0,{nothing_formula(part, tuple(cells[2:]))},{off})")


def _best(part: Part) -> tuple[str, ...]:
    return (set_to(part.the_value(), 10), set_to(part.the_base(), 10))


def _probes(part: Part) -> tuple[str, ...]:
    used_up = int(part.points / part.lose) if part.lose else 1
    steps = sorted({1, used_up, used_up + 1})
    nothing = f"{set_to(part.the_value(), 0)}; {set_to(part.the_base(), 0)}"
    return (*(set_to(part.the_value(), max(0, 10 - step)) for step in steps), nothing)


KIND = Kind(
    "shortfall",
    "缺额扣分",
    (
        Slot("value", SlotType.FIGURE),
        Slot("base", SlotType.FIGURE),
        Slot("lose", SlotType.POINTS),
        Slot("none", SlotType.NOTHING),
    ),
    N_("{lose:point|points} off for each one that {value} lacks of {base}, at most {points}; 0 of 0: {none}"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
