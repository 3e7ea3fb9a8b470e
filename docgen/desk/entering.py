"""Figures entered from paper: what a person types into a sheet becomes a return of its own, "entered by the office".

It stands among the versions like any other: it takes the place of what came before it, and what comes after it takes
its place. What was typed is archived, and entered in the journal, with who typed it and why.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from docgen.desk.collect import Office
from docgen.desk.status import Register
from docgen.desk.versions import Slot, Typed, shown
from docgen.excel import Column, ColumnType, Declaration, NewSheet, Row, Table, Workbook, open_workbook, read_table
from docgen.files import digest
from docgen.findings import Code, Finding, Place, Scalar
from docgen.findings.desk import DECISION_NO_REASON, DECISION_VALUE, ENTERED_UNKNOWN
from docgen.language import say
from docgen.model import Answer, FieldState, FormDefinition, Method, Record
from docgen.model.forms import without_row
from docgen.model.periods import parse_period
from docgen.store import Act, journal, returns
from docgen.store.returns import Held, KnownBy, Received

_COLUMNS = (
    Column("unit", ColumnType.TEXT, ("unit", "单位"), required=True),
    Column("form", ColumnType.TEXT, ("form", "报表"), required=True),
    Column("period", ColumnType.TEXT, ("period", "期间"), required=True),
    Column("field", ColumnType.TEXT, ("field", "栏目"), required=True),
    Column("value", ColumnType.TEXT, ("value", "数值"), required=True),
    Column("reason", ColumnType.TEXT, ("reason", "理由"), required=True),
)
_DECLARATION = Declaration("enter", _COLUMNS, ("Enter", "补录"), required=False)
_ROOM = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure as it was typed: of which return, the path of its field, the answer, and the reason."""

    slot: Slot
    path: str
    answer: Answer
    reason: str


@dataclass(frozen=True, slots=True)
class EnteredReport:
    """The returns entered now, how many were entered before, and what is wrong with rows."""

    entered: tuple[Slot, ...]
    before: int
    findings: tuple[Finding, ...]


def entry_sheet(entries: Sequence[tuple[str, ...]] = ()) -> NewSheet:
    """The sheet to type into, in the current language; `entries` are the rows that stand in it already."""
    titles = tuple(column.title for column in _COLUMNS)
    return NewSheet(say("Enter"), titles, [*entries, *[(None,) * len(titles)] * _ROOM], inputs=titles)


def not_entered(office: Office, workbook: Workbook, typed: Typed) -> tuple[tuple[str, ...], ...]:
    """The rows that were typed into the sheet and are no return yet, faulty ones too."""
    table = read_table(workbook, _DECLARATION).table
    if table is None:
        return ()
    reading = _Reading(office, table, typed)
    results = [(row, reading.row(row)) for row in table.rows]
    with office.store.begin() as tx:
        known = returns.files(tx)
    groups: dict[Slot, list[Entry]] = {}
    for _, one in results:
        if isinstance(one, Entry):
            groups.setdefault(one.slot, []).append(one)
    entered = {slot for slot, entries in groups.items() if digest(_as_file(slot, entries)) in known}
    left = (row for row, one in results if isinstance(one, Finding) or one.slot not in entered)
    return tuple(tuple(table.text(row, column.name).strip() for column in _COLUMNS) for row in left)


def enter(office: Office, path: Path, known: Register, typed: Typed) -> EnteredReport:
    """Enter the figures of a review workbook. A return with a faulty row is not entered. Raises StoreError."""
    opened = open_workbook(path)
    read = read_table(opened.workbook, _DECLARATION) if opened.workbook else None
    if read is None or read.table is None:
        return EnteredReport((), 0, ())
    reading = _Reading(office, read.table, typed)
    results = [reading.row(row) for row in read.table.rows]
    findings = tuple(one for one in results if isinstance(one, Finding))
    entries = sorted((one for one in results if isinstance(one, Entry)), key=lambda one: one.slot)
    entered, before = [], 0
    for slot, group in groupby(entries, key=lambda one: one.slot) if not findings else ():
        fresh = _enter(office, slot, tuple(group), known)
        entered += [slot] if fresh else []
        before += not fresh
    return EnteredReport(tuple(entered), before, (*read.findings, *findings))


