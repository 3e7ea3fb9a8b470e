"""What is attached to a form, for whoever reads it without its definition at hand: fields and boxes as JSON."""

import json

from docgen.model.forms import Field
from docgen.pdf.form.geometry import Box, Layout
from docgen.pdf.form.shape import Shape

FILE = "docgen-form.json"
"""The name of the attachment."""


def described(shape: Shape, layout: Layout) -> bytes:
    """The definition as this form asks it, and each box: its mark, page from 1, and rectangle in points."""
    definition = shape.definition
    told = {
        "form": definition.code,
        "version": definition.version,
        "digest": definition.digest,
        "title": definition.title.said(shape.language),
        "language": shape.language,
        "unit_type": shape.unit_type,
        "paper": shape.paper,
        "size": [layout.width, layout.height],
        "pages": len(layout.pages),
        "rows": {repeat.path: shape.rows_of(repeat) for repeat in definition.repeats},
        "fields": [_field(shape, field) for field in definition.fields if shape.asks(field)],
        "boxes": [_box(box) for box in layout.boxes],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _field(shape: Shape, field: Field) -> dict[str, object]:
    told: dict[str, object] = {"path": field.path, "type": field.type, "label": field.label.said(shape.language)}
    if field.required:
        told["required"] = True
    if field.choices:
        told["choices"] = {choice.name: shape.choice(choice) for choice in field.choices}
    return told


def _box(box: Box) -> dict[str, object]:
    told: dict[str, object] = {"mark": box.mark, "page": box.page, "rectangle": [round(n, 2) for n in box.cell.corners]}
    if box.option:
        told["option"] = box.option
    return told
