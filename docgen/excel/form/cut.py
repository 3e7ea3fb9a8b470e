"""A drawn sheet with the places cut out that differ from unit to unit, to be filled in again without drawing anew."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_rowcol_to_cell

from docgen.excel.form.cells import Shown, cell_xml, shown
from docgen.excel.form.plan import Plan, Slot
from docgen.excel.form.rules import Formulas
from docgen.excel.form.sheet import FOOTER
from docgen.model import Blank, Filled

_ROW = re.compile(rb'<row r="([0-9]+)"[^>]*>')
_UNSAVED = re.compile(rb'(<c r="[A-Z]+[0-9]+" s="[0-9]+")(><f>[^<]*</f><v></v></c>)')
"""A formula whose result XlsxWriter leaves open; ours is blank as long as nothing is filled in."""
_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"(?:/>|(?: t="[a-z]+")?><f>(.*?)</f><v>[^<]*</v></c>)')


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in a sheet's XML: the cell `name` with its style and formula (or ""), or a row's beginning."""

    start: int
    end: int
    name: str
    style: str = ""
    formula: str = ""

    def holding(self, value: Shown) -> str:
        """The cell with `value` in it."""
        return cell_xml(self.name, self.style, self.formula, value)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field's answer stands."""

    slot: Slot
    gap: Gap


class CutSheet:
    """The sheet of one form, the same for all units of a shape but for what `filled` puts in."""

    def __init__(self, plan: Plan, xml: bytes, formulas: Formulas) -> None:
        xml = _UNSAVED.sub(rb'\1 t="str"\2', xml)
        gaps = gaps_of(xml)
        self._plan, self._xml = plan, xml
        self._rows = {row: gaps[f"row {row + 1}"] for row in {slot.row for slot in plan.slots}}
        self._code = gaps[xl_rowcol_to_cell(plan.code.row, plan.code.span.first)]
        places = {slot.path: Place(slot, gaps[_cell(slot)]) for slot in plan.slots if plan.blank.asks(slot.field)}
        self._linked = {
            path: source for path, place in places.items() if (source := formulas.link(plan.blank, place.slot))
        }
        self._places = places
        self._footer = FOOTER.format(form=plan.blank.definition.code).encode()

    def filled(self, blanks: Mapping[str, Blank]) -> bytes:
        """The sheet of one unit, whose forms `blanks` are by code."""
        blank = blanks[self._plan.blank.definition.code]
        pieces: list[tuple[Gap, str]] = [(self._code, self._code.holding(blank.short_code))]
        tall: dict[int, float] = {}
        for place, filled in self._answers(blank, blanks):
            value = shown(place.slot.field, filled, blank)
            pieces.append((place.gap, place.gap.holding(value)))
            if isinstance(value, str):
                row = place.slot.row
                tall[row] = max(tall.get(row, 0.0), self._plan.height_of(value, place.slot))
        pieces += [
            (self._rows[row], f'<row r="{row + 1}" ht="{height:g}" customHeight="1">')
            for row, height in tall.items()
            if height > self._plan.heights[row]
        ]
        code = escape(blank.short_code.replace("&", "&&")).encode()
        return put_in(self._xml, pieces).replace(self._footer, code)

    def _answers(self, blank: Blank, blanks: Mapping[str, Blank]) -> Iterable[tuple[Place, Filled]]:
        """What this unit's form is sent out with, and what its linked cells show of other forms."""
        for path, filled in blank.values.items():
            place = self._places.get(path)
            if place is not None and filled.value is not None and path not in self._linked:
                yield place, filled
        for path, (form, source) in self._linked.items():
            if (linked := blanks[form].values.get(source)) and linked.value is not None:
                yield self._places[path], linked


def _cell(slot: Slot) -> str:
    return str(xl_rowcol_to_cell(slot.row, slot.span.first))


def gaps_of(xml: bytes) -> dict[str, Gap]:
    """The cells of a sheet's XML that hold nothing or a formula, by name, and the beginnings of rows ("row 7")."""
    cells = (
        Gap(found.start(), found.end(), found[1].decode(), found[2].decode(), (found[3] or b"").decode())
        for found in _CELL.finditer(xml)
    )
    rows = (Gap(found.start(), found.end(), f"row {found[1].decode()}") for found in _ROW.finditer(xml))
    return {gap.name: gap for gap in (*cells, *rows)}


def put_in(xml: bytes, pieces: Iterable[tuple[Gap, str]]) -> bytes:
    """The sheet with each piece in its gap."""
    result: list[bytes] = []
    done = 0
    for gap, piece in sorted(pieces, key=lambda pair: pair[0].start):
        result += (xml[done : gap.start], piece.encode())
        done = gap.end
    return b"".join((*result, xml[done:]))
