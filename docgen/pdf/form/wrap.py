"""Text broken into lines of a given width, and made smaller until it fits a box."""

import re
from collections.abc import Iterator
from functools import lru_cache

from docgen.pdf.form.faces import width

_EASTERN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_CLOSING = r"，。、；：？！）》】」』〉”’％%,.;:?!)\]}…·*\u00a0"
"""What may not begin a line: it goes with the letter before it."""
_OPENING = r"（《【『〈“‘(\["
"""What may not end one."""
_PIECES = re.compile(
    rf"[^\S\u00a0]+|[{_OPENING}]*[{_EASTERN}][{_CLOSING}]*|(?:[^\s{_EASTERN}]|\u00a0)+[{_CLOSING}]*|.", re.DOTALL
)
"""Blanks; Chinese letters, each by itself; Western words."""
LEADING = 1.25
"""From base line to base line, in sizes."""


@lru_cache(maxsize=8192)
def wrapped(text: str, room: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """The lines of `text` at `size`, each at most `room` wide; a word longer than a line is broken."""
    return tuple(line for part in text.splitlines() or [""] for line in _lines(part, room / size, bold))


def _lines(text: str, room: float, bold: bool) -> Iterator[str]:
    line = ""
    for piece in _pieces(text, room, bold):
        if not line.strip() or width((line + piece).rstrip(), bold) <= room:
            line = line + piece if line else piece.lstrip()
        else:
            yield line.rstrip()
            line = piece.lstrip()
    yield line.rstrip()


def _pieces(text: str, room: float, bold: bool) -> Iterator[str]:
    for piece in _PIECES.findall(text):
        if width(piece, bold) <= room or piece.isspace():
            yield piece
        else:
            yield from _broken(piece, room, bold)


def _broken(word: str, room: float, bold: bool) -> Iterator[str]:
    start = 0
    for end in range(1, len(word) + 1):
        if end - start > 1 and width(word[start:end], bold) > room:
            yield word[start : end - 1]
            start = end - 1
    yield word[start:]


def fitted(
    text: str, room: float, height: float, size: float, *, smallest: float = 4.0
) -> tuple[float, tuple[str, ...]]:
    """The largest size, up to `size`, at which `text` fits into `room` by `height`, and its lines at that size.

    What fits at no size is given at the smallest, and hangs out below.
    """
    while True:
        lines = wrapped(text, room, size)
        if size <= smallest or (len(lines) * size * LEADING <= height and max(width(n) for n in lines) * size <= room):
            return size, lines
        size = max(smallest, round(size - 0.5, 1))
