"""What is done to a converted PDF before it counts: each page's own QR code, a watermark, the document's properties.

The Word document carries one code for all its pages, since it cannot know them; here every page gets its own in the
very same place. Nothing else of a page changes, and the same inputs give the same bytes.
"""

import io
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime

import pikepdf
import zxingcpp
from pikepdf import Dictionary, Name

from docgen.pdf.archival import make_archival
from docgen.pdf.qr import Modules, bordered, packed_rows, qr_modules
from docgen.pdf.watermark import lay_under

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


@dataclass(frozen=True, slots=True)
class Codes:
    """The code to find, by the text it says, and what it is to say on page `page` of `pages`, both counted from 1."""

    placeholder: str
    of_page: Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class Properties:
    """What the PDF says about itself; `made` needs a time zone, `archival` is PDF/A-2b. The operator's
    name and machine are never in it.
    """

    title: str = ""
    author: str = ""
    made: datetime | None = None
    archival: bool = False


@dataclass(frozen=True, slots=True)
class Stamped:
    """A finished PDF and on how many codes of which page (in order) the placeholder was found."""

    pdf: bytes
    codes: tuple[int, ...]


def finish(
    pdf: bytes, *, properties: Properties = Properties(), codes: Codes | None = None, watermark: str = ""
) -> Stamped:
    """Stamp, mark and describe `pdf`, opened and written once. The engine's bytes must be a whole PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = tuple(_stamp(document, codes)) if codes else (0,) * len(document.pages)
        if watermark:
            lay_under(document, watermark)
        _describe(document, properties)
        written = io.BytesIO()
        document.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Stamped(written.getvalue(), found)


def _stamp(document: pikepdf.Pdf, codes: Codes) -> Iterator[int]:
    """Give every page its own code; yield how many places of the page carry it."""
    says: dict[tuple[int, int], bool] = {}
    pages = len(document.pages)
    for number, page in enumerate(document.pages, 1):
        pictures = page.resources.get("/XObject", Dictionary())
        names = [name for name, picture in pictures.items() if _says(picture, codes.placeholder, says)]
        if names:
            own = _picture(document, bordered(qr_modules(codes.of_page(number, pages))))
            _replace(page, names, own)
        yield len(names)


def _says(picture: pikepdf.Object, text: str, known: dict[tuple[int, int], bool]) -> bool:
    """Whether `picture` is a code that says `text`; a picture that many pages share is read once."""
    if picture.objgen not in known:
        known[picture.objgen] = text in _texts(picture)
    return known[picture.objgen]


def _texts(picture: pikepdf.Object) -> list[str]:
    if not isinstance(picture, pikepdf.Stream) or picture.Subtype != Name.Image:
        return []
    if not 0.9 < picture.Width / picture.Height < 1.1:
        return []
    image = pikepdf.PdfImage(picture).as_pil_image().convert("L")
    return [code.text for code in zxingcpp.read_barcodes(image, formats=_QR)]


def _replace(page: pikepdf.Page, names: list[str], picture: pikepdf.Object) -> None:
    """Put `picture` under `names` on this page alone: engines let pages share their table of pictures."""
    resources = copy(page.resources)
    resources.XObject = copy(resources.XObject)
    for name in names:
        resources.XObject[name] = picture
    page.obj.Resources = resources


def _picture(document: pikepdf.Pdf, modules: Modules) -> pikepdf.Stream:
    """One pixel a module; a reader of PDF enlarges it without smoothing."""
    return pikepdf.Stream(
        document,
        b"".join(packed_rows(modules)),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=len(modules[0]),
        Height=len(modules),
        BitsPerComponent=1,
        ColorSpace=Name.DeviceGray,
    )


def _describe(document: pikepdf.Pdf, properties: Properties) -> None:
    info = {"/Producer": "docgen", "/Title": properties.title, "/Author": properties.author}
    if properties.made:
        info["/CreationDate"] = info["/ModDate"] = pikepdf.models.metadata.encode_pdf_date(properties.made)
    if properties.archival:
        make_archival(document, producer="docgen", title=properties.title, author=properties.author)
    document.trailer.Info = document.make_indirect(Dictionary({key: value for key, value in info.items() if value}))
    if properties.title:
        document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
