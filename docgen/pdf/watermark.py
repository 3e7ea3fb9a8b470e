"""A word in pale grey across every page, behind the text: a draft that says so.

The word is set by the embedded engine itself, as a document of one line, so that its font is embedded whatever the
language; that page is then laid, turned, under every other. It looks the same whichever engine made the document.
"""

import io
import zipfile
from functools import lru_cache
from math import hypot
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

import pikepdf

from docgen.errors import EngineError
from docgen.language import say
from docgen.pdf.embedded import EmbeddedEngine
from docgen.pdf.fonts import HEI

_SIZE = 120
"""Size of the letters in points, before they are fitted to the page."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def lay_under(document: pikepdf.Pdf, word: str) -> None:
    """Put `word` slantwise under every page of `document`. Raises EngineError if no font has it."""
    with pikepdf.open(io.BytesIO(_word_page(word))) as source:
        form = document.copy_foreign(source.pages[0].as_form_xobject())
    width, height = float(form.BBox[2]), float(form.BBox[3])
    for page in document.pages:
        name = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name.Watermark)
        page.contents_add(_turned(page, width, height) + bytes(name) + b" Do Q EMC\n", prepend=True)


def _turned(page: pikepdf.Page, width: float, height: float) -> bytes:
    """The matrix that lays a form of this size (in points) along seven tenths of the page's rising diagonal."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    across, up = right - left, top - bottom
    diagonal = hypot(across, up)
    scale = 0.7 * diagonal / width
    cos, sin = scale * across / diagonal, scale * up / diagonal
    x = (left + right - cos * width + sin * height) / 2
    y = (bottom + top - sin * width - cos * height) / 2
    return f"/Artifact BMC q {cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {x:.4f} {y:.4f} cm ".encode()


@lru_cache(maxsize=8)
def _word_page(word: str) -> bytes:
    """A PDF of one page that holds nothing but `word`, as wide as the word."""
    converted = EmbeddedEngine().convert(_word_document(word))
    if not converted.pdf:
        raise EngineError(say("The watermark “{word}” could not be set.", word=word), str(converted.findings[0]))
    return converted.pdf


def _word_document(word: str) -> bytes:
    ems = sum(1.0 if east_asian_width(char) in "WF" else 0.75 for char in word) + 0.5
    size = min(_SIZE, 1500 / ems)
    page = f'<w:pgSz w:w="{round(20 * ems * size)}" w:h="{round(20 * 1.6 * size)}"/><w:pgMar w:top="0" w:bottom="0" '
    body = (
        f'<w:document xmlns:w="{_W}"><w:body><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr>'
        f'<w:rFonts w:ascii="{HEI}" w:hAnsi="{HEI}" w:eastAsia="{HEI}"/><w:b/><w:color w:val="ECECEC"/>'
        f'<w:sz w:val="{round(2 * size)}"/></w:rPr><w:t>{escape(word)}</w:t></w:r></w:p>'
        f'<w:sectPr>{page}w:left="0" w:right="0" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
        "</w:body></w:document>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, xml in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS), ("word/document.xml", body)):
            package.writestr(zipfile.ZipInfo(name), xml)
    return buffer.getvalue()
