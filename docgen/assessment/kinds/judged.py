"""A mark the team gives: column points of a table, with columns reason and evidence_no, both required."""

from collections.abc import Sequence
from decimal import Decimal

from docgen.assessment.amounts import as_number
from docgen.assessment.dossier import NOT_THERE, Dossier, Found, Row
from docgen.assessment.kinds.counting import rows_where
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

_MARK = N_("{row}: {reason} (evidence {evidence})")
_BARE = N_("{name}: a mark without a reason and evidence does not count")


def _count(part: Part) -> Count:
    def count(d: Dossier) -> Outcome:
        rows = rows_where(d, part)
        if isinstance(rows, Found):
            return lacks(rows)
        if not rows:
            name = part.the_table().name
            return Outcome(lacking=Found(None, name, why=NOT_THERE, told=(("name", name),), open=True))
        row = rows[-1]
        points, reason, evidence = _mark(row), row.cells.get("reason"), row.cells.get("evidence_no")
        if points is None or not reason or not evidence:
            bare = Found(None, row.name, row.source, row.place, _BARE, (("name", row.name),), open=True)
            return Outcome(lacking=bare)
        if points >= part.points:
            return FULL
        told = (("row", row.name), ("reason", str(reason)), ("evidence", str(evidence)))
        return Outcome((Taking(part.points - points, _MARK, told, (row,)),))

    return count


def _mark(row: Row) -> Points | None:
    points = row.cells.get("points")
    return as_number(points) if isinstance(points, (int, Decimal)) else None


def _inputs(part: Part) -> tuple[Input, ...]:
    def get(d: Dossier) -> Points | None:
        rows = rows_where(d, part)
        return None if isinstance(rows, Found) or not rows else _mark(rows[-1])

    return (Input(part.the_table().name, get),)


def _formula(part: Part, cells: Sequence[str]) -> str:
    return if_known(cells, f"MIN({in_digits(part.points)},{cells[0]})")


def _row(part: Part, points: Points) -> str:
    return f"1 × {part.the_table().name} (points: {in_digits(points)}, reason: x, evidence_no: 1)"


def _best(part: Part) -> tuple[str, ...]:
    return (_row(part, part.points),)


def _probes(part: Part) -> tuple[str, ...]:
    return (_row(part, 0), _row(part, part.points / 2))


KIND = Kind(
    "judged",
    "评定",
    (Slot("of", SlotType.TABLE), Slot("where", SlotType.WHERE, required=False)),
    N_("up to {points:point|points} as the team gives them in {of}, with reason and evidence"),
    _count,
    _inputs,
    _formula,
    _best,
    _probes,
)
