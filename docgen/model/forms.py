"""What is asked of a unit: a form as its definition says it, whatever it is printed on (`docs/forms.md`).

A path names a field within its form by the names of its groups and its repeat, joined with `/`; a row of a repeat is
told by its number in square brackets, from 1: `inspections[2]/found`. Definitions come from XLSForm workbooks and are
checked there; whoever holds one may rely on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from docgen.findings import NOWHERE, Place

LEDGER_FORM = "ledger_"
"""How the expressions of a form call a ledger of the office, as if it were another form: `ledger_accidents.deaths`."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in each language a form speaks, the form's own first: `(("en", "Deaths"), ("zh", "死亡人数"))`."""

    texts: tuple[tuple[str, str], ...] = ()

    def said(self, language: str) -> str:
        """The text in `language`, else in the form's own; empty if there is none at all."""
        return dict(self.texts).get(language) or next((text for _, text in self.texts if text), "")

    def __bool__(self) -> bool:
        return any(text for _, text in self.texts)


@lru_cache(maxsize=4096)
def is_meant(unit_type: str, unit_types: tuple[str, ...]) -> bool:
    """Whether a list of unit types means this one: no list means all, and `-type` leaves one of them out."""
    left_out = [entry[1:] for entry in unit_types if entry.startswith("-")]
    named = [entry for entry in unit_types if not entry.startswith("-")]
    return unit_type not in left_out and (not named or unit_type in named)


class FieldType(StrEnum):
    """What an answer may be, by XLSForm's own words."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    CALCULATE = "calculate"
    IMAGE = "image"

    @property
    def is_asked(self) -> bool:
        """Whether a unit writes something there; notes are read, calculations made by the program."""
        return self not in (FieldType.NOTE, FieldType.CALCULATE)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers a list allows; a return may say its name, its label in any language, or an alias.

    `facts` are the further columns of the list, by name, for a `choice_filter`.
    """

    name: str
    label: Wording = Wording()
    aliases: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A question of a form.

    `constraint`, `advice`, `relevant`, `required_if` and `calculation` are expressions in `docgen.expression`'s
    language, empty where there is none; `advice` is what should hold, and is only warned of;
    `agreement` is what must hold beside the unit's other forms (`. = sum(QIS.deaths_q)`), known once those are in;
    `counts` what holds of the rows of another form that a figure is the number of (`HRL.level = 'major'`).
    `measure` is the unit counted in ("persons", "10,000 yuan"). `percent` counts 98 for 98 %. `approximate` fields only
    inform: "about 5,000" will do. An empty `unit_types` asks every type; `-type` asks all but that one; others find the
    field left out. `items` are the rule items it feeds, `prefill` names the datum it is filled from before it is sent,
    `private` is masked in every output but the form itself. `shared` is the name under which several forms of one
    workbook ask the same figure, typed once. Of a date, `appearance` may be `filled-in` (when the form was),
    `open-ended` (no expiry will do) or `month-year`.
    """

    path: str
    type: FieldType
    label: Wording = Wording()
    hint: Wording = Wording()
    required: bool = False
    required_if: str = ""
    required_message: Wording = Wording()
    constraint: str = ""
    constraint_message: Wording = Wording()
    advice: str = ""
    advice_message: Wording = Wording()
    agreement: str = ""
    agreement_message: Wording = Wording()
    counts: str = ""
    relevant: str = ""
    calculation: str = ""
    choice_filter: str = ""
    default: str = ""
    read_only: bool = False
    appearance: str = ""
    choices: tuple[Choice, ...] = ()
    measure: Wording = Wording()
    percent: bool = False
    approximate: bool = False
    private: bool = False
    unit_types: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    prefill: str = ""
    shared: str = ""
    place: Place = NOWHERE

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]

    @property
    def is_code(self) -> bool:
        """Whether its answer is a number or code, by its name (`..._no`, `..._id`): it needs little room."""
        return self.type is FieldType.TEXT and self.name.endswith(("_no", "_id"))

    @property
    def names_unit(self) -> bool:
        """Whether it is the full name of the unit, which may take a line of its own."""
        return self.prefill == "unit.name"

    def asks(self, unit_type: str) -> bool:
        """Whether units of this type are asked it."""
        return is_meant(unit_type, self.unit_types)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading."""

    path: str
    label: Wording
    members: "tuple[Node, ...]"
    relevant: str = ""
    unit_types: tuple[str, ...] = ()
    place: Place = NOWHERE

    def asks(self, unit_type: str) -> bool:
        """Whether units of this type are asked what stands in it."""
        return is_meant(unit_type, self.unit_types)


