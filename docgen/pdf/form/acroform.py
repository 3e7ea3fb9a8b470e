"""The fields of a form as PDF knows them: a tree whose full names are the marks, and a widget for each box."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from docgen.model.blanks import identity_property
from docgen.model.forms import Field, FieldType
from docgen.pdf.form.geometry import Box, Kind, Layout
from docgen.pdf.form.shape import Shape

READ_ONLY, REQUIRED = 1, 1 << 1
_MULTILINE, _RADIO, _COMBO = 1 << 12, 1 << 15, 1 << 17
_PRINT, _HIDDEN = 1 << 2, 1 << 1
TYPED = "/Helv 0 Tf 0 g"
"""How typed text looks: in the viewer's own font, as large as the box allows."""
_TYPED_LINES = "/Helv 9 Tf 0 g"
_LEFT, _MIDDLE = 0, 1
_NUMBERS = (FieldType.INTEGER, FieldType.DECIMAL, FieldType.DATE, FieldType.TIME, FieldType.DATETIME)
_TICK_LINES = "q 1.1 w 1 J 1 j 2 4.6 m 4.1 2.2 l 7.6 7.4 l S Q"
"""A tick in a box of 9.5 points."""


@dataclass
class _Tree:
    """The fields by their full names; what stands between the dots is made when first needed."""

    document: pikepdf.Pdf
    roots: pikepdf.Object
    nodes: dict[str, pikepdf.Object] = field(default_factory=dict)

    def add(self, name: str, entries: Dictionary) -> pikepdf.Object:
        """Put a field of this full name into the tree."""
        parent, _, last = name.rpartition(".")
        entries.T = pikepdf.String(last)
        made = self.document.make_indirect(entries)
        if parent:
            above = self._branch(parent)
            made.Parent = above
            above.Kids.append(made)
        else:
            self.roots.append(made)
        self.nodes[name] = made
        return made

    def _branch(self, name: str) -> pikepdf.Object:
        return self.nodes.get(name) or self.add(name, Dictionary(Kids=Array()))


def add_fields(document: pikepdf.Pdf, shape: Shape, layout: Layout) -> None:
    """Give `document`, whose pages are those of `layout`, its fields in the order in which they are filled in."""
    form = Dictionary(Fields=Array(), NeedAppearances=True, DA=pikepdf.String(TYPED), DR=_resources(document))
    document.Root.AcroForm = document.make_indirect(form)
    tree, ticks = _Tree(document, form.Fields), _ticks(document)
    annotations: dict[int, list[pikepdf.Object]] = {number: [] for number in range(1, len(layout.pages) + 1)}
    annotations[1].append(_identity_field(document, tree, shape))
    for _, group in groupby(layout.boxes, key=lambda box: box.mark):
        boxes = list(group)
        for box, widget in _field(document, tree, shape, boxes, ticks):
            annotations[box.page].append(widget)
    for number, page in enumerate(document.pages, 1):
        page.obj.Annots = document.make_indirect(Array(annotations[number]))
        page.obj.Tabs = Name.R


def _resources(document: pikepdf.Pdf) -> Dictionary:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    signs = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
    return Dictionary(Font=Dictionary(Helv=document.make_indirect(font), ZaDb=document.make_indirect(signs)))


def _ticks(document: pikepdf.Pdf) -> Mapping[bool, pikepdf.Object]:
    """What a box to tick shows; the frame is printed on the page."""
    box = Array([0, 0, 9.5, 9.5])
    return {
        on: document.make_indirect(
            Stream(document, lines.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=Dictionary())
        )
        for on, lines in ((True, _TICK_LINES), (False, ""))
    }


def _identity_field(document: pikepdf.Pdf, tree: _Tree, shape: Shape) -> pikepdf.Object:
    """The hidden field that says who the form was sent to."""
    entries = Dictionary(
        FT=Name.Tx,
        Ff=READ_ONLY,
        V=pikepdf.String(""),
        **_widget(document, 1, (0.0, 0.0, 0.0, 0.0), flags=_HIDDEN | _PRINT),
    )
    return tree.add(identity_property(shape.definition.code), entries)


