"""Responsibility books that lie in the inbox among the returns: judged and filed as `docgen verify --keep` does."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.batch import ReadEnd, read_limited
from docgen.desk import Office
from docgen.files import read_bytes, safe_name, write_atomic
from docgen.findings import Finding, Place
from docgen.findings.verify import UNLIKE_CODE
from docgen.model import ItemState
from docgen.store import Item, documents, items, returns
from docgen.store.returns import BOOK, Received
from docgen.verify import Standing, Verdict, VerifyReport, keep, verify_files

TASK = "books in the inbox"
_ALONE, _TOGETHER = ("pdf", "picture"), ("eml", "zip")
"""What a file is that may be a book, and what may have one inside."""


@dataclass(frozen=True, slots=True)
class FiledBook:
    """A file that is a book, or has one inside: what was judged of it, as `docgen verify` does."""

    name: str
    digest: str
    unit: str
    number: str
    standing: Standing
    findings: tuple[Finding, ...]


def file_books(office: Office) -> tuple[FiledBook, ...]:
    """Judge every received file that may be a book and was not judged yet, and file those that are.

    Killed at any moment, the next run judges what this one has not recorded. Raises FileTroubleError, StoreError.
    """
    waiting = _waiting(office)
    if not waiting:
        return ()
    with tempfile.TemporaryDirectory(prefix="docgen-books-") as folder:
        laid = {path: file for file in waiting for path in _laid(office, file, Path(folder) / file.digest)}
        report = verify_files(office.campaign, office.store, laid)
        books = tuple(verdict for verdict in report.verdicts if _is_book(verdict))
        keep(office.campaign, office.store, VerifyReport(books), office.who)
        filed = tuple(_filed(laid[verdict.path], verdict) for verdict in books)
    _remember(office, waiting, filed)
    return filed


def _waiting(office: Office) -> tuple[Received, ...]:
    with office.store.begin() as tx:
        if not documents.of_kind(tx, "book", office.year):
            return ()
        judged = items.of_task(tx, TASK)
        alone = [file for file in returns.unplaced(tx) if file.container in _ALONE]
        together = [file for file in returns.files(tx).values() if file.container in _TOGETHER]
    return tuple(file for file in (*alone, *together) if file.digest not in judged)


def _laid(office: Office, file: Received, folder: Path) -> Iterator[Path]:
    """A received file under its own name, or the PDFs and pictures inside it, for a moment."""
    folder.mkdir()
    source = office.archive.path(file.digest, file.suffix)
    if file.container in _ALONE:
        path = folder / f"{safe_name(Path(file.name).stem)}{file.suffix}"
        write_atomic(path, read_bytes(source))
        yield path
        return
    read = read_limited("docgen.returns.limited:unfold", (source,), {"folder": str(folder)})
    if read.end is ReadEnd.PARSED:
        yield from sorted(path for path in folder.iterdir() if path.is_file() and not path.is_symlink())


def _is_book(verdict: Verdict) -> bool:
    return bool(verdict.unit) or UNLIKE_CODE in {finding.code for finding in verdict.findings}


def _filed(file: Received, verdict: Verdict) -> FiledBook:
    place = Place(file=file.name, unit=verdict.unit)
    findings = tuple(replace(finding, place=place) for finding in verdict.findings)
    return FiledBook(file.name, file.digest, verdict.unit, verdict.number, verdict.standing, findings)


def _remember(office: Office, judged: Iterable[Received], filed: tuple[FiledBook, ...]) -> None:
    """What was judged is not judged again; a file that is a book is no return that could not be read."""
    told: dict[str, list[Finding]] = {}
    for one in filed:
        told.setdefault(one.digest, []).extend(one.findings)
    with office.store.begin() as tx:
        for file in judged:
            items.put(tx, Item(TASK, file.digest, "", ItemState.DONE, made=office.who.utc))
            if file.digest in told and file.container in _ALONE:
                returns.put(tx, replace(file, container=BOOK, findings=tuple(told[file.digest])), (), office.year)
