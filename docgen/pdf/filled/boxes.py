"""A form without fields - flattened, or printed to PDF: what stands in the boxes its own layout draws.

The page is laid under the layout by the words both have; where they do not fit to within 1.5 mm, nothing is read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import pypdfium2 as pdfium

from docgen.findings import Place
from docgen.model import NOTHING, Method, Raw, Spot
from docgen.pdf.filled.segments import segments, text_inside
from docgen.pdf.form.geometry import Align, Box, Kind, Label, Layout, Rectangle

_RESIDUAL = 4.25
"""1.5 mm in points: how far a word may lie from where the layout has it."""
_LEAST_WORDS = 4
_MOST_WORDS = 60
_SCALE = 3.0
_INK = 0.04
"""The share of dark points inside a box above which it is ticked."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What the boxes of a layout hold on the pages of a file, and the share of its words that were found in place."""

    spots: tuple[Spot, ...]
    likeness: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How a layout lies on a page: both scales, and both shifts in points."""

    across: float
    down: float
    left: float
    up: float
    likeness: float

    def place(self, one: Rectangle) -> Rectangle:
        """A rectangle of the layout as it lies on the page."""
        return Rectangle(
            one.left * self.across + self.left,
            one.bottom * self.down + self.up,
            one.right * self.across + self.left,
            one.top * self.down + self.up,
        )


def read_boxes(data: bytes, layout: Layout, file: str) -> Printed:
    """What stands in each box of `layout` on the pages of a PDF with text. Raises PdfiumError."""
    spots: list[Spot] = []
    likeness: list[float] = []
    with pdfium.PdfDocument(data) as document:
        for number, page in enumerate(layout.pages):
            if number >= len(document):
                break
            shown = document[number]
            fit = fit_of(shown.get_textpage(), page.labels) if page.boxes else None
            if fit is None:
                likeness += [0.0] * bool(page.boxes)
                continue
            likeness.append(fit.likeness)
            spots += _spots(shown, fit, page.boxes, Place(file=file, page=number + 1))
    return Printed(tuple(spots), min(likeness, default=0.0))


def fit_of(text: Any, labels: Sequence[Label]) -> Fit | None:
    """Where a page lies under its layout, by the words that stand once on both."""
    pairs = list(_pairs(text, labels))
    if len(pairs) < _LEAST_WORDS:
        return None
    across, left = _line([(here.left, there.left) for here, there in pairs])
    down, up = _line([(here.bottom, there.bottom) for here, there in pairs])
    off = [max(abs(h.left * across + left - t.left), abs(h.bottom * down + up - t.bottom)) for h, t in pairs]
    good = sum(distance <= _RESIDUAL for distance in off)
    if not 0.7 < across < 1.4 or not 0.7 < down < 1.4 or median(off) > _RESIDUAL or good < 0.6 * len(pairs):
        return None
    return Fit(across, down, left, up, good / len(pairs))


def _pairs(text: Any, labels: Sequence[Label]) -> Iterator[tuple[Rectangle, Rectangle]]:
    """Where a label begins in the layout and on the page, for labels that are there exactly once."""
    whole = text.get_text_range()
    told = [label for label in labels if len(label.text) > 1]
    for label in told[:_MOST_WORDS]:
        if sum(other.text == label.text for other in labels) > 1 or whole.count(label.text) != 1:
            continue
        found = text.search(label.text).get_next()
        if found is None:
            continue
        left, bottom, _, top = text.get_charbox(found[0], loose=True)
        right = text.get_charbox(found[0] + found[1] - 1, loose=True)[2]
        across = {Align.LEFT: left, Align.CENTRE: (left + right) / 2, Align.RIGHT: right}[label.align]
        base = bottom + (top - bottom) * 0.2
        yield Rectangle(label.x, label.y, label.x, label.y), Rectangle(across, base, across, base)


def _line(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Scale and shift that lead from the first numbers to the second, by the middle one of all slopes."""
    low = sorted(pairs)[: max(len(pairs) // 3, 1)]
    high = sorted(pairs)[-max(len(pairs) // 3, 1) :]
    slopes = [(there[1] - here[1]) / (there[0] - here[0]) for here in low for there in high if there[0] - here[0] > 40]
    scale = median(slopes) if slopes else 1.0
    return scale, median(there - here * scale for here, there in pairs)


def _spots(page: Any, fit: Fit, boxes: Sequence[Box], place: Place) -> Iterator[Spot]:
    pieces = segments(page, [fit.place(box.cell) for box in boxes])
    picture = page.render(scale=_SCALE, grayscale=True).to_pil() if any(map(_is_ticked, boxes)) else None
    height = page.get_height()
    by_mark: dict[str, list[Box]] = {}
    for box in boxes:
        by_mark.setdefault(box.mark, []).append(box)
    for mark, own in by_mark.items():
        if _is_ticked(own[0]):
            ticked = [box for box in own if _ink(picture, fit.place(box.rectangle), height) > _INK]
            yield from _ticks(mark, own, ticked, place)
        elif own[0].kind is not Kind.PLACE:
            said = text_inside(pieces, fit.place(own[0].cell))
            yield Spot(mark, Raw(said) if said else NOTHING, place, Method.BOX)


def _is_ticked(box: Box) -> bool:
    return box.kind in (Kind.CHECK, Kind.OPTION)


def _ticks(mark: str, own: Sequence[Box], ticked: Sequence[Box], place: Place) -> Iterator[Spot]:
    """The ticks of one question, as the fields of a form say them."""
    if own[0].kind is Kind.OPTION:
        raw = Raw("; ".join(box.option for box in ticked)) if ticked else NOTHING
        yield Spot(mark, raw, place, Method.BOX)
        return
    for box in own:
        raw = Raw("☑" if box in ticked else "☐", ticked=box in ticked)
        yield Spot(f"{mark}.{box.option}" if box.option else mark, raw, place, Method.BOX)


def _ink(picture: Any, area: Rectangle, height: float) -> float:
    """The share of dark points well inside the frame of a box."""
    inner = area.inset(area.width * 0.22)
    top, bottom = int((height - inner.top) * _SCALE), int((height - inner.bottom) * _SCALE)
    left, right = int(inner.left * _SCALE), int(inner.right * _SCALE)
    if picture is None or right <= left or bottom <= top:
        return 0.0
    counts = picture.crop((left, top, right, bottom)).convert("L").histogram()
    return float(sum(counts[:128]) / max(sum(counts), 1))
