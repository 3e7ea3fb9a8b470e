"""Ranks: on the printed score, equals share one; ties are settled by what the rules list, and by nothing else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from docgen.assessment.assess import assess_one
from docgen.assessment.items import plan
from docgen.assessment.ranking import rank
from docgen.assessment.trials import trial_dossier
from docgen.model import Assessment
from tests.assessment.test_averages import with_setting

GIVEN = {
    "01": "self 2026Q1 = 97; deaths = 2; limit.deaths = 2; last.deaths = 2",
    "02": "self 2026Q1 = 97; deaths = 1; limit.deaths = 2; last.deaths = 2",
    "03": "visit 2026Q1 = 97; deaths = 1; limit.deaths = 2; last.deaths = 2",
    "04": "visit 2026Q1 = 80",
}
"""Three units of 99.85 (3 points less in one of four quarters, 20 % of them), and one below."""


def ranked(setting: str, value: str) -> list[int | None]:
    """The ranks of the four units, in their order."""
    used = with_setting(setting, value)
    made = plan(used)

    def of(unit: str, given: str) -> Assessment:
        return assess_one(made, replace(trial_dossier(used, given), unit=unit))

    results = rank(used, [of(unit, given) for unit, given in GIVEN.items()])
    assert [one.score for one in results[:3]] == [Decimal("99.85")] * 3
    return [one.rank for one in results]


@pytest.mark.parametrize(
    ("setting", "value", "ranks"),
    [
        ("ties", "standard", [1, 1, 1, 4]),
        ("ties", "dense", [1, 1, 1, 2]),
        ("ties_by", "supervision", [1, 1, 3, 4]),
        ("ties_by", "-deaths", [3, 1, 1, 4]),
        ("ties_by", "-deaths; supervision", [3, 1, 2, 4]),
        ("ties_by", "T1.1", [1, 1, 1, 4]),
    ],
)
def test_ties_are_settled_by_what_the_rules_list(setting: str, value: str, ranks: list[int]) -> None:
    assert ranked(setting, value) == ranks
