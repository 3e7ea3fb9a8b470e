"""A sample's year played through: answers typed into its blank forms, and laid into the inbox as if they had come back.

The folder `rehearsal` of a sample holds the year as tables, which docs/samples.md describes: `answers.csv`,
`receipts.csv`, `decisions.csv`, `days.csv`, and in `returns/DAY` the files that came beside the forms.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from docgen.batch import Task, run
from docgen.campaign import Campaign, sample_folder
from docgen.campaign.due import Due, all_due, due_for
from docgen.files import read_bytes, safe_name, sweep_partial, write_atomic
from docgen.forms.answers import as_answer
from docgen.forms.bench import Means
from docgen.forms.blanks import make_blank
from docgen.forms.order import Order
from docgen.model import Blank, DecisionKind, Field, Filled, FormDefinition, Unit
from docgen.model.forms import row_of, without_row
from docgen.model.returns import AnswerValue

FOLDER = "rehearsal"
_FILLED_IN = "filled-in"


@dataclass(frozen=True, slots=True)
class Said:
    """What is written at a path, by which units, in which returns; "" means each, a unit may be told by its type."""

    unit: str
    form: str
    period: str
    version: str
    path: str
    value: str

    def is_for(self, unit: Unit, due: Due, version: str) -> bool:
        """Whether it belongs into this return."""
        wanted = ((self.form, (due.form.code,)), (self.period, (due.period,)), (self.version, (version,)))
        return self.unit in ("", unit.code, unit.type) and all(own in ("", *given) for own, given in wanted)


@dataclass(frozen=True, slots=True)
class Came:
    """The day a return came, in which version of its answers, and the day the same file came `again`; or it did not.

    What is told of one unit stands in place of what is told of all (unit "") for that form and period.
    """

    unit: str
    form: str
    period: str
    version: str
    received: date | None
    again: date | None
    format: str

    def is_of(self, unit: Unit, due: Due) -> bool:
        """Whether it speaks of this form of this unit, by itself or among all."""
        named = self.form == due.form.code or (self.form == "" and due.day is not None)
        return self.unit in ("", unit.code) and named and self.period == due.period


@dataclass(frozen=True, slots=True)
class Settled:
    """What the office decides on a day: about which subject, as `Decision` names it."""

    day: date
    kind: DecisionKind
    unit: str
    subject: str
    new: str
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A sample's year as its folder tells it. `days` are those of its stages: books, notices, results, published."""

    folder: Path
    answers: tuple[Said, ...]
    receipts: tuple[Came, ...]
    decisions: tuple[Settled, ...]
    days: Mapping[str, date]


def read_rehearsal(sample: str) -> Rehearsal:
    """The rehearsal shipped with a sample. Raises UsageError, FileTroubleError."""
    folder = sample_folder(sample) / FOLDER
    return Rehearsal(
        folder,
        tuple(Said(**row) for row in _rows(folder / "answers.csv")),
        tuple(_came(row) for row in _rows(folder / "receipts.csv")),
        tuple(_settled(row) for row in _rows(folder / "decisions.csv")),
        {row["stage"]: date.fromisoformat(row["day"]) for row in _rows(folder / "days.csv")},
    )


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(read_bytes(path).decode("utf-8-sig").splitlines()))


def _came(row: Mapping[str, str]) -> Came:
    received, again = (date.fromisoformat(row[name]) if row[name] else None for name in ("received", "again"))
    return Came(row["unit"], row["form"], row["period"], row["version"], received, again, row["format"])


def _settled(row: Mapping[str, str]) -> Settled:
    told = (row["unit"], row["subject"], row["new"], row["reason"], row["document"])
    return Settled(date.fromisoformat(row["day"]), DecisionKind(row["kind"]), *told)


