"""A PDF read back: the text of each page, how many pictures it draws, which fonts the file lacks.

Text comes from PDFium, the rest from the file's own structure; both together take a millisecond or two a page.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2 as pdfium

_DRAWN = re.compile(rb"/([^\s/\[\]()<>]+)\s+Do\b")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its text as PDFium reads it, line by line, and the number of pictures drawn on it."""

    text: str
    pictures: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF that could be read; `unembedded` names the fonts that are only referred to."""

    pages: tuple[Page, ...]
    unembedded: tuple[str, ...]


def read_pages(pdf: bytes) -> Opened | None:
    """Everything acceptance looks at, or None if `pdf` is no whole PDF."""
    if b"%%EOF" not in pdf[-1024:]:  # both libraries mend a file cut short, and so would hide that it is
        return None
    try:
        texts = page_texts(pdf)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            pictures = [_count_pictures(page.obj) for page in document.pages]
            unembedded = {name for page in document.pages for name in _unembedded(page.obj)}
    except (pdfium.PdfiumError, pikepdf.PdfError):
        return None
    return Opened(tuple(map(Page, texts, pictures)), tuple(sorted(unembedded)))


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page. Raises PdfiumError if PDFium cannot open `pdf`."""
    with pdfium.PdfDocument(pdf) as document:
        return [text_of(page) for page in document]


def text_of(page: pdfium.PdfPage) -> str:
    """The text of one page, a line feed after each line."""
    text: str = page.get_textpage().get_text_range()
    return text.replace("\r\n", "\n")


def _count_pictures(drawing: pikepdf.Object) -> int:
    """How many pictures a page or a form draws, counted each time it is drawn."""
    objects = _part(_part(drawing, "/Resources"), "/XObject")
    drawn = (objects.get("/" + name.decode("latin-1")) for name in _DRAWN.findall(_content(drawing)))
    return sum(_pictures_in(target) for target in drawn if target is not None)


def _pictures_in(target: pikepdf.Object) -> int:
    return 1 if target.Subtype == pikepdf.Name.Image else _count_pictures(target)


def _content(drawing: pikepdf.Object) -> bytes:
    if isinstance(drawing, pikepdf.Stream):
        return drawing.read_bytes()
    contents = drawing.get("/Contents", pikepdf.Array())
    streams = [contents] if isinstance(contents, pikepdf.Stream) else contents
    return b"\n".join(stream.read_bytes() for stream in streams)


def _unembedded(drawing: pikepdf.Object) -> Iterator[str]:
    """The fonts of a page, and of the forms it may draw, that the file does not hold."""
    resources = _part(drawing, "/Resources")
    for font in _part(resources, "/Font").values():
        if not _is_embedded(font):
            yield str(font.get("/BaseFont", "/?")).removeprefix("/")
    for target in _part(resources, "/XObject").values():
        if target.get("/Subtype") == pikepdf.Name.Form:
            yield from _unembedded(target)


def _is_embedded(font: pikepdf.Object) -> bool:
    if font.Subtype == pikepdf.Name.Type3:
        return True  # its letters are drawings in the file
    bearer = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    return any(key in _part(bearer, "/FontDescriptor") for key in _FILES)


def _part(bearer: pikepdf.Object, key: str) -> pikepdf.Object:
    """The dictionary under `key`, an empty one if there is none."""
    return bearer.get(key, pikepdf.Dictionary())
