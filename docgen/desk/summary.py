"""The table of all units for leaders and the authority above: figures side by side, totals live, gaps marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeGuard

from docgen.desk.collect import Office
from docgen.desk.status import FormState, Register, StatusReport
from docgen.desk.tables import masked, plain
from docgen.desk.versions import Slot
from docgen.excel import NewSheet, workbook_bytes
from docgen.expression import Operation, Operator, Tree, parse, parts, references
from docgen.language import in_brackets, say, speaking
from docgen.model import Field, FieldType, FormDefinition, Record, ReturnState, Value
from docgen.model.returns import AnswerValue

_SUMMED = (FieldType.INTEGER, FieldType.DECIMAL, FieldType.CALCULATE)


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A unit's accepted answers in the columns of its table; `missing` where nothing acceptable is there."""

    unit: str
    name: str
    missing: bool
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """One form of one period over all units that are asked: columns with their labels, rows, and totals where summed.

    `amounts` says which columns are numbers; `totals` are None for those that are not summed up. A missing unit counts
    for nothing in them, and is marked.
    """

    form: str
    title: str
    period: str
    columns: tuple[str, ...]
    rows: tuple[SummaryRow, ...]
    totals: tuple[Value, ...]
    amounts: tuple[bool, ...] = ()


def summaries(office: Office, known: Register, report: StatusReport, period: str) -> tuple[Summary, ...]:
    """The tables of every form due in `period`, in the calendar's order."""
    codes = dict.fromkeys(one.form for one in report.forms if one.period == period and not one.about)
    return tuple(_summary(office, known, report, office.forms[code], period) for code in codes)


def _summary(office: Office, known: Register, report: StatusReport, form: FormDefinition, period: str) -> Summary:
    inside = {field.path for repeat in form.repeats for field in repeat.members}
    fields = [field for field in form.fields if field.path not in inside and _is_told(field)]
    language = office.campaign.settings.language
    states = [s for s in report.forms if (s.form, s.period, s.about) == (form.code, period, "")]
    rows = tuple(_row(office, known, state, fields) for state in states)
    totals = tuple(_total(rows, n) if _is_summed(form, field) else None for n, field in enumerate(fields))
    labels = tuple(label_of(field, language) for field in fields)
    amounts = tuple(_holds_amounts(rows, number, field) for number, field in enumerate(fields))
    return Summary(form.code, form.title.said(language), period, labels, rows, totals, amounts)


def _holds_amounts(rows: tuple[SummaryRow, ...], number: int, field: Field) -> bool:
    """Whether a column is one of figures: a result may be a text, and the year is no amount."""
    told = [row.values[number] for row in rows if row.values[number] is not None]
    return field.type in _SUMMED and not field.read_only and all(map(_is_amount, told))


def _is_told(field: Field) -> bool:
    """Whether a field has a column: one that says whose form it is, or that nobody sees, has none."""
    of_itself = field.read_only and field.prefill.partition(".")[0] in ("campaign", "form", "unit", "issuer")
    return field.type is not FieldType.NOTE and bool(field.label) and not of_itself and field.prefill != "unit.name"


def label_of(field: Field, language: str) -> str:
    """The heading of a figure: its label, and in brackets what it is counted in."""
    measure = field.measure.said(language)
    label = field.label.said(language)
    return f"{label}{in_brackets(measure)}" if measure and measure not in label else label


def _row(office: Office, known: Register, state: FormState, fields: list[Field]) -> SummaryRow:
    unit = office.campaign.unit(state.unit)
    standing = known.standings.get(Slot(state.unit, state.form, state.period))
    version = standing.accepted if standing and state.state is ReturnState.ACCEPTED else None
    language = office.campaign.settings.language
    values = tuple(_values(version.record, fields, language)) if version else (None,) * len(fields)
    return SummaryRow(state.unit, unit.name if unit else "", version is None, values)


def _values(record: Record, fields: list[Field], language: str) -> Iterator[Value]:
    answers = {answer.path: answer.value for answer in record.answers}
    for field in fields:
        value = plain(_chosen(field, answers.get(field.path), language))
        yield str(masked(value)) if field.private and value is not None else value


def _chosen(field: Field, value: AnswerValue, language: str) -> AnswerValue:
    """What was chosen, in the words the form prints for it."""
    words = {choice.name: choice.label.said(language) or choice.name for choice in field.choices}
    if isinstance(value, tuple):
        return tuple(words.get(one, one) for one in value)
    return words.get(value, value) if isinstance(value, str) else value


def _is_summed(form: FormDefinition, field: Field) -> bool:
    """Whether the units' figures make a whole: counts and amounts do, percentages and rates do not."""
    if field.type not in _SUMMED or field.percent:
        return False
    tree = parse(field.calculation).tree if field.calculation else None
    if tree is None:
        return True
    made_of = (form.named(name.name) for name in references(tree) if not name.form)
    return not any(map(_is_ratio, parts(tree))) and all(
        _is_summed(form, one) for one in made_of if one and one.type in _SUMMED and one is not field
    )


def _is_ratio(part: Tree) -> bool:
    """Whether one answer is divided by another; one divided by a plain number is an amount in another unit."""
    if not isinstance(part, Operation) or part.operator not in (Operator.DIVIDED, Operator.REMAINDER):
        return False
    return bool(references(part.right))


def _total(rows: tuple[SummaryRow, ...], number: int) -> Value:
    amounts = [Decimal(v) for row in rows if _is_amount(v := row.values[number])]
    return sum(amounts, Decimal(0)) if amounts else None


def _is_amount(value: Value) -> TypeGuard[int | Decimal]:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def summary_workbook(office: Office, tables: tuple[Summary, ...]) -> bytes:
    """A sheet a form; totals are formulas over the units above, with the value they have now."""
    with speaking(office.campaign.settings.language):
        sheets = [_sheet(table) for table in tables]
        empty = NewSheet(say("Summary"), (say("unit"),), ())
        return workbook_bytes(sheets or [empty], paper=office.campaign.settings.paper)


def _sheet(table: Summary) -> NewSheet:
    headings = (say("unit"), say("name"), *_distinct(table.columns))
    rows = [
        (row.unit, row.name, *((say("missing"), *row.values[1:]) if row.missing and row.values else row.values))
        for row in table.rows
    ]
    totals = {heading: total for heading, total in zip(headings[2:], table.totals, strict=True) if total is not None}
    return NewSheet(table.form, headings, rows, totals=totals, total_word=say("Total"), named=2)


def _distinct(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Labels told apart by a number where several columns bear the same."""
    seen: dict[str, int] = {}
    told = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        told.append(label if seen[label] == 1 else f"{label} {seen[label]}")
    return tuple(told)
