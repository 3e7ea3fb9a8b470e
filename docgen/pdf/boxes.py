"""Where the signatures go: placeholder pictures of the template, found again in the PDF by their size in pixels.

Both engines keep a picture's pixels, and nothing else of a placeholder that could be asked for. So the press shows in
each box a transparent picture of a size that no other picture has.
"""

import struct
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from docgen.pdf.qr import png_chunk

FIRST_ISSUER = "Issuer1"
UNIT = "Unit"
ISSUERS = tuple(f"Issuer{number}" for number in range(1, 10))
"""Names of signature fields. None begins like another: some programs take a lock on `Issuer1` for one on `Issuer10`."""

_PREFIX = "docgen:seal:"
_WIDTH = 7
_HEIGHTS = {UNIT: 9, FIRST_ISSUER: 8} | {name: 8 + number for number, name in enumerate(ISSUERS[1:], 2)}
_BY_SIZE = {(_WIDTH, height): field for field, height in _HEIGHTS.items()}


@dataclass(frozen=True, slots=True)
class Box:
    """The rectangle kept free for a signature: the page counted from 0, and left, bottom, right, top in points."""

    field: str
    page: int
    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: "Box") -> bool:
        """Whether both have more than an edge in common."""
        apart = (
            self.page != other.page,
            self.right <= other.left or other.right <= self.left,
            self.top <= other.bottom or other.top <= self.bottom,
        )
        return not any(apart)

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """The rectangle in whole points."""
        return round(self.left), round(self.bottom), round(self.right), round(self.top)


def picture_of(field: str) -> str:
    """The alternative text of the placeholder picture for `field`: `docgen:seal:issuer`, `docgen:seal:issuer2`, …"""
    return _PREFIX + ("issuer" if field == FIRST_ISSUER else field.lower())


def markers(placeholders: Collection[str]) -> Mapping[str, bytes]:
    """For those of a template's `placeholders` that are boxes of signatures, the PNG by which each is found again."""
    wanted = {picture_of(field): height for field, height in _HEIGHTS.items()}
    return {name: _transparent(_WIDTH, wanted[name]) for name in placeholders if name in wanted}


def find_boxes(pdf: bytes) -> tuple[Box, ...]:
    """The boxes in `pdf`, in order of the pages. A box that is drawn more than once is left out: which one is meant?"""
    with pdfium.PdfDocument(pdf) as document:
        found = [box for number, page in enumerate(document) for box in _boxes_of(page, number)]
    fields = [box.field for box in found]
    return tuple(box for box in found if fields.count(box.field) == 1)


def _boxes_of(page: pdfium.PdfPage, number: int) -> list[Box]:
    pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
    sized = ((_BY_SIZE.get(picture.get_px_size()), picture) for picture in pictures)
    return [Box(field, number, *picture.get_bounds()) for field, picture in sized if field]


def _transparent(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 4, 0, 0, 0)  # grey with alpha
    lines = (b"\0" + b"\xff\0" * width) * height
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(kind, data) for kind, data in chunks)
