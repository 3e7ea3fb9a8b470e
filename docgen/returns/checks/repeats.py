"""The rules of tables: filled in or said to be none, each key once, the rows that must be there, no copied words."""

from collections.abc import Iterator, Mapping

from docgen.excel import fold
from docgen.findings import Finding, Place, Scalar
from docgen.findings import returns_checks as codes
from docgen.language import current_language
from docgen.model import Answer, FieldState, FieldType, Record, Repeat
from docgen.model.forms import with_row
from docgen.returns.checks.answers import Answers
from docgen.returns.checks.fields import shortened

NIL_FIELD = "nil_return"
"""The name of the field, in the header of every form, that says there is nothing to report."""
_WORDS = 12
"""From so many letters on, the same words in two rows are no chance."""


def check_repeats(answers: Answers) -> Iterator[Finding]:
    """Everything wrong with tables as a whole."""
    for repeat in answers.plan.definition.repeats:
        count = answers.record.rows.get(repeat.path)
        if count is None:
            continue
        yield from _emptiness(repeat, count, answers)
        yield from _twice(repeat, count, answers.by_path)
        yield from _same_words(repeat, count, answers.by_path)
        yield from _expected(repeat, count, answers)


def table_name(repeat: Repeat) -> str:
    """What a person calls the table."""
    return repeat.label.said(current_language()) or repeat.path


def key_of(repeat: Repeat, row: int, by_path: Mapping[str, Answer]) -> tuple[str, ...]:
    """What tells a row apart from the others; empty if any part of it is not there."""
    values = [by_path.get(with_row(f"{repeat.path}/{name}", repeat.path, row)) for name in repeat.key]
    said = tuple("" if one is None or one.value is None else str(one.value) for one in values)
    return said if said and all(said) else ()


def _is_nil(record: Record) -> bool:
    said = next((one.value for one in record.answers if one.path.rpartition("/")[2] == NIL_FIELD), None)
    return record.nil or said in ("yes", True)


def _emptiness(repeat: Repeat, count: int, answers: Answers) -> Iterator[Finding]:
    nil = _is_nil(answers.record)
    columns = [one for one in answers.record.answers if one.path.startswith(f"{repeat.path}/")]
    if count and nil:
        place = columns[0].place if columns else row_place(repeat, 1, answers.by_path)
        yield Finding(codes.NIL_AND_MORE, place, {"table": table_name(repeat), "count": count})
    if count or nil or not repeat.required or any(one.none for one in columns):
        return
    if repeat.asks(answers.background.unit_type) or not answers.background.unit_type:
        place = next((one.place for one in columns if one.place != Place()), Place())
        yield Finding(codes.TABLE_EMPTY, place, {"table": table_name(repeat)})


def row_place(repeat: Repeat, row: int, by_path: Mapping[str, Answer], column: str = "") -> Place:
    """Where a row stands: its named column, or the first of its answers that has a place."""
    paths = [with_row(f.path, repeat.path, row) for f in repeat.members if not column or f.name == column]
    return next((one.place for path in paths if (one := by_path.get(path)) and one.place != Place()), Place())


def _twice(repeat: Repeat, count: int, by_path: Mapping[str, Answer]) -> Iterator[Finding]:
    first: dict[tuple[str, ...], int] = {}
    for row in range(1, count + 1):
        key = key_of(repeat, row, by_path)
        one = first.setdefault(tuple(map(fold, key)), row)
        if key and one != row:
            values: dict[str, Scalar] = {"one": one, "other": row, "table": table_name(repeat), "key": " ".join(key)}
            yield Finding(codes.ROW_TWICE, row_place(repeat, row, by_path, repeat.key[0]), values)


def _same_words(repeat: Repeat, count: int, by_path: Mapping[str, Answer]) -> Iterator[Finding]:
    """Long texts that two rows share: a record copied from another."""
    for column in repeat.members:
        if column.type is not FieldType.TEXT or "multiline" not in column.appearance:
            continue
        first: dict[str, int] = {}
        for row in range(1, count + 1):
            answer = by_path.get(with_row(column.path, repeat.path, row))
            words = "".join(str(answer.value).split()) if answer and answer.state is FieldState.READ else ""
            one = first.setdefault(words, row)
            if answer and len(words) >= _WORDS and one != row:
                values: dict[str, Scalar] = {"one": one, "other": row, "table": table_name(repeat)}
                yield Finding(codes.SAME_WORDS, answer.place, values | {"text": shortened(answer.raw)})


def _expected(repeat: Repeat, count: int, answers: Answers) -> Iterator[Finding]:
    """The rows that must be there, such as the items of a self-assessment, and in a closed table no others."""
    for path, keys in answers.background.rows.items():
        column = next((f for f in repeat.members if f.path == path), None)
        if column is None:
            continue
        there: dict[str, int] = {}
        for row in range(1, count + 1):
            answer = answers.by_path.get(with_row(path, repeat.path, row))
            if answer and answer.value is not None:
                there.setdefault(fold(str(answer.value)), row)
        wanted = {fold(key): key for key in keys}
        for folded in wanted.keys() - there.keys():
            values = {"table": table_name(repeat), "key": wanted[folded]}
            yield Finding(codes.ROW_LEFT_OUT, row_place(repeat, 1, answers.by_path, column.name), values)
        for folded in sorted(there.keys() - wanted.keys()) if repeat.path in answers.background.closed else ():
            row = there[folded]
            answer = answers.by_path[with_row(path, repeat.path, row)]
            yield Finding(codes.ROW_ADDED, answer.place, {"table": table_name(repeat), "key": answer.raw})
