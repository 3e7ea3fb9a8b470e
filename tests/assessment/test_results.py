"""What holds for every result: the sum, the evidence, boundaries, and the digest."""

import os
import random
import subprocess
import sys
import time
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from docgen.assessment import Office, assess
from docgen.assessment import many as many_units
from docgen.assessment.assess import assess_one
from docgen.assessment.items import plan
from docgen.assessment.parse import parse_rules
from docgen.assessment.sheets import RuleRow
from docgen.assessment.trials import trial_dossier
from docgen.model import GradeState
from docgen.store.frozen import freeze, thaw
from tests.assessment.shipped import SHIPPED, rules, unit
from tests.assessment.years import Year, year
from tests.proof import size


@pytest.fixture(scope="module")
def many() -> Year:
    return year(size(120, 10_000), seed=11)


def test_losses_bonuses_and_cuts_make_the_score_of_every_unit(many: Year) -> None:
    for one in assess(rules(), many.records, many.office):
        if one.exact is not None:
            lost = sum((loss.final for loss in one.losses), Fraction(0))
            awards = sum((award.points for award in one.awards), Fraction(0))
            cuts = sum((cut.points for cut in one.cuts), Fraction(0))
            assert 100 - lost + awards - cuts == one.exact, one.unit


def test_every_point_lost_is_shown_by_something(many: Year) -> None:
    for one in assess(rules(), many.records, many.office):
        assert all(loss.evidence and all(e.name for e in loss.evidence) for loss in one.losses)
        assert all(award.evidence for award in one.awards)


def test_an_item_never_earns_less_than_nothing_nor_more_than_its_points(many: Year) -> None:
    for one in assess(rules(), many.records, many.office):
        assert all(0 <= item.earned <= item.applicable <= item.points for item in one.items)


def test_equal_scores_share_a_rank_and_the_next_one_is_left_out(many: Year) -> None:
    ranked = [one for one in assess(rules(), many.records, many.office) if one.rank]
    for one in ranked:
        assert one.score is not None
        assert one.rank == 1 + sum(other.score > one.score for other in ranked if other.score is not None)


def test_several_workers_give_the_same_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_units, "FEW", 10)
    monkeypatch.setattr(many_units, "CHUNK", 7)
    few = year(30, seed=4)
    by_two = many_units.assess_many(rules(), few.records, few.office, clock=time.monotonic, jobs=2)
    assert list(by_two) == assess(rules(), few.records, few.office)


def test_the_order_of_what_is_given_changes_nothing(many: Year) -> None:
    records = list(many.records)
    random.Random(5).shuffle(records)
    register = list(reversed(many.office.submissions))
    office = Office(**{**vars(many.office), "submissions": tuple(register)})
    assert assess(rules(), records, office) == assess(rules(), many.records, many.office)


DIGESTS = """
import sys
from tests.assessment.shipped import rules
from tests.assessment.years import year
from docgen.assessment import assess
given = year(5, seed=3)
print(rules().digest, *(one.digest for one in assess(rules(), given.records, given.office)))
"""


def test_digests_are_the_same_whatever_the_hash_seed_and_locale() -> None:
    printed = {
        subprocess.run([sys.executable, "-c", DIGESTS], check=True, capture_output=True, text=True,
                       env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}).stdout
        for seed, locale, zone in (("0", "C", "UTC"), ("1", "de_DE.UTF-8", "Asia/Shanghai"), ("77", "tr_TR", "EST"))
    }  # fmt: skip
    assert len(printed) == 1


def test_a_result_is_kept_whole() -> None:
    given = year(20, seed=2)
    for one in assess(rules(), given.records, given.office):
        assert thaw(freeze(one), type(one)) == one


WEIGHTS = (
    (20, 20, 60), (10, 20, 70), (30, 30, 40), (15, 35, 50), (25, 25, 50), (33, 33, 34), (5, 5, 90), (40, 40, 20),
    (10, 30, 60), (20, 30, 50), (12, 28, 60), (1, 1, 98),
)  # fmt: skip


