"""With the day known on which it came, a return is checked by its form's own rules as soon as it is read."""

from dataclasses import replace
from datetime import date

from docgen.model import FieldState
from tests.returns.forms import DOCX, EXPECTED, FILLED, XLSX, Sent, ids, read

CHECKED = replace(EXPECTED, today=date(2026, 4, 9))


def test_a_required_figure_left_blank_is_told_and_is_not_nought() -> None:
    left = {path: value for path, value in FILLED.items() if path != "work/inspections"}
    for form in (XLSX, DOCX):
        found = read(Sent(form).filled(left), "a", CHECKED)
        answer = found.records[0].answer("work/inspections")
        assert answer is not None
        assert (answer.state, answer.value) == (FieldState.BLANK, None)
        assert ids(found) == ["E-BLANK"]


def test_without_that_day_reading_judges_nothing() -> None:
    left = {path: value for path, value in FILLED.items() if path != "work/inspections"}
    assert ids(read(Sent(XLSX).filled(left), "a")) == []
