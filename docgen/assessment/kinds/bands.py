"""Points by a table: from such a value on, so many."""

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

_BAND = N_("{name} is {value}, which gives {points} points")


def _count(part: Part) -> Count:
    value = part.the_value()

    def count(d: Dossier) -> Outcome:
        told = numbers(d, value)
        if isinstance(told, Found):
            return lacks(told)
        number = told[0].number
        earned = next((band.points for band in part.bands if number >= band.lowest), part.points * 0)
        if earned >= part.points:
            return FULL
        words = (("name", value.said), ("value", in_digits(number)), ("points", in_digits(earned)))
        return Outcome((Taking(part.points - earned, _BAND, words, told[0].found),))

    return count


def _inputs(part: Part) -> tuple[Input, ...]:
    return (number_input(part.the_value()),)


def _formula(part: Part, cells: Sequence[str]) -> str:
    formula = "0"
    for band in reversed(part.bands):
        formula = f"IF({cells[0]}>={in_digits(band.lowest)},{in_digits(band.points)},{formula})"
    return if_known(cells, formula)


def _best(part: Part) -> tuple[str, ...]:
    return (set_to(part.the_value(), in_digits(part.bands[0].lowest)),)


def _probes(part: Part) -> tuple[str, ...]:
    return tuple(set_to(part.the_value(), in_digits(band.lowest)) for band in part.bands)


KIND = Kind(
    "bands",
    "分档",
    (Slot("value", SlotType.FIGURE), Slot("bands", SlotType.BANDS)),
    N_("points by {value}: {bands}"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
