"""Numbers of documents: reserved once for a unit, in the order asked for, and never used again."""

from collections.abc import Iterable

from sqlalchemy import func, insert, select

from docgen.store.database import Transaction
from docgen.store.schema import numbers


def reserved(tx: Transaction, kind: str, year: int) -> dict[str, int]:
    """Unit codes to their sequence numbers, counted from 1."""
    rows = tx.execute(select(numbers.c.unit, numbers.c.sequence).where(numbers.c.kind == kind, numbers.c.year == year))
    return {row.unit: row.sequence for row in rows}


def reserve(tx: Transaction, kind: str, year: int, units: Iterable[str]) -> dict[str, int]:
    """Give each of `units` that has none the next number, in that order; the new ones only."""
    taken = reserved(tx, kind, year)
    wanted = [unit for unit in dict.fromkeys(units) if unit not in taken]
    last = tx.scalar(select(func.max(numbers.c.sequence)).where(numbers.c.kind == kind, numbers.c.year == year)) or 0
    new = {unit: last + place for place, unit in enumerate(wanted, 1)}
    if new:
        rows = [{"kind": kind, "year": year, "unit": unit, "sequence": sequence} for unit, sequence in new.items()]
        tx.execute(insert(numbers), rows)
    return new
