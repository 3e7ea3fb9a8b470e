"""The charts of the report, drawn by matplotlib (the extra `charts`) and handed over as drawings.

Few kinds: columns side by side, bars that lie, bars made of parts, and small columns one group a figure. A figure
that is not known is left out and never drawn as 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from docgen.model.drawings import Drawing
from docgen.pdf.fonts import FOLDER

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = ("#5B9BD5", "#BDD7EE", "#F4B183", "#C9C9C9", "#FFE699")
"""Of series, in their order: what is best or now first."""
GREY = "#BFBFBF"
_INK = "#404040"
_WIDE = 6.1
"""Inches across."""
_LONGEST = 34
"""So many letters of a label at most, Chinese ones counted twice."""


@dataclass(frozen=True, slots=True)
class Series:
    """What one colour stands for, and its value at each label; None is not known."""

    name: str
    values: tuple[float | None, ...]


def can_draw() -> bool:
    """Whether the drawing library is here."""
    return find_spec("matplotlib") is not None


def columns(says: str, labels: Sequence[str], series: Sequence[Series], *, colours: Sequence[str] = ()) -> Drawing:
    """Columns side by side over each label, the value above each."""
    figure, axes = _figure(2.5, low=0.48)
    share = 0.8 / max(len(series), 1)
    top = max((v for one in series for v in one.values if v is not None), default=0) or 1
    for number, one in enumerate(series):
        for place, value in enumerate(one.values):
            if value is not None:
                at = place - 0.4 + share * (number + 0.5)
                axes.bar(at, value, share * 0.92, color=(colours or COLOURS)[number])
                _write(axes, at, value + top * 0.03, f"{value:g}", ha="center", va="bottom")
    axes.set_xlim(-0.6, len(labels) - 0.4)
    axes.set_ylim(0, top * 1.18)
    _name(axes, labels, lying=False)
    _legend(figure, [(one.name, (colours or COLOURS)[n]) for n, one in enumerate(series)])
    return _finished(figure, says)


def bars(says: str, labels: Sequence[str], values: Sequence[float]) -> Drawing:
    """Lying bars, the first at the top, the value behind each."""
    figure, axes = _figure(0.15 + 0.27 * len(labels), left=0.36, low=0.05)
    top = max(values, default=0) or 1
    for place, value in enumerate(values):
        axes.barh(place, value, 0.66, color=COLOURS[0])
        _write(axes, value + top * 0.012, place, f"{value:g}", ha="left", va="center")
    _lie(axes, labels, top * 1.1)
    return _finished(figure, says)


def parts(says: str, labels: Sequence[str], series: Sequence[Series], colours: Sequence[str] = ()) -> Drawing:
    """Lying bars made of the parts of each label, with the number in every part that has room for it."""
    figure, axes = _figure(0.45 + 0.29 * len(labels), left=0.36)
    totals = [sum(one.values[place] or 0 for one in series) for place in range(len(labels))]
    top = max(totals, default=0) or 1
    painted = colours or COLOURS
    for place in range(len(labels)):
        start = 0.0
        for number, one in enumerate(series):
            value = one.values[place] or 0
            if value:
                axes.barh(place, value, 0.66, left=start, color=painted[number % len(painted)])
                _write(axes, start + value / 2, place, f"{value:g}", ha="center", va="center")
            start += value
    _lie(axes, labels, top * 1.02)
    _legend(figure, [(one.name, painted[n % len(painted)]) for n, one in enumerate(series)])
    return _finished(figure, says)


def groups(says: str, titles: Sequence[str], series: Sequence[Series]) -> Drawing:
    """One small figure a title, each of its own scale: a column a series."""
    from matplotlib.figure import Figure

    across = min(len(titles), 4) or 1
    down = -(-len(titles) // across)
    figure = Figure(figsize=(_WIDE, 0.4 + 1.55 * down), facecolor="none")
    for place, title in enumerate(titles):
        column, row = place % across, place // across
        height = 1.55 / (0.4 + 1.55 * down)
        box = (0.02 + column / across, 1 - (row + 1) * height + 0.05 * height, 0.9 / across, 0.74 * height)
        axes = figure.add_axes(box, facecolor="none")
        _small(axes, title, [(one.values[place], COLOURS[n]) for n, one in enumerate(series)])
    _legend(figure, [(one.name, COLOURS[n]) for n, one in enumerate(series)])
    return _finished(figure, says)


def _small(axes: Any, title: str, values: Sequence[tuple[float | None, str]]) -> None:
    top = max((value for value, _ in values if value is not None), default=0) or 1
    for place, (value, colour) in enumerate(values):
        if value is not None:
            axes.bar(place, value, 0.7, color=colour)
        _write(axes, place, (value or 0) + top * 0.04, "—" if value is None else f"{value:g}", ha="center", va="bottom")
    axes.set_xlim(-0.7, len(values) - 0.3)
    axes.set_ylim(0, top * 1.25)
    axes.set_xticks([])
    _plain(axes)
    _write(axes, (len(values) - 1) / 2, top * 1.32, _short(title), ha="center", va="bottom")


def _figure(height: float, *, left: float = 0.02, low: float = 0.3) -> tuple["Figure", Any]:
    """A figure so many inches high; its axes begin `low` inches above the foot, where the legend stands."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDE, height), facecolor="none")
    foot = low / height
    return figure, figure.add_axes((left, foot, 0.98 - left, 0.97 - foot), facecolor="none")


def _plain(axes: Any) -> None:
    axes.set_yticks([])
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(GREY)
    axes.spines["bottom"].set_linewidth(0.6)
    axes.tick_params(length=0)


def _name(axes: Any, labels: Sequence[str], *, lying: bool) -> None:
    _plain(axes)
    axes.set_xticks([])
    axes.set_yticks([])
    for place, label in enumerate(labels):
        at = (0, place) if lying else (place, 0)
        _write(axes, *at, _short(label), gap=(-4, 0) if lying else (0, -4), ha="right" if lying else "center",
               va="center" if lying else "top")  # fmt: skip


def _lie(axes: Any, labels: Sequence[str], far: float) -> None:
    axes.set_xlim(0, far)
    axes.set_ylim(max(len(labels), 1) - 0.4, -0.6)
    _name(axes, labels, lying=True)
    axes.spines["bottom"].set_visible(False)


def _write(axes: Any, x: float, y: float, words: str, *, gap: tuple[float, float] = (0, 0), **place: str) -> None:
    axes.annotate(
        words, (x, y), xytext=gap, textcoords="offset points", annotation_clip=False, color=_INK,
        fontproperties=_font(), parse_math=False, **place,
    )  # fmt: skip


def _legend(figure: "Figure", names: Sequence[tuple[str, str]]) -> None:
    """What the colours mean, in one line at the foot."""
    from matplotlib.patches import Rectangle

    width, height = figure.get_size_inches()
    at = 0.02
    for name, colour in names:
        size = 0.09
        figure.add_artist(Rectangle((at, 0.06 / height), size / width, size / height, color=colour))
        figure.text(
            at + 0.14 / width, 0.05 / height, name, color=_INK, fontproperties=_font(), va="bottom", parse_math=False
        )
        at += (0.42 + 0.068 * _breadth(name)) / width


def _font() -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(FOLDER / "NotoSansSC-Regular.ttf"), size=8)


def _breadth(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def _short(text: str) -> str:
    """`text`, cut where it is too long to stand beside a bar."""
    if _breadth(text) <= _LONGEST:
        return text
    while _breadth(text) > _LONGEST - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _finished(figure: "Figure", says: str) -> Drawing:
    from docgen.results.drawn import drawing_of

    return drawing_of(figure, says)
