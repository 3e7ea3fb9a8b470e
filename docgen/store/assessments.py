"""Results of units, by version. One that was published is never changed: what comes after it supersedes it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update

from docgen.model import Assessment
from docgen.store.database import Transaction
from docgen.store.frozen import freeze, thaw
from docgen.store.journal import Act, Who, append
from docgen.store.schema import assessments


@dataclass(frozen=True, slots=True)
class Result:
    """A version of a unit's result; `published` is the moment (UTC, ISO 8601), empty while it may still change."""

    version: int
    made: str
    published: str
    assessment: Assessment


def put(tx: Transaction, who: Who, year: int, results: Iterable[Assessment]) -> tuple[str, ...]:
    """Keep results in place of those not published; the codes of units whose published result they supersede."""
    held = latest(tx, year)
    superseding = []
    for one in results:
        before = held.get(one.unit)
        if before is not None and before.assessment == one:
            continue
        version = 1 if before is None else before.version + bool(before.published)
        if before is not None and before.published:
            superseding.append(one.unit)
            append(tx, who, [Act("result superseded", one.unit, before.assessment.digest, one.digest)])
        c = assessments.c
        tx.execute(delete(assessments).where(c.year == year, c.unit == one.unit, c.version == version))
        row = {"year": year, "unit": one.unit, "version": version, "digest": one.digest}
        tx.execute(insert(assessments).values(**row, data=freeze(one), made=who.utc, published=""))
    return tuple(superseding)


def publish(tx: Transaction, who: Who, year: int, document: str) -> tuple[str, ...]:
    """Freeze the year's latest results; the codes of the units whose result was not published before."""
    held = latest(tx, year)
    waiting = tuple(unit for unit, result in held.items() if not result.published)
    for unit in waiting:
        c, result = assessments.c, held[unit]
        which = (c.year == year, c.unit == unit, c.version == result.version)
        tx.execute(update(assessments).where(*which).values(published=who.utc))
        append(tx, who, [Act("result published", unit, after=result.assessment.digest, reason=document)])
    return waiting


def latest(tx: Transaction, year: int) -> dict[str, Result]:
    """Unit codes to the newest version of their result."""
    return {unit: versions[-1] for unit, versions in of_year(tx, year).items()}


def of_year(tx: Transaction, year: int) -> dict[str, tuple[Result, ...]]:
    """Unit codes to every version of their result, the oldest first."""
    c = assessments.c
    rows = tx.execute(select(assessments).where(c.year == year).order_by(c.unit, c.version)).mappings()
    found: dict[str, list[Result]] = {}
    for row in rows:
        result = Result(row["version"], row["made"], row["published"], thaw(row["data"], Assessment))
        found.setdefault(row["unit"], []).append(result)
    return {unit: tuple(versions) for unit, versions in found.items()}


def count(tx: Transaction, year: int) -> int:
    """How many units have a result."""
    wanted = select(func.count(assessments.c.unit.distinct())).where(assessments.c.year == year)
    return tx.scalar(wanted) or 0
