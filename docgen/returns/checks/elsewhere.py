"""Figures that are the number of rows in another form of the same period: so many major hazards in the list of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docgen.expression import Absent, Itself, Reference, Result, Tree, holds, references
from docgen.findings import Finding
from docgen.findings import returns_checks as codes
from docgen.language import current_language, say
from docgen.model import Answer, Record
from docgen.model.forms import row_of
from docgen.model.periods import parse_period
from docgen.returns.checks.answers import Answers, result
from docgen.returns.checks.fields import placed, said_rule, shortened


def check_counts(answers: Answers) -> Iterator[Finding]:
    """Every such figure that is another number, once the other form is in.

    A list goes on through the year. So a figure may be that of the whole list, or of the period alone: then those of
    all periods so far, added up, are the list's.
    """
    for asked in answers.plan.asked:
        answer = answers.by_path.get(asked.field.path)
        if asked.counts is None or answer is None or not isinstance(answer.value, int):
            continue
        found = _counted(asked.counts, answers)
        so_far = _so_far(answers, answer)
        if found and so_far is not None and found[1] not in (answer.value, so_far):
            others = say("{form}: {count} rows", form=found[0], count=found[1])
            rule = asked.field.agreement_message.said(current_language())
            rule = rule or say("{rule}.", rule=said_rule(asked.counts, answers.seen_from(asked, None)))
            values = {"text": shortened(answer.raw), "others": others, "rule": rule}
            yield Finding(codes.DISAGREEMENT, placed(asked.field, answer), values)


def _so_far(answers: Answers, answer: Answer) -> int | None:
    """The figure of this period and those before it in the year; None while one of them is not in."""
    record, total = answers.record, answer.value
    period = parse_period(record.period)
    while period is not None and period.number > 1:
        period = period.previous
        before = (r for r in answers.background.others.get(record.form, ()) if r.period == str(period))
        value = next((one.value(answer.path) for one in before), None)
        if not isinstance(value, int) or not isinstance(total, int):
            return None
        total += value
    return total if isinstance(total, int) else None


def _counted(tree: Tree, answers: Answers) -> tuple[str, int] | None:
    """The other form and in how many of its rows the expression holds; None where that cannot be told."""
    form = next((name.form for name in references(tree) if name.form), "")
    record = next((r for r in answers.background.others.get(form, ()) if r.period == answers.record.period), None)
    if record is None:
        return None
    held = [holds(tree, _Row(row, answers.background.today)) for row in _rows(record)]
    return (form, held.count(True)) if None not in held else None


def _rows(record: Record) -> Sequence[Mapping[str, Answer]]:
    """The answers of each row by the names of their columns."""
    rows: dict[tuple[str, int], dict[str, Answer]] = {}
    for answer in record.answers:
        if number := row_of(answer.path):
            repeat, _, rest = answer.path.partition("[")
            if number <= record.rows.get(repeat, 0):
                rows.setdefault((repeat, number), {})[rest.rpartition("/")[2]] = answer
    return tuple(rows.values())


@dataclass(frozen=True)
class _Row:
    """A row of another form as an expression sees it."""

    answers: Mapping[str, Answer]
    today: date

    def one(self, name: Reference | Itself) -> Result:
        """The answer in the column of this name."""
        return result(self.answers.get(name.name)) if isinstance(name, Reference) else Absent.UNKNOWN

    def rows(self, _name: Reference) -> Sequence[Result] | Absent:
        """Nothing is summed up within a row."""
        return Absent.UNKNOWN
