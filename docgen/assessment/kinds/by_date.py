"""Points for something done by a day of the year; done later, fewer. A first answer may say that it was not done."""

from collections.abc import Sequence
from datetime import date, datetime

from docgen.assessment.dossier import Dossier, Found, Row
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
from docgen.assessment.kinds.yes import yes_input
from docgen.language import N_

_NO = N_("{name}: no")
_LATE = N_("{name}: {value}, after {day}")
_EPOCH = date(1899, 12, 30)


def _count(part: Part) -> Count:
    get, flags = part.the_value().get, [figure.get for figure in part.values]
    last = date(part.year, *part.day)

    def count(d: Dossier) -> Outcome:
        shown: tuple[Found | Row, ...] = ()
        for flag in flags:
            amount = flag(d)
            if amount.lacking is not None:
                return lacks(amount.lacking)
            if amount.value != "yes":
                return Outcome((Taking(part.points, _NO, (("name", amount.found[0].name),), amount.found),))
            shown = amount.found
        amount = get(d)
        if amount.lacking is not None:
            return lacks(amount.lacking)
        if _day(amount.value) <= last:
            return FULL
        told = (("name", amount.found[0].name), ("value", str(amount.value)), ("day", last.isoformat()))
        return Outcome((Taking(part.points - part.late, _LATE, told, (*amount.found, *shown)),))

    return count


def _day(value: object) -> date:
    """The day told; a text, which the reader of returns does not let through, is no day in time."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.max


def _inputs(part: Part) -> tuple[Input, ...]:
    def get(d: Dossier) -> Points | None:
        amount = part.the_value().get(d)
        return None if amount.lacking is not None else (_day(amount.value) - _EPOCH).days

    return (*map(yes_input, part.values), Input(part.the_value().text, get, form=_shown))


def _shown() -> str:
    return "yyyy-mm-dd"


def _formula(part: Part, cells: Sequence[str]) -> str:
    last = (date(part.year, *part.day) - _EPOCH).days
    timely = f"IF({cells[-1]}<={last},{in_digits(part.points)},{in_digits(part.late)})"
    if not part.values:
        return if_known(cells, timely)
    flag = f"MIN({','.join(cells[:-1])})"
    return f"IF(COUNT({','.join(cells[:-1])})<{len(cells) - 1},0,IF({flag}=0,0,{if_known(cells[-1:], timely)}))"


def _best(part: Part) -> tuple[str, ...]:
    last = date(part.year, *part.day)
    return (*(f"{figure.text} = yes" for figure in part.values), f"{part.the_value().text} = {last}")


def _probes(part: Part) -> tuple[str, ...]:
    after = date.fromordinal(date(part.year, *part.day).toordinal() + 1)
    return (f"{part.the_value().text} = {after}", *(f"{figure.text} = no" for figure in part.values))


KIND = Kind(
    "by_date",
    "限期完成",
    (
        Slot("value", SlotType.ANSWER),
        Slot("values", SlotType.FIGURES, required=False),
        Slot("day", SlotType.DAY),
        Slot("late", SlotType.POINTS, required=False),
    ),
    N_("{points:point|points} if {value} is {day} or before, {late:point|points} if it is later"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
