"""How wide the columns of a repeat are in the standard form. Widths are in twentieths of a point."""

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.language import in_brackets
from docgen.model.forms import Field, FieldType
from docgen.word.form.blocks import shared
from docgen.word.form.prompts import choice_label, is_short, placeholder, width

NUMBER = 560
"""The column with the numbers of the rows."""

_LETTER = 96
_PADDING = 190
_USUAL = {
    FieldType.INTEGER: (6, 7),
    FieldType.DECIMAL: (6, 9),
    FieldType.DATE: (14, 16),
    FieldType.TIME: (7, 8),
    FieldType.DATETIME: (13, 18),
    FieldType.TEXT: (10, 20),
    FieldType.ACKNOWLEDGE: (4, 5),
    FieldType.CALCULATE: (6, 8),
}
"""The fewest and the usual letters of an answer."""
_CODE = (8, 10)
"""Of a number or code among words."""
_LONGEST_ANSWER = 12
_LONGEST_WORD = 12
_LINES = (3, 2)
"""Of a heading, at most and usually."""


@dataclass(frozen=True, slots=True)
class Width:
    """The least width a column can do with, and the one it would like."""

    least: int
    wish: int


def width_of(column: Field, language: str) -> Width:
    """The width of a column, by its heading and by what is to be written in it."""
    words = [word for line in heading(column, language) for word in line.split()]
    word = max((width(word) for word in words if width(word) <= _LONGEST_WORD), default=4)
    label = width(heading(column, language)[0]) + 2 * column.required  # the star
    least, wish = (
        max(answer, word + 1, -(-label // lines))
        for answer, lines in zip(_answers(column, language), _LINES, strict=True)
    )
    return Width(least * _LETTER + _PADDING, wish * _LETTER + _PADDING)


def _answers(column: Field, language: str) -> tuple[int, int]:
    if not column.choices:
        if column.is_code:
            return _CODE
        least, usual = _USUAL.get(column.type, (8, 12))
        wordy = "multiline" in column.appearance.split() or (column.read_only and column.type is FieldType.TEXT)
        return (least, usual + 8) if wordy else (least, usual)
    longest = min(max(width(choice_label(choice, language)) + 3 for choice in column.choices), _LONGEST_ANSWER)
    if column.type is FieldType.SELECT_ONE and is_short(column.choices, language):
        words = placeholder(column, language)
        boxes = width(words) + len(column.choices)
        return (boxes if width(words) > len(words) + 1 else longest), boxes  # Chinese would break inside a word
    return longest, longest + 4


def heading(column: Field, language: str) -> tuple[str, ...]:
    """The lines of a column's heading: label, and what it is counted in."""
    measure = column.measure.said(language) or ("%" if column.percent else "")
    label = column.label.said(language) or column.name
    return (label, in_brackets(measure).strip()) if measure else (label,)


def least(columns: Sequence[Field], language: str) -> int:
    """How narrow a table of these columns can be."""
    return NUMBER + sum(width_of(column, language).least for column in columns)


def widths(columns: Sequence[Field], line: int, language: str) -> list[int]:
    """The widths of columns that fill a line: what each needs, and of what is left by what each would like."""
    wanted = [width_of(column, language) for column in columns]
    left = line - sum(each.least for each in wanted)
    extra = [each.wish - each.least for each in wanted]
    if left <= 0 or left >= sum(extra):
        return shared(line, [each.wish if left > 0 else each.least for each in wanted])
    return [each.least + more for each, more in zip(wanted, shared(left, extra), strict=True)]


def bands(columns: Sequence[Field], line: int, language: str) -> list[list[Field]]:
    """The columns in as few lines as they fit in, about equally full."""
    needed = [width_of(column, language).least for column in columns]
    lines = -(-sum(needed) // line)
    found: list[list[Field]] = [[]]
    used = 0
    for column, need in zip(columns, needed, strict=True):
        if found[-1] and (used + need / 2) * lines > sum(needed) * len(found) and len(found) < lines:
            found.append([])
        found[-1].append(column)
        used += need
    return found
