"""Repeats as tables: a head, then rows to fill in, over as many pages as it takes, each page under the same head.

A table too wide for the page gives each record several lines; a transposed one has its records side by side.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from docgen.language import say, speaking
from docgen.model.forms import Field, FieldType, Repeat, with_row
from docgen.pdf.form import answers
from docgen.pdf.form.faces import width
from docgen.pdf.form.flow import PAD, SHADE, Flow
from docgen.pdf.form.geometry import Align, Rectangle
from docgen.pdf.form.grid import HINT, LABEL
from docgen.pdf.form.shape import Shape, is_locked
from docgen.pdf.form.wrap import LEADING, wrapped

_HEAD = 8.5
_NUMBER = 22.0
"""The width of the column that numbers the rows."""
_RECORD = 96.0
"""The least width of a record beside others."""
_WIDTHS = {
    FieldType.INTEGER: 38.0,
    FieldType.DECIMAL: 46.0,
    FieldType.DATE: 58.0,
    FieldType.TIME: 40.0,
    FieldType.DATETIME: 88.0,
    FieldType.ACKNOWLEDGE: 30.0,
    FieldType.CALCULATE: 46.0,
    FieldType.SELECT_MULTIPLE: 92.0,
    FieldType.IMAGE: 70.0,
}


@dataclass(frozen=True, slots=True)
class _Column:
    field: Field
    width: float


_Bands = tuple[tuple[_Column, ...], ...]


def natural_width(shape: Shape, repeat: Repeat) -> float:
    """How wide a table of `repeat` likes to be; 0 for one that can be as narrow as it must."""
    if repeat.transposed:
        return 0.0
    return _NUMBER + sum(_least(shape, field) for field in shape.columns(repeat))


def draw_table(flow: Flow, shape: Shape, repeat: Repeat) -> None:
    """Print the table of `repeat` with its heading."""
    if repeat.transposed:
        _draw_side_by_side(flow, shape, repeat)
        return
    bands = _bands(shape, repeat, flow.room - _NUMBER)
    head, row = _head_height(shape, bands), sum(_row_height(shape, band) for band in bands)
    flow.heading(repeat.label.said(shape.language), together=head + (2 if len(bands) == 1 else 1) * row)
    _draw_head(flow, shape, bands)
    rows = shape.rows_of(repeat)
    for number in range(1, rows + 1):
        last = max(rows - 1, 1)  # the last two rows go with what follows
        if flow.need(row * 2 + flow.tail if flow.tail and number == last else row):
            _draw_head(flow, shape, bands)
        _draw_row(flow, shape, repeat, bands, number)


def _least(shape: Shape, field: Field) -> float:
    label = shape.label(field)
    words = max((width(word) for word in label.split(" ")), default=0.0) * _HEAD
    word = min(words + 2 * PAD + 1, 70.0) if shape.language != "zh" else 30.0
    return max(word, _of_answer(shape, field))


def _better(shape: Shape, field: Field) -> float:
    """A width at which its label takes no more than two lines."""
    return max(_least(shape, field), min(width(shape.label(field)) * _HEAD / 2 + 4 * PAD, 96.0))


def _of_answer(shape: Shape, field: Field) -> float:
    if field.type is FieldType.SELECT_ONE:
        longest = max((width(shape.choice(c)) for c in field.choices), default=2.0)
        return min(max(longest * answers.TICK + 12, 34.0), 78.0)
    return _WIDTHS.get(field.type, 110.0 if answers.is_long(field) else 58.0 if field.is_code else 72.0)


def _bands(shape: Shape, repeat: Repeat, room: float) -> _Bands:
    """The columns in as few lines as the page allows, each line filling it."""
    fields = shape.columns(repeat)
    columns = [_Column(field, _better(shape, field)) for field in fields]
    if sum(column.width for column in columns) > room:
        columns = [_Column(field, _least(shape, field)) for field in fields]
    count = max(1, ceil(sum(column.width for column in columns) / room))
    while True:
        bands = _parted(columns, count)
        if all(sum(column.width for column in band) <= room for band in bands) or count >= len(columns):
            return tuple(_filled(band, room) for band in bands)
        count += 1


def _parted(columns: list[_Column], count: int) -> list[list[_Column]]:
    share = sum(column.width for column in columns) / count
    bands: list[list[_Column]] = [[]]
    used = 0.0
    for column in columns:
        if bands[-1] and len(bands) < count and used + column.width / 2 > share * len(bands):
            bands.append([])
        bands[-1].append(column)
        used += column.width
    return bands


def _filled(band: list[_Column], room: float) -> tuple[_Column, ...]:
    """What is left over goes to columns of words if there are any, most to what the office says itself, else to all."""
    spare = room - sum(column.width for column in band)
    greedy = [column.field for column in band if column.field.type is FieldType.TEXT and not column.field.is_code]
    told = [column.width * (2 if is_locked(column.field) else 1) for column in band]
    weights = [
        weight if not greedy or column.field in greedy else 0.0 for column, weight in zip(band, told, strict=True)
    ]
    total = sum(weights) or 1.0
    return tuple(
        _Column(column.field, round(column.width + spare * weight / total, 2))
        for column, weight in zip(band, weights, strict=True)
    )


def _row_height(shape: Shape, band: tuple[_Column, ...]) -> float:
    texts = any(column.field.type is FieldType.TEXT for column in band)
    tallest = max((_cell_height(shape, column) for column in band), default=0.0)
    return max(29.0 if texts else 21.0, tallest)


def _cell_height(shape: Shape, column: _Column) -> float:
    if answers.is_long(column.field):
        return 42.0
    return answers.height(shape, _in_table(column.field), column.width)


def _in_table(field: Field) -> Field:
    """One choice is made from a list in a table: boxes to tick for each would not fit."""
    return replace(field, appearance="minimal") if field.type is FieldType.SELECT_ONE else field


def _head_lines(shape: Shape, column: _Column) -> tuple[tuple[str, ...], tuple[str, ...]]:
    room = column.width - 2 * PAD
    form = shape.format(column.field)
    return wrapped(shape.label(column.field), room, _HEAD), wrapped(form, room, HINT) if form else ()


def _column_head(shape: Shape, column: _Column) -> float:
    words, form = _head_lines(shape, column)
    return len(words) * _HEAD * LEADING + len(form) * HINT * LEADING + 2 * PAD


def _head_height(shape: Shape, bands: _Bands) -> float:
    return sum(_band_head(shape, band) for band in bands)


def _band_head(shape: Shape, band: tuple[_Column, ...]) -> float:
    return max((_column_head(shape, column) for column in band), default=0.0)


def _draw_head(flow: Flow, shape: Shape, bands: _Bands) -> None:
    height = _head_height(shape, bands)
    number = Rectangle(flow.left, flow.y - height, flow.left + _NUMBER, flow.y)
    flow.rule(number, shade=SHADE)
    with speaking(shape.language):
        flow.words((say("Row"),), number, _HEAD, align=Align.CENTRE, middle=True)
    for band in bands:
        _draw_band_head(flow, shape, band)
        flow.y -= _band_head(shape, band)


def _draw_band_head(flow: Flow, shape: Shape, band: tuple[_Column, ...]) -> None:
    x, height = flow.left + _NUMBER, _band_head(shape, band)
    for column in band:
        cell = Rectangle(x, flow.y - height, x + column.width, flow.y)
        words, form = _head_lines(shape, column)
        flow.rule(cell, shade=SHADE)
        spare = (height - _column_head(shape, column)) / 2
        top = cell.top - spare
        flow.words(words, Rectangle(cell.left, cell.bottom, cell.right, top), _HEAD, align=Align.CENTRE)
        below = Rectangle(cell.left, cell.bottom, cell.right, top - len(words) * _HEAD * LEADING)
        flow.words(form, below, HINT, align=Align.CENTRE, grey=0.35)
        x += column.width


def _draw_row(flow: Flow, shape: Shape, repeat: Repeat, bands: _Bands, number: int) -> None:
    height = sum(_row_height(shape, band) for band in bands)
    first = Rectangle(flow.left, flow.y - height, flow.left + _NUMBER, flow.y)
    flow.rule(first, shade=SHADE)
    flow.words((str(number),), first, _HEAD, align=Align.CENTRE, middle=True)
    whole = Rectangle(flow.left, flow.y - height, flow.right, flow.y)
    for band in bands:
        x, tall = first.right, _row_height(shape, band)
        for column in band:
            cell = Rectangle(x, flow.y - tall, x + column.width, flow.y)
            flow.rule(cell, shade=SHADE if is_locked(column.field) else 1.0)
            path = with_row(column.field.path, repeat.path, number)
            answers.place(flow, shape, _in_table(column.field), path, cell)
            x += column.width
        flow.y -= tall
    if len(bands) > 1:
        flow.rule(whole, line=1.2)


def _draw_side_by_side(flow: Flow, shape: Shape, repeat: Repeat) -> None:
    fields, rows = shape.columns(repeat), shape.rows_of(repeat)
    label = flow.room * 0.24
    beside = max(1, min(rows, int((flow.room - label) // _RECORD)))
    heights = [_side_height(shape, field, label) for field in fields]
    whole = LABEL * 2 + sum(heights)
    flow.heading(repeat.label.said(shape.language), together=min(whole, flow.height / 3))
    for first in range(1, rows + 1, beside):
        numbers = range(first, min(first + beside, rows + 1))
        flow.need(min(whole, flow.height / 2))
        _draw_numbers(flow, shape, label, beside, numbers)
        for field, height in zip(fields, heights, strict=True):
            if flow.need(height):
                _draw_numbers(flow, shape, label, beside, numbers)
            _draw_across(flow, shape, repeat, field, label, beside, numbers, height)


def _side_height(shape: Shape, field: Field, label: float) -> float:
    words = len(wrapped(shape.label(field), label - 2 * PAD, LABEL)) * LABEL * LEADING + 2 * PAD
    return max(words, 42.0 if answers.is_long(field) else 26.0)


def _record_cells(flow: Flow, label: float, beside: int, height: float) -> Iterator[Rectangle]:
    each = (flow.room - label) / beside
    for place in range(beside):
        left = flow.left + label + place * each
        yield Rectangle(left, flow.y - height, left + each, flow.y)


def _draw_numbers(flow: Flow, shape: Shape, label: float, beside: int, numbers: range) -> None:
    height = LABEL * 2
    flow.rule(Rectangle(flow.left, flow.y - height, flow.left + label, flow.y), shade=SHADE)
    for number, cell in zip(numbers, _record_cells(flow, label, beside, height), strict=False):
        flow.rule(cell, shade=SHADE)
        flow.words((str(number),), cell, _HEAD, align=Align.CENTRE, middle=True)
    flow.y -= height


def _draw_across(
    flow: Flow, shape: Shape, repeat: Repeat, field: Field, label: float, beside: int, numbers: range, height: float
) -> None:
    first = Rectangle(flow.left, flow.y - height, flow.left + label, flow.y)
    flow.rule(first, shade=SHADE)
    flow.words(wrapped(shape.label(field), label - 2 * PAD, LABEL), first, LABEL, middle=True)
    for number, cell in zip(numbers, _record_cells(flow, label, beside, height), strict=False):
        flow.rule(cell, shade=SHADE if is_locked(field) else 1.0)
        path = with_row(field.path, repeat.path, number)
        answers.place(flow, shape, _in_table(field), path, cell)
    flow.y -= height
