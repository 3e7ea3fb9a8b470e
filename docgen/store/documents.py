"""The documents a campaign made and issued: who they are, how far they have come, and the data frozen in them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, RowMapping, and_, delete, insert, select, update

from docgen.model import BookState
from docgen.store.database import Transaction
from docgen.store.schema import documents


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one document.

    `docx` and `pdf` are digests ("" if there is none), `data` is canonical JSON, times are UTC in ISO 8601.
    """

    kind: str
    year: int
    unit: str
    version: int
    number: str
    state: BookState
    name: str
    docx: str
    pdf: str
    data: str
    made: str
    released: str = ""


def put(tx: Transaction, document: Document) -> None:
    """Record `document`, in place of what is recorded under the same kind, year, unit and version."""
    tx.execute(delete(documents).where(_same(document)))
    tx.execute(insert(documents).values(**asdict(document)))


def withdraw(tx: Transaction, kind: str, year: int, unit: str) -> None:
    """Forget a unit's documents that were made and never released: they no longer fit the data."""
    c = documents.c
    tx.execute(delete(documents).where(c.kind == kind, c.year == year, c.unit == unit, c.state == BookState.MADE))


def set_state(tx: Transaction, document: Document, state: BookState) -> None:
    """Move `document` on to `state`; everything else about it stays."""
    tx.execute(update(documents).where(_same(document)).values(state=state))


def of_kind(tx: Transaction, kind: str, year: int) -> tuple[Document, ...]:
    """All documents of a kind and year, by unit code and version."""
    wanted = select(documents).where(documents.c.kind == kind, documents.c.year == year)
    rows = tx.execute(wanted.order_by(documents.c.unit, documents.c.version)).mappings()
    return tuple(_document(row) for row in rows)


def issued(tx: Transaction) -> tuple[Document, ...]:
    """Every document of every kind and year that was ever released."""
    c = documents.c
    wanted = select(documents).where(c.state != BookState.MADE).order_by(c.year, c.kind, c.unit, c.version)
    return tuple(_document(row) for row in tx.execute(wanted).mappings())


def latest(all_versions: Iterable[Document]) -> dict[str, Document]:
    """Unit codes to the newest version of their document."""
    return {d.unit: d for d in sorted(all_versions, key=lambda d: d.version)}


def _same(document: Document) -> ColumnElement[bool]:
    c = documents.c
    return and_(
        c.kind == document.kind, c.year == document.year, c.unit == document.unit, c.version == document.version
    )


def _document(row: RowMapping) -> Document:
    return Document(**{**row, "state": BookState(row["state"])})
