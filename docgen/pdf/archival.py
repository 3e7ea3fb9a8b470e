"""PDF/A-2b, the form for keeping: what a finished PDF must say of itself and hold for that, and what it must not.

Engines embed every font and use no transparency groups that need more; what is lacking are the description in XMP and
the colours' meaning (sRGB), which are added here. `faults` looks at what can be told from the file's structure; it is
no substitute for a validator.
"""

import io
from collections.abc import Iterator
from functools import cache
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<pdf:Producer>{producer}</pdf:Producer>{title}{author}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_TITLE = '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title>'
_AUTHOR = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>"
_ICC_VERSION = bytes((4, 0x20, 0, 0))
"""4.2, that of the ICC standard PDF 1.7 refers to."""
_ICC_DATE = b"".join(number.to_bytes(2, "big") for number in (2000, 1, 1, 0, 0, 0))
_FORBIDDEN_KEYS = ("/AA", "/JavaScript", "/EmbeddedFiles", "/XFA", "/Requirements")
_FORBIDDEN_ACTIONS = ("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/Rendition")
_FORBIDDEN_ANNOTATIONS = ("/3D", "/Sound", "/Screen", "/Movie")
_HIDDEN = 0b100010
"""The flags Hidden and NoView of an annotation; Print, the third bit, must be set."""
_PRINT = 0b100


def make_archival(document: pikepdf.Pdf, *, producer: str, title: str = "", author: str = "") -> None:
    """Let `document` say that it is PDF/A-2b, and what its colours mean. To be saved with an /ID."""
    told = _XMP.format(
        producer=escape(producer),
        title=_TITLE.format(escape(title)) if title else "",
        author=_AUTHOR.format(escape(author)) if author else "",
    )
    document.Root.Metadata = pikepdf.Stream(document, told.encode(), Type=Name.Metadata, Subtype=Name.XML)
    profile = pikepdf.Stream(document, srgb_profile(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB IEC61966-2.1",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=profile,
    )
    document.Root.OutputIntents = Array([document.make_indirect(intent)])


@cache
def srgb_profile() -> bytes:
    """An ICC profile of sRGB; the same bytes whenever it is made, by the same release of the colour library."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[8:12], made[24:36], made[84:100] = _ICC_VERSION, _ICC_DATE, bytes(16)
    return bytes(made)


def faults(pdf: bytes) -> tuple[str, ...]:
    """What keeps `pdf` from being PDF/A-2b, as far as its structure tells; none if nothing does."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return tuple(dict.fromkeys((*_of_file(document), *_of_objects(document))))


def _of_file(document: pikepdf.Pdf) -> Iterator[str]:
    if document.is_encrypted:
        yield "encrypted"
    if "/ID" not in document.trailer:
        yield "no /ID"
    said = bytes(document.Root.Metadata.read_bytes()) if "/Metadata" in document.Root else b""
    if b"<pdfaid:part>2</" not in said or b"<pdfaid:conformance>B</" not in said:
        yield "XMP does not say PDF/A-2b"
    intents = document.Root.get("/OutputIntents", Array())
    if not any(intent.get("/S") == Name.GTS_PDFA1 and "/DestOutputProfile" in intent for intent in intents):
        yield "no output intent with a profile"


def _of_objects(document: pikepdf.Pdf) -> Iterator[str]:
    for item in document.objects:
        if isinstance(item, Dictionary | pikepdf.Stream):
            yield from (f"forbidden key {key}" for key in _FORBIDDEN_KEYS if key in item)
            yield from (
                f"forbidden action {action}" for action in _FORBIDDEN_ACTIONS if str(item.get("/S", "")) == action
            )
            yield from _of_kind(item)


def _of_kind(item: pikepdf.Object) -> Iterator[str]:
    subtype = str(item.get("/Subtype", ""))
    if item.get("/Type") == Name.Annot:
        flags = int(item.get("/F", 0))
        if subtype in _FORBIDDEN_ANNOTATIONS or (subtype != "/Popup" and (flags & _HIDDEN or not flags & _PRINT)):
            yield f"annotation {subtype} with flags {flags}"
    if subtype == "/Image" and item.get("/Interpolate", False):
        yield "interpolated picture"
    if "/LZWDecode" in str(item.get("/Filter", "")):
        yield "LZW"
    if item.get("/Type") == Name.FontDescriptor and not any(f"/FontFile{n}" in item for n in ("", "2", "3")):
        yield f"font {item.get('/FontName')} not embedded"
