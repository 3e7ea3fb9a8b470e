"""The piece of a returned PDF's page round a field, as a picture. For the inside of the limited reader."""

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name

from docgen.pdf.filled.acroform import full_name
from docgen.pdf.look import png

_SCALE = 1.6
_AROUND = 45
"""Points shown above and below a field."""


def piece(paths: list[Path], argument: Mapping[str, Any], _shared: object = None) -> str:
    """The page `page` (from 1) round the field with the mark `mark`, as PNG in base 64; the whole page if it has none.

    Raises whatever PDFium and pikepdf raise: to be called through `docgen.batch.read_limited`.
    """
    number, band = _band(paths[0], str(argument["mark"]), int(argument["page"]))
    with pdfium.PdfDocument(paths[0]) as document:
        page = document[number]
        height = page.get_height()
        picture = page.render(scale=_SCALE, may_draw_forms=True).to_pil()
    if band:
        low, high = max(band[0] - _AROUND, 0), min(band[1] + _AROUND, height)
        picture = picture.crop((0, int((height - high) * _SCALE), picture.width, int((height - low) * _SCALE)))
    return base64.b64encode(png(picture)).decode()


def _band(path: Path, mark: str, page: int) -> tuple[int, tuple[float, float] | None]:
    """The page a field stands on (from 0), and from where to where it reaches, in points from below."""
    with pikepdf.open(path) as document:
        for number, one in enumerate(document.pages):
            for widget in one.obj.get("/Annots", Array()):
                if _is_widget(widget) and full_name(widget) == mark:
                    return number, (float(widget.Rect[1]), float(widget.Rect[3]))
        return min(max(page, 1), len(document.pages)) - 1, None


def _is_widget(annotation: pikepdf.Object) -> bool:
    return isinstance(annotation, Dictionary) and annotation.get("/Subtype") == Name.Widget
