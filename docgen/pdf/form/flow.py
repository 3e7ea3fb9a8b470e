"""Pages as they fill from the top: what does not fit on one goes to the next, under the same head."""

from dataclasses import dataclass, field

from docgen.language import say
from docgen.pdf.form.geometry import Align, Box, Label, Layout, Page, Rectangle, Rule, Slot, SlotName
from docgen.pdf.form.wrap import LEADING, wrapped

MARGIN = 44.0
TOP = 42.0
BOTTOM = 52.0
QR_SIDE = 58.0
SHADE = 0.94
"""Of a cell that is read, not written in."""
PAD = 3.0
"""Between a cell's edge and what stands in it."""


@dataclass
class _Sheet:
    labels: list[Label] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


@dataclass
class Flow:
    """A form in the making: `y` is how far down the last page is filled. `title` heads every page but the first.

    `tail` is the height of what must stand on the page of the last row: a signature never stands alone.
    """

    width: float
    height: float
    title: str
    y: float = 0.0
    tail: float = 0.0
    sheets: list[_Sheet] = field(default_factory=list)

    @property
    def left(self) -> float:
        """The left edge of the text."""
        return MARGIN

    @property
    def right(self) -> float:
        """The right edge of the text."""
        return self.width - MARGIN

    @property
    def room(self) -> float:
        """The width of the text."""
        return self.right - self.left

    @property
    def page(self) -> int:
        """The number of the page being filled, from 1."""
        return len(self.sheets)

    @property
    def left_over(self) -> float:
        """What is still free of the page."""
        return self.y - BOTTOM

    def turn(self) -> None:
        """Begin a page: QR code at the upper right, short code and number of the page at its foot."""
        self.sheets.append(_Sheet())
        top = self.height - TOP
        self.slot(SlotName.QR, Rectangle(self.right - QR_SIDE, top - QR_SIDE, self.right, top))
        foot = BOTTOM - 26
        self.slot(SlotName.SHORT_CODE, Rectangle(self.left, foot, self.left + 260, foot + 10), size=8)
        self.slot(SlotName.PAGE, Rectangle(self.right - 160, foot, self.right, foot + 10), size=8, align=Align.RIGHT)
        self.y = top - QR_SIDE - 8
        if self.page > 1:
            self.label(self.title, self.left, top - 14, 10, bold=True)
            self.slot(SlotName.UNIT, Rectangle(self.left, top - 32, self.right - QR_SIDE - 12, top - 20))
            self.slot(SlotName.PERIOD, Rectangle(self.left, top - 46, self.right - QR_SIDE - 12, top - 34))

    def need(self, height: float) -> bool:
        """Turn the page unless `height` is free; whether it was turned."""
        if self.sheets and self.left_over >= height:
            return False
        self.turn()
        return True

    def label(self, text: str, x: float, y: float, size: float, **look: object) -> None:
        """Print one line."""
        if text:
            self.sheets[-1].labels.append(Label(text, x, y, size, **look))  # type: ignore[arg-type]

    def rule(self, rectangle: Rectangle, **look: object) -> None:
        """Draw a cell."""
        self.sheets[-1].rules.append(Rule(rectangle, **look))  # type: ignore[arg-type]

    def slot(self, name: SlotName, rectangle: Rectangle, **look: object) -> None:
        """Keep a place for what differs from unit to unit."""
        self.sheets[-1].slots.append(Slot(name, rectangle, **look))  # type: ignore[arg-type]

    def box(self, box: Box) -> None:
        """Keep a place for an answer."""
        self.sheets[-1].boxes.append(box)

    def words(self, lines: tuple[str, ...], cell: Rectangle, size: float, **look: object) -> None:
        """Print `lines` in the upper part of `cell`, or in its middle if they are all there is (`middle=True`)."""
        middle = look.pop("middle", False)
        height = len(lines) * size * LEADING
        y = cell.top - PAD if not middle else cell.top - max(PAD, (cell.height - height) / 2)
        centred = look.get("align") is Align.CENTRE
        x = (cell.left + cell.right) / 2 if centred else cell.left + PAD
        for line in lines:
            self.label(line, x, y - size * 0.95, size, **look)
            y -= size * LEADING

    def paragraph(self, text: str, size: float, **look: object) -> None:
        """Print `text` over the whole width."""
        for line in wrapped(text, self.room, size):
            self.need(size * LEADING)
            self.label(line, self.left, self.y - size, size, **look)
            self.y -= size * LEADING

    def heading(self, text: str, *, together: float) -> None:
        """Print a heading, on the page where the next `together` points fit as well."""
        lines = wrapped(text, self.room, 10.5, True)
        self.need(len(lines) * 14 + 10 + together)
        self.y -= 8
        for line in lines:
            self.label(line, self.left, self.y - 10.5, 10.5, bold=True)
            self.y -= 14
        self.y -= 3

    def done(self) -> Layout:
        """All pages."""
        pages = (Page(tuple(s.labels), tuple(s.rules), tuple(s.slots), tuple(s.boxes)) for s in self.sheets)
        return Layout(self.width, self.height, tuple(pages))


def page_number(page: int, pages: int) -> str:
    """What is printed at the foot of a page."""
    return say("Page {page} of {pages}", page=page, pages=pages)
