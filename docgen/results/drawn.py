"""A figure of matplotlib as a `Drawing`: lines and areas, letters too, so that no reader needs the fonts.

Everything of one colour becomes one area, from the back to the front as it was painted.
"""

from typing import Any

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Transform
from matplotlib.typing import ColorType

from docgen.model.drawings import Area, Drawing

_GRID = 2540 / 72
"""Grid points (1/100 mm) in a point of the figure."""
_LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}


def drawing_of(figure: Figure, says: str) -> Drawing:
    """`figure` as a drawing that says `says`; the same figure gives the same drawing."""
    figure.set_dpi(72)
    width, height = (round(float(side) * 2540) for side in figure.get_size_inches())
    recorder = _Recorder(width, height)
    figure.draw(recorder)
    background = Area("FFFFFF", f"M0 0L{width} 0L{width} {height}L0 {height}Z")
    return Drawing(width, height, says, (background, *recorder.areas()))


class _Recorder(RendererBase):
    """Notes every path it is to paint; text comes as paths, by the library's own way for renderers without fonts."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._width, self._height = width, height
        self._writing = False
        self._painted: dict[tuple[bool, str, float], list[str]] = {}

    def get_canvas_width_height(self) -> tuple[float, float]:
        """In points."""
        return self._width / _GRID, self._height / _GRID

    def points_to_pixels(self, points: Any) -> Any:
        """A point is a pixel here."""
        return points

    def flipy(self) -> bool:
        """Whether y counts from the top: it does in the drawing, not in the figure."""
        return False

    def draw_image(self, *_args: object, **_more: object) -> None:
        """There are no images in our charts."""

    def draw_text(self, *args: Any, **more: Any) -> None:
        """Letters as areas, in front of everything else."""
        self._writing = True
        super().draw_text(*args, **more)
        self._writing = False

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: ColorType | None = None,  # noqa: N803 - the library's name
    ) -> None:
        """Note the area and the line of a path, as far as they are to be seen."""
        words = self._words(path, transform)
        stroke = gc.get_rgb()
        if words and rgbFace is not None and to_rgba(rgbFace)[3]:
            self._paint(rgbFace, 0, words)
        if words and gc.get_linewidth() and to_rgba(stroke)[3] and not self._writing:
            self._paint(stroke, float(gc.get_linewidth()), words)

    def _words(self, path: Path, transform: Transform) -> str:
        steps = []
        for numbers, code in transform.transform_path(path).iter_segments(simplify=False):
            letter = _LETTERS[code]
            pairs = () if letter == "Z" else zip(numbers[::2], numbers[1::2], strict=True)
            points = " ".join(f"{round(x * _GRID)} {self._height - round(y * _GRID)}" for x, y in pairs)
            steps.append(letter + points)
        return "".join(steps)

    def _paint(self, colour: ColorType, line: float, words: str) -> None:
        key = (self._writing, to_hex(colour)[1:].upper(), line)
        self._painted.setdefault(key, []).append(words)

    def areas(self) -> tuple[Area, ...]:
        """What was painted, by colour in the order of their first use, the letters last."""
        painted = sorted(self._painted.items(), key=lambda one: one[0][0])
        return tuple(Area(colour, "".join(words), line) for (_, colour, line), words in painted)
