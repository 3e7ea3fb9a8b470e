"""Prefilled values in the fields of a form: the value itself, and a picture of it for viewers that draw none."""

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from docgen.model.blanks import Blank, Filled, identity_property
from docgen.model.forms import Field
from docgen.pdf.form.acroform import READ_ONLY
from docgen.pdf.form.geometry import Align, Box, Kind, Label, Rectangle
from docgen.pdf.form.ink import Ink
from docgen.pdf.form.states import TICKED, state_of
from docgen.pdf.form.template import Template
from docgen.pdf.form.typed import look_of
from docgen.pdf.form.values import as_states, as_text, shown
from docgen.pdf.form.wrap import LEADING, fitted

_SIZE = 9.5


@dataclass(frozen=True, slots=True)
class Filling:
    """A form being made from the template `made`; pictures draw with `ink`, whose fonts are in `resources`."""

    document: pikepdf.Pdf
    made: Template
    blank: Blank
    ink: Ink
    resources: pikepdf.Object

    def fill(self) -> None:
        """Write the identity and every prefilled value."""
        self._object(identity_property(self.blank.definition.code)).V = pikepdf.String(self.blank.code)
        for box in self.made.layout.boxes:
            filled = self.blank.values.get(box.path)
            asked = self.blank.definition.field(box.path)
            if filled is not None and filled.value is not None and asked is not None and box.kind is not Kind.PLACE:
                self._fill_box(box, asked, filled)

    def _object(self, name: str) -> pikepdf.Object:
        return self.document.get_object(self.made.objects[name], 0)

    def _fill_box(self, box: Box, asked: Field, filled: Filled) -> None:
        named = f".{state_of(asked, box.option)}" if box.kind is Kind.CHECK and box.option else ""
        one = self._object(box.mark + named)
        if filled.locked:
            one.Ff = int(one.Ff) | READ_ONLY
        if box.kind is Kind.OPTION:
            if box.option in as_states(filled.value):
                _tick(one, state_of(asked, box.option))
        elif box.kind is Kind.CHECK:
            on = box.option in as_states(filled.value) if box.option else filled.value not in ("", False)
            one.V = one.AS = Name(f"/{TICKED}") if on else Name.Off
        else:
            text = shown(asked, filled.value, self.blank.language)
            one.V = _utf16(as_text(filled.value))
            one.DA = pikepdf.String(look_of(text, str(one.DA)))
            one.AP = Dictionary(N=self._picture(box, text, centred=int(one.get("/Q", 0)) == 1))

    def _picture(self, box: Box, text: str, *, centred: bool) -> pikepdf.Object:
        room = box.rectangle
        lines = "".join(self.ink.drawn(label) for label in _lines(text, room, centred=centred))
        content = f"/Tx BMC q 0 0 {room.width:.2f} {room.height:.2f} re W n\n{lines}Q EMC"
        picture = Stream(self.document, content.encode("ascii"), Type=Name.XObject, Subtype=Name.Form)
        picture.BBox = Array([0, 0, round(room.width, 2), round(room.height, 2)])
        picture.Resources = self.resources
        return self.document.make_indirect(picture)


def _tick(group: pikepdf.Object, state: str) -> None:
    """Tick the box of this state, and no other of its group."""
    group.V = Name(f"/{state}")
    for kid in group.Kids:
        kid.AS = group.V if f"/{state}" in kid.AP.N else Name.Off


def _utf16(text: str) -> pikepdf.String:
    return pikepdf.String(b"\xfe\xff" + text.encode("utf-16-be", "surrogatepass"))


def _lines(text: str, room: Rectangle, *, centred: bool) -> Iterator[Label]:
    """`text` half-way up its box, as large as fits."""
    size, lines = fitted(text, room.width - 4, room.height - 1, _SIZE)
    y = (room.height + len(lines) * size * LEADING) / 2 - size * 0.98
    for line in lines:
        yield Label(line, room.width / 2 if centred else 2, y, size, align=Align.CENTRE if centred else Align.LEFT)
        y -= size * LEADING
