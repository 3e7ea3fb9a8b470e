"""Findings: what is wrong in the user's data, as values.

A finding is a code, a place and typed values; its level is the code's first letter, its message and remedy are said
from the catalogue in the current language. Findings are collected, all at once, and never raised. The catalogue is
the rows of the modules beside this one, one table a room.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from docgen.language import N_, continued, current_language, say

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
    `for_unit` is what a unit is to do about it, where `remedy` speaks to the office.
    """

    id: str
    message: str
    remedy: str
    for_unit: str = ""

    @property
    def level(self) -> Level:
        """Read off the first letter of the id."""
        return _LEVELS[self.id[0]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the user's files something stands, in the words a person would use in Word or Excel.

    All parts are optional; counts start at 1. `line` is one of a text file; `part` is a part of a Word file in words
    ("header 1", "body"). `form` and `path` name a form and its field for programs (`QIS`, `inspections[2]/found`);
    they are not said.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""
    part: str = ""
    heading: str = ""
    line: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None
    field: str = ""
    unit: str = ""
    form: str = ""
    path: str = ""

    def __str__(self) -> str:
        comma = "，" if current_language() == "zh" else ", "
        return comma.join(_words(self))


_WORDS: tuple[tuple[str, str], ...] = (
    ("unit", N_("unit {unit}")),
    ("file", "{file}"),
    ("sheet", N_("sheet {sheet}")),
    ("cell", N_("cell {cell}")),
    ("part", "{part}"),
    ("heading", N_("under “{heading}”")),
    ("table", N_("table {table}")),
    ("row", N_("row {row}")),
    ("line", N_("line {line}")),
    ("column", N_("column {column}")),
    ("paragraph", N_("paragraph {paragraph}")),
    ("page", N_("page {page}")),
    ("field", N_("field {field}")),
)
"""From the wide to the narrow, the order in which a place is said."""


def _words(place: Place) -> Iterable[str]:
    for name, sentence in _WORDS:
        value = getattr(place, name)
        if value not in ("", None):
            yield say(sentence, **{name: say(value) if name == "part" else value})


NOWHERE = Place()
"""The place of a finding about the whole."""


@dataclass(frozen=True)
class Finding:
    """Something wrong in the user's data: which kind, where, and the values its sentence needs."""

    code: Code
    place: Place = NOWHERE
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

    @property
    def remedy_for_unit(self) -> str:
        """What the unit that sent the file is to do, in the current language."""
        return say(self.code.for_unit or self.code.remedy, **self.values)

    def __str__(self) -> str:
        return located(self.place, continued((self.message, self.remedy)))


def located(place: Place, sentence: str) -> str:
    """`sentence` after the place it speaks of, if there is one."""
    colon = "：" if current_language() == "zh" else ": "
    return f"{where}{colon}{sentence}" if (where := str(place)) else sentence


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of `findings` is of level error."""
    return any(f.level is Level.ERROR for f in findings)
