"""Issuing books: what is archived here, numbered and entered in the journal is frozen from then on."""

from collections.abc import Mapping
from dataclasses import replace

from docgen.batch import Meter
from docgen.books.bench import Bench, Choice, Means, read_template
from docgen.books.desk import Desk, at_desk
from docgen.books.plan import Standing, issued_outputs, plan
from docgen.books.report import ReleaseReport
from docgen.campaign import Campaign
from docgen.findings import Finding, Place
from docgen.findings.books import NOT_READY
from docgen.model import BookState
from docgen.store import Act, Document, Who, documents, journal, verify_journal


def release(campaign: Campaign, *, who: Who, units: tuple[str, ...] = (), means: Means | None = None) -> ReleaseReport:
    """Issue every book (or those of `units`) that is made from the data as they are now; to be called once confirmed.

    Each book goes into the archive and then, with its journal entry, to state released: all of it or nothing. Raises
    UsageError, BusyError, FileTroubleError, StoreError; the same command goes on where it was stopped.
    """
    means = means or Means()
    with at_desk(campaign, who) as desk:
        template = read_template(campaign, campaign.settings.books.template)
        bench = Bench(campaign, template, Choice(units), means.fingerprint(campaign.settings.books.engine))
        return _release(desk, bench, means)


def _release(desk: Desk, bench: Bench, means: Means) -> ReleaseReport:
    shelf, memory = desk.shelf("books"), desk.recall("books")
    released, findings = [], []
    all_planned = tuple(plan(bench, memory, shelf))
    meter = Meter(len(all_planned), means.clock, means.progress or (lambda _: None))
    for planned in all_planned:
        document = planned.document
        if planned.standing is Standing.CURRENT and document and document.pdf:
            contents = {output.ending: shelf.read(output) for output in issued_outputs(document)}
            issue(desk, document, contents, Act("released", named(document), after=document.pdf))
            released.append(planned.unit.code)
        elif planned.standing is not Standing.ISSUED:
            findings.append(Finding(NOT_READY, Place(unit=planned.unit.code)))
        meter.one_more()
    with desk.store.begin() as tx:
        return ReleaseReport(tuple(released), tuple(findings), verify_journal(tx).head)


def issue(
    desk: Desk, document: Document, contents: Mapping[str, bytes], act: Act, replaced: Document | None = None
) -> Document:
    """Archive `contents` (by ending), then record `document` as released, `replaced` as superseded, and the `act`."""
    for ending, content in contents.items():
        desk.archive.put(content, ending)
    released = replace(document, state=BookState.RELEASED, released=desk.who.utc)
    with desk.store.begin() as tx:
        documents.put(tx, released)
        if replaced:
            documents.set_state(tx, replaced, BookState.SUPERSEDED)
        journal.append(tx, desk.who, [act])
    return released


def named(document: Document) -> str:
    """A document as the journal names it."""
    return f"{document.kind} {document.year} {document.unit} v{document.version}"
