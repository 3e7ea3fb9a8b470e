"""Scans and photographs: nothing is read from them, but the code printed on each page tells whose form they show."""

import struct
from collections.abc import Iterator
from dataclasses import replace

from docgen.findings import Finding, Place
from docgen.findings import returns as codes
from docgen.language import enumerated
from docgen.model import Carried, Carrier, Return, Scanned
from docgen.returns.who import parsed

_MOST_PAGES = 4
"""Pages that are looked at; one without a code costs some seconds, and a form says on each page whose it is."""
_NO_PICTURE = (OSError, ValueError, SyntaxError, RuntimeError, struct.error)


def with_scans(found: Return, data: bytes) -> Return:
    """`found`, a file without text, with the forms its pages are recognised to be of."""
    scans = tuple(_scans(data))
    said = tuple(_said(scan, found.file) for scan in scans)
    return replace(found, scans=scans, findings=(*found.findings, *said))


def _scans(data: bytes) -> Iterator[Scanned]:
    pages: dict[tuple[str, str, str], list[int]] = {}
    for number, code in _codes(data):
        if named := parsed(Carried(Carrier.QR, code)):
            pages.setdefault((named.who.form, named.who.period, named.who.unit), []).append(number)
    for (form, period, unit), numbers in pages.items():
        yield Scanned(form, period, unit, tuple(dict.fromkeys(numbers)))


def _codes(data: bytes) -> Iterator[tuple[int, str]]:
    from docgen.pdf.scans import scanned_pages  # loaded for a picture only: every other file is read without it

    try:
        pages = scanned_pages(data, _MOST_PAGES)
    except _NO_PICTURE:
        return
    for page in pages:
        for code in page.codes:
            yield page.page, code


def _said(scan: Scanned, file: str) -> Finding:
    values = {"form": scan.form, "unit": scan.unit, "period": scan.period, "pages": enumerated(scan.pages)}
    return Finding(codes.SCAN_OF, Place(file=file, unit=scan.unit, form=scan.form), values)