def _field(
    document: pikepdf.Pdf, tree: _Tree, shape: Shape, boxes: list[Box], ticks: Mapping[bool, pikepdf.Object]
) -> Iterator[tuple[Box, pikepdf.Object]]:
    """The field of `boxes`, which share a mark, and its widgets."""
    box = boxes[0]
    asked = shape.definition.field(box.path)
    if asked is None or box.kind is Kind.PLACE:
        return
    flags = READ_ONLY * _is_locked(asked) | REQUIRED * asked.required
    told = pikepdf.String(tooltip(shape, asked, box.path))
    if box.kind is Kind.OPTION:
        yield from _options(document, tree, boxes, flags, told, ticks)
    elif box.kind is Kind.CHECK:
        yield from _checks(document, tree, shape, boxes, flags, told, ticks)
    else:
        entries = Dictionary(TU=told, Ff=flags, **_widget(document, box.page, box.rectangle.corners))
        entries.update(_list(shape, asked) if box.kind is Kind.LIST else _text(asked, box))
        entries.Ff = flags | int(entries.Ff)
        yield box, tree.add(box.mark, entries)


def _is_locked(asked: Field) -> bool:
    return asked.read_only or asked.type is FieldType.CALCULATE


def tooltip(shape: Shape, asked: Field, path: str) -> str:
    """What a viewer shows, and a screen reader says, of a field."""
    parts = (shape.label(asked), shape.hint(asked), dict(shape.remarks).get(asked.path, ""))
    return ("；" if shape.language == "zh" else "; ").join(part for part in parts if part)


def _widget(document: pikepdf.Pdf, page: int, corners: tuple[float, ...], *, flags: int = _PRINT) -> dict[str, Any]:
    return {
        "Type": Name.Annot,
        "Subtype": Name.Widget,
        "Rect": Array([round(corner, 2) for corner in corners]),
        "F": flags,
        "P": document.pages[page - 1].obj,
    }


def _text(asked: Field, box: Box) -> Dictionary:
    lines = box.kind is Kind.LINES
    return Dictionary(
        FT=Name.Tx,
        Ff=_MULTILINE if lines else 0,
        DA=pikepdf.String(_TYPED_LINES if lines else TYPED),
        Q=_MIDDLE if asked.type in _NUMBERS else _LEFT,
    )


def _list(shape: Shape, asked: Field) -> Dictionary:
    options = [
        Array([pikepdf.String(choice.name), pikepdf.String(choice.label.said(shape.language) or choice.name)])
        for choice in asked.choices
    ]
    return Dictionary(FT=Name.Ch, Ff=_COMBO, DA=pikepdf.String(TYPED), Opt=Array(options))


def _options(
    document: pikepdf.Pdf,
    tree: _Tree,
    boxes: list[Box],
    flags: int,
    told: pikepdf.String,
    ticks: Mapping[bool, pikepdf.Object],
) -> Iterator[tuple[Box, pikepdf.Object]]:
    """One of several boxes: the field has the mark, its boxes are nameless kids whose state is the choice's name."""
    parent = tree.add(boxes[0].mark, Dictionary(FT=Name.Btn, Ff=flags | _RADIO, TU=told, V=Name.Off, Kids=Array()))
    for box in boxes:
        kid = document.make_indirect(Dictionary(**_tick(document, box, box.option, ticks)))
        kid.Parent = parent
        parent.Kids.append(kid)
        yield box, kid


def _checks(
    document: pikepdf.Pdf,
    tree: _Tree,
    shape: Shape,
    boxes: list[Box],
    flags: int,
    told: pikepdf.String,
    ticks: Mapping[bool, pikepdf.Object],
) -> Iterator[tuple[Box, pikepdf.Object]]:
    """Boxes of their own: that of a choice is named by the mark, a dot, and the choice."""
    for box in boxes:
        name = f"{box.mark}.{box.option}" if box.option else box.mark
        entries = Dictionary(FT=Name.Btn, Ff=flags, TU=told, V=Name.Off, **_tick(document, box, "Yes", ticks))
        yield box, tree.add(name, entries)


def _tick(document: pikepdf.Pdf, box: Box, state: str, ticks: Mapping[bool, pikepdf.Object]) -> dict[str, Any]:
    shown = Dictionary()
    shown[f"/{state}"] = ticks[True]
    shown.Off = ticks[False]
    return {
        "AS": Name.Off,
        "MK": Dictionary(CA=pikepdf.String("4")),
        "DA": pikepdf.String("/ZaDb 0 Tf 0 g"),
        "AP": Dictionary(N=shown),
        **_widget(document, box.page, box.rectangle.corners),
    }
