"""Which letter an outline is: by the glyphs of the bundled faces that are drawn exactly so, point for point.

Nothing is guessed. An outline that no bundled face has is no letter, and one that several characters share is the one
of them that offices write, if only one is.
"""

import struct
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from fontTools.ttLib import TTFont

from docgen.pdf.fonts import FOLDER
from docgen.pdf.form.copies import GRIDS

_HEAD = struct.Struct(">5h")
Outline = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[int, ...]]
"""The points of a glyph in units of its em, where its contours end, and which points lie on the curve."""


Shape = tuple[int, ...]
"""What two glyphs that are drawn alike have in common, and few others: where their contours end."""


class _Drawn(NamedTuple):
    """A glyph of a bundled face."""

    face: str
    glyph: str


def shapes(font: TTFont) -> Mapping[int, Shape]:
    """By its number, the shape of each glyph that draws something. Raises struct.error for a font cut short."""
    data, places = font.reader["glyf"], font["loca"].locations
    drawn = (number for number in range(len(places) - 1) if places[number + 1] - places[number] >= _HEAD.size)
    return {number: _shape(data, places[number]) for number in drawn}


def _shape(data: bytes, start: int) -> Shape:
    """Of a glyph that is put together from others its box, which is all that is said of it here."""
    contours, *box = _HEAD.unpack_from(data, start)
    if contours < 0:
        return (contours, *box)
    return struct.unpack_from(f">{contours}H", data, start + _HEAD.size)


def outline(font: TTFont, glyph: str, scale: float = 1) -> Outline:
    """How a glyph is drawn, its hints and the way it is put together left out."""
    glyf: Any = font["glyf"]
    points, ends, flags = glyf[glyph].getCoordinates(glyf)
    scaled = tuple([(round(x * scale), round(y * scale)) for x, y in points])
    return scaled, tuple(ends), tuple([flag & 1 for flag in flags])


def letter(font: TTFont, glyph: str, shape: Shape) -> str:
    """The letter that is drawn as `glyph` of a font is; empty if none is, or if it may be several."""
    per_em = font["head"].unitsPerEm
    found: set[str] = set()
    own: Outline | None = None
    for drawn in _index().get(shape, ()):
        own = own or outline(font, glyph)
        if _known(drawn, per_em) == own:
            found.update(_characters(drawn.face)[drawn.glyph])
    return chosen(found)


def chosen(alike: Iterable[str]) -> str:
    """Of characters that look exactly the same the one that is meant; empty if that is not certain.

    A plain Latin letter or sign rather than a Greek, Russian or typographer's one; an ideograph rather than the radical
    it is; a sign of GBK rather than one that offices have no key for.
    """
    left = set(alike)
    for ways in (str.isascii, _is_ideograph, _is_common):
        few = {char for char in left if ways(char)}
        if few:
            left = few
            break
    folded = {unicodedata.normalize("NFKC", char) for char in left}
    return left.pop() if len(left) == 1 else folded.pop() if len(folded) == 1 else ""


def _is_ideograph(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _is_common(char: str) -> bool:
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _font(face: str) -> TTFont:
    return TTFont(FOLDER / f"{face}.ttf", lazy=True)


@cache
def _characters(face: str) -> Mapping[str, tuple[str, ...]]:
    """What each glyph of a face shows."""
    found: dict[str, list[str]] = {}
    for code, glyph in _font(face).getBestCmap().items():
        found.setdefault(glyph, []).append(chr(code))
    return {glyph: tuple(chars) for glyph, chars in found.items()}


@lru_cache(maxsize=4096)
def _known(drawn: _Drawn, per_em: int) -> Outline | None:
    """How a glyph of ours is drawn in so many units of the em: as in its face, or as forms carry it, more coarsely."""
    font = _font(drawn.face)
    own = font["head"].unitsPerEm
    return outline(font, drawn.glyph, per_em / own) if per_em in (own, GRIDS.get(own)) else None


@cache
def _index() -> Mapping[Shape, tuple[_Drawn, ...]]:
    """The glyphs of all faces by their shapes."""
    found: dict[Shape, list[_Drawn]] = {}
    for path in sorted(FOLDER.glob("*.ttf")):
        shown, names = _characters(path.stem), _font(path.stem).getGlyphOrder()
        for number, shape in shapes(_font(path.stem)).items():
            if names[number] in shown:
                found.setdefault(shape, []).append(_Drawn(path.stem, names[number]))
    return {shape: tuple(many) for shape, many in found.items()}
