"""Finds tags in the parts of a Word file that the template engine leaves alone, so that they would be printed.

Endnotes, comments, charts, diagrams, and the properties that are no texts of the author.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from docgen.findings import Finding, Place
from docgen.findings import word as codes
from docgen.language import say
from docgen.word.places import main_part, parse, relations
from docgen.word.tags import tags_of

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OUR_NAMES = {"creator": "author", "description": "comments"}
"""Where Word's name of a property differs from the one its user sees."""


def not_filled(texts: Iterable[tuple[str, Place]]) -> Iterator[Finding]:
    """Every tag of `texts`, which stand in parts that are not filled."""
    for text, place in texts:
        for tag in tags_of(text):
            yield Finding(codes.TAG_NOT_FILLED, place, {"tag": tag, "part": place.part})


def property_texts(parts: Mapping[str, bytes], file: str) -> Iterator[tuple[str, Place]]:
    """The document's properties that hold a text; the place's field is the property's name."""
    for relation in relations(parts, ""):
        if relation.kind == "core-properties" and relation.target in parts:
            for element in parse(parts[relation.target]):
                name = etree.QName(element).localname
                place = Place(file=file, part=say("document properties"), field=_OUR_NAMES.get(name, name))
                yield element.text or "", place


def other_texts(parts: Mapping[str, bytes], file: str) -> Iterator[tuple[str, Place]]:
    """The texts of charts and diagrams, and of the properties that Word and companies add."""
    counts: Counter[str] = Counter()
    wanted = [*relations(parts, main_part(parts)), *relations(parts, "")]
    for relation in sorted(wanted, key=lambda each: each.target):
        counts[relation.kind] += 1
        words = _words(relation.kind, counts[relation.kind])
        if words and relation.target in parts:
            yield from ((text, Place(file=file, part=words)) for text in _stretches(parse(parts[relation.target])))


def _words(kind: str, number: int) -> str:
    named = {
        "chart": say("chart {number}", number=number),
        "diagramData": say("diagram {number}", number=number),
        "extended-properties": say("document properties"),
        "custom-properties": say("document properties"),
    }
    return named.get(kind, "")


def _stretches(root: etree._Element) -> Iterator[str]:
    """Each paragraph of a drawing joined over its runs, and every text beside them."""
    for paragraph in root.iter(f"{_A}p"):
        yield "".join(text.text or "" for text in paragraph.iter(f"{_A}t"))
    for element in root.iter(etree.Element):
        if element.text and element.tag != f"{_A}t":
            yield element.text
