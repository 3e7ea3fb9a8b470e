"""Issuing books: what is archived here, numbered and entered in the journal is frozen from then on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from docgen.batch import Meter
from docgen.books.bench import Bench, Choice, read_template
from docgen.books.desk import Desk, at_desk
from docgen.books.plan import Standing, issued_outputs, plan
from docgen.books.report import ReleaseReport
from docgen.campaign import Campaign
from docgen.errors import FileTroubleError, StoreError
from docgen.findings import Finding, Place
from docgen.findings.books import NOT_READY
from docgen.language import continued, say
from docgen.model import BookState
from docgen.press.series import Means
from docgen.press.signing import Signing
from docgen.press.staging import Staged, named, sign_batch, sweep_stage
from docgen.store import Act, Document, Signature, Who, documents, items, journal, signatures
from docgen.store.shelf import Shelf


def release(
    campaign: Campaign,
    *,
    who: Who,
    units: tuple[str, ...] = (),
    means: Means | None = None,
    signing: Signing | None = None,
) -> ReleaseReport:
    """Issue every book (or those of `units`) that is made from the data as they are now; to be called once confirmed.

    With `signing` all of them are signed first, unsigned otherwise. Each book goes into the archive and then, with its
    journal entry, to state released: all of it or nothing. Raises UsageError, BusyError, FileTroubleError, StoreError;
    the same command goes on where it was stopped.
    """
    means = means or Means()
    with at_desk(campaign, who) as desk:
        template = read_template(campaign, campaign.settings.books.template)
        bench = Bench(campaign, template, Choice(units), means.fingerprint(campaign.settings.books.engine))
        return _release(desk, bench, means, signing)


def _release(desk: Desk, bench: Bench, means: Means, signing: Signing | None) -> ReleaseReport:
    shelf, memory = desk.shelf("books"), desk.recall("books")
    ready: list[Document] = []
    findings: list[Finding] = []
    for planned in plan(bench, memory, shelf):
        document = planned.document
        if planned.standing is Standing.CURRENT and document and document.pdf:
            ready.append(document)
        elif planned.standing is not Standing.RELEASED:
            findings.append(Finding(NOT_READY, Place(unit=planned.unit.code)))
    meter = Meter(len(ready) * (2 if signing else 1), means.clock, means.progress or (lambda _: None))
    released: list[str] = []
    with _counted(released, len(ready)):
        findings += _issue_all(desk, shelf, ready, signing, meter.one_more, released)
    return ReleaseReport(tuple(released), tuple(findings), signing.names if signing else "")


@contextmanager
def _counted(released: list[str], total: int) -> Iterator[None]:
    """A trouble inside the block says how many books had been released before it."""
    try:
        yield
    except (FileTroubleError, StoreError) as trouble:
        count = say("Books released before that: {done} of {total}.", done=len(released), total=total)
        raise type(trouble)(continued((trouble.message, count)), trouble.remedy) from trouble


def _issue_all(
    desk: Desk,
    shelf: Shelf,
    ready: list[Document],
    signing: Signing | None,
    done: Callable[[], None],
    released: list[str],
) -> tuple[Finding, ...]:
    """Issue `ready` one after the other, noting each in `released`; and why some could not be signed."""
    if not signing:
        for document in ready:
            released.append(_issue_unsigned(desk, shelf, document))
            done()
        return ()
    batch = sign_batch(desk.stage, signing, ready, lambda document: _content(shelf, document)[".pdf"], done)
    for staged in batch.staged:
        released.append(_issue_signed(desk, shelf, staged))
        done()
    sweep_stage(desk.stage)
    return batch.findings


def _content(shelf: Shelf, document: Document) -> dict[str, bytes]:
    return {output.ending: shelf.read(output) for output in issued_outputs(document)}


def _issue_unsigned(desk: Desk, shelf: Shelf, document: Document) -> str:
    issue(desk, document, _content(shelf, document), [Act("released", named(document), after=document.pdf)])
    return document.unit


def _issue_signed(desk: Desk, shelf: Shelf, staged: Staged) -> str:
    """Issue a signed book; its working copy becomes the signed one."""
    document, unsigned = staged.document, replace(staged.document, pdf=staged.unsigned)
    contents = _content(shelf, unsigned) | {".pdf": staged.pdf}
    act = Act("released", named(document), after=document.pdf)
    issue(desk, document, contents, [staged.act, act], signed=staged.signatures)
    shelf.lay(document.name + ".pdf", contents[".pdf"], issued_outputs(unsigned))
    return document.unit


def issue(
    desk: Desk,
    document: Document,
    contents: Mapping[str, bytes],
    acts: Iterable[Act],
    *,
    replaced: Document | None = None,
    signed: tuple[Signature, ...] = (),
) -> Document:
    """Archive `contents` (by ending), then record `document` as released, `replaced` as superseded, and the `acts`.

    A `signed` document is released at the moment its signatures claim.
    """
    for ending, content in contents.items():
        desk.archive.put(content, ending)
    released = replace(document, state=BookState.RELEASED, released=signed[0].at if signed else desk.who.utc)
    with desk.store.begin() as tx:
        documents.put(tx, released)
        signatures.put(tx, released, signed)
        items.forget(tx, desk.stage.task, [document.unit])
        if replaced:
            documents.set_state(tx, replaced, BookState.SUPERSEDED)
        journal.append(tx, desk.who, acts)
    return released
