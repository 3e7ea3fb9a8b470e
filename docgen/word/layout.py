"""Checks where tags stand in a Word file: what the template engine would drop, leave unfilled, or tear apart.

docxtpl replaces a whole paragraph, row or cell by the tag marked `p`, `tr` or `tc` in it; whatever else stands there is
gone without a word. Each such loss is a finding here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from docgen.findings import Code, Finding, Scalar
from docgen.findings import word as codes
from docgen.word.contract import Contract, nearest, paths
from docgen.word.places import Paragraph, Relation, Story, W, is_fallback
from docgen.word.tagged import Located, Reading
from docgen.word.tags import TagKind, has_tag, tags_of

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REVISIONS = frozenset({f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"})

_CONTAINERS = frozenset({f"{W}{name}" for name in ("tc", "txbxContent", "footnote", "body", "hdr", "ftr")})
_WHOLE = {"p": _CONTAINERS, "tr": frozenset({f"{W}tbl"}), "tc": frozenset({f"{W}tr"})}
_CONTENT = frozenset({f"{W}drawing", f"{W}pict", f"{W}object", f"{W}sectPr"})
_SHAPING = frozenset({"cellbg", "colspan", "vm", "hm"})
_MERGE_FIELD = re.compile(r"MERGEFIELD\s+\"?([^\s\"\\]+)")
_BINDING = f"{W}sdtPr/{W}dataBinding"
_SHOWN = 40


def misplaced(story: Story, reading: Reading, contract: Contract, rels: Sequence[Relation]) -> Iterator[Finding]:
    """What is wrong with where the tags of a filled `story` stand."""
    where = {paragraph.number: paragraph for paragraph in story.paragraphs}
    for located in reading.tags:
        yield from _standing(located, where[located.key])
    yield from _losses(reading.tags, where)
    yield from _torn(reading, where)
    yield from _emptied(reading, where)
    for paragraph in story.paragraphs:
        yield from _hidden(paragraph, contract)
    yield from _links(story, rels)


def _standing(located: Located, paragraph: Paragraph) -> Iterator[Finding]:
    tag, place = located.tag, located.place
    if tag.prefix in ("tr", "tc") and _around(paragraph, tag.prefix) is None:
        yield Finding(codes.ROW_TAG_OUTSIDE, place, {"tag": tag.text, "prefix": tag.prefix})
    if tag.keyword in _SHAPING and _around(paragraph, "tc") is None:
        yield Finding(codes.CELL_TAG_OUTSIDE, place, {"tag": tag.text})
    if tag.prefix and re.search("[%}]", tag.inner):
        yield Finding(codes.TAG_PREFIX_PERCENT, place, {"tag": tag.text})
    around = [above for piece in paragraph.pieces_of(tag.start, tag.end) for above in piece.element.iterancestors()]
    if any(above.tag in REVISIONS for above in around):
        yield Finding(codes.TAG_IN_REVISION, place, {"tag": tag.text})
    if any(above.find(_BINDING) is not None for above in around if above.tag == f"{W}sdt"):
        yield Finding(codes.TAG_IN_CONTROL, place, {"tag": tag.text})


def _losses(tags: Sequence[Located], where: Mapping[int, Paragraph]) -> Iterator[Finding]:
    """What shares a paragraph, row or cell with a tag that stands for the whole of it. The last such tag stays."""
    holders: dict[etree._Element, Located] = {}
    for located in tags:
        if located.tag.prefix in _WHOLE and located.tag.kind is not TagKind.COMMENT:
            holder = _around(where[located.key], located.tag.prefix)
            if holder is not None:
                holders[holder] = located
    for holder, located in holders.items():
        paragraph = where[located.key]
        lost = _rest(holder, paragraph, located)
        if lost:
            shown = lost if len(lost) <= _SHOWN else lost[:_SHOWN] + "…"
            yield Finding(codes.TEXT_LOST, located.place, {"tag": located.tag.text, "lost": shown})
        elif any(_is_content(element) for element in holder.iter()):
            yield Finding(codes.SECTION_LOST, located.place, {"tag": located.tag.text})


def _rest(holder: etree._Element, paragraph: Paragraph, located: Located) -> str:
    """The text of `holder` without the tag."""
    texts = [
        paragraph.text[: located.tag.start] + paragraph.text[located.tag.end :]
        if element is paragraph.element
        else "".join(piece.text or "" for piece in element.iter(f"{W}t"))
        for element in holder.iter(f"{W}p")
        if not is_fallback(element)
    ]
    return " ".join(" ".join(texts).split())


def _is_content(element: etree._Element) -> bool:
    return element.tag in _CONTENT or (element.tag == f"{W}br" and element.get(f"{W}type") == "page")


def _torn(reading: Reading, where: Mapping[int, Paragraph]) -> Iterator[Finding]:
    """Blocks that begin and end where the text between is no whole piece of the document."""
    tags = reading.tags
    begun = [*reading.pairs.ends.items(), *((owner, branch) for branch, owner in reading.pairs.branches.items())]
    for begin, end in sorted(begun, key=lambda pair: pair[1]):
        first, second = tags[begin], tags[end]
        if _level(first, where[first.key]) != _level(second, where[second.key]):
            values: dict[str, Scalar] = {"begin": first.tag.text, "tag": second.tag.text}
            yield Finding(codes.BLOCK_LEVELS, second.place, values)


def _emptied(reading: Reading, where: Mapping[int, Paragraph]) -> Iterator[Finding]:
    """Cells and tables of which nothing may be left: all their paragraphs or rows lie inside conditions and loops."""
    for prefix, holder, code in (("p", "tc", codes.CELL_EMPTIED), ("tr", "tbl", codes.TABLE_EMPTIED)):
        inside: dict[etree._Element, list[tuple[int, int]]] = {}
        branched = {owner for branch, owner in reading.pairs.branches.items() if reading.tags[branch].word == "else"}
        for begin, end in reading.pairs.ends.items():
            held = _around(where[reading.tags[begin].key], holder)
            if held is not None and reading.tags[begin].tag.prefix == prefix and begin not in branched:
                inside.setdefault(held, []).append((begin, end))
        for held, spans in inside.items():
            covered = {element for span in spans for element in _spanned(reading, where, prefix, *span)}
            if all(child in covered for child in _children(held, prefix)):
                first = reading.tags[spans[0][0]]
                yield Finding(code, first.place, {"tag": first.tag.text})


def _children(holder: etree._Element, name: str) -> list[etree._Element]:
    return [e for e in holder.iter(f"{W}{name}") if next(e.iterancestors(f"{W}tc", f"{W}tbl")) is holder]


def _spanned(
    reading: Reading, where: Mapping[int, Paragraph], prefix: str, begin: int, end: int
) -> list[etree._Element]:
    """The paragraphs or rows from the one with the beginning of a block to the one with its end."""
    first, last = (_around(where[reading.tags[index].key], prefix) for index in (begin, end))
    if first is None or last is None:
        return []
    siblings = [first, *first.itersiblings()]
    return siblings[: siblings.index(last) + 1] if last in siblings else [first, last]


def _level(located: Located, paragraph: Paragraph) -> tuple[etree._Element | None, tuple[str, ...]]:
    """The row, cell or text that holds the tag, and the names of the elements in between."""
    prefix = located.tag.prefix
    start: etree._Element | None = paragraph.pieces_of(located.tag.start, located.tag.end)[0].element
    if prefix in _WHOLE:
        start = _around(paragraph, prefix)
    between: list[str] = []
    for ancestor in start.iterancestors() if start is not None else ():
        if ancestor.tag in _WHOLE.get(prefix, _CONTAINERS):
            return ancestor, tuple(between)
        between.append(str(ancestor.tag))
    return None, tuple(between)


def _hidden(paragraph: Paragraph, contract: Contract) -> Iterator[Finding]:
    """Tags where no reader sees them: in field codes, tracked deletions, names of bookmarks."""
    simple = "".join(field.get(f"{W}instr", "") for field in paragraph.element.iter(f"{W}fldSimple"))
    bookmarks = "".join(mark.get(f"{W}name", "") for mark in paragraph.element.iter(f"{W}bookmarkStart"))
    sources: tuple[tuple[Code, str], ...] = (
        (codes.TAG_IN_FIELD, paragraph.instructions + simple),
        (codes.TAG_IN_REVISION, paragraph.deleted),
        (codes.TAG_IN_BOOKMARK, bookmarks),
    )
    for code, text in sources:
        for tag in tags_of(text):
            yield Finding(code, paragraph.place, {"tag": tag})
    for name in _MERGE_FIELD.findall(paragraph.instructions + simple):
        if not has_tag(name):
            near = nearest(name, paths(contract.names))
            yield Finding(codes.TAG_MERGE_FIELD, paragraph.place, {"name": name, "nearest": near})


def _links(story: Story, rels: Sequence[Relation]) -> Iterator[Finding]:
    places = {paragraph.element: paragraph.place for paragraph in story.paragraphs}
    targets = {rel.id: rel.target for rel in rels if rel.kind == "hyperlink"}
    for link in story.root.iter(f"{W}hyperlink"):
        paragraph = next(link.iterancestors(f"{W}p"), None)
        place = places.get(paragraph) if paragraph is not None else None
        for tag in tags_of(targets.get(link.get(f"{R}id", ""), "")):
            if place is not None:
                yield Finding(codes.TAG_IN_LINK, place, {"tag": tag})


def _around(paragraph: Paragraph, name: str) -> etree._Element | None:
    """The paragraph itself, or the row or cell it stands in, not looking out of a text box."""
    if name == "p":
        return paragraph.element
    for ancestor in paragraph.element.iterancestors():
        if ancestor.tag == f"{W}{name}":
            return ancestor
        if ancestor.tag == f"{W}txbxContent":
            return None
    return None
