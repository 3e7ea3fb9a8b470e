"""Results of units, by version. One that was published is never changed: what comes after it supersedes it."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import RowMapping, delete, func, insert, select, update

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


@dataclass(frozen=True, slots=True)
class Replaced:
    """A result in whose place another one is kept; one that was `published` is superseded, and kept beside it."""

    before: Assessment
    after: Assessment
    published: bool


def put(tx: Transaction, who: Who, year: int, results: Iterable[Assessment]) -> Iterator[Replaced]:
    """Keep results, drawn one by one, in place of those not published; what each replaces, as it is kept."""
    c = assessments.c
    for one in results:
        before, text = _newest(tx, year, one.unit), freeze(one)
        if before is not None and (before["data"] == text or _still_holds(before, one)):
            continue
        version = 1 if before is None else before["version"] + bool(before["published"])
        if before is not None and before["published"]:
            append(tx, who, [Act("result superseded", one.unit, before["digest"], one.digest)])
        tx.execute(delete(assessments).where(c.year == year, c.unit == one.unit, c.version == version))
        row = {"year": year, "unit": one.unit, "version": version, "digest": one.digest}
        tx.execute(insert(assessments).values(**row, data=text, made=who.utc, published=""))
        if before is not None:
            yield Replaced(thaw(before["data"], Assessment), one, bool(before["published"]))


def _still_holds(before: RowMapping, one: Assessment) -> bool:
    """Whether a published result is the same one, reckoned on another day."""
    same = bool(before["published"]) and before["digest"] == one.digest
    return same and is_same(thaw(before["data"], Assessment), one)


def newest(tx: Transaction, year: int, unit: str) -> Result | None:
    """The newest version of a unit's result."""
    row = _newest(tx, year, unit)
    return None if row is None else _result(row)


def _newest(tx: Transaction, year: int, unit: str) -> RowMapping | None:
    c = assessments.c
    wanted = select(assessments).where(c.year == year, c.unit == unit).order_by(c.version.desc()).limit(1)
    return tx.execute(wanted).mappings().first()


def _result(row: RowMapping) -> Result:
    return Result(row["version"], row["made"], row["published"], thaw(row["data"], Assessment))


def is_same(before: Assessment, now: Assessment) -> bool:
    """Whether two results of a unit say the same: they follow from the same, and its rank among the others is too."""
    return before.digest == now.digest and before.rank == now.rank


def publish(tx: Transaction, who: Who, year: int, document: str, units: Container[str]) -> tuple[str, ...]:
    """Freeze the latest results of `units`; the codes of those whose result was not published before."""
    held = latest(tx, year)
    waiting = tuple(unit for unit, result in held.items() if unit in units and not result.published)
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
        found.setdefault(row["unit"], []).append(_result(row))
    return {unit: tuple(versions) for unit, versions in found.items()}


def count(tx: Transaction, year: int) -> int:
    """How many units have a result."""
    wanted = select(func.count(assessments.c.unit.distinct())).where(assessments.c.year == year)
    return tx.scalar(wanted) or 0
