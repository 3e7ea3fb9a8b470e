"""What a Word document uses that not every PDF engine draws, and where: the engine's own room knows which it lacks.

Looks at the elements of the file as they are written, in body, headers, footers, notes and the styles in use. It asks
whether a feature is there, not how it looks.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass

from lxml import etree

from docgen.findings import Place
from docgen.language import say
from docgen.model import Feature
from docgen.word.numbering import COUNTED
from docgen.word.places import W, is_fallback, relations, stories
from docgen.word.stylesinuse import related, styles_in_use

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_OFF = ("0", "false", "off", "none", "nil")
_PLAIN_UNDERLINE = ("single", "words", "none")
_PLAIN_BORDER = ("single", "double", "nil", "none")
_PLAIN_PATTERN = ("clear", "nil", "solid")
_COUNTING = re.compile(r"Counting|bahtText|chineseLegal|japaneseLegal|ordinalText|cardinalText", re.IGNORECASE)
_CLOCK = re.compile(r"^\s*(DATE|TIME|SAVEDATE|PRINTDATE)\b", re.IGNORECASE)
_DRAWN = (".emf", ".wmf", ".svg")

Element = etree._Element
Test = Callable[[Element], bool]


@dataclass(frozen=True, slots=True)
class Use:
    """A feature and the place where the document first uses it."""

    feature: Feature
    place: Place


def _on(element: Element) -> bool:
    return element.get(f"{W}val", "1") not in _OFF


def _other_than(*values: str) -> Test:
    return lambda element: element.get(f"{W}val", values[0]) not in values


def _in_paragraph(element: Element) -> bool:
    return next(element.iterancestors(f"{W}p", f"{W}tc", f"{W}body"), element).tag == f"{W}p"


def _grid_in_use(element: Element) -> bool:
    return element.get(f"{W}type", "default") != "default"


def _shows_nothing(element: Element) -> bool:
    """A field that begins and ends in its paragraph without a result between."""
    if element.get(f"{W}fldCharType") != "begin":
        return False
    run = element.getparent()
    marks = [mark for run in (run.itersiblings() if run is not None else ()) for mark in run.iter(f"{W}fldChar")]
    return bool(marks) and marks[0].get(f"{W}fldCharType") == "end"


def _tells_time(element: Element) -> bool:
    return bool(_CLOCK.match(element.text or element.get(f"{W}instr") or ""))


def _inline_box(element: Element) -> bool:
    return next(element.iterancestors(f"{_WP}inline"), None) is not None


def _always(_element: Element) -> bool:
    return True


_ROWS: tuple[tuple[Feature, tuple[str, ...], Test], ...] = (
    (Feature.STRIKETHROUGH, (f"{W}strike", f"{W}dstrike"), _on),
    (Feature.CAPITALS, (f"{W}caps", f"{W}smallCaps"), _on),
    (Feature.EFFECT, (f"{W}outline", f"{W}shadow", f"{W}emboss", f"{W}imprint"), _on),
    (Feature.EMPHASIS_MARK, (f"{W}em",), _other_than("none")),
    (Feature.RAISED, (f"{W}position",), _other_than("0")),
    (Feature.RUBY, (f"{W}ruby",), _always),
    (Feature.COMBINED, (f"{W}eastAsianLayout",), _always),
    (Feature.FIT_TEXT, (f"{W}fitText",), _always),
    (Feature.DIRECTION, (f"{W}bdo", f"{W}dir"), _always),
    (Feature.EQUATION, (f"{_M}oMath",), _always),
    (Feature.EMPTY_FIELD, (f"{W}fldChar",), _shows_nothing),
    (Feature.CLOCK, (f"{W}instrText", f"{W}fldSimple"), _tells_time),
    (Feature.CONTENT_CONTROL, (f"{W}sdt",), _in_paragraph),
    (Feature.TRACKED_CHANGE, (f"{W}ins", f"{W}del", f"{W}moveFrom"), _always),
    (Feature.SYMBOL, (f"{W}sym",), _always),
    (Feature.VERTICAL_TEXT, (f"{W}textDirection",), _other_than("lrTb")),
    (Feature.DOCUMENT_GRID, (f"{W}docGrid",), _grid_in_use),
    (Feature.PAGE_BORDER, (f"{W}pgBorders",), lambda borders: len(borders) > 0),
    (Feature.LINE_NUMBERS, (f"{W}lnNumType",), _always),
    (Feature.PATTERN, (f"{W}shd",), _other_than(*_PLAIN_PATTERN)),
    (Feature.FANCY_UNDERLINE, (f"{W}u",), _other_than(*_PLAIN_UNDERLINE)),
    (Feature.INLINE_TEXT_BOX, (f"{_WPS}txbx",), _inline_box),
    (Feature.WORDART, (f"{_V}textpath",), _always),
    (Feature.CHART, (f"{_C}chart",), _always),
    (Feature.SMARTART, (f"{_DGM}relIds",), _always),
)
"""Which elements show a feature, and what must be true of the element."""

_BY_TAG: Mapping[str, tuple[tuple[Feature, Test], ...]] = {
    tag: tuple((feature, test) for feature, tags, test in _ROWS if tag in tags) for _, tags, _ in _ROWS for tag in tags
}
_BORDERS = frozenset(f"{W}{name}" for name in ("pBdr", "tblBorders", "tcBorders"))


def uses(parts: Mapping[str, bytes], file: str) -> tuple[Use, ...]:
    """Every feature the document uses, once, at its first place. Raises lxml.etree.XMLSyntaxError."""
    first: dict[Feature, Use] = {}
    for use in _all_uses(parts, file):
        first.setdefault(use.feature, use)
    return tuple(first.values())


def _all_uses(parts: Mapping[str, bytes], file: str) -> Iterator[Use]:
    for story in stories(parts, file):
        if story.kind == "comments":
            continue  # never printed
        places = {paragraph.element: paragraph.place for paragraph in story.paragraphs}
        drawn = {r.id for r in relations(parts, story.name) if r.target.lower().endswith(_DRAWN)}
        for element in story.root.iter():
            for feature in _features_of(element, drawn):
                if not is_fallback(element):
                    yield Use(feature, _place(element, places, Place(file=file, part=story.words)))
    yield from _style_uses(parts, file)
    yield from _numbering_uses(parts, file)
    yield from _setting_uses(parts, file)


def _features_of(element: Element, drawn: Set[str] = frozenset()) -> Iterator[Feature]:
    tag = str(element.tag)
    yield from (feature for feature, test in _BY_TAG.get(tag, ()) if test(element))
    parent = element.getparent()
    if parent is not None and parent.tag in _BORDERS and element.get(f"{W}val", "single") not in _PLAIN_BORDER:
        yield Feature.FANCY_BORDER
    if tag == f"{_A}blip" and element.get(f"{_R}embed") in drawn:
        yield Feature.DRAWN_PICTURE


def _place(element: Element, places: Mapping[Element, Place], otherwise: Place) -> Place:
    """That of the paragraph around, or of the first one of the cell around, or `otherwise`."""
    around = next((a for a in (element, *element.iterancestors()) if a in places or a.tag == f"{W}tc"), None)
    if around is None:
        return otherwise
    return next((places[inner] for inner in around.iter(f"{W}p") if inner in places), otherwise)


def _style_uses(parts: Mapping[str, bytes], file: str) -> Iterator[Use]:
    """Features of the styles that the text uses, directly or by descent."""
    for style_id, style in sorted(styles_in_use(parts).items()):
        name = style.find(f"{W}name")
        words = say("style {style}", style=style_id if name is None else name.get(f"{W}val", style_id))
        for element in style.iter():
            for feature in _features_of(element):
                yield Use(feature, Place(file=file, part=words))


def _numbering_uses(parts: Mapping[str, bytes], file: str) -> Iterator[Use]:
    """Numerals of the lists that text or a style in use belongs to."""
    root = related(parts, "numbering")
    users = [*(story.root for story in stories(parts, "")), *styles_in_use(parts).values()]
    used = {mark.get(f"{W}val") for user in users for mark in user.iter(f"{W}numId")}
    lists = [] if root is None else [num for num in root.iterfind(f"{W}num") if num.get(f"{W}numId") in used]
    shared = {mark.get(f"{W}val") for num in lists for mark in num.iterfind(f"{W}abstractNumId")}
    for abstract in () if root is None else root.iterfind(f"{W}abstractNum"):
        numerals = [numeral.get(f"{W}val", "") for numeral in abstract.iter(f"{W}numFmt")]
        unknown = [numeral for numeral in numerals if _COUNTING.search(numeral) and numeral not in COUNTED]
        if abstract.get(f"{W}abstractNumId") in shared and unknown:
            yield Use(Feature.COUNTED_NUMBER, Place(file=file, part=say("numbering")))


def _setting_uses(parts: Mapping[str, bytes], file: str) -> Iterator[Use]:
    root = related(parts, "settings")
    hyphenation = None if root is None else root.find(f"{W}autoHyphenation")
    if hyphenation is not None and _on(hyphenation):
        yield Use(Feature.HYPHENATION, Place(file=file, part=say("settings")))
