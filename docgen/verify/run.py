"""Files that came back, each judged by itself: `docgen verify`. Files are only read, in the limited reader."""

import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from docgen.batch import LimitedRead, ReadEnd, read_limited
from docgen.campaign import Campaign
from docgen.files import digest, read_bytes
from docgen.findings import Code, Finding, Place, Scalar
from docgen.findings import verify as codes
from docgen.pdf.facts import Compared, Identified, Rewording, is_pdf, is_whole
from docgen.store import Document, Store
from docgen.verify.judge import UNIT_FIELD, Expected, judge
from docgen.verify.paper import identities, judge_scan
from docgen.verify.register import Issued, Register, by_fields
from docgen.verify.verdict import Standing, Verdict

LARGEST = 500 << 20
"""Bytes of a file that is read at all: a stack of a hundred scanned books is smaller."""
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How files of Word, Excel and the like begin, of today and of old, and archives."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was found, in the order of the files."""

    verdicts: tuple[Verdict, ...]

    @property
    def all_good(self) -> bool:
        """Whether there is a file, and every one is good."""
        return bool(self.verdicts) and all(verdict.is_good for verdict in self.verdicts)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All reasons, each at its file."""
        return tuple(
            replace(finding, place=Place(file=str(verdict.path), unit=verdict.unit))
            for verdict in self.verdicts
            for finding in verdict.findings
        )


def verify_files(
    campaign: Campaign, store: Store, paths: Iterable[Path], *, unit: str = "", each: Callable[[], None] = lambda: None
) -> VerifyReport:
    """Judge files, and all files in folders; `unit` is the code of the unit that is known to have sent them.

    `each` is called after each file. Raises FileTroubleError if a file cannot be read at all, StoreError.
    """
    register = Register(campaign, store)
    verdicts: list[Verdict] = []
    for path in paths:
        verdicts += _verdicts(register, path, unit)
        each()
    return VerifyReport(tuple(verdicts))


def files_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """`paths` with folders replaced by the files in them, hidden ones left out, in the order of names."""
    return tuple(file for path in paths for file in (sorted(_below(path)) if path.is_dir() else [path]))


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if not hidden and stat.S_ISREG(path.lstat().st_mode):
            yield path


def _verdicts(register: Register, path: Path, unit: str) -> tuple[Verdict, ...]:
    if path.exists() and path.stat().st_size > LARGEST:
        return (_unreadable(path, "", Finding(codes.UNREADABLE, values={"why": "too large"})),)
    data = read_bytes(path)
    name = digest(data)
    if data.startswith(_PACKED):
        return (Verdict(path, Standing.OTHER_KIND, findings=(Finding(codes.OFFICE_FILE),), digest=name),)
    issued = register.beginning_of(data)
    if is_pdf(data) and not is_whole(data):
        cut = _unreadable(path, name, Finding(codes.CUT_SHORT))
        return (_of(cut, issued) if issued else cut,)
    if issued:
        return (_compared(register, path, name, issued, unit),)
    return _identified(register, path, name, unit)


def _compared(register: Register, path: Path, name: str, issued: Issued, unit: str) -> Verdict:
    document = issued.document
    paths = path, issued.path, *register.authorities
    read = read_limited("docgen.pdf.returned:compare", paths, {"field": UNIT_FIELD})
    facts = _answer(read, Compared.of)
    if facts is None:
        return _of(_unreadable(path, name, _trouble(read), same_book=True), issued)
    found = judge(facts, _expected(register, issued, facts))
    verdict = Verdict(
        path,
        found.standing,
        same_book=True,
        issuers=found.issuers,
        countersigner=found.countersigner,
        findings=found.findings,
        digest=name,
    )
    return _in_its_place(register, _of(verdict, issued), document, unit)


def _expected(register: Register, issued: Issued, facts: Compared) -> Expected:
    document = issued.document
    fields = {signature.field: register.pin(signature.field) for signature in facts.signatures}
    if not issued.is_one_sided:
        fields[UNIT_FIELD] = register.pin(document.unit)
    pins, files = by_fields(fields)
    pins |= register.signers_of(document)
    return Expected(issued.size, register.unit_name(document.unit), pins, files, one_sided=issued.is_one_sided)


def _identified(register: Register, path: Path, name: str, unit: str) -> tuple[Verdict, ...]:
    read = read_limited("docgen.pdf.returned:identify", (path,))
    facts = _answer(read, Identified.of)
    if facts is None:
        return (_unreadable(path, name, _trouble(read)),)
    if facts.locked:
        return (_unreadable(path, name, Finding(codes.LOCKED)),)
    if not facts.words:
        scans = judge_scan(register, path, facts, name)
        placed = (_in_its_place(register, scan, issued.document, unit) if issued else scan for scan, issued in scans)
        return tuple(placed)
    return (_made_anew(register, path, facts, name, unit),)


def _made_anew(register: Register, path: Path, facts: Identified, name: str, unit: str) -> Verdict:
    """A file with words in it that are not in the issued bytes: never good; the question is only what it is."""
    named = next(iter(identities(facts)), None)
    verdict = Verdict(path, Standing.NOT_OURS, digest=name)
    if named is None:
        return replace(verdict, findings=(Finding(codes.NOT_OURS),))
    issued = register.named(named)
    if issued is None:
        values: dict[str, Scalar] = {"unit": named.id, "version": named.version}
        return replace(verdict, findings=(Finding(codes.UNLIKE_CODE, values=values),))
    read = read_limited("docgen.pdf.returned:reworded", (path, issued.path))
    words = _answer(read, lambda answer: tuple(Rewording(**one) for one in answer))
    unsigned = () if facts.signed else (Finding(codes.NOT_SIGNED),)
    if words is None:
        return _of(_unreadable(path, name, _trouble(read)), issued)
    altered = tuple(
        Finding(codes.ALTERED_WORDS, values={"page": w.page, "gone": w.gone, "come": w.come}) for w in words
    )
    standing = Standing.NOT_SIGNED if unsigned and not altered else Standing.ALTERED
    verdict = replace(verdict, standing=standing, findings=(*unsigned, *(altered or (Finding(codes.SAVED_ANEW),))))
    return _in_its_place(register, _of(verdict, issued), issued.document, unit)


def _in_its_place(register: Register, verdict: Verdict, document: Document, unit: str) -> Verdict:
    """The verdict, unless it is an older issue, or another unit's book than the one looked for."""
    latest = register.latest(document)
    if unit and unit != document.unit:
        wrong = Finding(codes.OTHER_UNIT, values={"unit": document.unit, "wanted": unit})
        return replace(verdict, standing=Standing.OTHER_UNIT, findings=(wrong, *verdict.findings))
    if latest.version != document.version:
        old = Finding(codes.OLD_ISSUE, values={"version": document.version, "latest": latest.version})
        word = Standing.OLD_ISSUE if verdict.is_good or verdict.standing is Standing.SCAN else verdict.standing
        return replace(verdict, standing=word, findings=(old, *verdict.findings))
    return verdict


def _of(verdict: Verdict, issued: Issued) -> Verdict:
    document, result = issued.document, issued.told.get("result", "")
    told = replace(verdict, unit=document.unit, kind=document.kind, version=document.version, number=document.number)
    return replace(told, result=result)


def _unreadable(path: Path, name: str, finding: Finding, *, same_book: bool = False) -> Verdict:
    return Verdict(path, Standing.UNREADABLE, same_book=same_book, findings=(finding,), digest=name)


def _answer(read: LimitedRead, shape: Callable[[Any], T]) -> T | None:
    """What the limited reader answered, in its shape; None if it did not, or not so."""
    if read.end is not ReadEnd.PARSED:
        return None
    try:
        return shape(read.answer)
    except (TypeError, KeyError, ValueError):
        return None


_TROUBLES: Mapping[ReadEnd, Code] = {
    ReadEnd.TIMED_OUT: codes.TOO_MUCH,
    ReadEnd.OUT_OF_MEMORY: codes.TOO_MUCH,
}


def _trouble(read: LimitedRead) -> Finding:
    return Finding(_TROUBLES.get(read.end, codes.UNREADABLE), values={"why": read.reason or read.end.value})
