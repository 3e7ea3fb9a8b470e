"""Findings: what is wrong in the user's data, as values.

A finding is a code, a place and typed values; its level is the code's first letter, its message and remedy are said
from the catalogue in the current language. Findings are collected, all at once, and never raised. The catalogue is
the rows of the modules beside this one, one table a room.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from docgen.language import current_language, say

Scalar = str | int | float | bool | None


class Level(StrEnum):
    """How much a finding weighs: an error stops its item, a warning is shown for confirmation, a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_LEVELS = {"E": Level.ERROR, "W": Level.WARNING, "I": Level.NOTE}


@dataclass(frozen=True, slots=True)
class Code:
    """A row of the catalogue: `id` (`E-…`, `W-…`, `I-…`), what is wrong and why, and what to do about it.

    `message` and `remedy` are English keys of the gettext catalogue with `{name}` places for the finding's values.
    """

    id: str
    message: str
    remedy: str

    @property
    def level(self) -> Level:
        """Read off the first letter of the id."""
        return _LEVELS[self.id[0]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the user's files something stands, in the words a person would use in Word or Excel.

    All parts are optional; counts start at 1. `part` is a part of a Word file in words ("header 1", "body").
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""
    part: str = ""
    heading: str = ""
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None
    field: str = ""
    unit: str = ""

    def __str__(self) -> str:
        comma = "，" if current_language() == "zh" else ", "
        return comma.join(_words(self))


def _words(place: Place) -> Iterable[str]:
    if place.unit:
        yield say("unit {unit}", unit=place.unit)
    if place.file:
        yield place.file
    if place.sheet:
        yield say("sheet {sheet}", sheet=place.sheet)
    if place.cell:
        yield say("cell {cell}", cell=place.cell)
    if place.part:
        yield say(place.part)
    if place.heading:
        yield say("under “{heading}”", heading=place.heading)
    if place.table is not None:
        yield say("table {table}", table=place.table)
    if place.row is not None:
        yield say("row {row}", row=place.row)
    if place.column is not None:
        yield say("column {column}", column=place.column)
    if place.paragraph is not None:
        yield say("paragraph {paragraph}", paragraph=place.paragraph)
    if place.page is not None:
        yield say("page {page}", page=place.page)
    if place.field:
        yield say("field {field}", field=place.field)


@dataclass(frozen=True)
class Finding:
    """Something wrong in the user's data: which kind, where, and the values its sentence needs."""

    code: Code
    place: Place = Place()
    values: Mapping[str, Scalar] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def __reduce__(self) -> tuple[type["Finding"], tuple[Code, Place, dict[str, Scalar]]]:
        return type(self), (self.code, self.place, dict(self.values))

    @property
    def level(self) -> Level:
        """Error, warning or note."""
        return self.code.level

    @property
    def message(self) -> str:
        """What is wrong and why, in the current language."""
        return say(self.code.message, **self.values)

    @property
    def remedy(self) -> str:
        """What to do, in the current language."""
        return say(self.code.remedy, **self.values)

    def __str__(self) -> str:
        where = str(self.place)
        colon = "：" if current_language() == "zh" else ": "
        return f"{where}{colon}{self.message} {self.remedy}" if where else f"{self.message} {self.remedy}"


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of `findings` is of level error."""
    return any(f.level is Level.ERROR for f in findings)
