"""Publishing the papers of units: signed where the campaign wants it, archived by digest, and from then on frozen.

What is published stays what it is: a working copy that is gone comes back from the archive, and a result that changes
later gets a paper of its own, a new version, which supersedes the one before. A killed run is finished by the same
command: what is signed is issued as it was signed, and what was issued is left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.batch import Meter
from docgen.campaign import Campaign
from docgen.files import sweep_partial
from docgen.findings import Finding
from docgen.model import BookState, ItemState
from docgen.press.series import ENDINGS, Means, Printed
from docgen.press.signing import Signing
from docgen.press.staging import Stage, named, sign_batch, sweep_stage
from docgen.store import Act, Archive, Document, Output, Signature, Store, Who, canonical, documents, items, journal
from docgen.store import signatures as signed
from docgen.store.shelf import Shelf

LETTER, ORDER = "letter", "order"
FOLDERS = {LETTER: "letters", ORDER: "orders"}
"""The kinds of papers that are issued to a unit, and the folder of their working copies."""


@dataclass(frozen=True)
class Desk:
    """Where papers of one kind are issued: the campaign, its records, who is at work and how, and who signs."""

    campaign: Campaign
    store: Store
    who: Who
    means: Means
    kind: str
    folder: Path
    signing: Signing | None = None

    @property
    def year(self) -> int:
        """The campaign's."""
        return self.campaign.settings.year

    @property
    def archive(self) -> Archive:
        """What was issued."""
        return Archive(self.campaign.folder / "archive")

    @property
    def shelf(self) -> Shelf:
        """The working copies."""
        return Shelf(self.folder / FOLDERS[self.kind], self.folder / "quarantine")

    @property
    def stage(self) -> Stage:
        """Where they are signed."""
        name = self.campaign.settings.name
        return Stage(
            name, self.year, self.folder, self.archive, self.store, self.who, self.kind, f"signing {self.kind}"
        )


def issued(store: Store, kind: str, year: int) -> Mapping[str, Document]:
    """The newest issued paper of this kind of each unit."""
    with store.begin() as tx:
        return documents.latest(d for d in documents.of_kind(tx, kind, year) if d.released)


def standing(desk: Desk, document: Document) -> Printed:
    """An issued paper as it is; its working copies come back where they are gone, unsigned still, or were changed."""
    digests = dict(zip(ENDINGS, (document.docx, document.pdf), strict=True))
    outputs = tuple(Output(document.name + ending, name) for ending, name in digests.items() if name)
    with desk.store.begin() as tx:
        made = items.of_task(tx, f"results {FOLDERS[desk.kind]}").get(document.unit)
    for output in outputs:
        if not desk.shelf.has(output):
            known = made.outputs if made else ()
            desk.shelf.lay(output.name, desk.archive.get(output.digest, output.ending), known)
    return Printed(document.unit, ItemState.DONE, outputs, made=False)


@dataclass(frozen=True, slots=True)
class Released:
    """The units whose paper was issued now, and why others were not."""

    units: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What is kept of an issued paper to know it again: the version of its result and its digest, and its own code."""

    version: int
    result: str
    short_code: str


def release(desk: Desk, papers: Iterable[Printed], told: Mapping[str, Told], number: str) -> Released:
    """Issue the papers of results, `told` by unit, that have none yet; all are signed first, if they are to be.

    `number` is that of the document they are published by. Raises FileTroubleError, StoreError.
    """
    desk.archive.sweep()
    before = issued(desk.store, desk.kind, desk.year)
    fit = [p for p in papers if p.state is ItemState.DONE and p.unit in told]
    new = {p.unit: p for p in fit if p.unit not in before or before[p.unit].version < told[p.unit].version}
    ready = [_document(desk, paper, told[paper.unit], number) for paper in new.values()]
    meter = Meter(len(ready), desk.means.clock, desk.means.progress or (lambda _: None))
    if not desk.signing:
        for document in ready:
            _issue(desk, document, before.get(document.unit), _contents(desk, new[document.unit]))
            meter.one_more()
        return Released(tuple(document.unit for document in ready))
    read = {unit: _contents(desk, paper) for unit, paper in new.items()}
    batch = sign_batch(desk.stage, desk.signing, ready, lambda d: read[d.unit][".pdf"], meter.one_more)
    for one in batch.staged:
        unit = one.document.unit
        contents = read[unit] | {".pdf": one.pdf}
        _issue(desk, one.document, before.get(unit), contents, one.signatures, (one.act,))
    sweep_stage(desk.stage)
    sweep_partial(desk.stage.folder)
    return Released(tuple(one.document.unit for one in batch.staged), batch.findings)


def _contents(desk: Desk, paper: Printed) -> dict[str, bytes]:
    return {output.ending: desk.shelf.read(output) for output in paper.outputs}


def _document(desk: Desk, paper: Printed, told: Told, number: str) -> Document:
    digests = {output.ending: output.digest for output in paper.outputs}
    return Document(
        kind=desk.kind,
        year=desk.year,
        unit=paper.unit,
        version=told.version,
        number=number,
        state=BookState.RELEASED,
        name=paper.outputs[0].stem,
        docx=digests.get(".docx", ""),
        pdf=digests.get(".pdf", ""),
        data=canonical({"result": told.result, "short_code": told.short_code}),
        made=desk.who.utc,
    )


def _issue(
    desk: Desk,
    document: Document,
    before: Document | None,
    contents: Mapping[str, bytes],
    signers: tuple[Signature, ...] = (),
    acts: tuple[Act, ...] = (),
) -> None:
    """Archive, then record; the working copy becomes what was issued."""
    for ending, content in contents.items():
        desk.archive.put(content, ending)
    document = replace(document, released=signers[0].at if signers else desk.who.utc)
    act = Act(f"{desk.kind} released", named(document), "", document.pdf, document.number)
    with desk.store.begin() as tx:
        documents.put(tx, document)
        signed.put(tx, document, signers)
        items.forget(tx, desk.stage.task, [document.unit])
        if before:
            documents.set_state(tx, before, BookState.SUPERSEDED)
        journal.append(tx, desk.who, [*acts, act])
    standing(desk, document)
