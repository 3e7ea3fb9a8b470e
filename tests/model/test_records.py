"""A record as text and back: every type of value stays what it is."""

import json
from datetime import date, datetime, time
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from docgen.findings import Place
from docgen.model import Answer, Candidate, FieldState, Method, Record
from docgen.model.returns import AnswerValue
from docgen.model.written import record_as_json, record_of_json

VALUES: st.SearchStrategy[AnswerValue] = st.one_of(
    st.none(),
    st.text(),
    st.integers(),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.lists(st.text(), max_size=3).map(tuple),
)


def _written_and_read(record: Record) -> Record:
    return record_of_json(json.loads(json.dumps(record_as_json(record))))


@given(VALUES, st.text(), st.sampled_from(FieldState), st.sampled_from(Method))
def test_what_is_written_is_read_back_with_its_type(
    value: AnswerValue, raw: str, state: FieldState, method: Method
) -> None:
    place = Place(file="a.xlsx", sheet="QIS", cell="D7", path="rows[2]/found")
    candidate = Candidate(raw, place, method, 0.5)
    other = Candidate(f"{raw}?", Place(page=3), Method.BOX, 0.25)
    answer = Answer("rows[2]/found", state, value, raw, True, method, 0.25, place, (candidate, other))
    record = Record("QIS", "1", "0101", "2026Q1", (answer,), {"rows": 2}, True, "d")
    after = _written_and_read(record)
    assert after == record
    assert after.rows == record.rows
    assert type(after.answers[0].value) is type(value)


def test_numbers_of_equal_size_and_other_types_are_told_apart() -> None:
    values: tuple[AnswerValue, ...] = (
        1,
        True,
        Decimal(1),
        "1",
        date(2026, 1, 1),
        datetime(2026, 1, 1),
        time(1),
        ("1",),
    )
    record = Record("F", "1", "u", "p", tuple(Answer(str(n), FieldState.READ, v) for n, v in enumerate(values)))
    after = _written_and_read(record)
    assert [(type(a.value), a.value) for a in after.answers] == [(type(v), v) for v in values]
