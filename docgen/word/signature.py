"""The signature block of a Word document: the table that holds the boxes kept free for the seals."""

from collections.abc import Iterator

from lxml import etree

from docgen.word.package import read_parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BODY = "word/document.xml"
_SEAL = "docgen:seal:"
"""How the alternative text of a box begins."""


def signature_block(docx: bytes) -> tuple[str, ...]:
    """The paragraphs of the last table with a box for a seal, which must stand on one page; empty if there is none."""
    body = next((part.data for part in read_parts(docx) if part.name == _BODY), b"")
    if _SEAL.encode() not in body:
        return ()
    tables = list(_tables(etree.fromstring(body)))
    return tuple(filter(None, map(_text, tables[-1].iter(f"{_W}p")))) if tables else ()


def _tables(root: etree._Element) -> Iterator[etree._Element]:
    """The outermost table around each box, in the document's order."""
    for drawing in root.iter(_PROPERTIES):
        around = list(drawing.iterancestors(f"{_W}tbl"))
        if drawing.get("descr", "").startswith(_SEAL) and around:
            yield around[-1]


def _text(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{_W}t"))
