"""What is done once for a layout workbook: its tags cut out, its places named, all else packed for copying."""

import re
from dataclasses import dataclass
from functools import lru_cache

from docgen.containers import Packed, Part, pack
from docgen.excel.layouts.carriers import (
    CUSTOM,
    QR_PART,
    Mark,
    hidden_sheet,
    property_parts,
    with_carriers,
    with_own_picture,
    without_marks,
)
from docgen.excel.layouts.cutting import Cutting, Gap, Shape
from docgen.excel.layouts.tags import tagged_cells
from docgen.excel.layouts.workbook import open_layout
from docgen.findings import Finding
from docgen.model.blanks import identity_property
from docgen.model.layouts import asked_in

_IDENTITY = "{{ identity }}"
_CUT = re.compile(rb"<\?docgen ([0-9]+)\?>|\xee\x80\x80([0-9]+)\xee\x80\x81")


@dataclass(frozen=True, slots=True)
class Cut:
    """A part in pieces, with gaps between them by their number."""

    name: str
    pieces: tuple[bytes | int, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A layout ready to be filled. `picture` says whether it has a placeholder of the QR code."""

    cuts: tuple[Cut, ...]
    gaps: tuple[Gap, ...]
    properties: tuple[bytes, bytes]
    picture: bool
    still: Packed
    findings: tuple[Finding, ...] = ()


@lru_cache(maxsize=64)
def prepare(source: bytes, shape: Shape) -> Prepared:
    """The layout `source` for forms of this shape. Raises NoWorkbookError."""
    layout = without_marks(open_layout(source))
    cutting = Cutting(layout, shape, asked_in(shape.known))
    for tag in tagged_cells(layout):
        cutting.cut(tag)
    cutting.cut_footers()
    identity = Mark(identity_property(shape.known.definition.code), cutting.first_sheet, "", "identity", "")
    parts, hidden = with_carriers(layout, [identity, *cutting.marks])
    parts |= cutting.parts()
    number = cutting.gap(Gap("C2", "0", words=_IDENTITY))
    parts[hidden] = hidden_sheet([identity, *cutting.marks], f"<?docgen {number}?>")
    picture = with_own_picture(layout, parts)
    properties = property_parts(parts.pop(CUSTOM, b""))
    parts.pop(QR_PART, None)
    cuts = tuple(Cut(name, _pieces(data)) for name, data in parts.items() if _CUT.search(data))
    apart = {cut.name for cut in cuts}
    still = pack(Part(name, data) for name, data in parts.items() if name not in apart)
    return Prepared(cuts, tuple(cutting.gaps), properties, picture, still, tuple(cutting.findings))


def _pieces(data: bytes) -> tuple[bytes | int, ...]:
    pieces: list[bytes | int] = []
    done = 0
    for found in _CUT.finditer(data):
        pieces += (data[done : found.start()], int(found[1] or found[2]))
        done = found.end()
    return (*pieces, data[done:])
