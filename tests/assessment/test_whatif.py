"""What if: other figures, other rules, and the way to a score; each reckoned as a result is, and none of it kept."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from docgen.assessment import assess
from docgen.assessment.office import dossiers
from docgen.assessment.whatif import WhatIfError, moved, ranked_among, supposed, way_to
from docgen.model import Assessment, GradeState
from tests.assessment.shipped import earned, rules
from tests.assessment.test_averages import with_setting
from tests.assessment.years import year

GIVEN = year(12, seed=5)


def of(given: str) -> Assessment:
    """The first unit of the year as it would be."""
    return supposed(rules(), next(dossiers(rules(), GIVEN.records, GIVEN.office)), given)


def test_figures_that_are_supposed_change_what_reads_them_and_nothing_else() -> None:
    real, other = assess(rules(), GIVEN.records, GIVEN.office)[0], of("APR.signed = 3; APR.should_sign = 4")
    assert earned(other)["A2.1"] == Fraction(9, 8)
    assert {k: v for k, v in earned(real).items() if k != "A2.1"} == {
        k: v for k, v in earned(other).items() if k != "A2.1"
    }


def test_supposing_what_is_so_changes_nothing() -> None:
    real = assess(rules(), GIVEN.records, GIVEN.office)[0]
    assert (of("limit.deaths = 2").exact, of("limit.deaths = 2").grade) == (real.exact, real.grade)


@pytest.mark.parametrize("text", ["sign everything", "signed now = 3", "beauty = 3", "APR.signed + 1 = 3"])
def test_figures_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(WhatIfError):
        of(text)


def test_a_figure_that_nothing_reads_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(WhatIfError, match=r"APR\.signed"):
        of("APR.sined = 3")


def test_what_is_supposed_is_ranked_among_the_other_units() -> None:
    everyone = assess(rules(), GIVEN.records, GIVEN.office)
    first = next(one for one in everyone if one.rank == 1)
    last = next(
        d for d in dossiers(rules(), GIVEN.records, GIVEN.office) if d.unit != first.unit and d.type == first.unit_type
    )
    other = next(one for one in everyone if one.unit == last.unit)
    better = replace(other, score=Decimal(101), state=GradeState.SETTLED, cases=())
    assert ranked_among(rules(), better, everyone).rank == 1
    assert ranked_among(rules(), first, everyone).rank == 1


def test_the_way_to_a_score_takes_the_heaviest_losses_first_and_no_more_than_it_needs() -> None:
    one = next(r for r in assess(rules(), GIVEN.records, GIVEN.office) if r.score is not None and r.score < 88)
    steps = way_to(rules(), one, Fraction(90))
    assert Decimal(steps[-1].score) >= 90
    assert all(Decimal(step.score) < 90 for step in steps[:-1])
    heaviest = sorted((loss.final for loss in one.losses), reverse=True)[: len(steps)]
    assert one.exact is not None
    assert sum(heaviest[:-1]) < 90 - one.exact <= sum(heaviest) + Fraction(1, 200)


def test_of_other_rules_only_those_who_change_are_told() -> None:
    before = assess(rules(), GIVEN.records, GIVEN.office)
    assert list(moved(before, before)) == []
    other = with_setting("decimals", "0")
    after = assess(other, GIVEN.records, GIVEN.office)
    told = {sheet.unit: sheet.score for sheet in moved(before, after)}
    assert told
    assert all(sheet[0] != sheet[1] and "." not in sheet[1].split(" ")[0] for sheet in told.values())
