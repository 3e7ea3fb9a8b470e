"""Two PDFs seen by eye: which pages read or look different. PDFium draws both, whatever their structure claims."""

import difflib
import re
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium

from docgen.pdf.facts import Rewording
from docgen.pdf.pages import text_of

Rectangle = tuple[float, ...]

_MARGIN = 2
"""Points around a box in which the edge of what stands inside may show."""
_MOST_PIXELS = 4_000_000
_MOST_PAGES = 500
_LONGEST = 120


def rewordings(issued: bytes, returned: bytes) -> tuple[Rewording, ...]:
    """Where the pages read otherwise, spaces apart. Raises PdfiumError if a file cannot be opened."""
    with pdfium.PdfDocument(issued) as old, pdfium.PdfDocument(returned) as new:
        return tuple(_rewordings(_texts(old), _texts(new)))


def has_words(pdf: bytes) -> bool:
    """Whether any page holds text that can be read without looking at pictures."""
    with pdfium.PdfDocument(pdf) as document:
        return any(text.strip() for text in _texts(document))


def unlike_pages(issued: bytes, returned: bytes, free: Sequence[tuple[int, Rectangle]]) -> tuple[int, ...]:
    """The pages that look different outside the `free` boxes (page from 1; left, bottom, right, top in points)."""
    with pdfium.PdfDocument(issued) as old, pdfium.PdfDocument(returned) as new:
        if len(old) != len(new):
            return tuple(range(min(len(old), len(new)) + 1, max(len(old), len(new)) + 1))
        boxes = dict(free)
        for document in (old, new):
            document.init_forms()  # else the fields, and the seals in them, are not drawn
        return tuple(
            number
            for number, (one, other) in enumerate(zip(old, new, strict=True), 1)
            if _drawn(one, boxes.get(number)) != _drawn(other, boxes.get(number))
        )


def _texts(document: pdfium.PdfDocument) -> list[str]:
    return [text_of(document[number]) for number in range(min(len(document), _MOST_PAGES))]


def _rewordings(old: list[str], new: list[str]) -> Iterator[Rewording]:
    for number in range(max(len(old), len(new))):
        before = _words(old[number]) if number < len(old) else []
        after = _words(new[number]) if number < len(new) else []
        for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if kind != "equal":
                yield Rewording(number + 1, " ".join(before[a:b])[:_LONGEST], " ".join(after[c:d])[:_LONGEST])


def _words(text: str) -> list[str]:
    """Words of Latin letters and digits; of other scripts each character is one."""
    return re.findall(r"\w+(?:[.,-]\w+)*", text, re.ASCII) + re.findall(r"[^\x00-\x7f\s]", text)


def _drawn(page: pdfium.PdfPage, free: Rectangle | None) -> bytes:
    """The page in grey at 72 dots an inch, `free` left out. A page too large to draw is not drawn at all."""
    width, height = page.get_size()
    scale = min(1.0, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    pixels, stride = bytearray(bitmap.buffer), bitmap.stride
    if free:
        left, bottom, right, top = free
        first, last = max(int(left * scale) - _MARGIN, 0), min(int(right * scale) + _MARGIN, bitmap.width)
        for row in range(max(int((height - top) * scale) - _MARGIN, 0), int((height - bottom) * scale) + _MARGIN):
            if row < bitmap.height:
                pixels[row * stride + first : row * stride + last] = bytes(last - first)
    return f"{bitmap.width}x{bitmap.height}".encode() + pixels
