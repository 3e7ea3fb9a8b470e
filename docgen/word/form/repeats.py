"""The table of a repeat in the standard form: a heading on every page, a row a record, or several lines a record.

Widths are in twentieths of a point.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from docgen.language import say
from docgen.model.forms import Field, FieldType, Repeat
from docgen.word.form.blocks import LINE_END, Cell, literal, paragraph, row, shared, star, table, tag_row
from docgen.word.form.widths import NUMBER, bands, heading, widths

TIE = "{{ row.tie }}"
"""Behind the name of a style: a record that stays with the next gets the style that says so."""
_LEFT = frozenset({FieldType.TEXT, FieldType.SELECT_MULTIPLE})


def _grid(lines: Sequence[Sequence[Field]], line: int, language: str) -> tuple[list[int], list[list[int]]]:
    """The columns of a grid that all lines of a record fit in, and how many of them each cell takes."""
    edges = [list(accumulate(widths(band, line, language))) for band in lines]
    every = sorted({edge for band in edges for edge in band})
    grid = [NUMBER, *(right - left for left, right in zip([0, *every], every, strict=False))]
    spans = [
        [
            every.index(right) - (every.index(left) if left else -1)
            for left, right in zip([0, *band], band, strict=False)
        ]
        for band in edges
    ]
    return grid, spans


class Hold(StrEnum):
    """What of a table stays on the page of what follows it: nothing, its last two rows, all of it."""

    NOTHING = "nothing"
    END = "end"
    ALL = "all"


def repeat_table(repeat: Repeat, columns: Sequence[Field], line: int, language: str, hold: Hold = Hold.NOTHING) -> str:
    """The table, `line` wide, with the tags that repeat its rows."""
    if repeat.transposed:
        return _side_by_side(repeat, columns, line, language)
    lines = bands(columns, line - NUMBER, language)
    grid, spans = _grid(lines, line - NUMBER, language)
    heads, records = [], []
    for number, (band, span) in enumerate(zip(lines, spans, strict=True)):
        merge = "" if len(lines) == 1 else "continue" if number else "restart"
        shape = _Line(tuple(_widths(grid, span)), tuple(span), merge)
        heads.append(_head(shape, band, language))
        tie = TIE if hold is Hold.END and number + 1 == len(lines) else ""
        records.append(_record(shape, band, tie, kept=hold is Hold.ALL or number + 1 < len(lines)))
    begin, end = tag_row(f'{{%tr for row in rows("{repeat.path}") %}}', grid), tag_row("{%tr endfor %}", grid)
    return table(grid, [*heads, begin, *records, end])


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a record: the widths of its cells, how many grid columns each spans, how its number is merged."""

    widths: tuple[int, ...]
    spans: tuple[int, ...]
    merge: str

    def cells(self, first: str, contents: Sequence[str], *, shaded: bool = False, begins: bool = False) -> list[Cell]:
        """The cells of the line, that of the number first."""
        rest = zip(self.widths, self.spans, contents, strict=True)
        return [
            Cell(NUMBER, first, shaded=shaded, merge=self.merge, begins=begins),
            *(Cell(width, content, span, shaded, begins=begins) for width, span, content in rest),
        ]


def _head(line: _Line, band: Sequence[Field], language: str) -> str:
    first = paragraph("FormHead", say("№") if line.merge != "continue" else "")
    contents = [paragraph("FormHead", *_heading(column, language)) for column in band]
    return row(line.cells(first, contents, shaded=True), head=True)


def _record(line: _Line, band: Sequence[Field], tie: str, *, kept: bool) -> str:
    number = "{{ row.number }}" if line.merge != "continue" else ""
    places = [paragraph(_style(column) + tie, f'{{{{ row.field("{column.name}") }}}}', kept=kept) for column in band]
    first = paragraph(f"FormCellCentred{tie}", number, kept=kept)
    return row(line.cells(first, places, begins=line.merge == "restart"), height=490)


def _widths(grid: Sequence[int], spans: Sequence[int]) -> list[int]:
    starts = [1, *(1 + end for end in accumulate(spans))]
    return [sum(grid[start : start + span]) for start, span in zip(starts, spans, strict=False)]


def _heading(column: Field, language: str) -> Iterator[str]:
    label, *measure = heading(column, language)
    yield from (*literal(label), *star(column))
    for line in measure:
        yield from (LINE_END, *literal(line))


def _style(column: Field) -> str:
    return "FormCell" if column.type in _LEFT else "FormCellCentred"


def _side_by_side(repeat: Repeat, columns: Sequence[Field], line: int, language: str) -> str:
    """Records beside each other, their fields downwards, as official event tables are printed."""
    label = line * 28 // 100
    grid = [label, *shared(line - label, [1] * max(repeat.rows, 1))]
    cell = grid[1]
    begin, end = f'{{%tc for row in rows("{repeat.path}") %}}', "{%tc endfor %}"

    def across(first: str, style: str, content: str, *, head: bool = False) -> str:
        cells = [Cell(label, first, shaded=True)]
        cells += (Cell(cell, paragraph(style, each), shaded=head) for each in (begin, content, end))
        return row(cells, head=head)

    title = paragraph("FormHead", *literal(repeat.label.said(language) or repeat.path))
    rows = [across(title, "FormHead", "{{ row.number }}", head=True)]
    for column in columns:
        first = paragraph("FormLabel", *_heading(column, language))
        rows.append(across(first, _style(column), f'{{{{ row.field("{column.name}") }}}}'))
    return table(grid, rows)
