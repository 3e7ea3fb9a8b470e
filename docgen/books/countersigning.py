"""The unit's signature on a book that the office issued: put on its end, everything before it untouched."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from docgen.files import read_bytes, sweep_partial, write_atomic
from docgen.findings import Finding, Place, has_errors
from docgen.findings import signing as codes
from docgen.language import say
from docgen.pdf.keys import KeyFile, open_key
from docgen.pdf.seal import Seal, drawn_seal, picture_seal
from docgen.pdf.signing import Signer, awaits_unit, countersign


@dataclass(frozen=True, slots=True)
class Countersigning:
    """What is to be signed with which key. Without a `seal` picture only a demo key has a seal, drawn for it."""

    book: Path
    key: KeyFile
    target: Path
    seal: Path | None = None


def countersign_book(task: Countersigning, passphrase: str | None, at: datetime) -> tuple[Finding, ...]:
    """Sign the unit's field and write the result to the target; what speaks against it, if anything.

    Raises FileTroubleError.
    """
    pdf, opened = read_bytes(task.book), open_key(task.key, passphrase, at)
    findings = list(opened.findings)
    if not awaits_unit(pdf):
        findings.append(Finding(codes.NO_UNIT_FIELD, values={"path": task.book.name}))
    seal = _seal(task, opened.key.name if opened.key and opened.key.is_demo else "")
    if seal is None and opened.key:
        values = {"name": opened.key.name, "path": str(task.seal or "—")}
        findings.append(Finding(codes.SEAL_MISSING, values=values))
    if has_errors(findings) or opened.key is None or seal is None:
        return tuple(findings)
    signed = countersign(pdf, Signer(opened.key, seal), at)
    if signed.pdf:
        write_atomic(task.target, signed.pdf)
        sweep_partial(task.target.parent)
    return (*findings, *(Finding(f.code, Place(file=task.book.name), f.values) for f in signed.findings))


def _seal(task: Countersigning, demo: str) -> Seal | None:
    if task.seal:
        return picture_seal(read_bytes(task.seal))
    return drawn_seal(demo, say("DEMO")) if demo else None
