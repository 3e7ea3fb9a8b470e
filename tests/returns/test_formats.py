"""A form filled in and read again: every value comes back as it was typed, from every format, in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from docgen.model import FieldState, Method
from tests.returns.forms import DOCX, FILLED, PDF, XLSX, Format, Sent, blank, ids, read

FORMATS = pytest.mark.parametrize("form", [XLSX, DOCX, PDF], ids=lambda one: one[0])
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])

MEANT = {
    "head/unit_name": "Lanjiang County Transport Bureau",
    "head/day": date(2026, 4, 8),
    "work/inspections": 12,
    "work/spent": Decimal("3.5"),
    "work/rate": Decimal(98),
    "work/held": True,
    "work/level": "major",
    "work/kinds": ("desk", "field"),
    "work/remark": "All quiet & <well>",
    "rows[1]/day": date(2026, 2, 3),
    "rows[1]/subject": "Bridges",
    "rows[1]/found": 4,
    "rows[2]/day": date(2026, 3, 5),
    "rows[2]/subject": "Ferries",
    "rows[2]/found": 0,
}


@FORMATS
@LANGUAGES
def test_what_was_typed_is_read(form: Format, language: str) -> None:
    found = read(Sent(form, language).filled(), f"a.{form[0]}")
    (record,) = found.records
    assert {answer.path: answer.value for answer in record.answers} == MEANT
    assert found.findings == ()
    assert (record.form, record.unit, record.period, record.rows) == ("TRY", "0101", "2026Q1", {"rows": 2})


@FORMATS
@LANGUAGES
def test_an_empty_form_is_blank_in_every_field(form: Format, language: str) -> None:
    found = read(form[1](blank(language)), f"a.{form[0]}")
    (record,) = found.records
    assert {answer.state for answer in record.answers} == {FieldState.BLANK}
    assert {answer.value for answer in record.answers} == {None}
    assert found.findings == ()


@FORMATS
def test_each_value_says_where_it_stands(form: Format) -> None:
    (record,) = read(Sent(form).filled(), "a").records
    for answer in record.answers:
        assert answer.place.cell or answer.place.table or answer.place.page, answer.path
        assert answer.method in (Method.MARK, Method.BOOKMARK)
        assert answer.confidence >= 0.99
        assert answer.candidates[0].raw == answer.raw


@FORMATS
def test_a_name_that_lies_is_told(form: Format) -> None:
    assert ids(read(Sent(form).filled(FILLED), "a.odt")) == ["W-SUFFIX"]