@dataclass(frozen=True)
class _Reading:
    office: Office
    table: Table
    typed: Typed

    def row(self, row: Row) -> Entry | Finding:
        told = {column.name: self.table.text(row, column.name).strip() for column in _COLUMNS}
        unit = self.office.campaign.unit(told["unit"].split(" ")[0])
        form, period = self.office.forms.get(told["form"]), parse_period(told["period"])
        if unit is None or form is None:
            return self._wrong(row, "form" if unit else "unit", ENTERED_UNKNOWN, text=told["form" if unit else "unit"])
        path = _path(form, told["field"])
        if path is None:
            return self._wrong(row, "field", ENTERED_UNKNOWN, text=told["field"])
        value = self.typed(form, Answer(path, FieldState.READ), told["value"])
        if value is None:
            return self._wrong(row, "value", DECISION_VALUE, decision=told["value"], label=told["field"])
        if not told["reason"]:
            return self._wrong(row, "reason", DECISION_NO_REASON, decision=told["value"])
        place = self.table.place(row, "value")
        answer = Answer(path, FieldState.READ, value, told["value"], False, Method.ENTERED, 1.0, place)
        return Entry(Slot(unit.code, form.code, str(period or told["period"])), path, answer, told["reason"])

    def _wrong(self, row: Row, column: str, code: Code, **values: Scalar) -> Finding:
        return Finding(code, self.table.place(row, column), values)


def _path(form: FormDefinition, said: str) -> str | None:
    """The path of a field as a person names it: its path, its name, or its label."""
    plain = without_row(said)
    for field in form.fields:
        labels = (field.path, field.name, *(text for _, text in field.label.texts))
        if plain in labels:
            return said if plain == field.path else field.path
    return None


def _enter(office: Office, slot: Slot, entries: tuple[Entry, ...], known: Register) -> bool:
    """Whether the return is a new one; what was typed is its file."""
    name = office.archive.put(_as_file(slot, entries), ".json")
    with office.store.begin() as tx:
        if name in returns.files(tx):
            return False
        file = _received(office, slot, name)
        record = _record(office.forms[slot.form], slot, entries, known)
        returns.put(tx, file, [Held(file, record)], office.year)
        reasons = "; ".join(dict.fromkeys(one.reason for one in entries))
        journal.append(tx, office.who, [Act("entered", f"{slot.unit} {slot.subject}", "", name, reasons)])
    return True


def _as_file(slot: Slot, entries: Iterable[Entry]) -> bytes:
    rows = [[one.path, one.answer.raw, one.reason] for one in entries]
    return json.dumps([slot.unit, slot.form, slot.period, rows], ensure_ascii=False, indent=1).encode()


def _received(office: Office, slot: Slot, name: str) -> Received:
    when = office.now.astimezone(office.campaign.settings.zone).isoformat(timespec="seconds")
    title = say("entered by the office: {unit} {subject}", unit=slot.unit, subject=slot.subject)
    return Received(name, title, ".json", "entered", when, say("paper"), KnownBy.STATED, office.who.utc, "parsed", name)


def _record(form: FormDefinition, slot: Slot, entries: Iterable[Entry], known: Register) -> Record:
    """What came last, with the figures typed in; without anything that came, blanks but for them."""
    standing = known.standings.get(slot)
    base = standing.latest.held.record if standing and standing.latest else _blank(form, slot)
    fresh: Mapping[str, Answer] = {one.path: one.answer for one in entries}
    answers = tuple(_over(answer, fresh) for answer in base.answers)
    there = {answer.path for answer in answers}
    return replace(base, answers=(*answers, *(fresh[path] for path in fresh if path not in there)))


def _over(answer: Answer, fresh: Mapping[str, Answer]) -> Answer:
    typed = fresh.get(answer.path)
    return replace(typed, candidates=answer.candidates) if typed and shown(typed) else answer


def _blank(form: FormDefinition, slot: Slot) -> Record:
    inside = {field.path for repeat in form.repeats for field in repeat.members}
    answers = tuple(_blanks(form, inside))
    return Record(form.code, form.version, slot.unit, slot.period, answers, digest=form.digest)


def _blanks(form: FormDefinition, inside: set[str]) -> Iterator[Answer]:
    for field in form.fields:
        if field.path not in inside and field.type.is_asked:
            yield Answer(field.path, FieldState.BLANK, place=Place(field=field.label.said("en")))
