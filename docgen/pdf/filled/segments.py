"""The text of a page in pieces as they were drawn: a piece belongs where it begins, however far it runs over."""

import re
from collections.abc import Iterator, Sequence
from ctypes import addressof
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from docgen.pdf.form.geometry import Rectangle

_MOST_LETTERS = 60_000
_GAP = 0.9
"""How far apart two letters of one piece may stand, in heights of a letter."""
_APART = 0.35
"""A gap wider than a blank, in heights of a letter: printers draw two neighbouring cells in one."""
_EDGE = 0.82
"""A line that reaches this far across its box was broken by a program, not by a person."""
_CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Segment:
    """Letters drawn one after the other on one line."""

    text: str
    area: Rectangle


def segments(page: Any, cells: Sequence[Rectangle] = ()) -> tuple[Segment, ...]:
    """The pieces of text of a page, in the order in which they were drawn.

    Where one drawing ends and another begins in the next of `cells`, the piece ends too, however near they are.
    """
    return tuple(_segments(page.get_textpage(), cells))


def _segments(text: Any, cells: Sequence[Rectangle]) -> Iterator[Segment]:
    letters: list[str] = []
    area: Rectangle | None = None
    last, edge = 0, 0.0
    whole = text.get_text_range()
    count = min(text.count_chars(), len(whole), _MOST_LETTERS)
    for number in range(count):
        letter = whole[number]
        here = Rectangle(*text.get_charbox(number, loose=True))
        drawing = pdfium_c.FPDFText_GetTextObject(text, number)
        anew = bool(drawing) and addressof(drawing.contents) != last
        anew = anew or (not letter.isspace() and here.left - edge > _APART * max(here.height, 1.0))
        edge = edge if letter.isspace() else here.right
        if area is not None and (
            letter in "\r\n" or not _goes_on(area, here) or (anew and _crosses(area, here, cells))
        ):
            yield from _done(letters, area)
            letters, area = [], None
        last = addressof(drawing.contents) if drawing else last
        if letter not in "\r\n" and (letters or not letter.isspace()):
            letters.append(letter)
            area = here if area is None else _round(area, here)
    if area is not None:
        yield from _done(letters, area)


def _done(letters: list[str], area: Rectangle) -> Iterator[Segment]:
    if text := "".join(letters).strip():
        yield Segment(text, area)


def _goes_on(area: Rectangle, here: Rectangle) -> bool:
    size = max(area.height, 1.0)
    middle = (here.bottom + here.top) / 2
    return -0.5 * size < here.left - area.right < _GAP * size and area.bottom <= middle <= area.top


def _crosses(area: Rectangle, here: Rectangle, cells: Sequence[Rectangle]) -> bool:
    """Whether a letter stands in another cell than that in which its piece began."""
    own = next((cell for cell in cells if _begins_in(here, cell)), None)
    return own is not None and not _begins_in(area, own)


def _round(one: Rectangle, other: Rectangle) -> Rectangle:
    return Rectangle(
        min(one.left, other.left), min(one.bottom, other.bottom), max(one.right, other.right), max(one.top, other.top)
    )


def text_inside(pieces: Sequence[Segment], box: Rectangle) -> str:
    """What is written in a box: the pieces that begin in it, line by line; lines that only wrapped are joined."""
    own = [one for one in pieces if _begins_in(one.area, box)]
    lines: list[list[Segment]] = []
    for one in sorted(own, key=lambda piece: -piece.area.top):
        if lines and abs(lines[-1][0].area.bottom - one.area.bottom) < 0.5 * one.area.height:
            lines[-1].append(one)
        else:
            lines.append([one])
    return _joined([sorted(line, key=lambda piece: piece.area.left) for line in lines], box)


def _begins_in(area: Rectangle, box: Rectangle) -> bool:
    middle = (area.bottom + area.top) / 2
    return box.left - 1 <= area.left + 0.5 <= box.right and box.bottom <= middle <= box.top


def _joined(lines: list[list[Segment]], box: Rectangle) -> str:
    text = ""
    for number, line in enumerate(lines):
        said = " ".join(piece.text for piece in line)
        if number:
            text += _between(lines[number - 1][-1], line[0], box)
        text += said
    return text


def _between(last: Segment, first: Segment, box: Rectangle) -> str:
    """What stands between two lines: a break, if what comes next had found room on the line; else it only wrapped."""
    letter = first.area.width / max(len(first.text), 1)
    word = 1 if _CHINESE.match(first.text) else len(first.text.split(" ")[0]) + 1
    right = box.left + box.width * _EDGE
    if last.area.right < right and last.area.right + word * letter < box.right - letter:
        return "\n"
    if " " not in last.text and last.area.right + letter > box.right - letter:
        return ""  # a word too long for its line
    return _seam(last.text[-1:], first.text[:1])


def _seam(last: str, first: str) -> str:
    return "" if _CHINESE.match(last) or _CHINESE.match(first) else " "
