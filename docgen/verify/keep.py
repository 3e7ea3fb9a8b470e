"""Keeping what came back: into the archive by digest, the book's state moved on, and the journal told.

A file is kept once however often it comes. A stack of books scanned into one file is split by the codes on its pages.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docgen.batch import ReadEnd, read_limited
from docgen.campaign import Campaign
from docgen.files import digest, read_bytes
from docgen.findings import verify as codes
from docgen.model import BookState
from docgen.store import Act, Archive, Document, Store, Who, documents, journal
from docgen.verify.progress import move_on, named
from docgen.verify.register import ONE_SIDED
from docgen.verify.run import VerifyReport
from docgen.verify.verdict import Standing, Verdict

_STATES = {
    Standing.GOOD: (BookState.COUNTERSIGNED, "countersigned"),
    Standing.ALTERED: (BookState.ALTERED, "came back altered"),
    Standing.SCAN: (BookState.SCANNED, "scan received"),
}
"""What becomes of a book whose file is judged so. Other files change nothing: they are to be asked for again."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was kept: whose book it is, its digest in the archive, and the state the book moved to."""

    unit: str
    version: int
    digest: str
    state: BookState


def keep(campaign: Campaign, store: Store, report: VerifyReport, who: Who) -> tuple[Kept, ...]:
    """File every good book, every whole scan, and altered ones as evidence. Raises FileTroubleError, StoreError."""
    return tuple(kept for verdict in report.verdicts for kept in _keep(campaign, store, verdict, who))


def _keep(campaign: Campaign, store: Store, verdict: Verdict, who: Who) -> Iterator[Kept]:
    if verdict.kind in ONE_SIDED:  # what a letter says is kept already, and nobody signs it
        return
    if verdict.standing not in _STATES or codes.SCAN_PAGES in {finding.code for finding in verdict.findings}:
        return
    state, action = _STATES[verdict.standing]
    with store.begin() as tx:
        document = _document(documents.of_kind(tx, verdict.kind, campaign.settings.year), verdict)
    if document is None or not move_on(document, state):
        return
    data = _content(verdict)
    if data is None:
        return
    suffix = verdict.path.suffix.lower() if verdict.path.suffix.isascii() else ""
    name = Archive(campaign.folder / "archive").put(data, suffix)
    with store.begin() as tx:
        documents.set_state(tx, document, state)
        journal.append(tx, who, [Act(action, named(document), document.pdf, name, verdict.path.name)])
    yield Kept(document.unit, document.version, name, state)


def _document(every: tuple[Document, ...], verdict: Verdict) -> Document | None:
    return next((d for d in every if (d.unit, d.version) == (verdict.unit, verdict.version)), None)


def _content(verdict: Verdict) -> bytes | None:
    """The file, or of a scan the pages of this book alone in their order; None if they cannot be taken out."""
    if verdict.standing is not Standing.SCAN or verdict.path.suffix.lower() != ".pdf":
        data = read_bytes(verdict.path)
        return data if digest(data) == verdict.digest else None  # changed since it was judged
    pages = [sheet.of for sheet in sorted(verdict.sheets, key=lambda sheet: sheet.page)]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "book.pdf"
        read = read_limited("docgen.pdf.split:take_pages", (verdict.path, target), [*pages])
        return read_bytes(target) if read.end is ReadEnd.PARSED else None
