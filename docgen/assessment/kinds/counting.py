"""Rows of a table as kinds count them, and as texts of sheet Tests that add such rows."""

from collections.abc import Callable
from datetime import datetime

from docgen.assessment.dossier import Dossier, Found, Row, shown
from docgen.assessment.kinds.kind import Input, Part, Points
from docgen.assessment.tables import rows_of
from docgen.assessment.where import Condition
from docgen.language import say

_KNOWN_DAYS = ("cutoff", "today", "first_day")


def rows_where(d: Dossier, part: Part) -> tuple[Row, ...] | Found:
    """The rows a part counts, or why they are not known."""
    rows, lacking = rows_of(d, part.the_table())
    if lacking is not None:
        return lacking
    met = part.where.met
    return tuple(row for row in rows if met(row.cells))


def rows_input(part: Part, *also: Condition) -> Input:
    """How many rows meet the part's condition, and `also`, as a cell of the score workbook."""

    def get(d: Dossier) -> Points | None:
        rows = rows_where(d, part)
        return None if isinstance(rows, Found) else sum(all(c.met(row.cells) for c in also) for row in rows)

    words = " / ".join(c.text for c in (part.where, *also) if c.text)
    return Input(_title(part, right=bool(also)) if words else part.the_table().name, get, words)


def _title(part: Part, *, right: bool) -> str:
    """What is counted of a table under a condition: those as they should be, or those for the reason it gives."""
    table, reason = part.the_table().name, part.texts.get("reason")
    if right:
        return say("{table}: those as they should be", table=table)
    return say("{table}: {why}", table=table, why=reason) if reason else say("{table}: those that count", table=table)


def add_row(part: Part, *also: Callable[[int], dict[str, object]], times: int = 1) -> str:
    """The text of sheet Tests that adds rows which the part counts."""
    cells = part.where.example(part.year)
    for example in also:
        cells |= example(part.year)
    words = ", ".join(f"{k}: {_written(v)}" for k, v in cells.items() if v is not None and k not in _KNOWN_DAYS)
    return f"{times} × {part.the_table().name} ({words})"


def _written(value: object) -> str:
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else shown(value)
