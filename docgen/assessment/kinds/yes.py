"""Points for a yes: all of the answers must be yes."""

from collections.abc import Sequence

from docgen.assessment.amounts import Figure
from docgen.assessment.dossier import Dossier
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
)
from docgen.language import N_

_NO = N_("{name}: no")


def _count(part: Part) -> Count:
    getters = [figure.get for figure in part.values]

    def count(d: Dossier) -> Outcome:
        for get in getters:
            amount = get(d)
            if amount.lacking is not None:
                return lacks(amount.lacking)
            if amount.value != "yes":
                told = (("name", amount.found[0].name),)
                return Outcome((Taking(part.points, _NO, told, amount.found),))
        return FULL

    return count


def yes_input(figure: Figure) -> Input:
    """An answer as a cell: 1 for yes, 0 for no."""

    def get(d: Dossier) -> Points | None:
        amount = figure.get(d)
        return None if amount.lacking is not None else int(amount.value == "yes")

    return Input(figure.text, get)


def _inputs(part: Part) -> tuple[Input, ...]:
    return tuple(map(yes_input, part.values))


def _formula(part: Part, cells: Sequence[str]) -> str:
    return if_known(cells, f"{in_digits(part.points)}*MIN({','.join(cells)})")


def _best(part: Part) -> tuple[str, ...]:
    return tuple(f"{figure.text} = yes" for figure in part.values)


def _probes(part: Part) -> tuple[str, ...]:
    return tuple(f"{figure.text} = no" for figure in part.values)


KIND = Kind(
    "yes",
    "是否",
    (Slot("values", SlotType.FIGURES),),
    N_("{points:point|points} for a yes to {values}"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
