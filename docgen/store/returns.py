"""What came back: each file once by its digest, when and how it came, and the records read from it.

Times of receipt are the office's own (ISO 8601 with its zone's offset, or a day); `known_by` says how they are known.
Nothing here judges: which version counts is worked out anew from all of them (`docgen.desk.versions`).
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from sqlalchemy import RowMapping, delete, insert, select, union, update

from docgen.findings import Finding, Place, has_errors
from docgen.model import Record, Scanned
from docgen.model.written import record_as_json, record_of_json
from docgen.store.database import Transaction
from docgen.store.items import findings_from_json, findings_to_json
from docgen.store.schema import attachments, received, records, sightings

BOOK = "book"
"""The container of a file that is a responsibility book; it is filed with the books."""


class KnownBy(StrEnum):
    """How the moment of receipt is known, the surest first."""

    STATED = "stated"
    FOLDER = "folder"
    MAIL = "mail"
    FIRST_SEEN = "first seen"


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came: its digest, its name in the inbox, what it really is, and when and how it came.

    `end` says how reading ended, `key` digests what it was read by: by other definitions or another roster it is read
    again. `findings` concern the file as a whole.
    """

    digest: str
    name: str
    suffix: str
    container: str
    received: str
    via: str
    known_by: KnownBy
    first_seen: str
    end: str
    key: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A record with the file it was read from and its findings; `about` tells cases of one form apart."""

    file: Received
    record: Record
    about: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def file_place(self) -> Place:
        """The file, as findings name it."""
        return Place(file=self.file.name, unit=self.record.unit, form=self.record.form)


@dataclass(frozen=True, slots=True)
class Attached:
    """A scan or photograph that came: its file, and the return its pages are evidence of."""

    file: Received
    scan: Scanned


@dataclass(frozen=True, slots=True)
class Sighting:
    """A file of the inbox as it was last seen: as long as size and moment of change are the same, so is its content."""

    path: str
    size: int
    changed: str
    digest: str


def put(tx: Transaction, file: Received, held: Iterable[Held], year: int, scans: Iterable[Scanned] = ()) -> None:
    """Record a file and what was read from it, in place of what is recorded under its digest."""
    for table in (records, attachments, received):
        tx.execute(delete(table).where(table.c.digest == file.digest))
    row = {f.name: getattr(file, f.name) for f in fields(file)}
    tx.execute(insert(received).values(**row | {"findings": findings_to_json(file.findings)}))
    for table, rows in (
        (records, [_row(number, one, year) for number, one in enumerate(held)]),
        (attachments, [_scan_row(file, scan, year) for scan in scans]),
    ):
        if rows:
            tx.execute(insert(table), rows)


def files(tx: Transaction, *, unlike: str = "") -> dict[str, Received]:
    """Every file that ever came, by digest; with `unlike` only those that were read by another key than this one."""
    wanted = select(received).order_by(received.c.first_seen, received.c.name)
    rows = tx.execute(wanted.where(received.c.key != unlike) if unlike else wanted).mappings()
    return {row["digest"]: _received(row) for row in rows}


def faulty(tx: Transaction, *, unlike: str) -> frozenset[str]:
    """The digests of files read by another key than this one in whose records something is wrong."""
    wanted = select(records.c.digest, records.c.findings).join(received, received.c.digest == records.c.digest)
    rows = tx.execute(wanted.where(received.c.key != unlike))
    return frozenset(digest for digest, told in rows if has_errors(findings_from_json(told)))


def of_year(tx: Transaction, year: int, *, unit: str = "", form: str = "") -> tuple[Held, ...]:
    """Every record of a year, or of one unit or form, in the order of receipt."""
    known = files(tx)
    wanted = select(records).where(records.c.year == year)
    if unit:
        wanted = wanted.where(records.c.unit == unit)
    if form:
        wanted = wanted.where(records.c.form == form)
    found = [_held(row, known[row["digest"]]) for row in tx.execute(wanted).mappings()]
    return tuple(sorted(found, key=lambda held: (held.file.received, held.file.first_seen, held.file.digest)))


def attached(tx: Transaction, year: int) -> tuple[Attached, ...]:
    """Every scan and photograph of a year's returns, in the order of receipt."""
    known = files(tx)
    rows = tx.execute(select(attachments).where(attachments.c.year == year)).mappings()
    found = [Attached(known[row["digest"]], _scan(row)) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.file.received, one.file.digest, one.scan.form)))


def unplaced(tx: Transaction) -> tuple[Received, ...]:
    """The files of which nothing is known to be of any unit's: no return, no scan of one, no book; as they came."""
    named = select(records.c.digest).where(records.c.unit != "", records.c.period != "")
    placed = union(named, select(attachments.c.digest)).subquery()
    wanted = select(received).where(received.c.container != BOOK, received.c.digest.not_in(select(placed.c.digest)))
    return tuple(map(_received, tx.execute(wanted.order_by(received.c.received, received.c.name)).mappings()))


def seen(tx: Transaction) -> dict[str, Sighting]:
    """The files of the inbox as they were last seen, by path."""
    return {row["path"]: Sighting(**row) for row in tx.execute(select(sightings)).mappings()}


def saw(tx: Transaction, every: Iterable[Sighting]) -> None:
    """Remember how files of the inbox look."""
    for one in every:
        changed = tx.execute(update(sightings).where(sightings.c.path == one.path).values(**asdict(one)))
        if not changed.rowcount:
            tx.execute(insert(sightings).values(**asdict(one)))


def _row(number: int, held: Held, year: int) -> dict[str, object]:
    record = held.record
    return {
        "digest": held.file.digest,
        "form": record.form,
        "number": number,
        "year": year,
        "unit": record.unit,
        "period": record.period,
        "about": held.about,
        "data": json.dumps(record_as_json(record)),
        "findings": findings_to_json(held.findings),
    }


def _held(row: RowMapping, file: Received) -> Held:
    return Held(file, record_of_json(json.loads(row["data"])), row["about"], findings_from_json(row["findings"]))


def _received(row: RowMapping) -> Received:
    values = {**row, "known_by": KnownBy(row["known_by"]), "findings": findings_from_json(row["findings"])}
    return Received(**values)


def _scan_row(file: Received, scan: Scanned, year: int) -> dict[str, object]:
    pages = " ".join(map(str, scan.pages))
    told = {"form": scan.form, "period": scan.period, "unit": scan.unit}
    return told | {"digest": file.digest, "year": year, "pages": pages}


def _scan(row: RowMapping) -> Scanned:
    return Scanned(row["form"], row["period"], row["unit"], tuple(map(int, row["pages"].split())))
