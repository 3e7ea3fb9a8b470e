"""Books that came back on paper: a scan or photographs, sorted into books by the QR code on each page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from docgen.findings import Finding
from docgen.findings import verify as codes
from docgen.model import Identity
from docgen.pdf.facts import Identified
from docgen.press.identity import PageIdentity, parse
from docgen.verify.register import KINDS, Issued, Register
from docgen.verify.verdict import Sheet, Standing, Verdict

Scan = tuple[Verdict, Issued | None]
"""The judgement on one of the books in a file, and the released book it is a picture of."""


def identities(facts: Identified) -> tuple[Identity, ...]:
    """Who the pages say they are, in order of the pages, each once."""
    return tuple(dict.fromkeys(said.identity for _, said in _said(facts)))


def judge_scan(register: Register, path: Path, facts: Identified, name: str) -> tuple[Scan, ...]:
    """One verdict a book in the file; `name` is the file's digest. A picture is never more than a picture."""
    sheets: dict[Identity, list[tuple[Sheet, int]]] = {}
    for page, said in _said(facts):
        if said.page is not None and said.pages is not None:
            sheets.setdefault(said.identity, []).append((Sheet(said.page, page), said.pages))
    if not sheets:
        return ((Verdict(path, Standing.NOT_OURS, findings=(Finding(codes.NOT_OURS),), digest=name), None),)
    scans = [_scan(register, path, identity, found, name) for identity, found in sheets.items()]
    bare = _bare(facts)
    if bare:
        (first, issued), *rest = scans
        note = Finding(codes.SCAN_NO_CODE, values={"pages": ", ".join(map(str, bare))})
        scans = [(_with(first, note), issued), *rest]
    return tuple(scans)


def _scan(register: Register, path: Path, identity: Identity, found: list[tuple[Sheet, int]], name: str) -> Scan:
    issued = register.named(identity)
    sheets = tuple(sheet for sheet, _ in found)
    if issued is None:
        other = Finding(codes.UNLIKE_CODE, values={"unit": identity.id, "version": identity.version})
        return Verdict(path, Standing.NOT_OURS, sheets=sheets, findings=(other,), digest=name), None
    document, pages = issued.document, max(pages for _, pages in found)
    missing = sorted(set(range(1, pages + 1)) - {sheet.page for sheet in sheets})
    reasons = [Finding(codes.SCAN)]
    if missing:
        told = ", ".join(map(str, missing))
        reasons.append(Finding(codes.SCAN_PAGES, values={"pages": pages, "missing": told}))
    verdict = Verdict(
        path,
        Standing.SCAN,
        document.unit,
        document.kind,
        document.version,
        document.number,
        issued.told.get("result", ""),
        sheets=sheets,
        findings=tuple(reasons),
        digest=name,
    )
    return verdict, issued


def _said(facts: Identified) -> Iterator[tuple[int, PageIdentity]]:
    """Each page of a document that is issued, with what its code says; a form's code is none of these."""
    for page in facts.pages:
        if said := next((one for one in _ours(page.codes) if one.identity.kind in KINDS), None):
            yield page.page, said


def _ours(texts: Iterable[str]) -> Iterator[PageIdentity]:
    yield from (said for said in map(parse, texts) if said is not None)


def _bare(facts: Identified) -> list[int]:
    """Pages without a code, but for the empty back of a book's last sheet."""
    said = dict(_said(facts))
    backs = {page + 1 for page, one in said.items() if one.page == one.pages and one.pages and one.pages % 2}
    return [page.page for page in facts.pages if not any(_ours(page.codes)) and page.page not in backs]


def _with(verdict: Verdict, finding: Finding) -> Verdict:
    return replace(verdict, findings=(*verdict.findings, finding))
