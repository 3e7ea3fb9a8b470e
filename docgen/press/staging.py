"""Signing a batch before anything of it is issued, so that a killed run goes on with the very same signatures.

The moment of signing is settled first and remembered; signed documents wait in `out/signing` under a digest of what
they were signed from. Whatever kind of key signs, no document is ever seen under two signatures. Once all are signed, a
signed manifest lists them; only then are they issued, one by one.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docgen import __version__
from docgen.files import digest, read_bytes, remove, sweep_partial, write_atomic
from docgen.findings import Finding
from docgen.model import BookState, ItemState
from docgen.press.signing import Signing
from docgen.store import (
    Act,
    Archive,
    Document,
    Item,
    Signature,
    Store,
    Who,
    canonical_digest,
    documents,
    items,
    journal,
)

MANIFEST, MANIFESTS = "manifest", "manifests"
"""Under which name the store remembers manifests, and the folder they lie in."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where documents of one kind are signed: for which campaign and year, with which records, archive and folder.

    `task` names what the store remembers of signing under way, and the folder in `out` where the signed ones wait.
    """

    campaign: str
    year: int
    out: Path
    archive: Archive
    store: Store
    who: Who
    kind: str = "book"
    task: str = "signing"

    @property
    def folder(self) -> Path:
        """Where signed documents wait to be issued."""
        return self.out / self.task

    def manifest(self, at: str) -> str:
        """The name of the manifest of what was signed `at` a moment."""
        return at if self.kind == "book" else f"{at} {self.kind}"


@dataclass(frozen=True, slots=True)
class Staged:
    """A signed document that waits to be issued, with the digest of the unsigned PDF, and where it lies."""

    document: Document
    unsigned: str
    path: Path
    signatures: tuple[Signature, ...]

    @property
    def at(self) -> str:
        """The moment its signatures claim."""
        return self.signatures[0].at

    @property
    def pdf(self) -> bytes:
        """The signed PDF. Raises FileTroubleError."""
        return read_bytes(self.path)

    @property
    def act(self) -> Act:
        """The signing, as the journal keeps it."""
        signers = "; ".join(f"{one.field} {one.signer} {one.fingerprint}" for one in self.signatures)
        return Act("signed", named(self.document), self.unsigned, self.document.pdf, signers)


@dataclass(frozen=True, slots=True)
class Batch:
    """What was signed, and why others were not."""

    staged: tuple[Staged, ...] = ()
    findings: tuple[Finding, ...] = ()


def named(document: Document) -> str:
    """A document as the journal names it."""
    return f"{document.kind} {document.year} {document.unit} v{document.version}"


def sign_batch(
    stage: Stage,
    signing: Signing,
    ready: Iterable[Document],
    unsigned: Callable[[Document], bytes],
    done: Callable[[], None] = lambda: None,
) -> Batch:
    """Sign every document of `ready`, whose PDFs `unsigned` reads, and then their manifest; `done` hears of each."""
    each = {document.unit: document for document in ready}
    moments = _settle(stage, signing, each.values())
    staged: list[Staged] = []
    findings: list[Finding] = []
    for unit, document in each.items():
        done()
        path = stage.folder / f"{_key(document, signing)}.pdf"
        if not path.exists():
            signed = signing.sign(unsigned(document), moments[unit])
            if not signed.pdf:
                findings += [replace(found, place=replace(found.place, unit=unit)) for found in signed.findings]
                continue
            write_atomic(path, signed.pdf)
        name = digest(read_bytes(path))
        staged.append(Staged(replace(document, pdf=name), document.pdf, path, signing.pinned(moments[unit])))
    _forget(stage, each.keys() - {one.document.unit for one in staged})
    for at in sorted({one.at for one in staged}):
        _write_manifest(stage, signing, at, [one.document for one in staged if one.at == at])
    return Batch(tuple(staged), tuple(findings))


def sweep_stage(stage: Stage) -> None:
    """Remove what is issued by now; what still waits to be issued stays."""
    folder = stage.folder
    sweep_partial(stage.out / MANIFESTS)
    with stage.store.begin() as tx:
        waiting = {f"{item.key}.pdf" for item in items.of_task(tx, stage.task).values()}
    for path in folder.glob("*.pdf"):
        if path.name not in waiting:
            remove(path)


def _key(document: Document, signing: Signing) -> str:
    return canonical_digest([named(document), document.pdf, signing.key])


def _settle(stage: Stage, signing: Signing, ready: Iterable[Document]) -> dict[str, str]:
    """The moment at which each document is signed: that of the run which began it, by unit code."""
    now, moments = stage.who.utc, {}
    with stage.store.begin() as tx:
        begun = items.of_task(tx, stage.task)
        for document in ready:
            key, item = _key(document, signing), begun.get(document.unit)
            if item is None or item.key != key:
                item = Item(stage.task, document.unit, key, ItemState.PARTIAL, made=now)
                items.put(tx, item)
            moments[document.unit] = item.made
    return moments


def _forget(stage: Stage, units: Iterable[str]) -> None:
    """What could not be signed begins anew next time."""
    with stage.store.begin() as tx:
        items.forget(tx, stage.task, units)


def _write_manifest(stage: Stage, signing: Signing, at: str, batch: list[Document]) -> None:
    with stage.store.begin() as tx:
        issued = [d for d in documents.of_kind(tx, stage.kind, stage.year) if d.released == at]
        done = items.of_task(tx, MANIFEST)
    known = {(d.kind, d.unit, d.version) for d in batch}
    before = [d for d in issued if d.state is not BookState.MADE and (d.kind, d.unit, d.version) not in known]
    manifest = _manifest(stage, signing, at, [*before, *batch])
    name = digest(manifest)
    about = stage.manifest(at)
    if about in done and done[about].key == name:
        return
    proof = signing.sign_manifest(manifest, at)
    for ending, content in ((".json", manifest), (".p7s", proof)):
        stage.archive.put(content, ending)
        write_atomic(stage.out / MANIFESTS / f"{at[:19].replace(':', '')}{about[len(at) :]}{ending}", content)
    with stage.store.begin() as tx:
        items.put(tx, Item(MANIFEST, about, name, ItemState.DONE, made=at))
        journal.append(tx, stage.who, [Act("manifest signed", f"manifest {at}", digest(proof), name, signing.names)])


def _manifest(stage: Stage, signing: Signing, at: str, batch: Iterable[Document]) -> bytes:
    about = {
        "docgen": __version__,
        "campaign": stage.campaign,
        "year": stage.year,
        "signed": at,
        "signers": [{"field": one.field, "name": one.signer, "sha256": one.fingerprint} for one in signing.pinned(at)],
        f"{stage.kind}s": list(_rows(batch)),
    }
    return (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()


def _rows(batch: Iterable[Document]) -> Iterator[dict[str, object]]:
    for document in sorted(batch, key=lambda d: (d.kind, d.unit, d.version)):
        yield {
            "kind": document.kind,
            "unit": document.unit,
            "number": document.number,
            "version": document.version,
            "sha256": document.pdf,
        }
