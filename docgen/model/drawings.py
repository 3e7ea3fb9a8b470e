"""Pictures made of lines and areas: what a chart hands to the press, drawn alike by every PDF engine and by Word."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """A filled area, or a line of some width in points; the colour as six hexadecimal digits.

    `path` is in the words of SVG: `M x y`, `L x y`, `Q x y x y`, `C x y x y x y`, `Z`, all in whole points of a grid,
    from the upper left.
    """

    colour: str
    path: str
    line: float = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of `width` by `height` grid points (1/100 mm), its areas from the back to the front.

    `says` is what the picture shows, in words, for those who cannot see it.
    """

    width: int
    height: int
    says: str
    areas: tuple[Area, ...]
