"""Where a paragraph stands, in the words of somebody who has the file open in Word.

Walks the raw parts of a Word file, so that text boxes, footnotes, comments and cells in content controls are seen as
well, and gives each paragraph its text as the template engine will see it: joined over all its runs.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree

from docgen.findings import Place
from docgen.language import say
from docgen.word.package import Part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

RENDERED = frozenset({"document", "header", "footer", "footnotes"})
"""Kinds of stories whose tags the template engine fills."""

_HEADING_LIMIT = 60
_Orders = dict[etree._Element, int]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: its kind (the last word of its type), its target a zip name or outside address."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A `w:t` of a paragraph: where its text begins in the paragraph's, and its place in the order of the part."""

    start: int
    order: int
    element: etree._Element = field(compare=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its place. `text` joins its runs; text of nested text boxes belongs to their own paragraphs.

    `number` counts every paragraph of the part's XML from 1, as the template engine does. `deleted` and `instructions`
    are the texts of tracked deletions and of field codes, which no reader sees.
    """

    number: int
    place: Place
    text: str
    pieces: tuple[Piece, ...]
    element: etree._Element = field(compare=False)
    deleted: str = ""
    instructions: str = ""

    def pieces_of(self, start: int, end: int) -> tuple[Piece, ...]:
        """The pieces that hold the letters from `start` to `end` of `text`."""
        before = [piece for piece in self.pieces if piece.start <= start][-1:]
        return (*before, *(piece for piece in self.pieces if start < piece.start < end))


@dataclass(frozen=True, slots=True)
class Story:
    """A part that holds paragraphs: `kind` as its relationship `rel` calls it, `words` as a person does."""

    name: str
    rel: str
    kind: str
    words: str
    root: etree._Element = field(compare=False)
    paragraphs: tuple[Paragraph, ...] = ()


def parse(data: bytes) -> etree._Element:
    """The root of an XML part, with nothing fetched and no entity expanded. Raises lxml.etree.XMLSyntaxError."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def relations(parts: Mapping[str, bytes], owner: str) -> tuple[Relation, ...]:
    """The relationships of the part `owner`, or of the whole package if `owner` is empty."""
    path = PurePosixPath(owner)
    rels = parts.get(f"{path.parent}/_rels/{path.name}.rels" if owner else "_rels/.rels")
    if rels is None:
        return ()
    return tuple(_relation(element, path.parent) for element in parse(rels).iter(RELATIONSHIP))


def main_part(parts: Mapping[str, bytes]) -> str:
    """The zip name of the document itself, empty if there is none."""
    found = [r.target for r in relations(parts, "") if r.kind == "officeDocument" and r.target in parts]
    return found[0] if found else ""


def stories(parts: Mapping[str, bytes], file: str) -> tuple[Story, ...]:
    """Every part with paragraphs, the body first. `file` goes into the places. Raises XMLSyntaxError."""
    main = main_part(parts)
    if not main:
        return ()
    found = [_Walk(file, parts).story(Relation("", "document", main, external=False), say("body"))]
    counts: Counter[str] = Counter()
    for relation in sorted(relations(parts, main), key=lambda r: (r.kind, _natural(r.target))):
        words = _words(relation.kind, counts)
        if words and not relation.external and relation.target in parts:
            found.append(_Walk(file, parts).story(relation, words))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one file's paragraphs, found by what a render knows: the zip name of a part and a number in it."""

    file: str
    paragraphs: Mapping[tuple[str, int], Place]
    parts: Mapping[str, str]

    def find(self, part: str, number: int | None) -> Place:
        """The place of paragraph `number` of `part`; of the part alone, or of the file, where no more is known."""
        known = self.paragraphs.get((part, number or 0))
        return known or Place(file=self.file, part=self.parts.get(part, part))


def places_of(parts: Mapping[str, bytes], file: str) -> Places:
    """The places of all paragraphs of a Word file, which findings call `file`."""
    found = stories(parts, file)
    paragraphs = {(story.name, p.number): p.place for story in found for p in story.paragraphs}
    return Places(file, paragraphs, {story.name: story.words for story in found})


def printed_texts(parts: Mapping[str, bytes], file: str) -> tuple[tuple[str, Place], ...]:
    """What the paragraphs of a Word file say, tags and all, with their places; comments are not printed."""
    printed = (story for story in stories(parts, file) if story.kind != "comments")
    return tuple((paragraph.text, paragraph.place) for story in printed for paragraph in story.paragraphs)


def as_mapping(parts: tuple[Part, ...]) -> Mapping[str, bytes]:
    """`parts` by their names."""
    return {part.name: part.data for part in parts}


def _relation(element: etree._Element, folder: PurePosixPath) -> Relation:
    target = element.get("Target", "")
    external = element.get("TargetMode") == "External"
    if not external:
        target = _normal(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}")
    return Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], unquote(target), external)


def _normal(path: str) -> str:
    steps: list[str] = []
    for step in path.split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step not in ("", ".", ".."):
            steps.append(step)
    return "/".join(steps)


def _natural(name: str) -> tuple[int, str]:
    digits = "".join(letter for letter in name if letter.isdecimal())
    return int(digits or 0), name


def _words(kind: str, counts: Counter[str]) -> str:
    """How a person calls a part of `kind`; empty for one without paragraphs of its own."""
    counts[kind] += 1
    number = counts[kind]
    named = {
        "header": say("header {number}", number=number),
        "footer": say("footer {number}", number=number),
        "footnotes": say("footnotes"),
        "endnotes": say("endnotes"),
        "comments": say("comments"),
    }
    return named.get(kind, "")


