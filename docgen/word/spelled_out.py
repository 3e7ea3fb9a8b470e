"""A copy of a Word document in plainer words, for an engine that reads less of Word than Word writes.

What such an engine would lose by the way it is built is rewritten into what it draws alike: content controls, forced
directions and custom XML give way to what they hold, a phonetic guide to its base text, and numbers in counted numerals
(一、 二、) are written out. Nothing else changes, and a document without any of it comes back as it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from docgen.word.numbering import COUNTED, Counters, List, read_lists
from docgen.word.package import Part, pack, read_parts, zip_bytes
from docgen.word.said import list_of, said_of
from docgen.word.styles import ParagraphStyle, read_styles

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_WRAPPED = re.compile(rb"<w:(?:sdt|bdo|dir|customXml|ruby)[ />]")
_COUNTED = re.compile(b"|".join(f'"{numeral}"'.encode() for numeral in sorted(COUNTED)))
_WRAPPERS = tuple(f"{_W}{name}" for name in ("sdt", "bdo", "dir", "customXml"))
_PROPERTIES = frozenset(f"{_W}{name}" for name in ("sdtPr", "sdtEndPr", "customXmlPr"))
_INDENTS = {"firstLine": "hanging", "firstLineChars": "hangingChars"}
_EITHER = _INDENTS | {hanging: first for first, hanging in _INDENTS.items()}
_BEHIND_NUMBERS = re.findall(
    r"\w+",
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
    "textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
)
"""What may follow `w:numPr` among a paragraph's properties, in the only order a reader must accept."""
_DEFLATE = 1


def spelled_out(docx: bytes) -> bytes:
    """The plainer copy of `docx`, or `docx` itself. Raises TemplateTroubleError if it is no Word file."""
    parts = read_parts(docx)
    data = {part.name: part.data for part in parts}
    counted = _COUNTED.search(data.get(_NUMBERING, b"")) is not None
    if not counted and not any(_WRAPPED.search(part.data) for part in parts if _STORY.fullmatch(part.name)):
        return docx
    numbers = _Numbers.read(data) if counted else None
    changed = (Part(p.name, _plainer(p.data, numbers)) if _STORY.fullmatch(p.name) else p for p in parts)
    return zip_bytes(pack(changed, level=_DEFLATE))


