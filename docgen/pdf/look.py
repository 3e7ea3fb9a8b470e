"""Pages as pictures, for a person to look at."""

import io
from collections.abc import Iterator

import pypdfium2 as pdfium
from PIL import Image

_POINTS = 72
_COLOURS = 8
"""Colours of a picture: enough for text and seals, a fifth of the bytes."""


def page_pictures(pdf: bytes, *, dpi: int = 72) -> Iterator[bytes]:
    """Each page of `pdf` as a PNG, one at a time. Raises PdfiumError if PDFium cannot open it."""
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            yield png(page.render(scale=dpi / _POINTS).to_pil())


def png(picture: Image.Image) -> bytes:
    """A picture of a page as a small PNG."""
    small = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    written = io.BytesIO()
    small.save(written, "PNG", optimize=True)
    return written.getvalue()
