"""The campaign's nouns: units, clauses, items, books, and the values of a typed sheet.

Values of a user's sheet are `Value`s; a row of them is `Facts`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from docgen.findings import NOWHERE, Place

Value = str | int | Decimal | bool | date | datetime | None
"""What a typed cell holds; None is a blank cell, which is never 0."""


class Facts(Mapping[str, Value]):
    """Named values of one row, in the order of the sheet; frozen, hashable, and picklable."""

    __slots__ = ("_pairs", "_values")

    def __init__(self, values: Mapping[str, Value] | None = None) -> None:
        self._values: dict[str, Value] = dict(values or {})
        self._pairs = tuple(self._values.items())

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(self._pairs)

    def __repr__(self) -> str:
        return f"Facts({self._values!r})"

    def __reduce__(self) -> tuple[type["Facts"], tuple[dict[str, Value]]]:
        return type(self), (self._values,)


class BookState(StrEnum):
    """How far a book has come between the two parties."""

    MADE = "made"
    RELEASED = "released"
    SENT = "sent"
    HANDED_OVER = "handed_over"
    COUNTERSIGNED = "countersigned"
    ON_PAPER = "on_paper"
    SCANNED = "scanned"
    ALTERED = "altered"
    SUPERSEDED = "superseded"


class ItemState(StrEnum):
    """How one item of a batch ended."""

    DONE = "done"
    PARTIAL = "partial"
    FAILED = "failed"
    SKIPPED = "skipped"


class MissingPolicy(StrEnum):
    """What becomes of a template field that has no value."""

    ERROR = "error"
    BLANK = "blank"
    MARK = "mark"


class Feature(StrEnum):
    """Something a Word document can hold that not every PDF engine draws."""

    STRIKETHROUGH = "strikethrough"
    CAPITALS = "capitals"
    EFFECT = "effect"
    EMPHASIS_MARK = "emphasis_mark"
    RAISED = "raised"
    RUBY = "ruby"
    COMBINED = "combined"
    FIT_TEXT = "fit_text"
    DIRECTION = "direction"
    EQUATION = "equation"
    EMPTY_FIELD = "empty_field"
    CLOCK = "clock"
    CONTENT_CONTROL = "content_control"
    TRACKED_CHANGE = "tracked_change"
    SYMBOL = "symbol"
    COUNTED_NUMBER = "counted_number"
    VERTICAL_TEXT = "vertical_text"
    DOCUMENT_GRID = "document_grid"
    PAGE_BORDER = "page_border"
    LINE_NUMBERS = "line_numbers"
    HYPHENATION = "hyphenation"
    PATTERN = "pattern"
    FANCY_BORDER = "fancy_border"
    FANCY_UNDERLINE = "fancy_underline"
    INLINE_TEXT_BOX = "inline_text_box"
    WORDART = "wordart"
    CHART = "chart"
    SMARTART = "smartart"
    DRAWN_PICTURE = "drawn_picture"


@dataclass(frozen=True, slots=True)
class UnitName:
    """A name a unit bears or bore; the dates are inclusive, None is open."""

    text: str
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers for a unit, and how to reach them."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A subordinate unit: one row of the roster, with the rows that further sheets join to it by code.

    `facts` holds every further column of the roster by its name; `lists` the joined sheets by theirs.
    """

    code: str
    name: str
    type: str
    short_name: str = ""
    names: tuple[UnitName, ...] = ()
    active_from: date | None = None
    active_until: date | None = None
    contact: Contact = field(default_factory=Contact)
    format: str = "xlsx"
    facts: Facts = field(default_factory=Facts)
    lists: Mapping[str, tuple[Facts, ...]] = field(default_factory=dict, hash=False)
    place: Place = NOWHERE

    def is_active(self, first: date, last: date) -> bool:
        """Whether the unit exists on any day from `first` to `last`; a period outside is not due."""
        return (self.active_from is None or self.active_from <= last) and (
            self.active_until is None or self.active_until >= first
        )


@dataclass(frozen=True, slots=True)
class Clause:
    """A row of sheet `duties`: one wording of one clause and whom it binds.

    `id` is stable across units (`G3`), `group` the heading's letter, `variant` tells wordings of one clause apart.
    An empty `unit_types` binds every type; `except_units` are codes. `wording` may hold `{{ … }}` tags.
    """

    id: str
    group: str
    heading: str
    variant: str
    wording: str
    numbered: bool = True
    unit_types: tuple[str, ...] = ()
    except_units: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    place: Place = NOWHERE

    def binds(self, unit: Unit) -> bool:
        """Whether this wording is for `unit`."""
        return unit.code not in self.except_units and (not self.unit_types or unit.type in self.unit_types)


@dataclass(frozen=True, slots=True)
class BoundClause:
    """A clause as one unit's own book prints it; `number` is the printed one ("2"), empty where unnumbered."""

    id: str
    number: str
    wording: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """A heading of duties in one unit's book; `number` counts the groups that unit has, from 1."""

    letter: str
    number: int
    heading: str
    clauses: tuple[BoundClause, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A sub-item of the Assessment Rules: what is scored, for how many points, citing which clause."""

    id: str
    clause: str
    title: str
    points: Decimal
    standard: str = ""
    evidence: str = ""
    unit_types: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class InkSigning:
    """A row of ledger `signing`: a unit's book was signed on paper on `date`; `copies` is None where not written."""

    unit: str
    date: date
    signer: str = ""
    title: str = ""
    copies: int | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class BooksSurvey:
    """How the books of a campaign stand, as unit codes in roster order.

    `missing` were never made, `changed` are to be made again because their data or files changed, `waiting` are made
    and not released, `issued` are released; of these `differing` say otherwise than the data do now. `stale` are books
    of units gone from the roster.
    """

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    issued: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnsSurvey:
    """How the returns of a campaign stand on a day.

    `unmade` are forms whose time has come and that were not made for every unit ("QSR 2026Q1"), `chase` the codes of
    units that owe a return, the latest first; of what came, `questions` answers and returns wait for a person.
    """

    unmade: tuple[str, ...] = ()
    chase: tuple[str, ...] = ()
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a printed page is: the grammar of the QR code and the short code (`docs/architecture.md`, Identity).

    `kind` is one letter (B book, S supplement, F form), `digest` the first 16 letters of that of template and data.
    """

    kind: str
    id: str
    version: int
    digest: str
