"""Prefilled values in the fields of a form: the value itself, and a picture of it for viewers that draw none."""

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from docgen.model.blanks import Blank, Filled, identity_property
from docgen.model.forms import Field
from docgen.pdf.form.acroform import READ_ONLY
from docgen.pdf.form.geometry import Box, Kind, Label
from docgen.pdf.form.ink import Ink
from docgen.pdf.form.template import Template
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
        one = self._object(f"{box.mark}.{box.option}" if box.kind is Kind.CHECK and box.option else box.mark)
        if filled.locked:
            one.Ff = int(one.Ff) | READ_ONLY
        if box.kind is Kind.OPTION:
            _choose(one, box, filled)
        elif box.kind is Kind.CHECK:
            on = box.option in as_states(filled.value) if box.option else filled.value not in ("", False)
            one.V = one.AS = Name.Yes if on else Name.Off
        else:
            one.V = _utf16(as_text(filled.value))
            one.AP = Dictionary(N=self._picture(box, shown(asked, filled.value, self.blank.language)))

    def _picture(self, box: Box, text: str) -> pikepdf.Object:
        room = box.rectangle
        lines = "".join(self.ink.drawn(label) for label in _lines(text, room.width, room.height))
        content = f"/Tx BMC q 0 0 {room.width:.2f} {room.height:.2f} re W n\n{lines}Q EMC"
        picture = Stream(self.document, content.encode("ascii"), Type=Name.XObject, Subtype=Name.Form)
        picture.BBox = Array([0, 0, round(room.width, 2), round(room.height, 2)])
        picture.Resources = self.resources
        return self.document.make_indirect(picture)


def _choose(one: pikepdf.Object, box: Box, filled: Filled) -> None:
    if box.option in as_states(filled.value):
        one.V = Name(f"/{box.option}")
        for kid in one.Kids:
            kid.AS = one.V if f"/{box.option}" in kid.AP.N else Name.Off


def _utf16(text: str) -> pikepdf.String:
    return pikepdf.String(b"\xfe\xff" + text.encode("utf-16-be", "surrogatepass"))


def _lines(text: str, width: float, height: float) -> Iterator[Label]:
    """`text` in a box, upright in the middle, as large as fits."""
    size, lines = fitted(text, width - 4, height - 1, _SIZE)
    y = (height + len(lines) * size * LEADING) / 2 - size * 0.98
    for line in lines:
        yield Label(line, 2, y, size)
        y -= size * LEADING
