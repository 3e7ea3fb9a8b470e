"""Who signed which field of an issued document: the certificates that are to be found there when it comes back."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import and_, delete, insert, select

from docgen.store.database import Transaction
from docgen.store.documents import Document
from docgen.store.schema import signatures


@dataclass(frozen=True, slots=True)
class Signature:
    """A field's signer: name and SHA-256 of the certificate, and the moment claimed (UTC, ISO 8601)."""

    field: str
    signer: str
    fingerprint: str
    at: str


def put(tx: Transaction, document: Document, signed: Iterable[Signature]) -> None:
    """Record who signed `document`, in place of what is recorded of it."""
    c = signatures.c
    about = {"kind": document.kind, "year": document.year, "unit": document.unit, "version": document.version}
    tx.execute(delete(signatures).where(and_(*(c[name] == value for name, value in about.items()))))
    if rows := [about | asdict(signature) for signature in signed]:
        tx.execute(insert(signatures), rows)


def of(tx: Transaction, document: Document) -> tuple[Signature, ...]:
    """Who signed `document`, by the name of the field; nobody if it was issued unsigned."""
    c = signatures.c
    wanted = select(c.field, c.signer, c.fingerprint, c.at).where(
        c.kind == document.kind, c.year == document.year, c.unit == document.unit, c.version == document.version
    )
    return tuple(Signature(**row) for row in tx.execute(wanted.order_by(c.field)).mappings())
