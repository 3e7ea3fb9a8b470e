"""All that is known of one unit, indexed for the rules: figures by name, rows by table, each with where it stands.

A figure is found or it is not; what is not there is never 0, and the reason says why it is not there.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from docgen.findings import NOWHERE, Place
from docgen.language import N_
from docgen.model import (
    Answer,
    Decision,
    Evidence,
    Facts,
    FieldState,
    Record,
    ReturnState,
    Source,
    Submission,
)

if TYPE_CHECKING:
    from docgen.assessment.amounts import Amount
    from docgen.assessment.tables import Derived, Listed

Cell = str | int | Decimal | date | datetime | time | None
"""A value as rules compare it; yes and no are words."""

NOT_RETURNED = N_("{form} {period} not returned")
NOT_DUE = N_("{form} {period} not due yet")
NOT_ACCEPTED = N_("{form} {period} came and is not accepted")
_AWAITED = frozenset({ReturnState.NOT_DUE, ReturnState.MADE, ReturnState.SENT})  # after its day it is missing
_CAME = frozenset({ReturnState.RECEIVED, ReturnState.RETURNED, ReturnState.UNREADABLE})
NOT_THERE = N_("{name} is not known")
STATES = {
    FieldState.BLANK: N_("{name} left blank"),
    FieldState.NOT_APPLICABLE: N_("{name} given as not applicable, which the rules do not allow"),
    FieldState.UNREADABLE: N_("{name} cannot be read"),
    FieldState.CONFLICTING: N_("{name} is told twice, differently"),
    FieldState.NOT_FOUND: N_("{name} is not in the return"),
}


class Found(NamedTuple):
    """A figure: its value, or why there is none. `open` will be known later; `waived` is not asked of the unit."""

    value: Cell
    name: str
    source: Source = Source.RETURN
    place: Place = NOWHERE
    why: str = ""
    told: tuple[tuple[str, str], ...] = ()
    open: bool = False
    waived: bool = False

    @property
    def evidence(self) -> Evidence:
        """What shows it."""
        source = Source.ABSENCE if self.value is None else self.source
        return Evidence(source, self.name, "" if self.value is None else shown(self.value), self.place)


class Row(NamedTuple):
    """A row of a table: its cells by column, and who it is."""

    cells: dict[str, Cell]
    name: str
    source: Source
    place: Place = NOWHERE

    @property
    def evidence(self) -> Evidence:
        """What shows it."""
        return Evidence(self.source, self.name, "", self.place)

    @property
    def title(self) -> str:
        """Who it is for a reader: without the table's name, which its evidence has."""
        return self.name.partition(" ")[2] or self.name


class Rows(NamedTuple):
    """The rows of a table, and why some may be missing."""

    rows: tuple[Row, ...]
    lacking: Found | None = None


