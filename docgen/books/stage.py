"""Signing a batch before any book of it is issued, so that a killed run goes on with the very same signatures.

The moment of signing is settled first and remembered; signed books wait in `out/signing` under a digest of what they
were signed from. Whatever kind of key signs, no book is ever seen under two signatures. Once all are signed, a signed
manifest lists them; only then are they issued, one by one.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docgen import __version__
from docgen.books.desk import KIND, Desk
from docgen.books.signing import Signing
from docgen.files import digest, read_bytes, remove, write_atomic
from docgen.findings import Finding
from docgen.model import BookState, ItemState
from docgen.store import Act, Document, Item, Signature, canonical_digest, documents, items, journal

SIGNING, MANIFEST = "signing", "manifest"
"""Names under which the store remembers what is under way."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A signed book that waits to be issued: its document, the digest of the unsigned PDF, and where it lies."""

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
    desk: Desk,
    signing: Signing,
    ready: Iterable[Document],
    unsigned: Callable[[Document], bytes],
    done: Callable[[], None] = lambda: None,
) -> Batch:
    """Sign every book of `ready`, whose PDFs `unsigned` reads, and then their manifest; `done` hears of each."""
    books = {document.unit: document for document in ready}
    moments = _settle(desk, signing, books.values())
    staged: list[Staged] = []
    findings: list[Finding] = []
    for unit, document in books.items():
        done()
        path = desk.out / SIGNING / f"{_key(document, signing)}.pdf"
        if not path.exists():
            signed = signing.sign(unsigned(document), moments[unit])
            if not signed.pdf:
                findings += [replace(found, place=replace(found.place, unit=unit)) for found in signed.findings]
                continue
            write_atomic(path, signed.pdf)
        name = digest(read_bytes(path))
        staged.append(Staged(replace(document, pdf=name), document.pdf, path, signing.pinned(moments[unit])))
    _forget(desk, books.keys() - {one.document.unit for one in staged})
    for at in sorted({one.at for one in staged}):
        _write_manifest(desk, signing, at, [one.document for one in staged if one.at == at])
    return Batch(tuple(staged), tuple(findings))


def sweep_stage(desk: Desk) -> None:
    """Remove what is issued by now; what still waits to be issued stays."""
    folder = desk.out / SIGNING
    with desk.store.begin() as tx:
        waiting = {f"{item.key}.pdf" for item in items.of_task(tx, SIGNING).values()}
    for path in folder.glob("*.pdf"):
        if path.name not in waiting:
            remove(path)


def _key(document: Document, signing: Signing) -> str:
    return canonical_digest([named(document), document.pdf, signing.key])


def _settle(desk: Desk, signing: Signing, ready: Iterable[Document]) -> dict[str, str]:
    """The moment at which each book is signed: that of the run which began it, by unit code."""
    now, moments = desk.who.utc, {}
    with desk.store.begin() as tx:
        begun = items.of_task(tx, SIGNING)
        for document in ready:
            key, item = _key(document, signing), begun.get(document.unit)
            if item is None or item.key != key:
                item = Item(SIGNING, document.unit, key, ItemState.PARTIAL, made=now)
                items.put(tx, item)
            moments[document.unit] = item.made
    return moments


def _forget(desk: Desk, units: Iterable[str]) -> None:
    """What could not be signed begins anew next time."""
    with desk.store.begin() as tx:
        items.forget(tx, SIGNING, units)


def _write_manifest(desk: Desk, signing: Signing, at: str, batch: list[Document]) -> None:
    with desk.store.begin() as tx:
        issued = [d for d in documents.of_kind(tx, KIND, desk.campaign.settings.year) if d.released == at]
        done = items.of_task(tx, MANIFEST)
    known = {(d.kind, d.unit, d.version) for d in batch}
    before = [d for d in issued if d.state is not BookState.MADE and (d.kind, d.unit, d.version) not in known]
    manifest = _manifest(desk, signing, at, [*before, *batch])
    name = digest(manifest)
    if at in done and done[at].key == name:
        return
    proof = signing.sign_manifest(manifest, at)
    for ending, content in ((".json", manifest), (".p7s", proof)):
        desk.archive.put(content, ending)
        write_atomic(desk.out / "manifests" / f"{at[:19].replace(':', '')}{ending}", content)
    with desk.store.begin() as tx:
        items.put(tx, Item(MANIFEST, at, name, ItemState.DONE, made=at))
        journal.append(tx, desk.who, [Act("manifest signed", f"manifest {at}", digest(proof), name, signing.names)])


def _manifest(desk: Desk, signing: Signing, at: str, batch: Iterable[Document]) -> bytes:
    about = {
        "docgen": __version__,
        "campaign": desk.campaign.settings.name,
        "year": desk.campaign.settings.year,
        "signed": at,
        "signers": [{"field": one.field, "name": one.signer, "sha256": one.fingerprint} for one in signing.pinned(at)],
        "books": list(_rows(batch)),
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
