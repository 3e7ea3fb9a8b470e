"""Points off unless an answer is yes."""

from collections.abc import Sequence

from docgen.assessment.dossier import Dossier
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
)
from docgen.assessment.kinds.yes import yes_input
from docgen.language import N_

_NO = N_("{name}: no")


def _count(part: Part) -> Count:
    get = part.the_value().get

    def count(d: Dossier) -> Outcome:
        amount = get(d)
        if amount.lacking is not None:
            return lacks(amount.lacking)
        if amount.value == "yes":
            return FULL
        return Outcome((Taking(part.lose, _NO, (("name", amount.found[0].name),), amount.found),))

    return count


def _inputs(part: Part) -> tuple[Input, ...]:
    return (yes_input(part.the_value()),)


def _formula(part: Part, cells: Sequence[str]) -> str:
    return if_known(cells, f"MAX(0,{in_digits(part.points)}-IF({cells[0]}=1,0,{in_digits(part.lose)}))")


def _best(part: Part) -> tuple[str, ...]:
    return (f"{part.the_value().text} = yes",)


def _probes(part: Part) -> tuple[str, ...]:
    return (f"{part.the_value().text} = no",)


KIND = Kind(
    "unless",
    "未落实扣分",
    (Slot("value", SlotType.ANSWER), Slot("lose", SlotType.POINTS)),
    N_("{lose:point|points} off unless {value} is yes"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
