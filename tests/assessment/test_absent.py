"""A return that is not there: whether its points are open or lost, and what the unit is told of it."""

import pytest

from docgen.assessment.dossier import Returned
from docgen.model import ReturnState, Submission


def absent(state: ReturnState) -> tuple[bool, str]:
    found = Returned("QSR", "2026Q3", None, Submission("007", "QSR", "2026Q3", state)).absence
    return found.open, found.why.format(**dict(found.told))


@pytest.mark.parametrize("state", [ReturnState.NOT_DUE, ReturnState.MADE, ReturnState.SENT])
def test_a_form_made_or_sent_out_before_its_day_costs_nothing_yet(state: ReturnState) -> None:
    assert absent(state) == (True, "QSR 2026Q3 not due yet")


@pytest.mark.parametrize("state", [ReturnState.RECEIVED, ReturnState.RETURNED, ReturnState.UNREADABLE])
def test_a_unit_whose_return_came_with_faults_is_not_told_that_it_sent_none(state: ReturnState) -> None:
    assert absent(state) == (False, "QSR 2026Q3 came and is not accepted")


def test_a_return_that_never_came_is_not_returned() -> None:
    assert absent(ReturnState.MISSING) == (False, "QSR 2026Q3 not returned")