PREVIOUS = "previous"
"""The source of a repeat's rows that is the unit's return of the period before."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A table of a form: its columns, and how many blank rows it is sent out with.

    `fixed_rows` are prefilled ones that may be neither added nor left out (the items of a self-assessment). Repeats
    hold fields only, no repeats and no groups. `transposed` is printed with its records side by side. A first row that
    says "none" means no rows at all, and a `required` repeat says one or the other. `key` are the columns that tell
    rows apart. `prefill` names the list its rows are filled from before it is sent (`docs/forms.md`).
    """

    path: str
    label: Wording
    members: tuple[Field, ...]
    rows: int = 10
    fixed_rows: str = ""
    required: bool = False
    transposed: bool = False
    key: tuple[str, ...] = ()
    relevant: str = ""
    unit_types: tuple[str, ...] = ()
    prefill: str = ""
    place: Place = NOWHERE

    @property
    def sources(self) -> tuple[str, ...]:
        """The lists `prefill` names, in order."""
        return tuple(filter(None, (part.strip() for part in self.prefill.split(";"))))

    @property
    def carries_over(self) -> bool:
        """Whether its rows go on from period to period: it is sent out with those of the period before."""
        return PREVIOUS in self.sources

    def asks(self, unit_type: str) -> bool:
        """Whether units of this type are asked to fill it in."""
        return is_meant(unit_type, self.unit_types)


Node = Field | Group | Repeat
"""What a form is made of, in the order it is printed."""


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """A form: its code ("QIS"), its version, its title, and what it asks, in order.

    `digest` is the SHA-256 of all that it says, 64 hexadecimal letters: a changed definition has another one.
    `period` says what one return covers: quarter, half, year, event or once. `languages` are the codes its wordings
    speak, the form's own first. `layouts` are the office's own templates for it, as paths in the campaign.
    `key` are the fields that tell two returns of one unit and period apart (the number of the accident): such returns
    stand side by side and never supersede one another.
    """

    code: str
    version: str
    title: Wording
    body: tuple[Node, ...]
    digest: str = ""
    languages: tuple[str, ...] = ("en",)
    period: str = "year"
    unit_types: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    issued: date | None = None
    place: Place = NOWHERE

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field, in order, those of groups and repeats among them."""
        return tuple(_fields(self.body))

    @property
    def repeats(self) -> tuple[Repeat, ...]:
        """Every repeat, in order."""
        return tuple(_repeats(self.body))

    def field(self, path: str) -> Field | None:
        """The field of this path, whatever row it names."""
        plain = without_row(path)
        return next((field for field in self.fields if field.path == plain), None)

    def named(self, name: str) -> Field | None:
        """The field of this name, whatever group or repeat it stands in; a form has each name once."""
        return next((field for field in self.fields if field.name == name), None)

    def asks(self, unit_type: str) -> bool:
        """Whether units of this type return this form."""
        return is_meant(unit_type, self.unit_types)


def _fields(nodes: tuple[Node, ...]) -> Iterator[Field]:
    for node in nodes:
        if isinstance(node, Field):
            yield node
        else:
            yield from _fields(node.members)


def _repeats(nodes: tuple[Node, ...]) -> Iterator[Repeat]:
    for node in nodes:
        if isinstance(node, Repeat):
            yield node
        elif isinstance(node, Group):
            yield from _repeats(node.members)


@lru_cache(maxsize=65536)
def with_row(path: str, repeat: str, row: int) -> str:
    """The path of a field in row `row`, from 1, of the repeat it stands in: `inspections[2]/found`."""
    return f"{repeat}[{row}]{path.removeprefix(repeat)}"


@lru_cache(maxsize=65536)
def without_row(path: str) -> str:
    """`path` without the number of its row."""
    before, bracket, after = path.partition("[")
    return before + after.partition("]")[2] if bracket else path


@lru_cache(maxsize=65536)
def row_of(path: str) -> int | None:
    """The row `path` names, from 1; None for a field outside repeats."""
    _, bracket, after = path.partition("[")
    return int(after.partition("]")[0]) if bracket else None