@pytest.mark.parametrize("weights", WEIGHTS, ids=str)
def test_no_total_near_a_bound_is_graded_on_its_wrong_side(weights: tuple[int, int, int]) -> None:
    """Self score and visits in hundredths, the year-end stage at 100: totals one step below, at and above each bound.

    The independent reckoning is in integers: ten-thousandths of a point, rounded half up to hundredths.
    """
    made = plan(parse_rules(weighed(weights)).rules)
    tried = 0
    for bound, own in product((9000, 7000), range(size(6, 40))):
        self_score = (bound * 100 - 10000 * weights[2]) // (weights[0] + weights[1]) + 7 * own - 20
        for step in (-1, 0, 1):
            visit = nearest(bound, self_score, weights, step)
            if not (0 <= visit <= 10000 and 0 <= self_score <= 10000) or abs(visit - self_score) > 500:
                continue
            total = self_score * weights[0] + visit * weights[1] + 10000 * weights[2]
            cents = (2 * total + 100) // 200
            grade = "Excellent" if cents >= 9000 else "Qualified" if cents >= 7000 else "Unqualified"
            result = assess_one(made, trial_dossier(made.rules, given(self_score, visit)))
            assert (result.grade, result.score) == (grade, Decimal(cents).scaleb(-2)), (self_score, visit)
            tried += 1
    assert tried > 0 or weights[2] > 90


def nearest(bound: int, self_score: int, weights: tuple[int, int, int], step: int) -> int:
    """The visit's score, in hundredths, that brings the total `step` hundredths beside the bound."""
    return (bound * 100 - self_score * weights[0] - 10000 * weights[2]) // weights[1] + step


def given(self_score: int, visit: int) -> str:
    quarters = [f"2026Q{n}" for n in range(1, 5)]
    selves = (f"self {q} = {Decimal(self_score).scaleb(-2)}" for q in quarters)
    return "; ".join((*selves, *(f"visit {q} = {Decimal(visit).scaleb(-2)}" for q in quarters)))


def weighed(weights: tuple[int, int, int]) -> dict[str, tuple[RuleRow, ...]]:
    tables = dict(rules().tables)
    tables["Stages"] = tuple(
        RuleRow(row.sheet, {**row.cells, "weight": str(weight)}, row.places, row.place)
        for row, weight in zip(tables["Stages"], weights, strict=True)
    )
    return tables


@pytest.mark.parametrize("sample", SHIPPED)
def test_the_items_of_each_sample_make_100_points(sample: str) -> None:
    assert sum(item.points for item in rules(sample).items) == 100


def test_both_languages_score_alike() -> None:
    english = {item.id: (item.points, [p.id for p in item.parts]) for item in rules("safety-2026").items}
    chinese = {item.id: (item.points, [p.id for p in item.parts]) for item in rules("safety-2026-zh").items}
    assert english == chinese
    said = unit("APR.signed = 22; APR.should_sign = 24", sample="safety-2026-zh")
    assert said.score == unit("APR.signed = 22; APR.should_sign = 24").score


# what is missing


def test_deaths_are_never_none_from_silence() -> None:
    result = unit("deaths = ?")
    assert result.state is GradeState.PENDING
    assert result.score is None
    assert {loss.item for loss in result.losses if loss.open} >= {"T1.1", "T2.2"}


def test_a_return_that_did_not_come_loses_what_it_alone_feeds_and_says_so() -> None:
    result = assess(rules(), (), Office())
    assert result == []
    given_year = year(1, seed=1)
    kept = tuple(r for r in given_year.records if r.form != "TCT")
    one = assess(rules(), kept, given_year.office)[0]
    lost = [loss for loss in one.losses if loss.item.startswith("G3")]
    assert [(loss.missing, loss.points, str(loss.evidence[0].source)) for loss in lost] == [
        (True, Fraction(3), "absence")
    ]
