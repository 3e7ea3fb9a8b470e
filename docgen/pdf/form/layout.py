"""Where everything of a form stands: a pure function of its shape.

The reader of a flattened or printed return calls it with the same shape and knows each box; so nothing here may depend
on a unit, on a value, or on what stands in a file.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from docgen.language import enumerated, say, speaking
from docgen.model.forms import Field, FieldType, Group, Node, Repeat
from docgen.pdf.form.answers import is_listed
from docgen.pdf.form.flow import QR_SIDE, TOP, Flow
from docgen.pdf.form.geometry import Align, Layout, Rectangle, SlotName
from docgen.pdf.form.grid import draw_grid, first_height
from docgen.pdf.form.shape import Shape, is_printed
from docgen.pdf.form.table import draw_table, natural_width
from docgen.pdf.form.wrap import LEADING, wrapped

_NOTES = (8.5, 8.0, 7.5)
"""The sizes of the notes at the end: as large as may be without a further page."""
_SIGNATURES = 112.0
"""The height of the lines to sign on."""


@lru_cache(maxsize=64)
def form_layout(shape: Shape) -> Layout:
    """The pages of a form of this shape: what is printed, and the boxes with the marks of their fields."""
    with speaking(shape.language):
        flow = _first_page(shape)
        parts = list(_parts(shape.definition.body, shape))
        for part in parts:
            flow.tail = _SIGNATURES if part is parts[-1] else 0.0
            _draw(flow, shape, part)
        _draw_signatures(flow)
        _draw_notes(flow, shape)
        return flow.done()


def _first_page(shape: Shape) -> Flow:
    """Title, and who reports for which period to whom."""
    flow = Flow(*_size(shape), shape.definition.title.said(shape.language))
    flow.turn()
    top, room = flow.height - TOP, flow.room - 2 * (QR_SIDE + 8)
    lines = wrapped(flow.title, room, 16, True)
    y = top - max(18.0, (QR_SIDE - len(lines) * 20) / 2 + 14)
    for line in lines:
        flow.label(line, flow.width / 2, y, 16, bold=True, align=Align.CENTRE)
        y -= 20
    issuer = Rectangle(flow.left + QR_SIDE, min(y, top - 40) - 4, flow.right - QR_SIDE - 8, min(y, top - 40) + 8)
    flow.slot(SlotName.ISSUER, issuer, align=Align.CENTRE)
    flow.y = min(flow.y, issuer.bottom - 6)
    _identity_line(flow)
    return flow


def _identity_line(flow: Flow) -> None:
    def slot(name: SlotName, left: float, right: float, drop: float, align: Align = Align.LEFT) -> None:
        place = Rectangle(
            flow.left + flow.room * left, flow.y - drop, flow.left + flow.room * right, flow.y - drop + 12
        )
        flow.slot(name, place, size=9.5, align=align)

    slot(SlotName.UNIT, 0, 1, 12)
    slot(SlotName.CODE, 0, 0.3, 27)
    slot(SlotName.PERIOD, 0.3, 0.62, 27)
    slot(SlotName.DUE, 0.62, 1, 27, Align.RIGHT)
    flow.y -= 36


def _size(shape: Shape) -> tuple[float, float]:
    """Upright, but turned if a table is too wide for that."""
    width, height = shape.paper.size
    widest = max((natural_width(shape, repeat) for repeat in shape.definition.repeats), default=0.0)
    room = width - 2 * 44
    return (height, width) if widest > room else (width, height)


_Part = Repeat | Group | tuple[Field, ...]
"""A table; a heading; fields of one grid."""


def _parts(nodes: tuple[Node, ...], shape: Shape) -> Iterator[_Part]:
    for is_field, members in groupby(_flat(nodes, shape), key=lambda node: isinstance(node, Field)):
        if is_field:
            yield tuple(member for member in members if isinstance(member, Field))
        else:
            yield from (member for member in members if not isinstance(member, Field))


def _flat(nodes: tuple[Node, ...], shape: Shape) -> Iterator[Node]:
    """What is printed for this type of unit, in order; a group stands before its members."""
    for node in nodes:
        if not shape.asks(node):
            continue
        if isinstance(node, Group):
            yield node
            yield from _flat(node.members, shape)
        elif isinstance(node, Repeat) or is_printed(node):
            yield node


def _draw(flow: Flow, shape: Shape, part: _Part) -> None:
    if isinstance(part, Repeat):
        draw_table(flow, shape, part)
    elif isinstance(part, Group):
        if part.label:
            flow.heading(part.label.said(shape.language), together=_together(flow, shape, part))
    else:
        for is_note, fields in groupby(part, key=lambda field: field.type is FieldType.NOTE):
            if is_note:
                for field in fields:
                    flow.paragraph(field.label.said(shape.language), 9)
                    flow.y -= 3
            else:
                draw_grid(flow, shape, tuple(fields))


def _together(flow: Flow, shape: Shape, group: Group) -> float:
    fields = tuple(member for member in group.members if isinstance(member, Field) and shape.asks(member))
    return first_height(flow, shape, fields[:3]) if fields else 60.0


def _draw_signatures(flow: Flow) -> None:
    """Lines to sign on, and a place for the seal."""
    flow.need(_SIGNATURES)
    flow.y -= 14
    seal = Rectangle(flow.right - 150, flow.y - 90, flow.right, flow.y)
    flow.rule(seal, dashed=True)
    flow.words((say("Seal of the unit"),), seal, 8.5, align=Align.CENTRE, middle=True, grey=0.5)
    y = flow.y - 18
    for words in (say("Head of the unit (signature):"), say("Filled in by (signature):"), say("Date:")):
        flow.label(words, flow.left, y, 9.5)
        flow.rule(Rectangle(flow.left + 140, y - 3, flow.left + 300, y - 2.5), line=0, shade=0)
        y -= 28
    flow.y -= 98


def _draw_notes(flow: Flow, shape: Shape) -> None:
    """How to fill in, in words; it comes last and on pages of its own if need be, so that it moves no box."""
    notes = [
        say("Fill in the white boxes, with 0 or “none” where there is nothing. Those marked * may not be empty."),
        *_notes(shape, shape.definition.body, in_table=False),
    ]
    flow.heading(say("How to fill in this form"), together=24)
    numbered = [f"{number}. {note}" for number, note in enumerate(notes, 1)]
    fitting = (size for size in _NOTES if _notes_height(flow, numbered, size) <= flow.left_over)
    size = next(fitting, _NOTES[0])
    for note in numbered:
        flow.paragraph(note, size)


def _notes_height(flow: Flow, notes: Sequence[str], size: float) -> float:
    return sum(len(wrapped(note, flow.room, size)) for note in notes) * size * LEADING


def _notes(shape: Shape, nodes: tuple[Node, ...], *, in_table: bool) -> Iterator[str]:
    for node in nodes:
        if not shape.asks(node):
            continue
        if isinstance(node, Field):
            if is_printed(node) and (note := _note(shape, node, in_table=in_table)):
                yield note
        else:
            yield from _notes(shape, node.members, in_table=isinstance(node, Repeat))


def _note(shape: Shape, field: Field, *, in_table: bool) -> str:
    """What must be known of a field: its rules, and what its box has no room to say."""
    parts = [dict(shape.remarks).get(field.path, "")]
    if in_table:
        parts.append(field.hint.said(shape.language))
    if is_listed(field, in_table=in_table) and {choice.name for choice in field.choices} != {"yes", "no"}:
        parts.append(say("Choose one of: {choices}.", choices=enumerated(shape.choice(c) for c in field.choices)))
    said = " ".join(part for part in parts if part)
    return say("{field}: {rule}", field=field.label.said(shape.language) or field.name, rule=said) if said else ""