@dataclass
class Returned:
    """A form of one period as it came back; `record` is None where none came."""

    form: str
    period: str
    record: Record | None
    submission: Submission | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    tables: dict[str, dict[int, dict[str, Answer]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for answer in self.record.answers if self.record else ():
            table, row, name = split_path(answer.path)
            if table:
                self.tables.setdefault(table, {}).setdefault(row, {})[name] = answer
            else:
                self.answers[name] = answer

    @property
    def waived(self) -> bool:
        """Whether the office let the unit off it."""
        return self.submission is not None and self.submission.state is ReturnState.WAIVED

    @property
    def absence(self) -> Found:
        """Why there is no record."""
        state = self.submission.state if self.submission else ReturnState.MISSING
        awaited = state in _AWAITED
        why = NOT_DUE if awaited else NOT_ACCEPTED if state in _CAME else NOT_RETURNED
        told = (("form", self.form), ("period", self.period))
        name = f"{self.form} {self.period}".strip()
        return Found(None, name, why=why, told=told, open=awaited, waived=self.waived)

    def found(self, name: str) -> Found:
        """The answer to a field, by the last part of its path."""
        if self.record is None:
            return self.absence
        full = f"{self.form}.{name} {self.period}"
        answer = self.answers.get(name)
        if answer is None:
            return Found(None, full, why=STATES[FieldState.NOT_FOUND], told=(("name", full),))
        return found_in(answer, full)

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a repeat that hold a record, in order."""
        count = (self.record.rows if self.record else {}).get(table)
        rows = self.tables.get(table, {})
        numbers = sorted(n for n in rows if count is None or n <= count)
        return tuple(self._row(table, number, rows[number]) for number in numbers)

    def record_row(self) -> Row:
        """The return itself as a row, of the answers outside its repeats."""
        return self._row("records", 0, self.answers)._replace(name=f"{self.form} {self.period}")

    def _row(self, table: str, number: int, answers: Mapping[str, Answer]) -> Row:
        cells = {name: word(a.value) for name, a in answers.items() if a.state is FieldState.READ}
        first = next(iter(answers.values()), None)
        key = shown(next((v for v in cells.values() if v is not None), number))
        name = f"{self.form}.{table} {self.period} {key}"
        return Row(cells, name, Source.RETURN, first.place if first else NOWHERE)


def found_in(answer: Answer, name: str) -> Found:
    """What an answer tells."""
    if answer.state is FieldState.READ and answer.value is not None:
        return Found(word(answer.value), name, place=answer.place)
    why = STATES.get(answer.state, STATES[FieldState.BLANK])
    return Found(None, name, place=answer.place, why=why, told=(("name", name),))


@lru_cache(maxsize=100_000)
def split_path(path: str) -> tuple[str, int, str]:
    """Repeat ("" outside one), row and name of a field's path, each by its last part: `a/inspections[2]/found`."""
    before, bracket, after = path.partition("[")
    if not bracket:
        return "", 0, path.rpartition("/")[2]
    number, _, rest = after.partition("]")
    return before.rpartition("/")[2], int(number), rest.rpartition("/")[2]


def word(value: object) -> Cell:
    """A value as rules compare it."""
    if type(value) is int or type(value) is Decimal:
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return value if isinstance(value, (str, int, Decimal, date, time)) and value != "" else None


def number_or_word(text: str) -> Cell:
    """A text as rules compare it: a number where it is one."""
    if re.fullmatch(r"\d{1,9}", text):
        return int(text)
    return Decimal(text) if re.fullmatch(r"\d{1,9}\.\d{1,6}", text) else text


def shown(value: object) -> str:
    """A value as evidence shows it."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def found_decision(decision: Decision) -> Found:
    """What a person decided, as it is shown: by its document where it has one."""
    return Found(decision.new, decision.document or f"{decision.kind} {decision.subject}", Source.DECISION)


LEDGER = "ledger"


@dataclass
class Dossier:
    """One unit's figures. `facts` holds `unit`, `limit` and `last` (roster, indicators, last year) by name.

    `ledgers` are the office's own, by name; one the office does not keep is absent. `verified` are the figures a team
    confirmed, by the name and period it confirmed them for. `lists` are further sheets of the roster, `days` those
    every row knows (cutoff, today, first_day). What was looked up is kept in `tables` and `amounts`.
    `given` are figures of a trial.
    """

    unit: str
    name: str = ""
    type: str = ""
    forms: Mapping[str, tuple[Returned, ...]] = field(default_factory=dict)
    ledgers: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    verified: Mapping[tuple[str, str], Found] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    days: Mapping[str, Cell] = field(default_factory=dict)
    lists: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    derived: "tuple[Derived, ...]" = ()
    listed: "tuple[Listed, ...]" = ()
    given: Mapping[str, Cell] = field(default_factory=dict)
    tables: dict[str, Rows] = field(default_factory=dict)
    amounts: "dict[str, Amount]" = field(default_factory=dict)
    told: dict[str, tuple[Found, ...]] = field(default_factory=dict)
    """What further sources tell of a figure, the one used first."""

    def returns(self, form: str) -> tuple[Returned, ...]:
        """Every return of a form, those that did not come among them, in the order of periods."""
        return self.forms.get(form) or (Returned(form, "", None),)

    def fact(self, group: str, name: str) -> Found:
        """A figure of roster, indicators or last year."""
        value = self.facts.get(group, {}).get(name)
        full = f"{group}.{name}"
        if value is None:
            return Found(None, full, Source.ROSTER, why=NOT_THERE, told=(("name", full),))
        return Found(value, full, Source.ROSTER)


def ledger_rows(name: str, rows: Iterable[tuple[Facts, Place]]) -> tuple[Row, ...]:
    """The rows of a ledger that belong to one unit."""
    source = Source.ACCIDENTS if name == "accidents" else Source.LEDGER
    return tuple(_ledger_row(name, number, facts, place, source) for number, (facts, place) in enumerate(rows, 1))


def _ledger_row(name: str, number: int, facts: Facts, place: Place, source: Source) -> Row:
    cells = {key: word(value) for key, value in facts.items() if key != "unit_code" and value is not None}
    told = next((shown(v) for v in cells.values()), str(number))
    return Row(cells, f"{LEDGER}.{name} {told}", source, place)
