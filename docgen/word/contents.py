"""The table of contents made true: headings of a rendered document, and their page numbers written into it.

Word keeps the entries of a contents field as plain text and renews them only when asked; a program that makes documents
must write them itself, or the reader sees the template's. Page numbers come from the PDF (`docgen.pdf.outline`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from docgen.word.contents_field import ContentsField, Entry, find_contents, text_width
from docgen.word.numbering import Counters, List, read_lists
from docgen.word.package import Part, pack, read_parts, zip_bytes
from docgen.word.said import Said, list_of, said_of
from docgen.word.styles import ParagraphStyle, outline_of, read_styles

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY, _STYLES, _NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_SIGNS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_DEFLATE = 2
_LINE = 30
"""Characters of a line, about."""
_all_text = etree.XPath("string()")


@dataclass(frozen=True, slots=True)
class Restart:
    """A section whose pages are counted anew: the page on which it begins, with `text`, is called `first`."""

    text: str
    first: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that belongs into the table of contents: outline level from 1, printed number, text, bookmark.

    `restart` is the section from which the pages up to the heading are counted, None if it is the whole document.
    `before` is how much stands before it in the document, in characters, a paragraph counting as a line of them.
    """

    level: int
    label: str
    text: str
    bookmark: str
    restart: Restart | None = None
    before: int = 0

    @property
    def printed(self) -> str:
        """The heading as a page shows it."""
        joint = " " if self.label and self.label[-1].isascii() and not self.label[-1].isspace() else ""
        return f"{self.label}{joint}{self.text}"


