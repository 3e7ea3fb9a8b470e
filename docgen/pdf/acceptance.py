"""The look at a PDF before it counts: what came out of an engine is a book only if everything is in it.

Whole file, pages within bounds, every character in order, fonts embedded, pictures there, no tag left over, no blank
page, the signature block whole and in company. Each fault is a finding; a PDF without findings of level error may be
delivered.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.findings import Finding, Place
from docgen.findings.pdf import (
    BLANK_PAGE,
    BROKEN,
    FONT_NOT_EMBEDDED,
    PAGE_COUNT,
    PICTURE_MISSING,
    SIGNATURE_ALONE,
    SIGNATURE_SPLIT,
    TAG_LEFT,
    TEXT_DISPLACED,
    TEXT_MISSING,
)
from docgen.pdf.comparison import Reading, essence, pieces, running_pattern
from docgen.pdf.pages import Opened, read_pages

_TAGS = ("{{", "{%", "{#")
_DIGITS = re.compile(r"\d+")
_SHOWN = 60
"""How much of a text is quoted in a finding, in characters."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a PDF must hold, as plain values taken from the Word document it was made from.

    `paragraphs` is the body's text in order, table cells included; `beside` what stands apart from it: notes, text
    boxes; `running` the texts that may stand on any page: headers, footers, a watermark. `pages` are the fewest and the
    most pages. `pictures` are those of the body, `running_pictures` those on every page. `signature` is the text of
    the signature block. So many `blank_pages` are meant to be blank, and so many `tags` (marks like `{{`) are data.
    """

    paragraphs: tuple[str, ...]
    beside: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    pages: tuple[int, int] = (1, 10_000)
    pictures: int = 0
    running_pictures: int = 0
    signature: tuple[str, ...] = ()
    blank_pages: int = 0
    tags: int = 0


def accept(pdf: bytes, expected: Expected) -> tuple[Finding, ...]:
    """Every fault of `pdf`; none means that it may be delivered."""
    opened = read_pages(pdf)
    if opened is None:
        return (Finding(BROKEN),)
    texts = [essence(page.text) for page in opened.pages]
    running = tuple(text for text in map(essence, expected.running) if text)
    return (
        *_fonts(opened),
        *_page_count(opened, expected),
        *_text(Reading(texts, running), expected),
        *_tags(texts, expected),
        *_blank_pages(opened, texts, running, expected),
        *_pictures(opened, expected),
        *_signature(texts, running, expected),
    )


def _fonts(opened: Opened) -> Iterator[Finding]:
    for name in opened.unembedded:
        yield Finding(FONT_NOT_EMBEDDED, values={"font": name})


def _page_count(opened: Opened, expected: Expected) -> Iterator[Finding]:
    fewest, most = expected.pages
    if not fewest <= len(opened.pages) <= most:
        yield Finding(PAGE_COUNT, values={"pages": len(opened.pages), "fewest": fewest, "most": most})


def _text(reading: Reading, expected: Expected) -> Iterator[Finding]:
    sought = reading.search(expected.paragraphs)
    missing = (*sought.missing, *reading.absent(expected.beside))
    for code, lost in ((TEXT_MISSING, missing), (TEXT_DISPLACED, sought.displaced)):
        if lost:
            yield Finding(code, values={"count": len(lost), "text": lost[0][:_SHOWN]})


def _tags(texts: Sequence[str], expected: Expected) -> Iterator[Finding]:
    marks = [(number, tag) for number, text in enumerate(texts, 1) for tag in _TAGS for _ in range(text.count(tag))]
    if len(marks) > expected.tags:
        number, tag = marks[0]
        at = texts[number - 1].index(tag)
        yield Finding(TAG_LEFT, Place(page=number), {"tag": texts[number - 1][at : at + _SHOWN]})


def _blank_pages(
    opened: Opened, texts: Sequence[str], running: tuple[str, ...], expected: Expected
) -> Iterator[Finding]:
    blank = [
        number
        for number, (page, text) in enumerate(zip(opened.pages, texts, strict=True), 1)
        if page.pictures <= expected.running_pictures and _is_only(text, running)
    ]
    if len(blank) > expected.blank_pages:
        yield from (Finding(BLANK_PAGE, Place(page=number)) for number in blank)


def _is_only(text: str, running: tuple[str, ...], parts: Sequence[str] = ()) -> bool:
    """Whether a page says nothing but `running` texts, numbers and `parts`; all are essences."""
    if len(_DIGITS.sub("", text)) > 2 * sum(map(len, (*running, *parts))):
        return False  # a pattern of headers takes longer to build than a page to read
    rest = running_pattern(running).sub("", text)
    for part in sorted(parts, key=len, reverse=True):
        rest = rest.replace(part, "")
    return not rest.strip("0123456789")


def _pictures(opened: Opened, expected: Expected) -> Iterator[Finding]:
    for number, page in enumerate(opened.pages, 1):
        if page.pictures < expected.running_pictures:
            yield _too_few(Place(page=number), page.pictures, expected.running_pictures)
    due = expected.pictures + expected.running_pictures * len(opened.pages)
    drawn = sum(page.pictures for page in opened.pages)
    if drawn < due and all(page.pictures >= expected.running_pictures for page in opened.pages):
        yield _too_few(Place(), drawn, due)


def _too_few(place: Place, drawn: int, due: int) -> Finding:
    return Finding(PICTURE_MISSING, place, {"drawn": drawn, "due": due})


def _signature(texts: Sequence[str], running: tuple[str, ...], expected: Expected) -> Iterator[Finding]:
    """The block is looked for from the back, where it belongs."""
    block = [part for text in expected.signature for part in pieces(text)]
    whole = [number for number, text in enumerate(texts, 1) if all(part in text for part in block)]
    if not block:
        return
    if not whole:
        yield Finding(SIGNATURE_SPLIT, values={"text": block[0][:_SHOWN]})
    elif _is_only(texts[whole[-1] - 1], running, block):
        yield Finding(SIGNATURE_ALONE, Place(page=whole[-1]), {"text": block[0][:_SHOWN]})
