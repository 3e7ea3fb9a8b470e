"""Questions that are asked once, in a grid of labels and boxes, two or three beside each other."""

from collections.abc import Iterator

from docgen.model.forms import Field
from docgen.pdf.form import answers
from docgen.pdf.form.flow import PAD, SHADE, Flow
from docgen.pdf.form.geometry import Rectangle
from docgen.pdf.form.shape import Shape, is_locked
from docgen.pdf.form.wrap import LEADING, wrapped

LABEL, HINT = 9.0, 7.0
_LABEL_SHARE = 0.46
"""How much of a pair of cells is the label."""


def draw_grid(flow: Flow, shape: Shape, fields: tuple[Field, ...]) -> None:
    """Print `fields` in order; one that needs more room has a row to itself."""
    rows = list(_rows(flow, shape, fields))
    for row in rows:
        cells = list(_cells(flow, shape, row))
        height = max(_height(shape, field, label, box) for field, label, box in cells)
        flow.need(height + flow.tail * (row is rows[-1]))
        x = flow.left
        for field, label, box in cells:
            _draw(flow, shape, field, Rectangle(x, flow.y - height, x + label, flow.y), box)
            x += label + box
        if x < flow.right - 1:
            flow.rule(Rectangle(x, flow.y - height, flow.right, flow.y))
        flow.y -= height


def first_height(flow: Flow, shape: Shape, fields: tuple[Field, ...]) -> float:
    """How high the first row of the grid is: it stays with its heading."""
    row = next(_rows(flow, shape, fields), ())
    return max((_height(shape, *cell) for cell in _cells(flow, shape, row)), default=0.0)


def _pairs(flow: Flow) -> int:
    return 3 if flow.width > flow.height else 2


def _rows(flow: Flow, shape: Shape, fields: tuple[Field, ...]) -> Iterator[tuple[Field, ...]]:
    row: tuple[Field, ...] = ()
    for field in fields:
        if _is_wide(flow, shape, field):
            if row:
                yield row
            yield (field,)
            row = ()
        else:
            row = (*row, field)
            if len(row) == _pairs(flow):
                yield row
                row = ()
    if row:
        yield row


def _is_wide(flow: Flow, shape: Shape, field: Field) -> bool:
    room = flow.room / _pairs(flow) * (1 - _LABEL_SHARE)
    crowded = answers.is_ticked(field) and len(answers.ticks(shape, field, room).rows) > 1
    return answers.is_long(field) or crowded or field.names_unit


def _cells(flow: Flow, shape: Shape, row: tuple[Field, ...]) -> Iterator[tuple[Field, float, float]]:
    """Each field of a row with the widths of its two cells."""
    pair = flow.room / _pairs(flow)
    label = round(pair * _LABEL_SHARE, 1)
    for field in row:
        yield field, label, (flow.room if _is_wide(flow, shape, field) else pair) - label


def _height(shape: Shape, field: Field, label: float, box: float) -> float:
    words = len(wrapped(shape.label(field), label - 2 * PAD, LABEL)) * LABEL * LEADING
    small = len(_hint(shape, field, label)) * HINT * LEADING
    return max(words + small + 2 * PAD, answers.height(shape, field, box))


def _hint(shape: Shape, field: Field, label: float) -> tuple[str, ...]:
    hint = shape.hint(field)
    return wrapped(hint, label - 2 * PAD, HINT) if hint else ()


def _draw(flow: Flow, shape: Shape, field: Field, cell: Rectangle, box: float) -> None:
    flow.rule(cell, shade=SHADE)
    words, small = wrapped(shape.label(field), cell.width - 2 * PAD, LABEL), _hint(shape, field, cell.width)
    taken = len(words) * LABEL * LEADING
    spare = max(0.0, (cell.height - 2 * PAD - taken - len(small) * HINT * LEADING) / 2)
    flow.words(words, Rectangle(cell.left, cell.bottom, cell.right, cell.top - spare), LABEL)
    flow.words(small, Rectangle(cell.left, cell.bottom, cell.right, cell.top - spare - taken), HINT, grey=0.35)
    answer = Rectangle(cell.right, cell.bottom, cell.right + box, cell.top)
    flow.rule(answer, shade=SHADE if is_locked(field) else 1.0)
    answers.place(flow, shape, field, field.path, answer)
