"""A returned file laid beside the released book: bare facts, to be judged elsewhere.

These functions are run by the limited reader only, on files from outside; they answer in what JSON can say.
"""

import io
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from docgen.pdf.additions import changes, later_changes, places
from docgen.pdf.facts import Change, Compared, Identified, Place, is_pdf
from docgen.pdf.keys import read_certificates
from docgen.pdf.likeness import has_words, rewordings, unlike_pages
from docgen.pdf.scans import scanned_pages
from docgen.pdf.signatures import signatures

_MOST = 50
"""So many differences are told; who needs more has enough."""


def compare(paths: list[Path], argument: Mapping[str, str]) -> dict[str, object]:
    """The facts of `Compared`; `argument["field"]` is the unit's field.

    `paths` are the returned and the issued file, and perhaps one of certificates that are trusted to stamp times.
    """
    returned, issued = (path.read_bytes() for path in paths[:2])
    authorities = [one for path in paths[2:] for one in read_certificates(path)]
    field = argument["field"]
    before = places(issued)
    free = [(place.page, place.rectangle) for place in before if place.name == field]
    found = signatures(returned, authorities)
    end = next((one.covers for one in found if one.field == field and not one.renews), 0)
    facts = Compared(
        len(returned),
        found,
        *_inside(returned, issued, before, field, end),
        rewordings(issued, returned)[:_MOST],
        unlike_pages(issued, returned, free),
    )
    return asdict(facts)


def _inside(
    returned: bytes, issued: bytes, before: tuple[Place, ...], field: str, end: int
) -> tuple[tuple[Place, ...], tuple[Place, ...], tuple[Change, ...], tuple[Change, ...]]:
    """The fields now and as issued, what else changed until the unit signed, and what after the byte `end` of that.

    A file that must be mended to be read is changed.
    """
    signed = returned[:end] if end else returned
    try:
        meanwhile = changes(issued, signed, unit_field=field)[:_MOST]
        later = later_changes(signed, returned)[:_MOST] if len(signed) < len(returned) else ()
        return places(returned), before, meanwhile, later
    except pikepdf.PdfError:
        return (), before, (Change("structure"),), ()


def identify(paths: list[Path], _argument: object) -> dict[str, object]:
    """The facts of `Identified`."""
    data = paths[0].read_bytes()
    if is_pdf(data) and _is_locked(data):
        return asdict(Identified(locked=True, words=False, pages=()))
    words = is_pdf(data) and has_words(data)
    return asdict(Identified(locked=False, words=words, pages=scanned_pages(data), signed=_signed(data)))


def reworded(paths: list[Path], _argument: object) -> list[dict[str, object]]:
    """How a file that is not made of issued bytes reads otherwise than the issued one: `Rewording`s."""
    returned, issued = (path.read_bytes() for path in paths)
    return [asdict(one) for one in rewordings(issued, returned)[:_MOST]]


def _is_locked(data: bytes) -> bool:
    try:
        with pdfium.PdfDocument(data):
            return False
    except pdfium.PdfiumError as trouble:
        return "password" in str(trouble).lower()


def _signed(data: bytes) -> tuple[str, ...]:
    if not is_pdf(data):
        return ()
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            fields = document.Root.get("/AcroForm", pikepdf.Dictionary()).get("/Fields", pikepdf.Array())
            return tuple(str(one.get("/T", "")) for one in list(fields)[:_MOST] if "/V" in one and "/T" in one)
    except pikepdf.PdfError:
        return ()