class _Walk:
    """Gives places to the paragraphs of one part, counting as it goes."""

    def __init__(self, file: str, parts: Mapping[str, bytes]) -> None:
        self.file = file
        self.parts = parts
        self.headings = _heading_styles(parts)
        self.counts: Counter[etree._Element] = Counter()
        self.cells: dict[etree._Element, tuple[int, int, int]] = {}
        self.boxes: dict[etree._Element, int] = {}
        self.heading = ""

    def story(self, part: Relation, words: str) -> Story:
        root = parse(self.parts[part.target])
        orders = {element: order for order, element in enumerate(root.iter(f"{W}t"))}
        self._number_cells(root)
        numbered = [(n, p) for n, p in enumerate(root.iter(f"{W}p"), 1) if not is_fallback(p)]
        paragraphs = tuple(self._paragraph(n, p, words, orders) for n, p in numbered)
        return Story(part.target, part.id, part.kind, words, root, paragraphs)

    def _number_cells(self, root: etree._Element) -> None:
        tables = [table for table in root.iter(f"{W}tbl") if not is_fallback(table)]
        for number, table in enumerate(tables, 1):
            for row_number, row in enumerate(_own(table, "tr", "tbl"), 1):
                for column, cell in enumerate(_own(row, "tc", "tr"), 1):
                    self.cells[cell] = (number, row_number, column)

    def _paragraph(self, number: int, element: etree._Element, words: str, orders: _Orders) -> Paragraph:
        pieces, text = _join(element, orders)
        if self._is_heading(element) and text.strip():
            self.heading = _shortened(text)
        return Paragraph(
            number,
            self._place(element, words),
            text,
            pieces,
            element,
            _hidden(element, "delText"),
            _hidden(element, "instrText"),
        )

    def _place(self, element: etree._Element, words: str) -> Place:
        container = next(e for e in element.iterancestors() if e in self.cells or e.tag in _CONTAINERS or not _up(e))
        self.counts[container] += 1
        table, row, column = self.cells.get(container, (None, None, None))
        box = next(element.iterancestors(f"{W}txbxContent"), None)
        if box is not None:
            number = self.boxes.setdefault(box, len(self.boxes) + 1)
            words = say("text box {number} in {part}", number=number, part=words)
        return Place(
            file=self.file,
            part=words,
            heading=self.heading,
            paragraph=self.counts[container],
            table=table,
            row=row,
            column=column,
        )

    def _is_heading(self, element: etree._Element) -> bool:
        style = element.find(f"{W}pPr/{W}pStyle")
        level = element.find(f"{W}pPr/{W}outlineLvl")
        named = style is not None and style.get(f"{W}val") in self.headings
        return named or (level is not None and level.get(f"{W}val") != "9")


_CONTAINERS = frozenset({f"{W}{name}" for name in ("txbxContent", "tc", "body", "hdr", "ftr")})


def _up(element: etree._Element) -> bool:
    return element.getparent() is not None


def is_fallback(element: etree._Element) -> bool:
    """Word keeps a second copy of a text box for old programs; it is the same text."""
    return next(element.iterancestors(f"{MC}Fallback"), None) is not None


def _own(parent: etree._Element, child: str, barrier: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also inside content controls, but not those of a nested table."""
    for element in parent.iter(f"{W}{child}"):
        if next(element.iterancestors(f"{W}{barrier}")) is parent:
            yield element


def _join(paragraph: etree._Element, orders: _Orders) -> tuple[tuple[Piece, ...], str]:
    pieces: list[Piece] = []
    text = ""
    for element in _texts(paragraph, "t"):
        if element.text:
            pieces.append(Piece(len(text), orders[element], element))
            text += element.text
    return tuple(pieces), text


def _hidden(paragraph: etree._Element, name: str) -> str:
    return "".join(element.text or "" for element in _texts(paragraph, name))


def _texts(paragraph: etree._Element, name: str) -> Iterator[etree._Element]:
    for element in paragraph.iter(f"{W}{name}"):
        if next(element.iterancestors(f"{W}p")) is paragraph:
            yield element


def _heading_styles(parts: Mapping[str, bytes]) -> frozenset[str]:
    """Ids of the paragraph styles that are headings: by their name, or by a level of the outline, or by descent."""
    main = main_part(parts)
    targets = [r.target for r in relations(parts, main) if r.kind == "styles" and r.target in parts]
    if not targets:
        return frozenset()
    styles = {style.get(f"{W}styleId", ""): style for style in parse(parts[targets[0]]).iter(f"{W}style")}
    return frozenset(id_ for id_ in styles if _descends_from_heading(id_, styles))


def _descends_from_heading(id_: str, styles: Mapping[str, etree._Element]) -> bool:
    seen: set[str] = set()
    while id_ in styles and id_ not in seen:
        seen.add(id_)
        style = styles[id_]
        level = style.find(f"{W}pPr/{W}outlineLvl")
        if level is not None:
            return level.get(f"{W}val") != "9"
        name = style.find(f"{W}name")
        if name is not None and name.get(f"{W}val", "").lower().startswith("heading "):
            return True
        parent = style.find(f"{W}basedOn")
        id_ = parent.get(f"{W}val", "") if parent is not None else ""
    return False


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _HEADING_LIMIT else text[: _HEADING_LIMIT - 1] + "…"
