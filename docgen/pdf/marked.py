"""A copy of a returned PDF form with the fields in question highlighted, each with what is wrong as its note."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from docgen.model.blanks import mark
from docgen.pdf.author import AUTHOR
from docgen.pdf.filled.acroform import full_name

_YELLOW = (1, 0.95, 0)


def highlight_fields(data: bytes, notes: Iterable[tuple[str, str, str]]) -> bytes:
    """The PDF `data` with a highlight at each field; `notes` are form, path and text. Empty if it has none of them.

    The appearance of a highlight is drawn, so that every viewer and printer shows it.
    """
    texts: dict[str, list[str]] = {}
    for form, path, text in notes:
        texts.setdefault(mark(form, path), []).append(text)
    with pikepdf.open(io.BytesIO(data)) as document:
        found = sum(_on_page(document, page, texts) for page in document.pages)
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue() if found else b""


def _on_page(document: pikepdf.Pdf, page: pikepdf.Page, texts: Mapping[str, list[str]]) -> int:
    fresh = []
    for widget in list(page.obj.get("/Annots", Array())):
        if isinstance(widget, Dictionary) and widget.get("/Subtype") == Name.Widget:
            name = full_name(widget)
            told = texts.get(name) or texts.get(name.rpartition(".")[0])
            if told:
                fresh.append(document.make_indirect(_highlight(document, widget.Rect, "\n".join(told))))
    if fresh:
        page.obj.Annots = Array([*page.obj.Annots, *fresh])
    return len(fresh)


def _highlight(document: pikepdf.Pdf, box: Any, text: str) -> Dictionary:
    left, bottom, right, top = (float(number) for number in box)
    corners = (left, top, right, top, left, bottom, right, bottom)
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Highlight,
        Rect=Array([left, bottom, right, top]),
        QuadPoints=Array(list(corners)),
        C=Array(list(_YELLOW)),
        F=4,
        T=String(AUTHOR),
        Contents=String(text),
        AP=Dictionary(N=_appearance(document, right - left, top - bottom)),
    )


def _appearance(document: pikepdf.Pdf, width: float, height: float) -> pikepdf.Object:
    red, green, blue = _YELLOW
    drawn = f"/Multiply gs {red} {green} {blue} rg 0 0 {width:.2f} {height:.2f} re f".encode()
    stream = document.make_stream(drawn)
    stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, width, height])
    stream.Resources = Dictionary(ExtGState=Dictionary(Multiply=Dictionary(BM=Name.Multiply)))
    stream.Group = Dictionary(S=Name.Transparency)
    return stream
