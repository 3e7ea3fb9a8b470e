"""What is written in a file outside every place of its forms: shown to a person, never lost.

That is what a file holds less what its blank form prints, which is known of the standard look (`Expected.printed`). Of
a form in an office's own look it is not known, and nothing is said.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from docgen.findings import Finding, Place
from docgen.findings import returns as codes
from docgen.language import LANGUAGES, say, speaking
from docgen.model import Content, Grid, Line
from docgen.returns.gather import Gathered
from docgen.returns.index import Index
from docgen.returns.values import as_seen
from docgen.returns.who import codes_in
from docgen.returns.wording import SIGNED

_MOST_SAID = 20
_MOST_KEPT = 4096
_HEAD = "Form {code}, version {version}"
_STANDING = (
    _HEAD,
    *("Issued by: {issuer}", "Reporting unit: {unit} ({code})", "To be returned by {day}"),
    *("To be returned to {issuer} by {day}", "To be returned to {issuer}", "Page {page} of {pages}"),
    *("Row", "Item", "Counted in", "Entry", "How to fill in", "№", "Date:          /          /", "yes", "no"),
    "Type into the white boxes. Where there was nothing, type 0 or “none”. Boxes marked * must be filled in.",
    "How to fill in: type in the light cells; the others are locked. * must be filled in.",
    "Where there was nothing, type 0 for a figure and “none” for a text or in the first row of a table.",
    "Rows left over stay empty. If rows are wanting: Review, Unprotect Sheet (there is no password), then "
    "insert rows above the last one.",
    *("Year {year}", "First half of {year}", "Second half of {year}", "First quarter of {year}"),
    *("Second quarter of {year}", "Third quarter of {year}", "Fourth quarter of {year}"),
)
"""What every form of the standard look says, whatever it asks; `tests/returns/test_extra.py` holds it against them."""
_PLACE = re.compile(r"\\\{\w+\\\}")
_MARKS = re.compile(r"[\W_]*")
_NUMBER = re.compile(r"\d{1,4}")
Form = tuple[Index, Gathered]
Spot = tuple[int, int, int]
"""Block, row and column, as `At` says them."""


def extra(content: Content, found: Sequence[Form], printed: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    """A finding for each text that no form in the file prints or asks for."""
    known = [index for index, _ in found if index.definition.code in printed]
    if len(known) < len(found) or not known or not any(map(_heads().fullmatch, _texts_of(content))):
        return
    said = [printed[index.definition.code] for index in known]
    left = list(_left(content, known, frozenset[str]().union(*said), _used(content, found)))
    for text, place in islice(left, _MOST_SAID):
        yield Finding(codes.EXTRA, place, {"text": text.strip()[:200]})
    if len(left) > _MOST_SAID:
        yield Finding(codes.MORE_EXTRA, values={"count": len(left) - _MOST_SAID})


def _texts_of(content: Content) -> Iterator[str]:
    for block in content.blocks:
        if isinstance(block, Grid):
            yield from (text for _, _, text in block.texts)


def _used(content: Content, found: Iterable[Form]) -> set[Spot]:
    """The places of answers: under marks, where labels point, and in the rows of tables."""
    used: set[Spot] = {spot.at for spot in content.spots if spot.at}
    for _, gathered in found:
        used |= gathered.places
        for table in gathered.tables:
            block = content.blocks[table.block]
            if isinstance(block, Grid):
                used |= {(table.block, *place) for place in block.cells if table.holds(*place)}
    return used


def _left(
    content: Content, known: Sequence[Index], printed: frozenset[str], used: set[Spot]
) -> Iterator[tuple[str, Place]]:
    """The texts of the body that stand in no place and are not printed by a form."""
    kept = known[0].printed_before.setdefault(tuple([index.definition.code for index in known]), {})
    for number, block in enumerate(content.blocks):
        if block.place.part:
            continue  # a header, a footer, a note below the text
        if isinstance(block, Line):
            if block.text and not block.aside and not _is_ours(block.text, kept, known, printed):
                yield block.text, block.place
            continue
        begins = _begins(block)
        for (row, column), cell in block.cells.items():
            text = cell.raw.text
            if not text or (number, row, column) in used or (column == begins[row] and _NUMBER.fullmatch(text.strip())):
                continue
            if not _is_ours(text, kept, known, printed):
                yield as_seen(cell.raw), block.place_of(row, column)


def _begins(block: Grid) -> dict[int, int]:
    """The first column of each row in which something is written: a number there is that of the row."""
    begins: dict[int, int] = {}
    for (row, column), cell in block.cells.items():
        if cell.raw.text:
            begins[row] = min(column, begins.get(row, column))
    return begins


def _is_ours(text: str, kept: dict[str, bool], known: Sequence[Index], printed: frozenset[str]) -> bool:
    """Whether one of the forms prints it, or it is beside a label; what was found once is `kept`."""
    found = kept.get(text)
    if found is None:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        found = kept[text] = _is_printed(text, known, printed)
    return found


def _is_printed(text: str, known: Sequence[Index], printed: frozenset[str]) -> bool:
    """Where one signs is no text of anybody's."""
    tidy = text.strip()
    if SIGNED.search(tidy) or _standing().fullmatch(tidy) or any(codes_in(tidy)):
        return True
    for index in known:
        said = index.said(text)
        if said.is_label or said.is_printed or index.label(text, in_line=False).said.is_label:
            return True
    if "\n" in tidy:
        lines = tidy.split("\n")
        return all(_NUMBER.fullmatch(line.strip()) or _is_printed(line, known, printed) for line in lines)
    rest = text
    for one in sorted(printed.union(*(index.words for index in known)), key=len, reverse=True):
        rest = rest.replace(one.rstrip(".。") or one, " ")
    return _MARKS.fullmatch(rest) is not None


@cache
def _standing() -> re.Pattern[str]:
    return _patterns(_STANDING)


@cache
def _heads() -> re.Pattern[str]:
    return _patterns((_HEAD,))


def _patterns(sentences: Iterable[str]) -> re.Pattern[str]:
    """What fits one of these sentences, in any language, whatever stands in its places."""
    said: list[str] = []
    for language in LANGUAGES:
        with speaking(language):
            said += [say(sentence) for sentence in sentences]
    found = (_PLACE.sub(".{0,200}", re.escape(one.strip())) for one in dict.fromkeys(said))
    return re.compile("|".join(found), re.DOTALL)
