"""Prefilled values in the fields of a form: the value itself, and its letters drawn in our own fonts.

A value the unit may change has a picture in its field, which viewers replace when it is changed. A locked one is
printed on the page, and its field is hidden: so it is always seen, whatever a viewer makes of fields.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from docgen.model.blanks import Blank, Filled, identity_property
from docgen.model.forms import Field, without_row
from docgen.pdf.form.acroform import HIDDEN, READ_ONLY, is_centred
from docgen.pdf.form.flow import SHADE
from docgen.pdf.form.geometry import Align, Box, Kind, Label, Rectangle
from docgen.pdf.form.ink import Ink
from docgen.pdf.form.shape import is_locked
from docgen.pdf.form.states import TICKED, state_of
from docgen.pdf.form.template import Template
from docgen.pdf.form.typed import lent, look_of
from docgen.pdf.form.values import as_states, as_text, shown
from docgen.pdf.form.wrap import LEADING, fitted

_SIZE = 9.5


@dataclass(slots=True)
class Filling:
    """A form being made from the template `made`, drawn with `ink`, which may take `most` further characters.

    What would take more is drawn in the viewer's own Chinese font. `printed` are the drawing commands of locked values,
    by page from 1.
    """

    document: pikepdf.Pdf
    made: Template
    blank: Blank
    ink: Ink
    most: float
    printed: dict[int, str] = field(default_factory=dict)

    def fill(self) -> None:
        """Write the identity and every prefilled value."""
        self._object(identity_property(self.blank.definition.code)).V = pikepdf.String(self.blank.code)
        asked = {one.path: one for one in self.blank.definition.fields}
        for box in self.made.layout.boxes:
            filled = self.blank.values.get(box.path)
            if filled is not None and filled.value is not None and box.kind is not Kind.PLACE:
                self._fill_box(box, asked[without_row(box.path)], filled)

    def _object(self, name: str) -> pikepdf.Object:
        return self.document.get_object(self.made.objects[name], 0)

    def _fill_box(self, box: Box, asked: Field, filled: Filled) -> None:
        one = self._object(box.name)
        locked = filled.locked or is_locked(asked)
        if locked:
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
            if locked:
                one.F = int(one.F) | HIDDEN
                self._print(box, text, centred=is_centred(asked))
            else:
                one.DA = pikepdf.String(look_of(text, str(one.DA)))
                one.AP = Dictionary(N=self._picture(box.rectangle, text, centred=is_centred(asked)))

    def _print(self, box: Box, text: str, *, centred: bool) -> None:
        """Put `text` on the page, on grey ground: nothing is to be written there."""
        cell = box.cell
        drawn = self._drawn(text, cell.inset(1.5), centred=centred)
        shade = f"q {SHADE} g 0.5 w {cell.left:.2f} {cell.bottom:.2f} {cell.width:.2f} {cell.height:.2f} re B Q\n"
        self.printed[box.page] = self.printed.get(box.page, "") + shade + drawn

    def _picture(self, place: Rectangle, text: str, *, centred: bool) -> pikepdf.Object:
        room = Rectangle(0, 0, place.width, place.height)
        lines = self._drawn(text, room, centred=centred)
        picture = Stream(self.document, f"/Tx BMC {lines}EMC".encode("latin-1"), Subtype=Name.Form)
        picture.BBox = Array([round(corner, 2) for corner in room.corners])
        picture.Resources = self.document.Root.AcroForm.DR
        return self.document.make_indirect(picture)

    def _drawn(self, text: str, room: Rectangle, *, centred: bool) -> str:
        own = self.ink.taken + self.ink.new(text) <= self.most
        return "".join(self.ink.drawn(line) if own else lent(line) for line in _lines(text, room, centred=centred))


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
    x = (room.left + room.right) / 2 if centred else room.left + 2
    y = (room.bottom + room.top + len(lines) * size * LEADING) / 2 - size * 0.98
    for line in lines:
        yield Label(line, x, y, size, align=Align.CENTRE if centred else Align.LEFT)
        y -= size * LEADING
