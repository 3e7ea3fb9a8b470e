"""The bundled faces that forms are printed in: which shows a character, and how wide it is."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from fontTools.ttLib import TTFont

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
