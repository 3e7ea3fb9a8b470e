"""Everything that is wrong with a Word template, in one run, each fault once and placed to its paragraph or cell.

Nothing is rendered: what a template may say is known from its contract, so it is checked before there is any data.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from docgen.files import read_bytes
from docgen.findings import Finding, Place
from docgen.findings import word as codes
from docgen.word.container import Unreadable, carried, open_parts, pictures
from docgen.word.contract import Contract
from docgen.word.layout import REVISIONS, misplaced
from docgen.word.places import RENDERED, Paragraph, Story, relations, stories
from docgen.word.properties import PROPERTIES
from docgen.word.script import east_asian
from docgen.word.tagged import Text, read
from docgen.word.tags import tags_of
from docgen.word.unfilled import not_filled, other_texts, property_texts


def lint_template(source: Path | bytes, *, name: str = "", contract: Contract) -> tuple[Finding, ...]:
    """All faults of the template `source`, which findings call `name`. A good one gives none.

    Raises FileTroubleError if the file cannot be read from the disk; a file that is no Word document is a finding.
    """
    data = read_bytes(source) if isinstance(source, Path) else source
    name = name or (source.name if isinstance(source, Path) else "")
    try:
        parts = open_parts(data, name)
    except Unreadable as answer:
        return (answer.finding,)
    return tuple(_faults(parts, name, contract))


def lint_text(text: str, contract: Contract, place: Place) -> tuple[Finding, ...]:
    """All faults of a text with tags that stands at `place`, such as the wording of a clause in a workbook."""
    return read([Text(text, place)], contract).findings


def _faults(parts: Mapping[str, bytes], name: str, contract: Contract) -> Iterator[Finding]:
    found = stories(parts, name)
    filled = [story for story in found if story.kind in RENDERED]
    yield from carried(parts, name)
    for story in filled:
        yield from _story(story, parts, contract)
    yield from not_filled((p.text, p.place) for story in found if story not in filled for p in story.paragraphs)
    yield from not_filled(other_texts(parts, name))
    for text, place in property_texts(parts, name):
        yield from lint_text(text, contract, place) if place.field in PROPERTIES else not_filled([(text, place)])
    yield from pictures(parts, found, contract, name)
    yield from _revisions(filled)
    yield from east_asian(filled, parts)


def _story(story: Story, parts: Mapping[str, bytes], contract: Contract) -> Iterator[Finding]:
    reading = read(map(_text, story.paragraphs), contract)
    yield from reading.findings
    yield from misplaced(story, reading, contract, relations(parts, story.name))


def _text(paragraph: Paragraph) -> Text:
    def order(offset: int) -> int:
        return paragraph.pieces_of(offset, offset)[0].order

    return Text(paragraph.text, paragraph.place, paragraph.number, order)


def _revisions(filled: Sequence[Story]) -> Iterator[Finding]:
    """Tracked changes, told once for the file; those that hold a tag are told one by one elsewhere."""
    changes = [change for story in filled for change in story.root.iter(*REVISIONS)]
    if changes and not any(tags_of("".join(map(str, change.itertext()))) for change in changes):
        places = {paragraph.element: paragraph.place for story in filled for paragraph in story.paragraphs}
        holders = [places[e] for change in changes for e in (*change.iterancestors(), *change.iter()) if e in places]
        yield Finding(codes.REVISIONS_LEFT, holders[0] if holders else Place(), {"count": len(changes)})
