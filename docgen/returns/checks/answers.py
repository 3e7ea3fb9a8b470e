"""The answers of a record as expressions see them: from one field of one row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docgen.expression import Absent, Itself, Reference, Result
from docgen.model import Answer, FieldState, Record
from docgen.model.forms import with_row
from docgen.returns.checks.background import Background
from docgen.returns.checks.plan import Asked, Plan


def result(answer: Answer | None) -> Result:
    """An answer as a value to reckon with; what could not be read, or is in conflict, is not known."""
    if answer is None:
        return Absent.UNKNOWN
    if answer.state is FieldState.READ:
        return Absent.BLANK if answer.value is None else answer.value
    blank = answer.state in (FieldState.BLANK, FieldState.NOT_APPLICABLE)
    return Absent.BLANK if blank else Absent.UNKNOWN


@dataclass
class Answers:
    """All answers of one record by path, while it is checked: results of calculations are put in."""

    plan: Plan
    record: Record
    background: Background
    by_path: dict[str, Answer]

    def at(self, asked: Asked, row: int | None) -> Answer | None:
        """The answer to a field, in a row if it stands in a repeat."""
        return self.by_path.get(path_of(asked, row))

    def rows(self, asked: Asked) -> Sequence[int | None]:
        """The rows a field stands in: those that hold a record, or none but itself."""
        if asked.repeat is None:
            return (None,)
        return range(1, self.record.rows.get(asked.repeat.path, 0) + 1)

    def seen_from(self, asked: Asked, row: int | None) -> "Seen":
        """The answers as an expression of this field sees them."""
        return Seen(self, asked, row)


def path_of(asked: Asked, row: int | None) -> str:
    """The path of a field with its row."""
    if asked.repeat is None or row is None:
        return asked.field.path
    return with_row(asked.field.path, asked.repeat.path, row)


@dataclass(frozen=True)
class Seen:
    """The scope of an expression: its own field and row, the record, and the unit's other records."""

    answers: Answers
    asked: Asked
    row: int | None

    @property
    def today(self) -> date:
        """The day the return was received."""
        return self.answers.background.today

    def one(self, name: Reference | Itself) -> Result:
        """The answer a name means here: that of its own row, or the only one there is."""
        if isinstance(name, Itself):
            return result(self.answers.at(self.asked, self.row))
        if name.form and name.form != self.answers.plan.definition.code:
            return self._elsewhere(name)
        found = self.answers.plan.names.get(name.name)
        if found is None or (
            found.repeat and (self.asked.repeat is None or found.repeat.path != self.asked.repeat.path)
        ):
            return Absent.UNKNOWN
        return result(self.answers.at(found, self.row))

    def rows(self, name: Reference) -> Sequence[Result] | Absent:
        """A column in every row that holds a record, or as many True as a repeat has rows."""
        if name.form and name.form != self.answers.plan.definition.code:
            return self._all_elsewhere(name)
        return column(self.answers.plan, self.answers.record, self.answers.by_path, name.name)

    def _elsewhere(self, name: Reference) -> Result:
        values = self._all_elsewhere(name)
        return values[0] if not isinstance(values, Absent) and len(values) == 1 else Absent.UNKNOWN

    def _all_elsewhere(self, name: Reference) -> Sequence[Result] | Absent:
        """The answers in the unit's records of another form; not known until all of them are in."""
        records = self.answers.background.others.get(name.form, ())
        if len(records) < self.answers.background.due.get(name.form, 1):
            return Absent.UNKNOWN
        return [value for record in records for value in _in_record(record, name.name)]


def column(plan: Plan, record: Record, by_path: Mapping[str, Answer], name: str) -> Sequence[Result] | Absent:
    """A column of a record in all its rows, or True for each row of a repeat of this name."""
    if repeat := plan.repeats.get(name):
        rows = record.rows.get(repeat.path)
        return Absent.UNKNOWN if rows is None else [True] * rows
    found = plan.names.get(name)
    if found is None:
        return Absent.UNKNOWN
    if found.repeat is None:
        return [result(by_path.get(found.field.path))]
    rows = record.rows.get(found.repeat.path)
    if rows is None:
        return Absent.UNKNOWN
    return [result(by_path.get(path_of(found, row))) for row in range(1, rows + 1)]


def _in_record(record: Record, name: str) -> list[Result]:
    """The answers under a name in a record of another form, or True for each row of a repeat of this name."""
    repeat = next((path for path in record.rows if path.rpartition("/")[2] == name), None)
    if repeat is not None:
        return [True] * record.rows[repeat]
    return [result(answer) for answer in record.answers if answer.path.rpartition("/")[2] == name]
