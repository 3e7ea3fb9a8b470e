"""Points off for each row of a table that is as the condition says, until the points are used up."""

from collections.abc import Sequence

from docgen.assessment.dossier import Dossier, Found
from docgen.assessment.kinds.counting import add_row, rows_input, rows_where
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
from docgen.language import N_

_ROW = N_("{row}: {why}")
_BARE = N_("{row}: costs points of this item")


def _count(part: Part) -> Count:
    why = part.texts.get("reason", "")
    sentence, more = (_ROW, (("why", why),)) if why else (_BARE, ())

    def count(d: Dossier) -> Outcome:
        rows = rows_where(d, part)
        if isinstance(rows, Found):
            return lacks(rows)
        if not rows:
            return FULL
        return Outcome(tuple(Taking(part.lose, sentence, (("row", row.title), *more), (row,)) for row in rows))

    return count


def _inputs(part: Part) -> tuple[Input, ...]:
    return (rows_input(part),)


def _formula(part: Part, cells: Sequence[str]) -> str:
    return if_known(cells, f"MAX(0,{in_digits(part.points)}-{in_digits(part.lose)}*{cells[0]})")


def _best(part: Part) -> tuple[str, ...]:
    return ()


def _probes(part: Part) -> tuple[str, ...]:
    used_up = int(part.points / part.lose) if part.lose else 1
    return tuple(add_row(part, times=times) for times in sorted({1, used_up, used_up + 1}) if times)


KIND = Kind(
    "per_row",
    "逐项扣分",
    (
        Slot("of", SlotType.TABLE),
        Slot("where", SlotType.WHERE, required=False),
        Slot("lose", SlotType.POINTS),
    ),
    N_("{lose:point|points} off for each row {rows}, at most {points}"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
