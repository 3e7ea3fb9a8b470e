"""A PDF that came back: fields, properties, and the text of its pages as lines."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from lxml import etree

from docgen.findings import Finding, Place
from docgen.findings import returns as codes
from docgen.model import Carried, Carrier, Content, DamagedError, Line, Method, Spot
from docgen.pdf.author import AUTHOR
from docgen.pdf.filled.acroform import FormField, fields_of

MOST_PAGES = 500
_MOST_LETTERS = 400_000
_OURS = "docgen."
_NOTES = ("/FreeText", "/Text", "/Highlight", "/Underline", "/StrikeOut", "/Caret", "/Stamp")
_BROKEN = (pikepdf.PdfError, pdfium.PdfiumError, etree.XMLSyntaxError, KeyError, TypeError, AttributeError, IndexError)
_BROKEN_TOO = (ValueError, RecursionError, OverflowError, NotImplementedError)


class LockedError(DamagedError):
    """A PDF that asks for a password."""


def read_pdf(data: bytes, file: str) -> Content:
    """What stands in a PDF. Raises LockedError, DamagedError."""
    try:
        return _content(data, file)
    except pikepdf.PasswordError as trouble:
        raise LockedError(str(trouble)) from trouble
    except (*_BROKEN, *_BROKEN_TOO) as trouble:
        raise DamagedError(f"{type(trouble).__name__}: {trouble}") from trouble


def _content(data: bytes, file: str) -> Content:
    with pikepdf.open(io.BytesIO(data)) as document:
        fields = fields_of(document)
        carried = tuple(_carried(document, fields, file))
        findings = (*_xfa(document, fields, file), *_notes(document, file))
    places = {page: Place(file=file, page=page or None) for page in {field.page for field in fields}}
    marked = [field for field in fields if field.name.startswith("dg.")]
    spots = tuple([spot for field in marked for spot in _spots(field, places[field.page])])
    lines = () if spots and carried else tuple(_lines(data, file))  # a form with its fields is read by them alone
    return Content("pdf", lines, spots, carried, (*findings, *_hidden(marked, places)))


def _spots(field: FormField, place: Place) -> Iterator[Spot]:
    yield Spot(field.name, field.raw, place, Method.MARK)
    if field.shown is not None:
        yield Spot(field.name, field.shown, place, Method.PART)


def _hidden(fields: Sequence[FormField], places: Mapping[int, Place]) -> Iterator[Finding]:
    """Answers in fields that nobody sees who opens the file."""
    for field in fields:
        if field.hidden and not field.raw.is_blank:
            yield Finding(codes.HIDDEN, places[field.page], {"text": field.raw.text[:200]})


def _carried(document: pikepdf.Pdf, fields: Sequence[FormField], file: str) -> Iterator[Carried]:
    """Everything by which the file says who it is."""
    place = Place(file=file)
    for field in fields:
        if field.name.startswith(_OURS) and field.raw.text:
            yield Carried(Carrier.HIDDEN_FIELD, field.raw.text, place)
    info: Any = document.trailer.get("/Info")
    for key in info.keys() if isinstance(info, pikepdf.Dictionary) else ():
        if key.startswith(f"/{_OURS}"):
            yield Carried(Carrier.PROPERTY, str(info[key]), place)
    metadata = document.Root.get("/Metadata")
    if isinstance(metadata, pikepdf.Stream):
        yield from (Carried(Carrier.METADATA, text, place) for text in _named_in(metadata.read_bytes()))


def _named_in(metadata: bytes) -> Iterator[str]:
    if b"<!DOCTYPE" in metadata or b"DG1|" not in metadata:
        return
    for element in etree.fromstring(metadata.strip()).iter():
        if isinstance(element.tag, str) and element.tag.endswith("}identity") and element.text:
            yield element.text


def _lines(data: bytes, file: str) -> Iterator[Line]:
    """The text of the pages, a line each, from top to bottom."""
    letters = 0
    with pdfium.PdfDocument(data) as document:
        for number in range(min(len(document), MOST_PAGES)):
            text = document[number].get_textpage().get_text_bounded()
            letters += len(text)
            place = Place(file=file, page=number + 1)
            yield from (Line(line.strip(), place) for line in text.splitlines() if line.strip())
            if letters > _MOST_LETTERS:
                return


def _xfa(document: pikepdf.Pdf, fields: Sequence[FormField], file: str) -> Iterator[Finding]:
    """Where the second form some PDFs hold (XFA) says something else than the first."""
    data = _datasets(document)
    if not data or b"<!DOCTYPE" in data:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    leaves: dict[str, list[str]] = {}
    for element in etree.fromstring(data, parser).iter():
        if isinstance(element.tag, str) and not len(element):
            leaves.setdefault(etree.QName(element).localname, []).append((element.text or "").strip())
    for field in fields:
        name = field.name.rpartition(".")[2].partition("[")[0]
        own, other = field.raw.text.strip(), leaves.get(name, [])
        if len(other) == 1 and other[0] != own and field.raw.ticked is None:
            place = Place(file=file, page=field.page or None, field=name)
            yield Finding(codes.XFA_DIFFERS, place, {"one": own, "other": other[0]})


def _notes(document: pikepdf.Pdf, file: str) -> Iterator[Finding]:
    """What was typed onto a page, and the notes stuck to it."""
    for number, page in enumerate(document.pages, 1):
        for one in page.obj.get("/Annots", ()):
            kind = str(one.get("/Subtype", ""))
            text = str(one.get("/Contents", "")).strip() if kind in _NOTES else ""
            if text and str(one.get("/T", "")) != AUTHOR:
                place = Place(file=file, page=number)
                yield Finding(codes.EXTRA if kind == "/FreeText" else codes.COMMENTED, place, {"text": text[:200]})


def _datasets(document: pikepdf.Pdf) -> bytes:
    form = document.Root.get("/AcroForm", pikepdf.Dictionary())
    packets = form.get("/XFA")
    items: list[Any] = list(packets) if isinstance(packets, pikepdf.Array) else []
    pairs = zip(items[::2], items[1::2], strict=False)
    for name, stream in pairs:
        if str(name) == "datasets" and isinstance(stream, pikepdf.Stream):
            return bytes(stream.read_bytes())
    return b""
