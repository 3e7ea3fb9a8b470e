"""Small copies of the bundled faces to embed: the glyphs of some characters, without their hinting programs.

Chinese glyphs are put on a coarser grid: at the sizes of a form nobody sees it in print, and it saves a fifth of them.
"""

import copy
import io
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates

from docgen.pdf.form.faces import NOTHING, face

GRIDS = {1000: 250}
"""How many units a size has in the copy, by how many it has in the face; others stay as they are."""
_MEASURES = {
    "head": ("unitsPerEm", "xMin", "yMin", "xMax", "yMax"),
    "hhea": (
        "ascent",
        "descent",
        "lineGap",
        "advanceWidthMax",
        "minLeftSideBearing",
        "minRightSideBearing",
        "xMaxExtent",
    ),
    "maxp": (),
}


def small_copy(name: str, chars: Iterable[str]) -> bytes:
    """A TrueType file with the glyphs of `chars` alone, numbered from 1 in their order; 0 is the empty box.

    It holds the tables a PDF needs and no others; the same characters give the same bytes.
    """
    glyf = face(name).font["glyf"]
    wanted = [NOTHING, *(face(name).glyph(char) for char in chars)]
    parts = sorted({part for glyph in wanted for part in _parts(glyf, glyph)})
    order = [*(f"{number}" for number in range(len(wanted))), *parts]
    table = newTable("glyf")
    table.glyphs = dict(zip(order, (_bare(name, glyph) for glyph in (*wanted, *parts)), strict=True))
    table.glyphOrder = order
    return _written(name, table, [*wanted, *parts])


def _written(name: str, glyf: Any, sources: list[str]) -> bytes:
    source, metrics = face(name).font, face(name).font["hmtx"]
    made = TTFont(recalcBBoxes=False, recalcTimestamp=False)
    made.setGlyphOrder(glyf.glyphOrder)
    for tag, measures in _MEASURES.items():
        made[tag] = copy.copy(source[tag])
        for measure in measures:
            setattr(made[tag], measure, _scaled(name, getattr(source[tag], measure)))
    made["maxp"].numGlyphs = len(glyf.glyphOrder)
    made["hmtx"], made["loca"], made["glyf"] = newTable("hmtx"), newTable("loca"), glyf
    widths = (tuple(_scaled(name, measure) for measure in metrics[glyph]) for glyph in sources)
    made["hmtx"].metrics = dict(zip(glyf.glyphOrder, widths, strict=True))
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _scaled(name: str, measure: float) -> int:
    per_em = face(name).per_em
    return round(measure * GRIDS.get(per_em, per_em) / per_em)


@lru_cache(maxsize=16384)
def _bare(name: str, glyph: str) -> Any:
    """A glyph as it stands in the copy; the one in the face is left as it lies in its file."""
    glyf = face(name).font["glyf"]
    made = Glyph(getattr(glyf.glyphs[glyph], "data", b""))
    made.trim(remove_hinting=True)
    if made.isComposite():
        made.expand(glyf)
        for part in made.components:
            part.x, part.y = _scaled(name, part.x), _scaled(name, part.y)
    elif face(name).per_em in GRIDS and hasattr(made, "data"):
        made.expand(glyf)
        made.coordinates = GlyphCoordinates([(_scaled(name, x), _scaled(name, y)) for x, y in made.coordinates])
        made.recalcBounds(glyf)
        made = Glyph(made.compile(glyf, recalcBBoxes=False))
    return made


def _parts(glyf: Any, name: str) -> Iterator[str]:
    """The glyphs that the glyph `name` is put together from."""
    glyph = glyf.glyphs[name]
    if glyph.isComposite():
        for part in glyph.getComponentNames(glyf):
            yield part
            yield from _parts(glyf, part)
