"""The contents field of a Word document: found with all its paragraphs, and filled with new entries.

A field is no element of its own: runs that hold marks (begin, separate, end) lie among the paragraphs it spans.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_NAMESPACE}}}"
_USUAL_WIDTH = 8306


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: text, the bookmark it leads to, its page if known, and the style of its paragraph.

    `tab` is the place of a right tab with a leader, in twentieths of a point, where the style has none of its own.
    """

    text: str
    bookmark: str
    page: int | None
    style: str = ""
    tab: int | None = None


@dataclass(frozen=True, slots=True)
class ContentsField:
    """A contents field: its instruction, its paragraphs from first to last, and the runs that begin it."""

    instruction: str
    paragraphs: tuple[etree._Element, ...]
    opening: tuple[etree._Element, ...]

    @property
    def levels(self) -> tuple[int, int]:
        """The outline levels it lists, from and to."""
        said = re.search(r'\\o\s*"?(\d)\s*-\s*(\d)', self.instruction)
        return (int(said[1]), int(said[2])) if said else (1, 9)

    def _has(self, switch: str) -> bool:
        """Whether the instruction has the switch of this letter: `h` for links, `n` for no page numbers."""
        return re.search(rf"\\{switch}(?![a-z])", self.instruction) is not None

    def fill(self, entries: Sequence[Entry]) -> None:
        """Put `entries` into the place of the old ones. A last paragraph that only closes the field stays."""
        lines = [self._line(entry) for entry in entries] or [_paragraph("")]
        at = 0 if lines[0].find(f"{_W}pPr") is None else 1
        lines[0][at:at] = [deepcopy(run) for run in self.opening]
        for mark in lines[0].iterfind(f"{_W}r/{_W}fldChar[@{_W}dirty]"):
            del mark.attrib[f"{_W}dirty"]  # it would make Word ask whether to renew what is true
        old = self.paragraphs
        if len(old) > 1 and old[-1].find(f".//{_W}t") is None:
            old = old[:-1]
        else:
            lines[-1].append(_paragraph(_mark("end"))[0])
        for line in lines:
            self.paragraphs[0].addprevious(line)
        for paragraph in old:
            _remove(paragraph)

    def _line(self, entry: Entry) -> etree._Element:
        content = f'<w:r><w:t xml:space="preserve">{escape(entry.text)}</w:t></w:r>'
        if not self._has("n"):
            content += f"<w:r><w:tab/></w:r>{_page_reference(entry)}"
        if self._has("h"):
            content = f'<w:hyperlink w:anchor={quoteattr(entry.bookmark)} w:history="1">{content}</w:hyperlink>'
        style = f"<w:pStyle w:val={quoteattr(entry.style)}/>" if entry.style else ""
        tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{entry.tab}"/></w:tabs>' if entry.tab else ""
        return _paragraph(f"<w:pPr>{style}{tabs}</w:pPr>{content}")


def _page_reference(entry: Entry) -> str:
    instruction = f'<w:r><w:instrText xml:space="preserve"> PAGEREF {escape(entry.bookmark)} \\h </w:instrText></w:r>'
    shown = "" if entry.page is None else str(entry.page)
    return _mark("begin") + instruction + _mark("separate") + f"<w:r><w:t>{shown}</w:t></w:r>" + _mark("end")


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _paragraph(content: str) -> etree._Element:
    return etree.fromstring(f'<w:p xmlns:w="{_NAMESPACE}">{content}</w:p>')


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def find_contents(root: etree._Element) -> ContentsField | None:
    """The first contents field of a document."""
    for said in root.iter(f"{_W}instrText"):
        if (said.text or "").lstrip().upper().startswith("TOC"):
            first = next(said.iterancestors(f"{_W}p"))
            opening = tuple(_opening(first))
            instruction = "".join(part.text or "" for run in opening for part in run.iter(f"{_W}instrText"))
            return ContentsField(instruction, tuple(_spanned(first)), opening)
    return None


def _opening(first: etree._Element) -> Iterator[etree._Element]:
    """The runs from the field's beginning to its separator."""
    begun = False
    for run in first.iter(f"{_W}r"):
        mark = run.find(f"{_W}fldChar")
        kind = None if mark is None else mark.get(f"{_W}fldCharType")
        begun = begun or kind == "begin"
        if begun:
            yield run
        if kind == "separate":
            return


def _spanned(first: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs, siblings of `first`, until as many fields have ended as have begun."""
    depth = 0
    for paragraph in (first, *first.itersiblings()):
        yield paragraph
        kinds = [mark.get(f"{_W}fldCharType") for mark in paragraph.iter(f"{_W}fldChar")]
        depth += kinds.count("begin") - kinds.count("end")
        if depth <= 0:
            return


def text_width(root: etree._Element) -> int:
    """The width between the margins of the first section, in twentieths of a point; that of A4 if it is not said."""
    section = next(root.iter(f"{_W}sectPr"), None)
    size = None if section is None else section.find(f"{_W}pgSz")
    margins = None if section is None else section.find(f"{_W}pgMar")
    if size is None or margins is None:
        return _USUAL_WIDTH
    return int(size.get(f"{_W}w", "11906")) - sum(int(margins.get(f"{_W}{side}", "1800")) for side in ("left", "right"))
