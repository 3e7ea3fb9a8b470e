"""A record beside what was known before it: the period before, the values sent out, the day it was filled in."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from docgen.findings import Finding, Place
from docgen.findings import returns_checks as codes
from docgen.model import Field, FieldState, FieldType, Method, Record
from docgen.model.forms import without_row
from docgen.model.returns import AnswerValue
from docgen.returns.checks.answers import Answers
from docgen.returns.checks.fields import placed, shortened
from docgen.returns.checks.repeats import key_of, row_place, table_name

_FEW = 5
"""Fewer figures than these may be the same by chance."""


def check_before(answers: Answers) -> Iterator[Finding]:
    """Everything that does not go with what was known."""
    yield from _filled_in(answers)
    yield from _sent(answers)
    before = answers.background.before
    if before is not None:
        yield from _gone(answers, before)
        yield from _copied(answers, before)


def _filled_in(answers: Answers) -> Iterator[Finding]:
    """A form filled in before its period began is last year's, sent again."""
    first = answers.background.first
    for asked in answers.plan.asked:
        answer = answers.by_path.get(asked.field.path)
        if first is None or answer is None or "filled-in" not in asked.field.appearance:
            continue
        if isinstance(answer.value, date) and _day(answer.value) < first:
            values = {"text": _day(answer.value).isoformat(), "first": first.isoformat()}
            yield Finding(codes.FILLED_TOO_EARLY, placed(asked.field, answer), values)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _sent(answers: Answers) -> Iterator[Finding]:
    """Values the form was sent out with to be left alone, and that were changed."""
    names = {one.field.path: one.field for one in answers.plan.asked if one.field.read_only or _is_history(one.field)}
    for path, sent in answers.background.sent.items():
        field, answer = names.get(without_row(path)), answers.by_path.get(path)
        if field is None or answer is None or sent is None:
            continue
        if answer.state is FieldState.READ and not _equal(answer.value, sent):
            code = codes.LAST_YEAR if _is_history(field) else codes.SENT_OTHERWISE
            yield Finding(code, placed(field, answer), {"sent": str(sent), "text": shortened(answer.raw)})


def _is_history(field: Field) -> bool:
    """Whether a field asks for a figure of last year, which is known since then."""
    return field.prefill.startswith("history.")


def _equal(one: AnswerValue, other: AnswerValue) -> bool:
    return one == other or str(one).strip() == str(other).strip()


def _gone(answers: Answers, before: Record) -> Iterator[Finding]:
    """Rows of a keyed table that were there in the period before and are not any more.

    Only a table that carries rows over goes on: a log holds what happened in its own period.
    """
    earlier = {answer.path: answer for answer in before.answers}
    for repeat in answers.plan.definition.repeats:
        if not (repeat.key and repeat.carries_over):
            continue
        now = {key_of(repeat, row, answers.by_path) for row in range(1, answers.record.rows.get(repeat.path, 0) + 1)}
        for row in range(1, before.rows.get(repeat.path, 0) + 1):
            key = key_of(repeat, row, earlier)
            if key and key not in now:
                values = {"key": " ".join(key), "period": before.period, "table": table_name(repeat)}
                yield Finding(codes.ROW_GONE, row_place(repeat, 1, answers.by_path), values)


def _copied(answers: Answers, before: Record) -> Iterator[Finding]:
    """All figures the same as in the period before: the earlier return under a new name."""
    earlier = {answer.path: answer.value for answer in before.answers}
    now = {path: answer.value for path, answer in answers.by_path.items() if _is_written(answers, path)}
    figures = {path: value for path, value in now.items() if isinstance(value, int | Decimal) and value}
    if len(figures) >= _FEW and all(earlier.get(path) == value for path, value in now.items()):
        yield Finding(codes.COPIED, Place(), {"count": len(now), "period": before.period})


def _is_written(answers: Answers, path: str) -> bool:
    """Whether a path is that of a figure the unit wrote itself."""
    if answers.by_path[path].method is Method.CALCULATED:
        return False
    asked = answers.plan.names.get(without_row(path).rpartition("/")[2])
    counted = asked is not None and asked.field.type in (FieldType.INTEGER, FieldType.DECIMAL)
    return counted and asked is not None and not asked.field.prefill and not asked.field.read_only
