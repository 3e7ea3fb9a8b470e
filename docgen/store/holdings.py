"""Whether archive and records still belong together: what was issued is there unaltered, and what is there is known."""

from collections.abc import Callable, Iterator

from docgen.files import digest, read_bytes
from docgen.findings import Finding, Place
from docgen.findings.store import ARCHIVE_ALTERED, ARCHIVE_MISSING, RECORDS_LOST
from docgen.store.blobs import Archive
from docgen.store.database import Transaction
from docgen.store.documents import issued
from docgen.store.journal import is_empty


def missing(tx: Transaction, archive: Archive) -> tuple[Finding, ...]:
    """Every file of an issued document that is gone from the archive, and whether the records are; reads no file."""
    return (*lost_records(tx, archive), *_wrong(tx, archive, lambda name, suffix: True))


def unsound(tx: Transaction, archive: Archive) -> tuple[Finding, ...]:
    """As `missing`, and every file that is not what was issued, by its digest. Raises FileTroubleError."""
    return (
        *lost_records(tx, archive),
        *_wrong(tx, archive, lambda name, suffix: digest(read_bytes(archive.path(name, suffix))) == name),
    )


def lost_records(tx: Transaction, archive: Archive) -> tuple[Finding, ...]:
    """That the archive holds files although the journal is empty. Numbers are journalled before anything is archived.

    So this database is not the one these files were issued from.
    """
    count = archive.count() if is_empty(tx) else 0
    return (Finding(RECORDS_LOST, Place(file="archive/"), {"count": count}),) if count else ()


def _wrong(tx: Transaction, archive: Archive, is_sound: Callable[[str, str], bool]) -> Iterator[Finding]:
    for document in issued(tx):
        for name, suffix in ((document.docx, ".docx"), (document.pdf, ".pdf")):
            path = archive.path(name, suffix)
            place = Place(unit=document.unit, file=path.relative_to(archive.folder.parent).as_posix())
            if name and not path.exists():
                yield Finding(ARCHIVE_MISSING, place, {"name": document.name + suffix})
            elif name and not is_sound(name, suffix):
                yield Finding(ARCHIVE_ALTERED, place, {"name": document.name + suffix})
