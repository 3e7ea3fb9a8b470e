"""The nouns of a form's layout: pages with printed text, lines, and boxes to write in. All measures are points,
counted from the lower left corner of the page as PDF does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Paper(StrEnum):
    """What a form is printed on; wide forms turn it."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, upright."""
        return {Paper.A4: (595.0, 842.0), Paper.LETTER: (612.0, 792.0)}[self]


class Align(StrEnum):
    """Where a line of text stands between the edges it is given."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Kind(StrEnum):
    """How a box is written in."""

    LINE = "line"
    LINES = "lines"
    CHECK = "check"
    OPTION = "option"
    LIST = "list"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A place on a page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From edge to edge."""
        return self.top - self.bottom

    def inset(self, by: float) -> "Rectangle":
        """The same, smaller by `by` on every side."""
        return Rectangle(self.left + by, self.bottom + by, self.right - by, self.top - by)

    @property
    def corners(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return self.left, self.bottom, self.right, self.top


@dataclass(frozen=True, slots=True)
class Label:
    """One printed line of text; `x` is its left edge, middle or right edge as `align` says, `y` its base line."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    align: Align = Align.LEFT
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A frame drawn round a cell, filled with `shade` (1 is white); without a `line` only filled."""

    rectangle: Rectangle
    line: float = 0.5
    shade: float = 1.0
    dashed: bool = False


class SlotName(StrEnum):
    """What each unit's own form prints of itself."""

    UNIT = "unit"
    CODE = "code"
    PERIOD = "period"
    ISSUER = "issuer"
    DUE = "due"
    SHORT_CODE = "short_code"
    PAGE = "page"
    QR = "qr"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for what differs from unit to unit; its text is made smaller until it fits."""

    name: SlotName
    rectangle: Rectangle
    size: float = 9.0
    align: Align = Align.LEFT
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A place to write an answer to the field with this mark (`dg.QIS.inspections.2.found`).

    `page` counts from 1. `rectangle` is where a program writes, `cell` the whole room a pen has. `option` is the name
    of the choice a box to tick stands for; the boxes of one question share their mark.
    """

    mark: str
    path: str
    page: int
    kind: Kind
    rectangle: Rectangle
    cell: Rectangle
    option: str = ""

    @property
    def name(self) -> str:
        """The full name of its field: the mark, and the choice where each choice has a field of its own."""
        return f"{self.mark}.{self.option}" if self.option and self.kind is Kind.CHECK else self.mark


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on a page, and where it is written on."""

    labels: tuple[Label, ...]
    rules: tuple[Rule, ...]
    slots: tuple[Slot, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages of a form, each `width` by `height`."""

    width: float
    height: float
    pages: tuple[Page, ...]

    @property
    def boxes(self) -> Iterator[Box]:
        """The boxes of all pages, in the order in which they are filled in."""
        return (box for page in self.pages for box in page.boxes)


CORNER = 11.0
"""The side of a corner mark."""
CORNER_INSET = 20.0
"""From the edges of the page to the outer edges of its corner marks."""


def corner_marks(width: float, height: float) -> tuple[Rectangle, ...]:
    """The four squares a scanned page is straightened by: upper left, upper right, lower left, lower right.

    The lower right one is hollow, the others are filled: so it is seen which way up the page lies.
    """
    low, left = CORNER_INSET, CORNER_INSET
    high, right = height - CORNER_INSET - CORNER, width - CORNER_INSET - CORNER
    places = ((left, high), (right, high), (left, low), (right, low))
    return tuple(Rectangle(x, y, x + CORNER, y + CORNER) for x, y in places)
