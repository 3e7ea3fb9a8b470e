"""The fields of a form as PDF knows them: a tree whose full names are the marks, and a widget for each box.

The form does not ask viewers to draw the fields anew (/NeedAppearances): they would throw away our pictures of what is
prefilled and set it in a font the machine may lack. Programs that write values without a picture set that flag.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from docgen.model.blanks import identity_property
from docgen.model.forms import Field, FieldType
from docgen.pdf.form import typed
from docgen.pdf.form.answers import TICK
from docgen.pdf.form.geometry import Box, Kind, Layout
from docgen.pdf.form.shape import Shape, is_locked
from docgen.pdf.form.states import TICKED, state_of, states

READ_ONLY, REQUIRED = 1, 1 << 1
_MULTILINE, _RADIO, _COMBO = 1 << 12, 1 << 15, 1 << 17
HIDDEN, _PRINT = 1 << 1, 1 << 2
_LEFT, _MIDDLE = 0, 1
_NUMBERS = (FieldType.INTEGER, FieldType.DECIMAL, FieldType.DATE, FieldType.TIME, FieldType.DATETIME)
_TICK_LINES = b"q 1.1 w 1 J 1 j 2 4.6 m 4.1 2.2 l 7.6 7.4 l S Q"
"""A tick in a box with sides of `TICK`."""


def add_fields(document: pikepdf.Pdf, shape: Shape, layout: Layout) -> None:
    """Give `document`, whose pages are those of `layout`, its fields in the order in which they are filled in."""
    form = Dictionary(Fields=Array(), DA=String("/Helv 0 Tf 0 g"), DR=document.make_indirect(typed.resources(document)))
    document.Root.AcroForm = document.make_indirect(form)
    fields = _Fields(document, shape, form.Fields, _tick(document, _TICK_LINES), _tick(document, b""))
    annotations: dict[int, Array] = {number: Array() for number in range(1, len(layout.pages) + 1)}
    annotations[1].append(fields.identity())
    for _, boxes in groupby(layout.boxes, key=lambda box: box.mark):
        for box, widget in fields.of(list(boxes)):
            annotations[box.page].append(widget)
    for number, page in enumerate(document.pages, 1):
        page.obj.Annots = document.make_indirect(annotations[number])
        page.obj.Tabs = Name.R


def _tick(document: pikepdf.Pdf, lines: bytes) -> pikepdf.Object:
    """What a box to tick shows; its frame is printed on the page."""
    made = Stream(document, lines, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, TICK, TICK]))
    made.Resources = Dictionary()
    return document.make_indirect(made)


@dataclass
class _Fields:
    """The tree of fields in the making, from `roots` down; `on` and `off` are the two pictures of every box to tick."""

    document: pikepdf.Pdf
    shape: Shape
    roots: pikepdf.Object
    on: pikepdf.Object
    off: pikepdf.Object
    nodes: dict[str, pikepdf.Object] = field(default_factory=dict)

    def identity(self) -> pikepdf.Object:
        """The hidden field that says who the form was sent to."""
        widget = self._widget(1, (0.0, 0.0, 0.0, 0.0)) | {"F": HIDDEN | _PRINT}
        return self._add(
            identity_property(self.shape.definition.code), Dictionary(FT=Name.Tx, Ff=READ_ONLY, V=String(""), **widget)
        )

    def of(self, boxes: list[Box]) -> Iterator[tuple[Box, pikepdf.Object]]:
        """The widgets of `boxes`, which all answer one question."""
        box = boxes[0]
        asked = self.shape.definition.field(box.path)
        if asked is None or box.kind is Kind.PLACE:
            return
        told: dict[str, Any] = {"TU": String(tooltip(self.shape, asked)), "Ff": _flags(asked)}
        if box.kind is Kind.OPTION:
            yield from self._options(asked, boxes, told)
        elif box.kind is Kind.CHECK:
            yield from self._checks(boxes, told)
        else:
            kind = self._list(asked) if box.kind is Kind.LIST else self._text(asked, box)
            widget = self._widget(box.page, box.rectangle.corners)
            yield box, self._add(box.name, Dictionary(**told | kind | widget | {"Ff": told["Ff"] | kind["Ff"]}))

    def _options(self, asked: Field, boxes: list[Box], told: dict[str, Any]) -> Iterator[tuple[Box, pikepdf.Object]]:
        """One of several boxes: the field has the mark, its boxes are nameless kids."""
        group = Dictionary(FT=Name.Btn, V=Name.Off, Kids=Array(), **told | {"Ff": told["Ff"] | _RADIO})
        if any(state != name for state, name in states(asked).items()):
            group.Opt = Array([String(choice.name) for choice in asked.choices])
        parent = self._add(boxes[0].name, group)
        for box in boxes:
            kid = self.document.make_indirect(Dictionary(**self._box(box, state_of(asked, box.option))))
            kid.Parent = parent
            parent.Kids.append(kid)
            yield box, kid

    def _checks(self, boxes: list[Box], told: dict[str, Any]) -> Iterator[tuple[Box, pikepdf.Object]]:
        """Boxes of their own."""
        for box in boxes:
            yield box, self._add(box.name, Dictionary(FT=Name.Btn, V=Name.Off, **told | self._box(box, TICKED)))

    def _box(self, box: Box, state: str) -> dict[str, Any]:
        pictures = Dictionary({f"/{state}": self.on, "/Off": self.off})
        look = {"MK": Dictionary(CA=String("4")), "DA": String("/ZaDb 0 Tf 0 g"), "AP": Dictionary(N=pictures)}
        return {"AS": Name.Off} | look | self._widget(box.page, box.rectangle.corners)

    def _text(self, asked: Field, box: Box) -> dict[str, Any]:
        lines = box.kind is Kind.LINES
        return {
            "FT": Name.Tx,
            "Ff": _MULTILINE if lines else 0,
            "DA": String(typed.look(asked, self.shape.language, lines=lines)),
            "Q": _MIDDLE if is_centred(asked) else _LEFT,
        }

    def _list(self, asked: Field) -> dict[str, Any]:
        options = [[String(c.name), String(self.shape.choice(c))] for c in asked.choices]
        look = String(typed.look(asked, self.shape.language))
        return {"FT": Name.Ch, "Ff": _COMBO, "DA": look, "Opt": Array([Array(option) for option in options])}

    def _widget(self, page: int, corners: tuple[float, ...]) -> dict[str, Any]:
        return {
            "Type": Name.Annot,
            "Subtype": Name.Widget,
            "Rect": Array([round(corner, 2) for corner in corners]),
            "F": _PRINT,
            "P": self.document.pages[page - 1].obj,
        }

    def _add(self, name: str, entries: Dictionary) -> pikepdf.Object:
        """Put a field of this full name into the tree; what stands between the dots is made when first needed."""
        above, _, last = name.rpartition(".")
        entries.T = String(last)
        made = self.document.make_indirect(entries)
        if above:
            made.Parent = self.nodes.get(above) or self._add(above, Dictionary(Kids=Array()))
            made.Parent.Kids.append(made)
        else:
            self.roots.append(made)
        self.nodes[name] = made
        return made


def is_centred(asked: Field) -> bool:
    """Whether its answer stands in the middle of its box, as figures do."""
    return asked.type in _NUMBERS


def _flags(asked: Field) -> int:
    locked = is_locked(asked)
    return READ_ONLY * locked | REQUIRED * (asked.required and not locked)


def tooltip(shape: Shape, asked: Field) -> str:
    """What a viewer shows, and a screen reader says, of a field."""
    parts = (shape.label(asked), shape.hint(asked), dict(shape.remarks).get(asked.path, ""))
    return ("；" if shape.language == "zh" else "; ").join(part for part in parts if part)
