"""Points in proportion to the rows of a table that are as they should be."""

from collections.abc import Sequence
from fractions import Fraction

from docgen.assessment.dossier import Dossier, Found
from docgen.assessment.kinds.counting import add_row, rows_input, rows_where
from docgen.assessment.kinds.kind import (
    FULL,
    Count,
    Input,
    Kind,
    Nothing,
    Outcome,
    Part,
    Slot,
    SlotType,
    Taking,
    if_known,
    in_digits,
    lacks,
)
from docgen.assessment.kinds.nothing import nothing_counted, nothing_formula, nothing_inputs
from docgen.language import N_

_ROWS = N_("{done} of {due} in {table}")


def _count(part: Part) -> Count:
    having, table = part.having.met, part.the_table().name

    def count(d: Dossier) -> Outcome:
        rows = rows_where(d, part)
        if isinstance(rows, Found):
            return lacks(rows)
        if not rows:
            nothing = Found(None, table)
            return nothing_counted(d, part, table, (nothing,))
        wrong = tuple(row for row in rows if not having(row.cells))
        if not wrong:
            return FULL
        told = (("done", len(rows) - len(wrong)), ("due", len(rows)), ("table", table))
        return Outcome((Taking(part.points * Fraction(len(wrong), len(rows)), _ROWS, told, wrong),))

    return count


def _inputs(part: Part) -> tuple[Input, ...]:
    return (rows_input(part, part.having), rows_input(part), *nothing_inputs(part))


def _formula(part: Part, cells: Sequence[str]) -> str:
    shared = f"{in_digits(part.points)}*{cells[0]}/{cells[1]}"
    return if_known(cells[:2], f"IF({cells[1]}=0,{nothing_formula(part, tuple(cells[2:]))},{shared})")


def _best(part: Part) -> tuple[str, ...]:
    none_is_full = part.none.what is Nothing.FULL and part.none.figure is None
    return () if none_is_full else (_row(part, True),)


def _probes(part: Part) -> tuple[str, ...]:
    return (_row(part, False), f"{_row(part, False)}; {_row(part, True)}")


def _row(part: Part, good: bool) -> str:
    return add_row(part, lambda year: part.having.node.example(good, year) if part.having.node else {})


KIND = Kind(
    "share",
    "占比",
    (
        Slot("of", SlotType.TABLE),
        Slot("where", SlotType.WHERE, required=False),
        Slot("having", SlotType.WHERE),
        Slot("none", SlotType.NOTHING),
    ),
    N_("{points:point|points} × rows {rows} in which {having} ÷ all such rows; no rows: {none}"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
