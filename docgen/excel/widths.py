"""How wide the columns of a sheet are, so that it can be read on screen and on paper.

Where all columns have room beside each other on a page that lies on its side, each is as wide as what stands in it.
Else texts are put into several lines: room goes where it saves most of them. What still finds no room goes on further
pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil
from unicodedata import east_asian_width

PAGE = 200
"""Letters side by side on such a page that can still be read: at about 70 % of their size."""
_WIDEST = 60
_HEADING = 16
"""Letters of a heading that stand in one line where the column itself needs no more."""
_WORD = 12
"""Letters of a word that are kept together."""
_INPUT = 14
_LOOKED_AT = 300
"""Rows by which room is shared out."""
_STEP = 2

Texts = Sequence[Sequence[str]]
"""Rows of texts, the headings first."""


@dataclass(frozen=True, slots=True)
class Widths:
    """The width of each column in letters, 0 where it is hidden, and how many pages stand side by side on paper."""

    columns: tuple[float, ...]
    pages: int


def fitted(rows: Texts, inputs: frozenset[int], hidden: frozenset[int], named: int) -> Widths:
    """The widths of a sheet of `rows`. `inputs` a person fills in; the first `named` columns stand on every page."""
    columns = [_Column.of(texts, number in inputs) for number, texts in enumerate(zip(*rows, strict=True))]
    shown = [number for number in range(len(columns)) if number not in hidden]
    widths = {number: columns[number].most for number in shown}
    pages = 1
    if sum(widths.values()) > PAGE:
        widths = {number: columns[number].least for number in shown}
        repeated = sum(widths[number] for number in shown if number < named)
        pages = max(1, ceil((sum(widths.values()) - repeated) / (PAGE - repeated)))
        _share_out(widths, columns, pages * (PAGE - repeated) + repeated - sum(widths.values()))
    return Widths(tuple(widths.get(number, 0.0) for number in range(len(columns))), pages)


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands in a column: the widths of each text's lines; the least and the most letters it should have."""

    lines: tuple[tuple[int, ...], ...]
    least: float
    most: float

    @classmethod
    def of(cls, texts: Sequence[str], is_input: bool) -> "_Column":
        heading, *cells = texts
        longest = max([min(width_of(heading), _HEADING), *map(width_of, cells)])
        most = min(max(longest, _INPUT) if is_input else longest, _WIDEST) + 2
        word = max((width_of(word) for text in islice(texts, _LOOKED_AT) for word in text.split()), default=1)
        least = min(most, (_INPUT if is_input else min(word, _WORD)) + 2)
        lines = tuple(tuple(map(width_of, text.split("\n"))) for text in islice(texts, _LOOKED_AT))
        return cls(lines, float(least), float(most))

    def height(self, width: float) -> int:
        """What its texts cost at this width: the higher a row, the more each further line of it costs."""
        return sum(sum(_broken(line, width) for line in lines) ** 2 for lines in self.lines)


def _share_out(widths: dict[int, float], columns: Sequence[_Column], room: float) -> None:
    """Give `room` letters away, a few at a time, each time to the column where they save most lines."""
    costs = {number: columns[number].height(width) for number, width in widths.items()}
    saves = {number: costs[number] - columns[number].height(widths[number] + _STEP) for number in widths}
    while room >= _STEP:
        growing = [number for number in widths if widths[number] + _STEP <= columns[number].most]
        if not growing:
            return
        best = max(growing, key=lambda number: (saves[number], costs[number]))
        widths[best] += _STEP
        room -= _STEP
        costs[best] = columns[best].height(widths[best])
        saves[best] = costs[best] - columns[best].height(widths[best] + _STEP)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width, words kept whole."""
    return sum(_broken(width_of(line), width) for line in text.split("\n"))


def _broken(line: int, width: float) -> int:
    """Into how many lines a line so wide is broken: a little more than fits, since words are kept whole."""
    return max(1, -(-int(line * 1.1) // int(width)))


def width_of(text: str) -> int:
    """How wide the widest line of `text` is, in Latin letters: a Chinese one takes two."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max((sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in text.split("\n")), default=0)