def lay_returns(
    campaign: Campaign, definitions: Mapping[str, FormDefinition], told: Rehearsal, *, until: date, means: Means
) -> tuple[Path, ...]:
    """Write what came up to and with the day `until` into `returns/DAY`; what lies there already is left alone.

    Returns the files written, in order. Raises FileTroubleError.
    """
    inbox = campaign.folder / "returns"
    wanted = {inbox / name: order for name, order in _orders(campaign, definitions, told, until)}
    todo = {str(path): order for path, order in wanted.items() if not path.exists()}
    tasks = (Task(path, order) for path, order in todo.items())
    outcomes = run(
        tasks,
        means.write,
        total=len(todo),
        jobs=means.jobs,
        clock=means.clock,
        progress=means.progress,
        executor=means.executor,
    )
    contents = {Path(o.key): o.value.data for o in outcomes if o.value} | _beside(told, inbox, until)
    for path, data in contents.items():
        write_atomic(path, data)
    for folder in {path.parent for path in contents}:
        sweep_partial(folder)
    return tuple(sorted(contents))


def _beside(told: Rehearsal, inbox: Path, until: date) -> dict[Path, bytes]:
    """The files that came beside the forms, and do not lie in the inbox yet."""
    source = told.folder / "returns"
    files = [file for file in sorted(source.rglob("*")) if file.is_file() and file.parent.name <= until.isoformat()]
    targets = {inbox / file.relative_to(source): file for file in files}
    return {target: read_bytes(file) for target, file in targets.items() if not target.exists()}


def _orders(
    campaign: Campaign, definitions: Mapping[str, FormDefinition], told: Rehearsal, until: date
) -> Iterator[tuple[str, Order]]:
    """Every file that came, by its name in the inbox: one workbook of the forms of a day, else one file a form."""
    paper = campaign.settings.paper.value
    said = {code: [one for one in told.answers if one.form in ("", code)] for code in definitions}
    for unit in campaign.units:
        sheaves: dict[tuple[date, str, str], list[Blank]] = {}
        for due, came in _received(campaign, definitions, told.receipts, unit):
            kind = came.format or unit.format
            about = due.period if kind == "xlsx" and due.day else f"{due.period} {due.form.code}"
            for day in (came.received, came.again):
                if day and day <= until:
                    blank = _filled_in(campaign, said[due.form.code], unit, due, came)
                    sheaves.setdefault((day, kind, about), []).append(blank)
        name = safe_name(f"{unit.code} {unit.short_name or unit.name}")
        for (day, kind, about), blanks in sheaves.items():
            yield f"{day}/{name} {about}.{kind}", Order(tuple(blanks), kind, paper)


def _received(
    campaign: Campaign, definitions: Mapping[str, FormDefinition], receipts: Sequence[Came], unit: Unit
) -> Iterator[tuple[Due, Came]]:
    """The returns of a unit: of each form and period what is told of this unit, else what is told of all."""
    dated = all_due(campaign, definitions)
    named = {(came.form, came.period) for came in receipts if came.form} - {(d.form.code, d.period) for d in dated}
    events = tuple(due_for(campaign, definitions[form], period) for form, period in sorted(named))
    for due in (*dated, *events):
        if due.asks(unit):
            every = [came for came in receipts if came.is_of(unit, due)]
            own = [came for came in every if came.unit]
            yield from ((due, came) for came in own or every)


def _filled_in(campaign: Campaign, answers: Sequence[Said], unit: Unit, due: Due, came: Came) -> Blank:
    """The form as the unit filled it in."""
    blank = make_blank(campaign, due, unit, said={}).blank
    values = {path: replace(filled, source="") for path, filled in blank.values.items()}
    values |= {one.path: Filled(came.received) for one in due.form.fields if one.appearance == _FILLED_IN}
    fields = {one.path: one for one in due.form.fields}
    for said in answers:
        one = fields.get(without_row(said.path)) if said.is_for(unit, due, came.version) else None
        if one is None or not one.asks(unit.type):
            continue
        values.pop(said.path, None)
        if said.value:
            values[said.path] = Filled(_typed(one, said.value))
    return replace(blank, values=values, rows=dict(blank.rows) | _rows_of(values))


def _rows_of(values: Mapping[str, Filled]) -> dict[str, int]:
    """How many rows of each repeat are filled in; the unit has cut off the rest."""
    rows: dict[str, int] = {}
    for path in values:
        if row := row_of(path):
            repeat = path.partition("[")[0]
            rows[repeat] = max(rows.get(repeat, 0), row)
    return rows


def _typed(one: Field, text: str) -> AnswerValue:
    """A text as a value of the field; as it stands where it is none, as people write it."""
    value = as_answer(one, text)
    return text if value is None else value
