"""Points in proportion to elements that are there: each row of a table is to have all of them."""

from collections.abc import Sequence
from fractions import Fraction

from docgen.assessment.dossier import Dossier, Found, Row
from docgen.assessment.kinds.counting import add_row, rows_input, rows_where
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
from docgen.assessment.kinds.nothing import nothing_counted, nothing_formula, nothing_inputs
from docgen.language import N_, say

_ELEMENTS = N_("{done} of {due} elements in {table}")


def _count(part: Part) -> Count:
    table, wanted = part.the_table().name, len(part.columns)

    def count(d: Dossier) -> Outcome:
        rows = rows_where(d, part)
        if isinstance(rows, Found):
            return lacks(rows)
        if not rows:
            return nothing_counted(d, part, table, (Found(None, table),))
        there = [_there(part, row) for row in rows]
        done, due = sum(there), wanted * len(rows)
        if done == due:
            return FULL
        wrong = tuple(row for row, count in zip(rows, there, strict=True) if count < wanted)
        told = (("done", done), ("due", due), ("table", table))
        return Outcome((Taking(part.points * Fraction(due - done, due), _ELEMENTS, told, wrong),))

    return count


def _there(part: Part, row: Row) -> int:
    """How many elements a row has; a blank is none."""
    cells = row.cells
    return sum(cells.get(column) == "yes" for column in part.columns)


def _inputs(part: Part) -> tuple[Input, ...]:
    def get(d: Dossier) -> Points | None:
        rows = rows_where(d, part)
        return None if isinstance(rows, Found) else sum(_there(part, row) for row in rows)

    title = say("{table}: elements that are there", table=part.the_table().name)
    return (Input(title, get, " + ".join(part.columns)), rows_input(part), *nothing_inputs(part))


def _formula(part: Part, cells: Sequence[str]) -> str:
    shared = f"{in_digits(part.points)}*{cells[0]}/({len(part.columns)}*{cells[1]})"
    return if_known(cells[:2], f"IF({cells[1]}=0,{nothing_formula(part, tuple(cells[2:]))},{shared})")


def _row(part: Part, missing: int) -> str:
    words = {c: "no" if n < missing else "yes" for n, c in enumerate(part.columns)}
    return add_row(part, lambda _: dict(words))


def _best(part: Part) -> tuple[str, ...]:
    return (_row(part, 0),)


def _probes(part: Part) -> tuple[str, ...]:
    return (_row(part, 1), _row(part, len(part.columns)))


KIND = Kind(
    "checklist",
    "要素",
    (
        Slot("of", SlotType.TABLE),
        Slot("where", SlotType.WHERE, required=False),
        Slot("columns", SlotType.COLUMNS),
        Slot("none", SlotType.NOTHING),
    ),
    N_("{points:point|points} × elements that are there ({columns}) ÷ elements due in {of}; no rows: {none}"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
