"""Records from a table, one answer a row, for an assessment without a store: unit, form, period, path, value, state.

The table is .xlsx or .csv. A blank value is a blank answer, never 0; `state` may say otherwise in a field state's word.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from docgen.excel import Column, ColumnType, Declaration, Row, Table, open_workbook, read_table
from docgen.findings import Finding
from docgen.findings import assessment as codes
from docgen.model import Answer, FieldState, Method, Record
from docgen.model.returns import AnswerValue

_TABLE = Declaration(
    "records",
    (
        Column("unit", ColumnType.CODE, ("unit", "unit code", "单位代码"), required=True),
        Column("form", ColumnType.CODE, ("form", "报表"), required=True),
        Column("period", ColumnType.CODE, ("period", "报告期"), required=True),
        Column("path", ColumnType.TEXT, ("path", "field", "字段"), required=True),
        Column("value", ColumnType.TEXT, ("value", "取值", "数值")),
        Column("state", ColumnType.CHOICE, ("state", "状态"), choices=tuple(FieldState)),
    ),
    ("records", "数据"),
    required=True,
)
Key = tuple[str, str, str]


def read_records(path: Path) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """The records a table holds, by unit, form and period, and what is wrong with it."""
    opened = open_workbook(path, [_TABLE])
    if opened.workbook is None:
        return (), opened.findings
    read = read_table(opened.workbook, _TABLE)
    if read.table is None:
        return (), (*opened.findings, *read.findings)
    answers: dict[Key, dict[str, Answer]] = defaultdict(dict)
    findings = [*opened.findings, *read.findings]
    for row in read.table.rows:
        key = (read.table.text(row, "unit"), read.table.text(row, "form"), read.table.text(row, "period"))
        answer = _answer(read.table, row)
        if answer.path in answers[key]:
            values = {"path": answer.path, "unit": key[0], "form": key[1]}
            findings.append(Finding(codes.ANSWER_TWICE, read.table.place(row, "path"), values))
        answers[key][answer.path] = answer
    return tuple(_records(answers)), tuple(findings)


def _records(answers: dict[Key, dict[str, Answer]]) -> Iterator[Record]:
    for (unit, form, period), found in sorted(answers.items()):
        rows: dict[str, int] = {}
        for path in found:
            repeat, bracket, rest = path.partition("[")
            if bracket:
                rows[repeat] = max(rows.get(repeat, 0), int(rest.partition("]")[0]))
        yield Record(form, "", unit, period, tuple(found.values()), {n.rpartition("/")[2]: c for n, c in rows.items()})


def _answer(table: Table, row: Row) -> Answer:
    text, path, place = table.text(row, "value"), table.text(row, "path"), table.place(row, "value")
    state = table.text(row, "state") or (FieldState.READ if text else FieldState.BLANK)
    value = typed(text) if state == FieldState.READ else None
    return Answer(path, FieldState(state), value, text, method=Method.ENTERED, confidence=1.0, place=place)


def typed(text: str) -> AnswerValue:
    """A value by what it looks like: a whole or decimal number, a day, a moment, else the text."""
    try:
        number = Decimal(text)
        if number.is_finite() and len(text) < 18:
            return int(number) if number == number.to_integral_value() and "." not in text else number
    except ArithmeticError:
        pass
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return text
