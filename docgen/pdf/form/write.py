"""A form for one unit as a PDF to fill in: the template of its shape, with this unit's name, codes and values."""

import io
import math
from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Dictionary, Name, ObjectStreamMode

from docgen.findings import Finding, Place
from docgen.language import day_in_words, say, speaking
from docgen.model.blanks import Blank, identity_property
from docgen.model.periods import parse_period
from docgen.pdf.fonts import missing_glyphs
from docgen.pdf.form.filling import Filling
from docgen.pdf.form.flow import page_number
from docgen.pdf.form.geometry import Align, Label, Paper, Slot, SlotName
from docgen.pdf.form.ink import Ink, packed
from docgen.pdf.form.shape import Shape
from docgen.pdf.form.template import give_fonts, template
from docgen.pdf.form.values import as_text
from docgen.pdf.form.wrap import LEADING, fitted
from docgen.pdf.qr import bordered, packed_rows, qr_modules

LIMIT = 150_000
"""How many bytes a form has at most."""
_GLYPH = 250
"""About how many bytes a Chinese character takes."""
NAMESPACE = "urn:docgen:form"
"""Of the identity in the description (XMP): `docgen:form` and `docgen:identity`."""
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:docgen="{namespace}" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<docgen:form>{form}</docgen:form><docgen:identity>{identity}</docgen:identity><pdf:Producer>docgen</pdf:Producer>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def pdf_form(blank: Blank, *, code_of_page: Callable[[int, int], str], paper: Paper = Paper.A4) -> bytes:
    """`blank` as a PDF form; `code_of_page` gives the text of the QR code of a page, both counted from 1, of how many.

    The same blank gives the same bytes, as a rule at most `LIMIT` of them: what is prefilled is set in our own fonts as
    far as that allows, the rest in the viewer's.
    """
    most = math.inf
    while True:
        pdf, taken = _made(blank, code_of_page, paper, most)
        if len(pdf) <= LIMIT or not taken or most <= 0:
            return pdf
        most = min(most, taken) - (len(pdf) - LIMIT) // _GLYPH - 1


def _made(blank: Blank, code_of_page: Callable[[int, int], str], paper: Paper, most: float) -> tuple[bytes, int]:
    """The form, and how many characters its fonts hold for this unit; a prefilled text takes none beyond `most`."""
    made = template(Shape.of(blank, paper))
    with pikepdf.open(io.BytesIO(made.pdf)) as document, speaking(blank.language):
        _describe(document, blank)
        filling = Filling(document, made, blank, Ink(made.letters), most)
        filling.fill()
        _print_pages(filling, code_of_page)
        places = (page.obj.Resources for page in document.pages)
        give_fonts([document.Root.AcroForm.DR, *places], filling.ink.fonts(document))
        written = io.BytesIO()
        document.save(written, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return written.getvalue(), filling.ink.taken


def unprintable(blank: Blank) -> tuple[Finding, ...]:
    """A finding for each character of this unit's own texts that no bundled font has."""
    texts = [blank.unit.name, blank.issuer, *(as_text(filled.value) for filled in blank.values.values())]
    return missing_glyphs("\n".join(texts), Place(unit=blank.unit.code))


def _describe(document: pikepdf.Pdf, blank: Blank) -> None:
    title = f"{blank.definition.title.said(blank.language)} {blank.period} {blank.unit.name}"
    said = _XMP.format(
        namespace=NAMESPACE,
        form=escape(blank.definition.code),
        identity=escape(blank.code),
        title=escape(_xml_legal(title)),
    )
    document.Root.Metadata = packed(document, said.encode(), Type=Name.Metadata, Subtype=Name.XML)
    document.trailer.Info = document.make_indirect(
        Dictionary({"/Producer": "docgen", "/Title": title, f"/{identity_property(blank.definition.code)}": blank.code})
    )


def _xml_legal(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _print_pages(form: Filling, code_of_page: Callable[[int, int], str]) -> None:
    """Print on each page what is this unit's own."""
    pages = len(form.made.layout.pages)
    for number, (page, planned) in enumerate(zip(form.document.pages, form.made.layout.pages, strict=True), 1):
        drawn = form.printed.get(number, "")
        for slot in planned.slots:
            if slot.name is SlotName.QR:
                page.Resources.XObject.QR = _picture(form.document, code_of_page(number, pages))
                place = slot.rectangle
                drawn += f"q {place.width:.2f} 0 0 {place.height:.2f} {place.left:.2f} {place.bottom:.2f} cm /QR Do Q\n"
            else:
                words = _words(slot.name, form.blank, number, pages)
                drawn += "".join(form.ink.drawn(label) for label in _slot(slot, words))
        page.Contents.append(form.document.make_indirect(packed(form.document, drawn.encode("latin-1"))))


def _slot(slot: Slot, text: str) -> Iterator[Label]:
    place = slot.rectangle
    size, lines = fitted(text, place.width, slot.size * LEADING, slot.size)
    x = {Align.LEFT: place.left, Align.CENTRE: (place.left + place.right) / 2, Align.RIGHT: place.right}[slot.align]
    for number, line in enumerate(lines):
        yield Label(line, x, place.bottom + 2 - number * size * LEADING, size, slot.bold, slot.align)


def _words(name: SlotName, blank: Blank, page: int, pages: int) -> str:
    match name:
        case SlotName.UNIT:
            return say("Reporting unit: {unit}", unit=blank.unit.name)
        case SlotName.CODE:
            return say("Unit code: {code}", code=blank.unit.code)
        case SlotName.PERIOD:
            period = parse_period(blank.period)
            return say("Period: {period}", period=period.said if period else blank.period)
        case SlotName.DUE:
            return say("To be returned by: {due}", due=day_in_words(blank.due)) if blank.due else ""
        case SlotName.PAGE:
            return page_number(page, pages)
        case SlotName.SHORT_CODE:
            return blank.short_code
        case _:
            return blank.issuer


def _picture(document: pikepdf.Pdf, text: str) -> pikepdf.Object:
    modules = bordered(qr_modules(text))
    return document.make_indirect(
        packed(
            document,
            b"".join(packed_rows(modules)),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=len(modules[0]),
            Height=len(modules),
            BitsPerComponent=1,
            ColorSpace=Name.DeviceGray,
        )
    )
