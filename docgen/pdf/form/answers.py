"""The boxes a question is answered in: a line, some lines, a box to tick for each choice, or a list to choose from."""

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.model.blanks import mark
from docgen.model.forms import Choice, Field, FieldType
from docgen.pdf.form.faces import width
from docgen.pdf.form.flow import PAD, Flow
from docgen.pdf.form.geometry import Box, Kind, Rectangle
from docgen.pdf.form.shape import Shape
from docgen.pdf.form.wrap import LEADING

TICK = 9.5
"""The side of a box to tick."""
_GAP = 4.0
_BETWEEN = 12.0
_ONE_LINE = 14.5
_SIZE = 9.0
LINE_HEIGHT = 20.0
_TWO_LINES = 30.0
"""A cell for one line."""
_MOST_TICKS = 12
_TICKED = (FieldType.SELECT_ONE, FieldType.SELECT_MULTIPLE)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Choices to tick, in rows, each with its words beside it."""

    rows: tuple[tuple[tuple[Choice, str], ...], ...]

    @property
    def height(self) -> float:
        """Of all rows."""
        return len(self.rows) * 15.0 + 5


def is_ticked(field: Field) -> bool:
    """Whether each of its choices has a box to tick; else they are in a list, as with appearance `minimal`."""
    if field.type is FieldType.SELECT_ONE and "minimal" in field.appearance:
        return False
    return field.type in _TICKED and (len(field.choices) <= _MOST_TICKS or field.type is FieldType.SELECT_MULTIPLE)


def is_listed(field: Field, *, in_table: bool) -> bool:
    """Whether one of its choices is made from a list, which paper does not show."""
    return field.type is FieldType.SELECT_ONE and (in_table or not is_ticked(field))


def is_long(field: Field) -> bool:
    """Whether its answer is told at length."""
    return field.type is FieldType.TEXT and "multiline" in field.appearance


def ticks(shape: Shape, field: Field, room: float) -> Ticks:
    """The choices of `field` in as many rows as `room` makes them take."""
    rows: list[list[tuple[Choice, str]]] = [[]]
    used = 0.0
    for choice in field.choices:
        words = shape.choice(choice)
        needs = TICK + _GAP + width(words) * _SIZE + _BETWEEN
        if rows[-1] and used + needs - _BETWEEN > room - 2 * PAD:
            rows.append([])
            used = 0.0
        rows[-1].append((choice, words))
        used += needs
    return Ticks(tuple(map(tuple, rows)))


def height(shape: Shape, field: Field, room: float) -> float:
    """How high a cell of width `room` must be for the answer."""
    if is_ticked(field):
        return max(LINE_HEIGHT, ticks(shape, field, room).height)
    if field.type is FieldType.IMAGE:
        return 56.0
    return 64.0 if is_long(field) else _TWO_LINES if field.names_unit else LINE_HEIGHT


def place(flow: Flow, shape: Shape, field: Field, path: str, cell: Rectangle) -> None:
    """Put the boxes of the answer to `field` into `cell` of the page being filled."""
    for box, words in _boxes(shape, field, path, cell, flow.page):
        flow.box(box)
        if words:
            flow.label(words, box.rectangle.right + _GAP, box.rectangle.bottom + 1.5, _SIZE)


def _boxes(shape: Shape, field: Field, path: str, cell: Rectangle, page: int) -> Iterator[tuple[Box, str]]:
    named = mark(shape.definition.code, path)
    if is_ticked(field):
        kind = Kind.OPTION if field.type is FieldType.SELECT_ONE else Kind.CHECK
        for choice, words, rectangle in _tick_places(ticks(shape, field, cell.width), cell):
            yield Box(named, path, page, kind, rectangle, rectangle, choice.name), words
    elif field.type is FieldType.ACKNOWLEDGE:
        middle = (cell.top + cell.bottom - TICK) / 2
        left = cell.left + PAD + 1
        yield Box(named, path, page, Kind.CHECK, Rectangle(left, middle, left + TICK, middle + TICK), cell), ""
    else:
        kind = _kind(field, cell)
        yield Box(named, path, page, kind, _typed_in(cell, kind), cell), ""


def _tick_places(rows: Ticks, cell: Rectangle) -> Iterator[tuple[Choice, str, Rectangle]]:
    y = (cell.top + cell.bottom + rows.height) / 2 - 5
    for row in rows.rows:
        x = cell.left + PAD + 1
        for choice, words in row:
            yield choice, words, Rectangle(x, y - TICK, x + TICK, y)
            x += TICK + _GAP + width(words) * _SIZE + _BETWEEN
        y -= 15.0


def _typed_in(cell: Rectangle, kind: Kind) -> Rectangle:
    """Where a program writes: one line is no higher than its letters need, since viewers fill what height there is."""
    if kind in (Kind.LINES, Kind.PLACE):
        return cell.inset(1.5)
    middle = (cell.top + cell.bottom) / 2
    return Rectangle(cell.left + 1.5, middle - _ONE_LINE / 2, cell.right - 1.5, middle + _ONE_LINE / 2)


def _kind(field: Field, cell: Rectangle) -> Kind:
    if field.type is FieldType.SELECT_ONE:
        return Kind.LIST
    if field.type is FieldType.IMAGE:
        return Kind.PLACE
    roomy = cell.height >= 2 * _SIZE * LEADING + 2 * PAD
    return Kind.LINES if is_long(field) or (roomy and field.type is FieldType.TEXT) else Kind.LINE
