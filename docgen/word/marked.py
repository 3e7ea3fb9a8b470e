"""A copy of a returned Word form with a comment at each place in question, and the place highlighted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree

from docgen.findings import Place
from docgen.model.blanks import bookmark, mark, tag
from docgen.word.annotate import comment_on
from docgen.word.author import AUTHOR
from docgen.word.package import pack, read_parts, zip_bytes

_PARAGRAPH = qn("w:p")


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said at a place of a returned file."""

    place: Place
    text: str


def comment_places(data: bytes, remarks: Iterable[Remark]) -> bytes:
    """The document `data` with its remarks as comments; empty if none of their places is in it.

    A place is found by the mark of its field (content control or bookmark), else by its table, row and column.
    """
    document = Document(BytesIO(data))
    body = document.element.body
    told = [(found, one) for one in remarks if (found := _place(body, one.place)) is not None]
    for paragraph, one in told:
        comment = document.comments.add_comment(one.text, AUTHOR, AUTHOR)
        comment._comment_elm.attrib.pop(qn("w:date"), "")
        _highlight(paragraph)
        comment_on(paragraph, comment.comment_id)
    saved = BytesIO()
    document.save(saved)
    return zip_bytes(pack(read_parts(saved.getvalue()))) if told else b""


def _place(body: etree._Element, place: Place) -> etree._Element | None:
    """The paragraph of a place."""
    by_mark = _marked(body, mark(place.form, place.path)) if place.form and place.path else None
    return by_mark if by_mark is not None else _in_table(body, place)


def _marked(body: etree._Element, name: str) -> etree._Element | None:
    for control in body.iter(qn("w:sdt")):
        named = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if named is not None and named.get(qn("w:val")) == tag(name):
            return _paragraph(control)
    for begun in body.iter(qn("w:bookmarkStart")):
        if begun.get(qn("w:name")) == bookmark(name):
            return _paragraph(begun)
    return None


def _paragraph(element: etree._Element) -> etree._Element | None:
    """The paragraph an element stands in, or the first that stands in it."""
    around = next(element.iterancestors(_PARAGRAPH), None)
    return around if around is not None else next(element.iter(_PARAGRAPH), None)


def _in_table(body: etree._Element, place: Place) -> etree._Element | None:
    if not (place.table and place.row):
        paragraphs = list(body.iter(_PARAGRAPH))
        known = place.paragraph and place.paragraph <= len(paragraphs)
        return paragraphs[place.paragraph - 1] if known and place.paragraph else None
    tables = list(body.iter(qn("w:tbl")))
    rows = list(_own(tables[place.table - 1], "w:tr")) if place.table <= len(tables) else []
    if place.row > len(rows):
        return None
    column = 1
    for cell in _own(rows[place.row - 1], "w:tc"):
        column += _span(cell)
        if column > (place.column or 1):
            return next(cell.iter(_PARAGRAPH), None)
    return None


def _own(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, those inside content controls among them, of nested tables none."""
    for child in element:
        if child.tag == qn(name):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")):
            yield from _own(child, name)


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    text = span.get(qn("w:val"), "1") if span is not None else "1"
    return int(text) if text.isdecimal() else 1


def _highlight(paragraph: etree._Element) -> None:
    """Let the words of the paragraph stand on a yellow ground, or the cell around it where there are none."""
    runs = [run for run in paragraph.iter(qn("w:r")) if any((t.text or "").strip() for t in run.iter(qn("w:t")))]
    for run in runs:
        look = run.find(qn("w:rPr"))
        if look is None:
            look = OxmlElement("w:rPr")
            run.insert(0, look)
        _yellow(look)
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    if cell is not None:
        _ground(cell)


def _yellow(look: etree._Element) -> None:
    for old in look.findall(qn("w:highlight")):
        look.remove(old)
    ground = OxmlElement("w:highlight")
    ground.set(qn("w:val"), "yellow")
    after = [child for child in look if child.tag in _AFTER_HIGHLIGHT]
    look.insert(look.index(after[0]) if after else len(look), ground)


_AFTER_HIGHLIGHT = {
    qn(f"w:{name}") for name in ("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
                                 "eastAsianLayout", "specVanish", "oMath", "rPrChange")
}  # fmt: skip
_AFTER_SHADING = {
    qn(f"w:{name}") for name in ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", "cellIns",
                                 "cellDel", "cellMerge", "tcPrChange")
}  # fmt: skip
"""What the schema wants after the element that is put in: Word refuses files whose elements are out of order."""


def _ground(cell: etree._Element) -> None:
    look = cell.find(qn("w:tcPr"))
    if look is None:
        look = OxmlElement("w:tcPr")
        cell.insert(0, look)
    for old in look.findall(qn("w:shd")):
        look.remove(old)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "FFF200")):
        shade.set(qn(f"w:{name}"), value)
    after = [child for child in look if child.tag in _AFTER_SHADING]
    look.insert(look.index(after[0]) if after else len(look), shade)