def _plainer(data: bytes, numbers: "_Numbers | None") -> bytes:
    root = etree.fromstring(data)
    for wrapper in [*root.iter(*_WRAPPERS)]:
        _replace(wrapper, _held(wrapper))
    for ruby in [*root.iter(f"{_W}ruby")]:
        _show_base(ruby)
    if numbers:
        numbers.write_out(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _held(wrapper: etree._Element) -> list[etree._Element]:
    content = wrapper.find(f"{_W}sdtContent")
    return [child for child in (wrapper if content is None else content) if child.tag not in _PROPERTIES]


def _show_base(ruby: etree._Element) -> None:
    """The runs of the base text in place of the run around `ruby`, whose only content it is."""
    run, base = ruby.getparent(), ruby.find(f"{_W}rubyBase")
    if run is not None and run.tag == f"{_W}r":
        _replace(run, [] if base is None else [*base])


def _replace(element: etree._Element, others: Iterable[etree._Element]) -> None:
    for other in others:
        element.addprevious(other)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The lists of a document, with the elements that say how their numbers look. `whole` are written out."""

    styles: Mapping[str, ParagraphStyle]
    lists: Mapping[str, List]
    style_elements: Mapping[str, etree._Element]
    levels: Mapping[tuple[str, int], etree._Element]
    whole: frozenset[str]

    @classmethod
    def read(cls, data: Mapping[str, bytes]) -> "_Numbers":
        numbering, styles = data[_NUMBERING], data.get(_STYLES, b"")
        lists = read_lists(numbering)
        whole = {i for i, numbered in lists.items() if any(level.numeral in COUNTED for level in numbered.levels)}
        root = etree.fromstring(styles) if styles else etree.Element("none")
        elements = {style.get(f"{_W}styleId", ""): style for style in root.iterfind(f"{_W}style")}
        shared = {lists[i].shared for i in whole}  # lists that count together are written out together
        together = frozenset(i for i, numbered in lists.items() if numbered.shared in shared)
        return cls(read_styles(styles), lists, elements, dict(_level_elements(numbering)), together)

    def write_out(self, root: etree._Element) -> None:
        """Give every numbered paragraph of these lists its number as text."""
        counters = Counters(dict(self.lists))
        for paragraph in root.iter(f"{_W}p"):
            if next(paragraph.iterancestors(f"{_W}txbxContent", _FALLBACK), None) is not None:
                continue
            place = list_of(said_of(paragraph), self.styles, self.lists)
            label = counters.next_label(*place) if place else ""
            if place and label and place[0] in self.whole and place in self.levels:
                self._write(paragraph, label, self.levels[place])

    def _write(self, paragraph: etree._Element, label: str, level: etree._Element) -> None:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            properties = etree.Element(f"{_W}pPr")
            paragraph.insert(0, properties)
        indent = self._indent(properties, level)
        _take_out(properties, "numPr")
        _put(properties, _made("numPr", _made("numId", val="0")))
        if indent:
            _take_out(properties, "ind")
            _put(properties, _made("ind", **indent))
        suffix = _value(level, "suff") or "tab"
        if suffix == "tab":
            _add_stops(properties, indent, level)
        properties.addnext(_label_run(label, suffix, properties, level))

    def _indent(self, properties: etree._Element, level: etree._Element) -> dict[str, str]:
        """The indent in force: over the style's the level's, unless the style names the list; its own over both."""
        chain = [*self._chain(_value(properties, "pStyle"))]
        named = next((i for i, style in enumerate(chain) if style.find(f"{_W}pPr/{_W}numPr") is not None), len(chain))
        by_style = properties.find(f"{_W}numPr/{_W}numId") is None
        nearer, farther = (chain[: named + 1], chain[named + 1 :]) if by_style else ([], chain)
        bearers = [*reversed(farther), level, *reversed(nearer)]
        merged: dict[str, str] = {}
        for indent in (*(bearer.find(f"{_W}pPr/{_W}ind") for bearer in bearers), properties.find(f"{_W}ind")):
            for name, value in ({} if indent is None else indent.attrib).items():
                plain = str(name).removeprefix(_W)
                merged.pop(_EITHER.get(plain, ""), None)
                merged[plain] = str(value)
        return merged

    def _chain(self, style_id: str) -> Iterator[etree._Element]:
        """The style and those it is based on; one based on itself ends where it comes round."""
        seen: set[str] = set()
        while style_id in self.style_elements and style_id not in seen:
            seen.add(style_id)
            style = self.style_elements[style_id]
            yield style
            style_id = _value(style, "basedOn")


def _level_elements(numbering: bytes) -> Iterator[tuple[tuple[str, int], etree._Element]]:
    """The `w:lvl` in force for each list and level."""
    root = etree.fromstring(numbering)
    shared = {a.get(f"{_W}abstractNumId"): a for a in root.iterfind(f"{_W}abstractNum")}
    for num in root.iterfind(f"{_W}num"):
        abstract = shared.get(_value(num, "abstractNumId"))
        levels = [] if abstract is None else [*abstract.iterfind(f"{_W}lvl")]
        for level in (*levels, *num.iterfind(f"{_W}lvlOverride/{_W}lvl")):
            yield (num.get(f"{_W}numId", ""), int(level.get(f"{_W}ilvl", "0"))), level


def _label_run(label: str, suffix: str, properties: etree._Element, level: etree._Element) -> etree._Element:
    """The number as a run: in the look of the paragraph's mark, and over it that of the level."""
    looks = {child.tag: child for own in (properties, level) for child in own.iterfind(f"{_W}rPr/*")}
    run = _made("r", _made("rPr", *(deepcopy(look) for look in looks.values())))
    text = _made("t")
    text.text = label + (" " if suffix == "space" else "")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(text)
    if suffix == "tab":
        run.append(_made("tab"))
    return run


def _add_stops(properties: etree._Element, indent: Mapping[str, str], level: etree._Element) -> None:
    """Where the text begins behind a tab: at the level's own stops, and where the indented lines begin."""
    stops = [deepcopy(stop) for stop in level.iterfind(f"{_W}pPr/{_W}tabs/{_W}tab")]
    left = indent.get("left") or indent.get("start")
    if left and "hanging" in indent:
        stops.append(_made("tab", val="left", pos=left))
    if not stops:
        return
    tabs = properties.find(f"{_W}tabs")
    if tabs is None:
        tabs = _made("tabs")
        _put(properties, tabs)
    for stop in stops:
        stop.set(f"{_W}val", "left" if stop.get(f"{_W}val") == "num" else stop.get(f"{_W}val", "left"))
        tabs.append(stop)


def _put(properties: etree._Element, element: etree._Element) -> None:
    """`element` among `properties`, where the order of Word's schema wants it."""
    names = ("numPr", *_BEHIND_NUMBERS)
    behind = names[names.index(str(element.tag).removeprefix(_W)) + 1 :]
    follower = next((child for child in properties if str(child.tag).removeprefix(_W) in behind), None)
    if follower is None:
        properties.append(element)
    else:
        follower.addprevious(element)


def _take_out(properties: etree._Element, name: str) -> None:
    for child in properties.findall(f"{_W}{name}"):
        properties.remove(child)


def _made(name: str, *children: etree._Element, **attributes: str) -> etree._Element:
    element = etree.Element(f"{_W}{name}", {f"{_W}{key}": value for key, value in attributes.items()})
    element.extend(children)
    return element


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return "" if found is None else found.get(f"{_W}val", "")
