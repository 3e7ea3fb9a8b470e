"""QR codes off paper: pages of a scanned PDF, or photographs, turned, shadowed, stamped over or badly compressed."""

import io
from collections.abc import Iterator

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps

from docgen.pdf.facts import ScannedPage

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_MOST_PIXELS = 40_000_000
_MOST_PAGES = 2000
_SIGHTS = (150, 300)
"""Dots an inch at which a page is looked at, until a code is read."""


def scanned_pages(data: bytes, most: int = _MOST_PAGES) -> tuple[ScannedPage, ...]:
    """What the codes of each page of a PDF, or of a picture file, say; `most` pages are looked at.

    Raises PdfiumError, OSError: not readable.
    """
    if data[:1024].lstrip()[:5] == b"%PDF-":
        with pdfium.PdfDocument(data) as document:
            count = min(len(document), most)
            return tuple(ScannedPage(number + 1, _codes_of_page(document[number])) for number in range(count))
    with _opened(data) as picture:
        frames = zip(range(1, most + 1), _frames(picture), strict=False)
        return tuple(ScannedPage(number, codes_of(frame)) for number, frame in frames)


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data))
    except Image.DecompressionBombError as trouble:
        raise OSError("the picture is too large") from trouble


def codes_of(picture: Image.Image) -> tuple[str, ...]:
    """The texts of the codes in `picture`, which is looked at as it is, then with shadows and specks taken out."""
    upright = ImageOps.exif_transpose(picture)
    for view in _views(upright):
        if found := [code.text for code in zxingcpp.read_barcodes(view, formats=_QR) if code.valid]:
            return tuple(dict.fromkeys(found))
    return ()


def _views(picture: Image.Image) -> Iterator[Image.Image]:
    grey = picture.convert("L")
    yield grey
    if picture.mode not in ("1", "L"):
        red, green, blue = picture.convert("RGB").split()
        grey = ImageChops.lighter(ImageChops.lighter(red, green), blue)  # a red seal fades, black stays
        yield grey
    shadow = grey.resize((max(grey.width // 16, 1), max(grey.height // 16, 1))).filter(ImageFilter.MaxFilter(5))
    light = shadow.filter(ImageFilter.GaussianBlur(4)).resize(grey.size)
    lit = _divided(grey, light)
    yield lit
    yield lit.filter(ImageFilter.MedianFilter(3))
    yield grey.filter(ImageFilter.GaussianBlur(1.2))


def _divided(grey: Image.Image, light: Image.Image) -> Image.Image:
    """`grey` as it would be were the paper equally bright everywhere."""
    pairs = zip(grey.tobytes(), light.tobytes(), strict=True)
    return Image.frombytes("L", grey.size, bytes(min(255, 255 * dark // max(bright, 1)) for dark, bright in pairs))


def _codes_of_page(page: pdfium.PdfPage) -> tuple[str, ...]:
    width, height = page.get_size()
    for dots in _SIGHTS:
        scale = min(dots / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        if found := codes_of(page.render(scale=scale).to_pil()):
            return found
    return ()


def _frames(picture: Image.Image) -> Iterator[Image.Image]:
    """The pages of a picture file (TIFF has several)."""
    if picture.width * picture.height > _MOST_PIXELS:
        raise OSError("the picture is too large")
    for number in range(min(getattr(picture, "n_frames", 1), _MOST_PAGES)):
        picture.seek(number)
        yield picture
