"""Records as tables: one a form with a row a return, and one for each of its repeats with a row a record of it.

What a unit sent is data and nothing else: a text is never a formula, a private answer is masked, a blank is a blank.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from docgen.desk.versions import Slot, Standing, Version
from docgen.model import Field, FieldState, FieldType, FormDefinition, Record, Repeat
from docgen.model.forms import with_row
from docgen.model.returns import AnswerValue

_HEAD = ("unit", "period", "about", "file", "received")
_TYPES: Mapping[FieldType, str] = {
    FieldType.INTEGER: "integer",
    FieldType.DECIMAL: "number",
    FieldType.CALCULATE: "number",
    FieldType.DATE: "date",
    FieldType.TIME: "time",
    FieldType.DATETIME: "datetime",
    FieldType.ACKNOWLEDGE: "boolean",
}
"""Types of Table Schema (frictionless data); everything else is a string."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type in Table Schema's words, and what the form calls it."""

    name: str
    type: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A table of records: `name` is the form's code, or with the repeat behind a dot; `parent` that of the returns."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[AnswerValue, ...], ...]
    parent: str = ""


def record_tables(
    standings: Mapping[Slot, Standing], forms: Mapping[str, FormDefinition], language: str
) -> tuple[RecordTable, ...]:
    """The accepted returns of each form, in the order of unit, period and case."""
    accepted = [(slot, standing.accepted) for slot, standing in sorted(standings.items())]
    found: list[RecordTable] = []
    for code, form in forms.items():
        own = [(slot, version) for slot, version in accepted if version and slot.form == code]
        found.append(_of_form(form, own, language))
        found += [_of_repeat(form, repeat, own, language) for repeat in form.repeats]
    return tuple(found)


Accepted = Iterable[tuple[Slot, Version]]


def _of_form(form: FormDefinition, own: Accepted, language: str) -> RecordTable:
    inside = {field.path for repeat in form.repeats for field in repeat.members}
    fields = [f for f in form.fields if f.path not in inside and _is_told(f)]
    rows = tuple((*_head(slot, version), *_values(version.record, fields)) for slot, version in own)
    return RecordTable(form.code, (*_head_columns(), *_columns(fields, language)), rows)


def _of_repeat(form: FormDefinition, repeat: Repeat, own: Accepted, language: str) -> RecordTable:
    fields = [f for f in repeat.members if _is_told(f)]
    rows = []
    for slot, version in own:
        for number in range(1, version.record.rows.get(repeat.path, 0) + 1):
            values = _values(version.record, fields, repeat=repeat.path, row=number)
            rows.append((*_head(slot, version)[:3], number, *values))
    name = f"{form.code}.{repeat.path.replace('/', '.')}"
    head = (*_head_columns()[:3], Column("row", "integer"))
    return RecordTable(name, (*head, *_columns(fields, language)), tuple(rows), form.code)


def _is_told(field: Field) -> bool:
    """Whether a return can hold an answer: there is none to a note, nor where the form works out what nobody sees."""
    return field.type is not FieldType.NOTE and (field.type is not FieldType.CALCULATE or bool(field.label))


def _head_columns() -> tuple[Column, ...]:
    return tuple(Column(name, "datetime" if name == "received" else "string") for name in _HEAD)


def _head(slot: Slot, version: Version) -> tuple[AnswerValue, ...]:
    received = datetime.fromisoformat(version.held.file.received)
    return (slot.unit, slot.period, slot.about, version.held.file.name, received)


def _columns(fields: Iterable[Field], language: str) -> Iterator[Column]:
    for field in fields:
        kind = _TYPES.get(field.type, "string")
        yield Column(field.name, kind, field.label.said(language))


def _values(record: Record, fields: Iterable[Field], repeat: str = "", row: int = 0) -> Iterator[AnswerValue]:
    answers = {answer.path: answer for answer in record.answers}
    for field in fields:
        answer = answers.get(with_row(field.path, repeat, row) if repeat else field.path)
        value = answer.value if answer and answer.state is FieldState.READ else None
        yield masked(value) if field.private else value


def masked(value: AnswerValue) -> AnswerValue:
    """A private answer with all but its last four letters hidden."""
    text = "" if value is None else str(value)
    return value if not text else "*" * max(len(text) - 4, 0) + text[-4:]


def plain(value: AnswerValue) -> str | int | Decimal | bool | date | datetime | None:
    """A value as a cell holds it."""
    match value:
        case tuple():
            return " ".join(value)
        case time():
            return value.isoformat()
    return value
