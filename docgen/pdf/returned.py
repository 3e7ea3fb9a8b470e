"""A returned file laid beside the issued book: bare facts, to be judged elsewhere.

`compare` and `identify` are run by the limited reader only, on files from outside; they answer in what JSON can say,
and `Compared.of` and `Identified.of` read such an answer back, trusting nothing in it.
"""

import io
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from docgen.pdf.additions import Change, Place, changes, places
from docgen.pdf.likeness import Rewording, has_words, rewordings, unlike_pages
from docgen.pdf.scans import ScannedPage, scanned_pages
from docgen.pdf.signatures import Signature, signatures

_MOST = 50
"""So many differences are told; who needs more has enough."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A file that begins with the issued bytes: what was added to them, and whether that changes anything.

    `size` counts its bytes. `unlike` are the pages, from 1, that look different outside the unit's box.
    """

    size: int
    signatures: tuple[Signature, ...]
    places: tuple[Place, ...]
    issued_places: tuple[Place, ...]
    changes: tuple[Change, ...]
    rewordings: tuple[Rewording, ...]
    unlike: tuple[int, ...]

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> "Compared":
        """What `compare` answered. Raises TypeError, KeyError or ValueError if it is no such answer."""
        return cls(
            size=int(answer["size"]),
            signatures=tuple(Signature(**one) for one in answer["signatures"]),
            places=tuple(map(_place, answer["places"])),
            issued_places=tuple(map(_place, answer["issued_places"])),
            changes=tuple(Change(**one) for one in answer["changes"]),
            rewordings=tuple(Rewording(**one) for one in answer["rewordings"]),
            unlike=tuple(int(number) for number in answer["unlike"]),
        )


@dataclass(frozen=True, slots=True)
class Identified:
    """A file that is not made of issued bytes: what its pages say they are, and whether it is a PDF with words.

    `signed` are the names of signed fields.
    """

    locked: bool
    words: bool
    pages: tuple[ScannedPage, ...]
    signed: tuple[str, ...] = ()

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> "Identified":
        """What `identify` answered. Raises TypeError, KeyError or ValueError if it is no such answer."""
        pages = tuple(ScannedPage(int(one["page"]), tuple(map(str, one["codes"]))) for one in answer["pages"])
        return cls(bool(answer["locked"]), bool(answer["words"]), pages, tuple(map(str, answer["signed"])))


def compare(paths: list[Path], argument: Mapping[str, str]) -> dict[str, object]:
    """The facts of `Compared`; `paths` are the returned and the issued file, `argument["field"]` the unit's field."""
    returned, issued = (path.read_bytes() for path in paths)
    field = argument["field"]
    before = places(issued)
    free = [(place.page, place.rectangle) for place in before if place.name == field]
    facts = Compared(
        len(returned),
        signatures(returned),
        places(returned),
        before,
        changes(issued, returned, unit_field=field)[:_MOST],
        rewordings(issued, returned)[:_MOST],
        unlike_pages(issued, returned, free),
    )
    return asdict(facts)


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


def is_pdf(data: bytes) -> bool:
    """Whether `data` begins as a PDF does."""
    return data[:1024].lstrip()[:5] == b"%PDF-"


def is_whole(data: bytes) -> bool:
    """Whether a PDF has its end."""
    return b"%%EOF" in data[-1024:]


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


def _place(one: Mapping[str, Any]) -> Place:
    return Place(str(one["name"]), int(one["page"]), tuple(map(float, one["rectangle"])), bool(one["signed"]))
