"""From the bytes of a file to a `Return`: containers unfolded, contents read, forms recognised. In this process.

For files we trust, and inside the limited reader; files from outside are read through `docgen.returns.reader`.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from docgen.files import digest
from docgen.findings import Finding, Place
from docgen.findings import returns as codes
from docgen.language import say, speaking
from docgen.model import Return
from docgen.returns.contents import content_of
from docgen.returns.expected import Expected
from docgen.returns.package import Package
from docgen.returns.printed import printed_form
from docgen.returns.read import read_records
from docgen.returns.refusal import Refusal, refused
from docgen.returns.scans import with_scans
from docgen.returns.sniff import SHEETS, WORDS, Kind, kind_of
from docgen.returns.unfold import unfolded

_DEEPEST = 3
_PICTURES = (codes.NO_TEXT, codes.NO_LETTERS)
"""What is said of files in which only the code printed on each page can be read."""
Aside = Callable[[bytes, str, Kind], None]
"""Takes what must be converted first: its bytes, its name, and what it is."""


def read_bytes_of(data: bytes, file: str, expected: Expected, aside: Aside | None = None) -> Return:
    """Read a file. What only an office program can read goes to `aside`; without one it is refused by name."""
    with _uncollected(), speaking(expected.language):
        return _read(data, file, expected, aside, 0)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: a reading makes small values by the thousand, and no cycles among them."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _read(data: bytes, file: str, expected: Expected, aside: Aside | None, depth: int) -> Return:
    kind, name = kind_of(data), digest(data)
    try:
        if kind in (Kind.ZIP, Kind.MAIL) and depth < _DEEPEST:
            members = ((f"{file}/{name}", content) for name, content in unfolded(data, kind))
            inside = [_read(content, name, expected, aside, depth + 1) for name, content in members]
            return _together(data, file, kind, [replace(one, findings=tuple(_of_its_form(one))) for one in inside])
        if kind in WORDS | SHEETS:
            return _set_aside(data, file, kind, aside)
        content = content_of(data, kind, file)
        if content.container == "pdf" and not content.spots:
            content = printed_form(content, data, file, expected)
    except Refusal as refusal:
        found = refused(file, name, kind.value, refusal.finding)
        return with_scans(found, data) if refusal.finding.code in _PICTURES else found
    records, findings = read_records(content, file, expected)
    return Return(file, name, content.container, records, findings)


def _set_aside(data: bytes, file: str, kind: Kind, aside: Aside | None) -> Return:
    if data.startswith(b"PK"):
        Package(data)  # no office program is given a container that lies or swells
    if aside is None:
        raise Refusal(codes.NOT_CONVERTED, kind=kind.value, why=say("no office program was at hand"))
    aside(data, file, kind)
    return Return(file, digest(data), kind.value)


def _together(data: bytes, file: str, kind: Kind, inside: list[Return]) -> Return:
    """All that came in one mail or archive; what is no form in it is passed over if something else is one."""
    if any(one.records for one in inside):
        inside = [replace(one, findings=tuple(_worth_telling(one))) for one in inside]
    return Return(
        file,
        digest(data),
        kind.value,
        tuple(record for one in inside for record in one.records),
        tuple(finding for one in inside for finding in one.findings) or _nothing_in(file, inside),
        attachments=tuple(one.file.removeprefix(f"{file}/") for one in inside),
        scans=tuple(scan for one in inside for scan in one.scans),
    )


def _of_its_form(one: Return) -> Iterator[Finding]:
    """What was found in a file that holds one form, said of that form: beside it in the archive lie those of others."""
    record = one.records[0] if len(one.records) == 1 else None
    for finding in one.findings:
        if record is None or finding.place.form:
            yield finding
        else:
            yield replace(finding, place=replace(finding.place, unit=record.unit, form=record.form))


def _worth_telling(one: Return) -> Iterable[Finding]:
    unheard = () if one.records else (codes.NOT_A_FORM, codes.FORMAT)
    return (finding for finding in one.findings if finding.code not in unheard)


def _nothing_in(file: str, inside: list[Return]) -> tuple[Finding, ...]:
    return () if inside else (Finding(codes.NOT_A_FORM, Place(file=file)),)
