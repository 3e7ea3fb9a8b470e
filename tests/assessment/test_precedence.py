"""Where the office keeps a ledger, it counts over what a unit says of itself; without one, the unit's word counts."""

from datetime import date
from fractions import Fraction

import pytest

from docgen.model import Source
from tests.assessment.shipped import earned
from tests.assessment.test_figures import record, scored

ABSENT: dict[str, object] = {"meeting": "First quarter", "date": date(2026, 1, 15), "attendance": "absent"}
PRESENT = {**ABSENT, "attendance": "present"}


@pytest.mark.parametrize(("row", "points"), [(PRESENT, "3"), (ABSENT, "12/5")])
def test_the_offices_ledger_of_meetings_counts_over_the_unit_that_says_it_was_there(
    row: dict[str, object], points: str
) -> None:
    one = scored(record("APR", "2026", meetings_due=5, meetings_attended=5), meetings=row)
    assert earned(one)["A1.2"] == Fraction(points)
    lost = [loss for loss in one.losses if loss.item == "A1.2"]
    assert [evidence.source for loss in lost for evidence in loss.evidence] == [Source.LEDGER] * len(lost)