class Contents:
    """A document's table of contents, read once: the headings it is to list, and the document with it renewed."""

    def __init__(self, document: "_Document", field: ContentsField) -> None:
        self._document = document
        self._found = tuple(document.headings(field))

    @classmethod
    def read(cls, docx: bytes) -> "Contents | None":
        """That of `docx`; None if it has no such table. Raises TemplateTroubleError if `docx` is no Word file."""
        document = _Document.read(docx)
        field = find_contents(document.root)
        return cls(document, field) if field else None

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings the table is to list, in order."""
        return tuple(heading for heading, _ in self._found)

    def paged(self, pages: Sequence[int | None]) -> bytes:
        """The document with its table renewed: `pages` are the headings' page numbers, None if not known.

        May be asked again with other pages. Raises ValueError if there are not as many pages as headings.
        """
        document = self._document
        entries = [document.entry(heading, page) for (heading, _), page in zip(self._found, pages, strict=True)]
        document.mark(self._found)
        field = find_contents(document.root)
        if field:
            field.fill(entries)
        return document.written()


@dataclass(frozen=True, slots=True)
class _Document:
    """The parts of a Word file that matter here, parsed."""

    parts: tuple[Part, ...]
    root: etree._Element
    styles: dict[str, ParagraphStyle]
    lists: dict[str, List]

    @classmethod
    def read(cls, docx: bytes) -> "_Document":
        """Raises TemplateTroubleError if `docx` is no Word file."""
        parts = read_parts(docx)
        data = {part.name: part.data for part in parts}
        styles, lists = read_styles(data.get(_STYLES, b"")), read_lists(data.get(_NUMBERING, b""))
        return cls(parts, etree.fromstring(data[_BODY]), styles, lists)

    def headings(self, field: ContentsField) -> Iterator[tuple[Heading, etree._Element]]:
        """The headings `field` is to list, each with its paragraph. Every numbered paragraph is counted on the way."""
        first, last = field.levels
        entries = set(field.paragraphs)
        counters, restarts, restart, before = Counters(self.lists), _restarts(self.root), None, 0
        for number, paragraph in enumerate(self.root.iter(f"{_W}p")):
            before += _LINE + len(str(_all_text(paragraph)))
            restart = restarts.get(paragraph, restart)
            if paragraph in entries or next(paragraph.iterancestors(f"{_W}txbxContent"), None) is not None:
                continue
            said = said_of(paragraph)
            label, level = self._label(said, counters), self._outline(said)
            if level is not None and first <= level <= last and (text := _text(paragraph)):
                bookmark = _bookmark(paragraph) or f"_Toc{number:08}"
                yield Heading(level, label, text, bookmark, restart, before), paragraph

    def _outline(self, said: Said) -> int | None:
        style = self.styles.get(said.style)
        return outline_of(said.outline) if said.outline is not None else style.outline if style else None

    def _label(self, said: Said, counters: Counters) -> str:
        place = list_of(said, self.styles, self.lists)
        return counters.next_label(*place) if place else ""

    def mark(self, found: Sequence[tuple[Heading, etree._Element]]) -> None:
        """Give every heading that has none the bookmark its entry leads to."""
        marks = self.root.iter(f"{_W}bookmarkStart")
        free = 1 + max((int(mark.get(f"{_W}id", "0")) for mark in marks), default=0)
        for number, (heading, paragraph) in enumerate(found, free):
            if _bookmark(paragraph) is None:
                attributes = {f"{_W}id": str(number), f"{_W}name": heading.bookmark}
                at = 0 if paragraph.find(f"{_W}pPr") is None else 1
                paragraph.insert(at, etree.Element(f"{_W}bookmarkStart", attributes))
                etree.SubElement(paragraph, f"{_W}bookmarkEnd", {f"{_W}id": str(number)})

    def entry(self, heading: Heading, page: int | None) -> Entry:
        """The line for `heading`, in the style `toc N`, with a tab stop where that style lacks one."""
        style = next((s for s in self.styles.values() if s.name.casefold() == f"toc {heading.level}"), None)
        tab = None if style and style.right_tab else text_width(self.root)
        return Entry(heading.printed, heading.bookmark, page, style.id if style else "", tab)

    def written(self) -> bytes:
        """The whole file."""
        body = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        parts = (Part(part.name, body if part.name == _BODY else part.data) for part in self.parts)
        return zip_bytes(pack(parts, level=_DEFLATE))


def _text(paragraph: etree._Element) -> str:
    """What a reader sees of a heading, on one line; field instructions and deletions are other elements than `w:t`."""
    shown = (element for run in paragraph.iter(f"{_W}r") for element in run)
    texts = (element.text if element.tag == f"{_W}t" else _SIGNS.get(str(element.tag)) for element in shown)
    return " ".join("".join(text or "" for text in texts).split())


def _restarts(root: etree._Element) -> dict[etree._Element, Restart]:
    """The sections that count their pages anew, by their first paragraph. A section's rules stand at its end."""
    if next(root.iter(f"{_W}pgNumType"), None) is None:
        return {}
    restarts: dict[etree._Element, Restart] = {}
    paragraphs: list[etree._Element] = []
    for paragraph in root.iter(f"{_W}p"):
        paragraphs.append(paragraph)
        section = paragraph.find(f"{_W}pPr/{_W}sectPr")
        if section is not None:
            restarts.update(_restart(paragraphs, section))
            paragraphs = []
    return restarts | _restart(paragraphs, root.find(f"{_W}body/{_W}sectPr"))


def _restart(paragraphs: Sequence[etree._Element], section: etree._Element | None) -> dict[etree._Element, Restart]:
    numbering = None if section is None else section.find(f"{_W}pgNumType")
    first = None if numbering is None else numbering.get(f"{_W}start")
    text = next((text for paragraph in paragraphs if (text := _text(paragraph))), "")
    return {paragraphs[0]: Restart(text, int(first))} if text and first is not None else {}


def _bookmark(paragraph: etree._Element) -> str | None:
    """The bookmark that an earlier table of contents left on the heading."""
    names = (mark.get(f"{_W}name", "") for mark in paragraph.iterfind(f"{_W}bookmarkStart"))
    return next((name for name in names if name.startswith("_Toc")), None)
