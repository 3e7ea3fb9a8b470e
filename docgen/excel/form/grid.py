"""The columns of a form's sheet: wide enough for its tables, and shared out among what stands above and below them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest

from docgen.model import Blank, Field, FieldType, Repeat

NUMBER_WIDTH = 5.0
"""Width of the first column, which numbers items and rows."""

PORTRAIT, LANDSCAPE = 100.0, 145.0
"""How many characters of 11 points a line of each holds, before the print is scaled to the page."""

_PLAIN = (NUMBER_WIDTH, 13.0, 21.0, 10.0, 17.0, 17.0, 17.0)
"""The columns of a form without tables."""
_WIDTHS = {
    FieldType.INTEGER: 9.0,
    FieldType.DECIMAL: 11.0,
    FieldType.DATE: 14.0,
    FieldType.TIME: 9.0,
    FieldType.DATETIME: 18.0,
    FieldType.ACKNOWLEDGE: 8.0,
    FieldType.CALCULATE: 10.0,
}
_SHORT_TEXT, _TEXT, _TOLD, _LONG_TEXT = 12.0, 16.0, 24.0, 28.0
"""Of codes, of words, of what the office says itself, of sentences."""
_LEAST = 6.0
_TRANSPOSED = (NUMBER_WIDTH, 22.0, 9.0)


@dataclass(frozen=True, slots=True)
class Span:
    """Columns `first` to `last`, from 0, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a sheet by their widths in characters, and whether the sheet lies on its side."""

    widths: tuple[float, ...]
    landscape: bool = False

    @property
    def whole(self) -> Span:
        """All columns."""
        return Span(0, len(self.widths) - 1)

    def width(self, span: Span) -> float:
        """How many characters of the middling kind fit into `span`."""
        return sum(self.widths[span.first : span.last + 1])

    def shared_out(self, shares: Sequence[float], first: int = 0) -> tuple[Span, ...]:
        """The columns from `first` on, cut as near to `shares` as they allow; each gets at least one column."""
        widths = self.widths[first:]
        ends = list(accumulate(widths))
        wanted = [end / sum(shares) * ends[-1] for end in accumulate(shares)]
        spans: list[Span] = []
        start = 0
        for number, goal in enumerate(wanted[:-1]):
            latest = len(widths) - (len(shares) - number)
            end = min(range(start, latest + 1), key=lambda column: _missed(ends[column], goal))
            spans.append(Span(first + start, first + end))
            start = end + 1
        return (*spans, Span(first + start, len(self.widths) - 1))


def _missed(end: float, goal: float) -> float:
    """How far a cut lies from where it should; too narrow is worse than too wide."""
    return end - goal if end >= goal else 3 * (goal - end)


def grid_of(blank: Blank) -> Grid:
    """The columns that suit the tables of `blank`, the wider where two of them differ."""
    tables = [_columns(blank, repeat) for repeat in blank.definition.repeats]
    if not tables:
        return Grid(_PLAIN)
    columns = [
        Column(max(one.wanted for one in beside), max(one.least for one in beside))
        for beside in zip_longest(*tables, fillvalue=Column(0.0, 0.0))
    ]
    columns += [Column(_TEXT, _TEXT)] * (5 - len(columns))
    wanted = sum(one.wanted for one in columns)
    landscape = wanted > PORTRAIT * 1.15
    goal = LANDSCAPE if landscape else PORTRAIT
    return Grid(tuple(_stretched(columns, goal) if wanted < goal else _squeezed(columns, goal)), landscape)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: how wide it should be, and how wide it must be for the words of its heading."""

    wanted: float
    least: float


def _columns(blank: Blank, repeat: Repeat) -> list[Column]:
    if repeat.transposed:
        rows = blank.rows.get(repeat.path, repeat.rows)
        return [Column(width, width) for width in (*_TRANSPOSED, *([_TEXT] * rows))]
    shown = [field for field in repeat.members if blank.asks(field) and (field.label or field.type.is_asked)]
    return [Column(NUMBER_WIDTH, NUMBER_WIDTH), *(_column(field, blank.language) for field in shown)]


def _column(field: Field, language: str) -> Column:
    heading = f"{field.label.said(language)} {field.measure.said(language)}".split()
    longest = max((text_width(word) for word in heading if word.isascii()), default=0)
    least = min(max(longest * 0.9 + 2.0, _LEAST), _TEXT)  # captions are set smaller than answers
    return Column(max(_answer_width(field, language), least), least)


def _answer_width(field: Field, language: str) -> float:
    if field.type is FieldType.SELECT_ONE:
        labels = [text_width(choice.label.said(language)) for choice in field.choices]
        return min(max([6.0, *labels]) + 4, _TEXT)
    if field.type in _WIDTHS:
        return _WIDTHS[field.type]
    if is_long(field):
        return _LONG_TEXT
    return _SHORT_TEXT if field.is_code else _TOLD if field.read_only else _TEXT


def is_long(field: Field) -> bool:
    """Whether whole sentences are expected, by XLSForm's own word for it."""
    return "multiline" in field.appearance.split()


def _stretched(columns: Sequence[Column], goal: float) -> list[float]:
    """Widths that make `goal` together, all but that of the first column, which only numbers, grown alike."""
    first, *others = (column.wanted for column in columns)
    return [first, *(round(width + (goal - first - sum(others)) * width / sum(others), 1) for width in others)]


def _squeezed(columns: Sequence[Column], goal: float) -> list[float]:
    """Widths shrunk towards `goal`, none to less than two thirds: what is wider still is printed smaller."""
    first, *others = columns
    factor = max(goal / sum(column.wanted for column in columns), 2 / 3)
    return [first.wanted, *(round(max(column.wanted * factor, column.least), 1) for column in others)]


def text_width(text: str) -> int:
    """How many columns of a fixed-width face `text` takes: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def lines_of(text: str, width: float) -> int:
    """How many lines `text` takes where `width` characters fit; words may leave a line a little short."""
    room = max(width - 1.5, 3.0)
    return sum(max(1, -(-text_width(line) // int(room))) for line in text.split("\n"))
