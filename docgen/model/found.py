"""What the reader of one format finds in a file, before any of it is taken for an answer.

Every format gives the same: a text with its tables in reading order (`Content.blocks`), what stands under a mark of a
form (`Content.spots`), and what the file says of itself (`Content.carried`). Nothing is typed, judged or left out here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal, InvalidOperation
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from docgen.findings import NOWHERE, Finding, Place
from docgen.model.returns import Method

_KEPT = Context(prec=15)
"""The digits a spreadsheet keeps of a number; those after them are noise of its binary form."""


class Raw(NamedTuple):
    """What stands in one place, as it stands there.

    `text` is what a person reads; of a number in a sheet it is the number as stored ("0.98", "43529"), beside `number`,
    its number `format` ("0%") and whether its sheet counts days from 1904. `ticked` is the state of a check box, None
    where there is none; `chosen` are the names or labels of the boxes ticked in a row of them, which `boxes` counts.
    `error` marks a spreadsheet's error value, `formula` is the text of a formula whose result was not saved.
    """

    text: str = ""
    number: Decimal | None = None
    format: str = ""
    since_1904: bool = False
    ticked: bool | None = None
    chosen: tuple[str, ...] = ()
    boxes: int = 0
    error: bool = False
    formula: str = ""

    @classmethod
    def of_number(cls, stored: str, pattern: str = "", *, since_1904: bool = False) -> "Raw":
        """A number cell by its stored digits, `0.98` or `4.50101E+17`; an error if they are no number."""
        try:
            number = _KEPT.create_decimal(stored.strip())
        except InvalidOperation:
            return cls(stored, error=True)
        if not number.is_finite():
            return cls(stored, error=True)
        return cls(stored, number, pattern, since_1904)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there: no text but blanks, no box, no formula."""
        nothing = not self.text or self.text.isspace()
        return nothing and self.ticked is None and not self.boxes and not self.formula

    @property
    def is_text(self) -> bool:
        """Whether it is a text that may be a label."""
        return bool(self.text) and self.number is None and self.ticked is None and not self.error


NOTHING = Raw()
"""What stands in an empty place."""

UNSAID = "\uf8fe"
"""Stands for a letter of which a file does not say which it is; no value is read with one.

It is none of the letters people type, not even the sign for one that was lost when a text was written.
"""


class Cell(NamedTuple):
    """A cell of a table, at its top left place: how many rows and columns it covers, and whether it is hidden."""

    raw: Raw
    rows: int = 1
    columns: int = 1
    hidden: bool = False


@dataclass(frozen=True)
class Grid:
    """A table or a sheet: its cells by row and column, from 1; blank ones may be left out, covered ones are.

    `name` is the sheet's, empty for a table of a text. `place` is that of the whole.
    """

    cells: Mapping[tuple[int, int], Cell]
    place: Place = NOWHERE
    name: str = ""
    hidden: bool = False

    @cached_property
    def merged(self) -> tuple[tuple[int, int], ...]:
        """The cells that cover more than one place."""
        return tuple([spot for spot, cell in self.cells.items() if cell.rows > 1 or cell.columns > 1])

    def covering(self, row: int, column: int) -> tuple[int, int]:
        """The cell that shows what stands at a place: the first of a merge that covers it, else the place itself."""
        if found := self._covers.get((row, column)):
            return found
        for top, left in self._vast:
            cell = self.cells[top, left]
            if top <= row < top + cell.rows and left <= column < left + cell.columns:
                return top, left
        return row, column

    @cached_property
    def texts(self) -> tuple[tuple[int, int, str], ...]:
        """Row, column and text of each cell that may be a label, in reading order."""
        return tuple(
            sorted([(row, column, cell.raw.text) for (row, column), cell in self.cells.items() if cell.raw.is_text])
        )

    @cached_property
    def last_column(self) -> int:
        """The last column in which anything stands; 0 where nothing does."""
        return max([column for _, column in self.cells], default=0)

    @cached_property
    def _covers(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Every place under a merge of a size that forms have, with the cell that shows there."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left in self.merged:
            cell = self.cells[top, left]
            if cell.rows * cell.columns <= _VAST:
                for row in range(top, top + cell.rows):
                    for column in range(left, left + cell.columns):
                        found.setdefault((row, column), (top, left))
        return found

    @cached_property
    def _vast(self) -> tuple[tuple[int, int], ...]:
        return tuple(one for one in self.merged if self.cells[one].rows * self.cells[one].columns > _VAST)

    def place_of(self, row: int, column: int) -> Place:
        """The place of a cell as a person would say it."""
        found = self._places.get((row, column))
        if found is None:
            found = self._places[row, column] = self._place(row, column)
        return found

    def _place(self, row: int, column: int) -> Place:
        place = self.place
        if self.name:
            return Place(file=place.file, sheet=place.sheet, cell=f"{letters(column)}{row}")
        return Place(file=place.file, part=place.part, table=place.table, row=row, column=column, page=place.page)

    @cached_property
    def _places(self) -> dict[tuple[int, int], Place]:
        """Those already asked for: marks, labels and headings ask for the same ones."""
        return {}


_VAST = 400


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """A column as spreadsheets name it: 1 is A, 28 is AB."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a text outside tables; `aside` one in a header, footer, note or text box."""

    text: str
    place: Place = NOWHERE
    aside: bool = False


Block = Grid | Line


class At(NamedTuple):
    """A place in the blocks of a `Content`: which block, from 0, and which cell of it; (0, 0) in a line."""

    block: int
    row: int = 0
    column: int = 0


class Spot(NamedTuple):
    """What stands under a mark (`dg.QIS.found`) or in its bookmark, and by which of them; `at` is None if nowhere."""

    name: str
    raw: Raw
    place: Place
    method: Method = Method.MARK
    at: At | None = None


class Carrier(StrEnum):
    """By what a file says whose form it is, from the surest down."""

    PROPERTY = "property"
    HIDDEN_SHEET = "hidden_sheet"
    PART = "part"
    HIDDEN_FIELD = "hidden_field"
    METADATA = "metadata"
    QR = "qr"
    PRINTED = "printed"
    FILE_NAME = "file_name"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Carried:
    """An identity text of a file (`DG1|F|…`), by what it is carried and where it stands."""

    carrier: Carrier
    text: str
    place: Place = NOWHERE


@dataclass(frozen=True)
class Content:
    """All that was found in one file of one format. `container` is what it is: "docx", "xlsx", "pdf"."""

    container: str
    blocks: tuple[Block, ...] = ()
    spots: tuple[Spot, ...] = ()
    carried: tuple[Carried, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


class DamagedError(ValueError):
    """A file is not what its kind promises: parts lacking, cut short, or in no order a program would write."""
