"""The table of a repeat in the standard form: a heading on every page, a row a record, or several lines a record.

Widths are in twentieths of a point.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from docgen.language import say
from docgen.model.forms import Field, FieldType, Repeat
from docgen.word.form.blocks import Cell, literal, paragraph, row, shared, table, tag_row, text
from docgen.word.form.words import choice_label, in_brackets, width

_LETTER = 96
"""The width of a Latin letter in a cell."""
_PADDING = 190
_NUMBER = 560
_WIDTHS = {
    FieldType.INTEGER: 7,
    FieldType.DECIMAL: 8,
    FieldType.DATE: 13,
    FieldType.TIME: 8,
    FieldType.DATETIME: 16,
    FieldType.TEXT: 15,
    FieldType.ACKNOWLEDGE: 4,
    FieldType.CALCULATE: 8,
}
_LIST = 12
_LINES_OF_HEADING = 3
_LEFT = frozenset({FieldType.TEXT, FieldType.SELECT_MULTIPLE})


def widest(columns: Sequence[Field], language: str) -> int:
    """How wide a table of these columns would like to be."""
    return _NUMBER + sum(_wish(column, language) for column in columns)


def _wish(column: Field, language: str) -> int:
    label = -(-width(heading(column, language)) // _LINES_OF_HEADING)
    if column.type in (FieldType.SELECT_ONE, FieldType.SELECT_MULTIPLE):
        longest = max((width(choice_label(c, language)) for c in column.choices), default=0)
        letters = min(longest + 3, _LIST)
    else:
        letters = _WIDTHS.get(column.type, _LIST)
    if "multiline" in column.appearance.split():
        letters += 8
    return max(letters, label) * _LETTER + _PADDING


def heading(column: Field, language: str) -> str:
    """The heading of a column: label, and what it is counted in."""
    measure = column.measure.said(language) or ("%" if column.percent else "")
    return (column.label.said(language) or column.name) + in_brackets(measure)


def _bands(columns: Sequence[Field], line: int, language: str) -> list[list[Field]]:
    """The columns in as few lines as they fit in, about equally wide."""
    wishes = [_wish(column, language) for column in columns]
    lines = -(-sum(wishes) // line)
    most = sum(wishes) / lines
    bands: list[list[Field]] = [[]]
    used = 0.0
    for column, wish in zip(columns, wishes, strict=True):
        if bands[-1] and used + wish / 2 > most * len(bands) and len(bands) < lines:
            bands.append([])
        bands[-1].append(column)
        used += wish
    return bands


def _grid(bands: Sequence[Sequence[Field]], line: int, language: str) -> tuple[list[int], list[list[int]]]:
    """The columns of a grid that all lines of a record fit in, and how many of them each cell takes."""
    edges = [list(accumulate(shared(line, [_wish(c, language) for c in band]))) for band in bands]
    every = sorted({edge for band in edges for edge in band})
    grid = [_NUMBER, *(right - left for left, right in zip([0, *every], every, strict=False))]
    spans = [
        [
            every.index(right) - (every.index(left) if left else -1)
            for left, right in zip([0, *band], band, strict=False)
        ]
        for band in edges
    ]
    return grid, spans


def repeat_table(repeat: Repeat, columns: Sequence[Field], line: int, language: str) -> str:
    """The table, `line` wide, with the tags that repeat its rows."""
    if repeat.transposed:
        return _side_by_side(repeat, columns, line, language)
    bands = _bands(columns, line - _NUMBER, language)
    grid, spans = _grid(bands, line - _NUMBER, language)
    heads, records = [], []
    for number, (band, span) in enumerate(zip(bands, spans, strict=True)):
        merge = "" if len(bands) == 1 else "continue" if number else "restart"
        widths = _widths(grid, span)
        contents = [paragraph("FormHead", *_heading(column, language)) for column in band]
        first = Cell(_NUMBER, paragraph("FormHead", say("№") if number == 0 else ""), shaded=True, merge=merge)
        heads.append(row([first, *_cells(widths, span, contents, shaded=True)], head=True))
        places = [paragraph(_style(column), f'{{{{ row.field("{column.name}") }}}}') for column in band]
        first = Cell(_NUMBER, paragraph("FormCellCentred", "{{ row.number }}" if number == 0 else ""), merge=merge)
        records.append(row([first, *_cells(widths, span, places)], height=520))
    begin, end = tag_row(f'{{%tr for row in rows("{repeat.path}") %}}', grid), tag_row("{%tr endfor %}", grid)
    return table(grid, [*heads, begin, *records, end])


def _widths(grid: Sequence[int], spans: Sequence[int]) -> list[int]:
    starts = [1, *(1 + end for end in accumulate(spans))]
    return [sum(grid[start : start + span]) for start, span in zip(starts, spans, strict=False)]


def _cells(widths: Sequence[int], spans: Sequence[int], contents: Sequence[str], *, shaded: bool = False) -> list[Cell]:
    return [Cell(width, content, span, shaded) for width, span, content in zip(widths, spans, contents, strict=True)]


def _heading(column: Field, language: str) -> Iterator[str]:
    yield from literal(heading(column, language))
    if column.required:
        yield text("\u00a0*", '<w:color w:val="C00000"/>')


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
