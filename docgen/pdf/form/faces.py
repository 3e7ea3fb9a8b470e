"""The bundled faces that forms are printed in: which shows a character, how wide it is, and small copies to embed."""

import copy
import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from fontTools.ttLib import TTFont, newTable

from docgen.pdf.fonts import FOLDER

_WESTERN = ("LiberationSerif-Regular", "LiberationSerif-Bold")
_EASTERN = ("NotoSerifSC-Regular", "NotoSerifSC-Bold")
_SIGNS = "DejaVuSans-Signs"
NOTHING = ".notdef"
"""The glyph of a character that no face has: an empty box."""
_BLIND = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True)
class Face:
    """A font file of `docgen/pdf/fonts`, by its name without ending."""

    name: str
    font: TTFont
    glyphs: dict[int, str]
    per_em: int

    def has(self, char: str) -> bool:
        """Whether it shows `char`."""
        return ord(char) in self.glyphs

    def glyph(self, char: str) -> str:
        """The name of the glyph that shows `char`."""
        return self.glyphs.get(ord(char), NOTHING)

    def advance(self, char: str) -> float:
        """How far `char` moves on, in thousandths of the size."""
        return float(self.font["hmtx"][self.glyph(char)][0]) * 1000 / self.per_em


@cache
def face(name: str) -> Face:
    """The face of this name, read once a process."""
    font = TTFont(FOLDER / f"{name}.ttf", lazy=True)
    return Face(name, font, font.getBestCmap(), font["head"].unitsPerEm)


@dataclass(frozen=True, slots=True)
class Run:
    """Letters set in one face."""

    face: str
    text: str


@lru_cache(maxsize=8192)
def runs(text: str, bold: bool = False) -> tuple[Run, ...]:
    """`text` parted by the faces that show it; what has no picture of its own is left out.

    Signs that both scripts use (“ ” — …) are wide in a text with Chinese in it, narrow in others.
    """
    shown = [char for char in text if unicodedata.category(char) not in _BLIND]
    eastern = any(unicodedata.east_asian_width(char) in "WF" for char in shown)
    pairs = ((_face_of(char, bold, eastern), char) for char in shown)
    return tuple(Run(name, "".join(c for _, c in group)) for name, group in groupby(pairs, key=lambda pair: pair[0]))


def _face_of(char: str, bold: bool, eastern: bool) -> str:
    west, east = _WESTERN[bold], _EASTERN[bold]
    wide = eastern and unicodedata.east_asian_width(char) == "A"
    order = (east, west, _SIGNS) if wide else (west, east, _SIGNS)
    return next((name for name in order if face(name).has(char)), east)


@lru_cache(maxsize=16384)
def width(text: str, bold: bool = False) -> float:
    """How wide `text` is at size 1."""
    return sum(face(run.face).advance(char) for run in runs(text, bold) for char in run.text) / 1000


def small_copy(name: str, chars: Iterable[str]) -> bytes:
    """A TrueType file with the glyphs of `chars` alone, numbered from 1 in their order; 0 is the empty box.

    It holds the tables a PDF needs and no others; the same characters give the same bytes.
    """
    source = face(name).font
    glyf, metrics = source["glyf"], source["hmtx"]
    wanted = [NOTHING, *(face(name).glyph(char) for char in chars)]
    names = [f"{number}" for number in range(len(wanted))]
    parts = sorted({part for glyph in wanted for part in _parts(glyf, glyph)})
    table = newTable("glyf")
    table.glyphs = dict(zip([*names, *parts], (_bare(glyf, glyph) for glyph in (*wanted, *parts)), strict=True))
    table.glyphOrder = [*names, *parts]
    return _written(source, table, [metrics[glyph] for glyph in (*wanted, *parts)])


def _written(source: TTFont, glyf: Any, metrics: list[tuple[int, int]]) -> bytes:
    made = TTFont(recalcBBoxes=False, recalcTimestamp=False)
    made.setGlyphOrder(glyf.glyphOrder)
    for tag in ("head", "hhea", "maxp"):
        made[tag] = copy.copy(source[tag])
    made["maxp"].numGlyphs = len(glyf.glyphOrder)
    made["hmtx"], made["loca"], made["glyf"] = newTable("hmtx"), newTable("loca"), glyf
    made["hmtx"].metrics = dict(zip(glyf.glyphOrder, metrics, strict=True))
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _bare(glyf: Any, name: str) -> Any:
    """The glyph without the program that fits it to a grid, which would need tables that are left out.

    Taken as it lies in the file: asked for by `glyf[name]` it would be read and written anew, point by point.
    """
    glyph = glyf.glyphs[name]
    if hasattr(glyph, "data"):
        glyph.trim(remove_hinting=True)
        if glyph.data and glyph.isComposite():
            glyph.expand(glyf)
    return glyph


def _parts(glyf: Any, name: str) -> Iterator[str]:
    """The glyphs that the glyph `name` is put together from."""
    glyph = glyf.glyphs[name]
    if glyph.isComposite():
        for part in glyph.getComponentNames(glyf):
            yield part
            yield from _parts(glyf, part)
