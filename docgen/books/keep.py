"""Looking after books that are not to be made: issued ones, and those of units that are gone from the roster."""

from collections.abc import Iterable, Iterator

from docgen.books.bench import Bench
from docgen.books.desk import KIND, Desk, Memory
from docgen.books.differences import base_version, differences, frozen_data
from docgen.books.plan import Planned, is_issued, issued_outputs, stale_codes
from docgen.books.report import BookOutcome, BookResult, Difference
from docgen.findings import Code, Finding, Place
from docgen.findings.books import (
    BOOK_DIFFERS,
    BOOK_EDITED,
    BOOK_RESTORED,
    BOOK_STALE,
    ISSUED_STALE,
    STALE_FORGOTTEN,
)
from docgen.store import Document, documents, items


def compare_issued(desk: Desk, bench: Bench, memory: Memory, planned: Planned) -> BookResult:
    """How a released book differs from the data of now. It is not touched; working copies that are gone come back."""
    document = planned.document
    assert document is not None
    findings = list(restore(desk, document, memory))
    data = bench.data(planned.unit, document.number, document.version)
    found = differences(last_said(memory, document), frozen_data(data, bench.template.digest))
    if found:
        said = "; ".join(map(str, found))
        findings.append(_finding(BOOK_DIFFERS, document.unit, number=document.number, differences=said))
    outcome = BookOutcome.DIFFERS if found else BookOutcome.FROZEN
    return _result(document, planned.unit.name, outcome, findings, found)


def last_said(memory: Memory, document: Document) -> str:
    """The frozen data that bind the unit now: those of its last supplementary sheet to this version, or of the book."""
    sheets = [s for s in memory.supplements if s.unit == document.unit and base_version(s.data) == document.version]
    return sheets[-1].data if sheets else document.data


def restore(desk: Desk, document: Document, memory: Memory) -> Iterator[Finding]:
    """Bring back the working copies of a released book that are missing or were changed, and say so.

    The unsigned copy of a book that is signed by now was left by a run that was killed: nobody changed it.
    """
    shelf, item = desk.shelf("books"), memory.items.get(document.unit)
    known = item.finished if item else ()
    for output in issued_outputs(document):
        if not shelf.has(output):
            _, kept = shelf.lay(output.name, desk.archive.get(output.digest, output.ending), known)
            code = BOOK_EDITED if kept else BOOK_RESTORED
            yield _finding(code, document.unit, name=output.name, kept=kept)


def look_after_stale(desk: Desk, bench: Bench, memory: Memory) -> tuple[BookResult, ...]:
    """What is left of units that are gone from the roster: reported, and forgotten once a person deleted the files."""
    results = []
    for code in stale_codes(bench, memory):
        document = None if bench.choice.draft else memory.books.get(code)
        if document and is_issued(document):
            gone = _finding(ISSUED_STALE, code, number=document.number)
            results.append(_result(document, "", BookOutcome.STALE, [*restore(desk, document, memory), gone]))
        else:
            results += _stale_copies(desk, bench, memory, code)
    return tuple(results)


def _stale_copies(desk: Desk, bench: Bench, memory: Memory, code: str) -> Iterator[BookResult]:
    item, folder = memory.items.get(code), desk.shelf(bench.choice.task).folder
    made = [output.name for output in item.finished] if item else []
    lying = tuple(name for name in made if (folder / name).exists())
    findings = [_finding(BOOK_STALE if lying else STALE_FORGOTTEN, code, name=name) for name in (lying or made)[:1]]
    if findings:
        yield BookResult(code, "", BookOutcome.STALE, "", lying, findings=tuple(findings))
    if not lying:
        with desk.store.begin() as tx:
            items.forget(tx, bench.choice.task, [code])
            if not bench.choice.draft:
                documents.withdraw(tx, KIND, desk.campaign.settings.year, code)


def _result(
    document: Document,
    name: str,
    outcome: BookOutcome,
    findings: Iterable[Finding],
    found: tuple[Difference, ...] = (),
) -> BookResult:
    files = tuple(output.name for output in issued_outputs(document))
    return BookResult(document.unit, name, outcome, document.number, files, 0, tuple(findings), found)


def _finding(code: Code, unit: str, **values: str) -> Finding:
    return Finding(code, Place(unit=unit), {"code": unit, **values})
