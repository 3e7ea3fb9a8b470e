"""The golden cases of the Assessment Rules, by their ids, to the last digit. All numbers were reckoned by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from docgen.assessment.grading import grade_of, printed
from docgen.assessment.rules import Rounding
from docgen.model import Assessment, CaseState, GradeState
from tests.assessment.shipped import earned, rules, unit

COUNTY = "County bureau"
G4 = """1 × ledger.meetings (attendance: absent); APR.signed = 22; APR.should_sign = 24; APR.assessed = 20;
APR.should_assess = 24; QIS.hazards_overdue@2026Q3 = 2; APR.risk_covered = 5; APR.high_risk_ents = 6; late SPR = 4;
late MTG = 8; 1 × HRL.rows (level: major, duty_person: x, measures: x, fund: 1, deadline: 2026-06-01,
emergency_plan: x, monitored: yes); 1 × MHR.rows (declared: yes, assessed: yes, rules: yes,
emergency_training: no, signs: no, inspected: yes, monitored: yes); 3 × MHR.rows (declared: yes, assessed: yes,
rules: yes, emergency_training: yes, signs: yes, inspected: yes, monitored: yes); APR.haz_rectified_due = 187;
APR.haz_due = 191; APR.std_qualified = 9; APR.std_should = 12; APR.org_ok = 9; APR.org_should = 10;
TCT.principal_certified = 47; TCT.principal_total = 50; TCT.manager_certified = 61; TCT.manager_total = 64;
TCT.special_certified = 118; TCT.special_total = 120; APR.ents_drilled = 11; APR.ents_should_drill = 12;
acc_late = 1; accidents = 1; last.accidents = 0""".replace("\n", " ")


def county(given: str = "") -> Assessment:
    return unit(f"{G4}; {given}" if given else G4, COUNTY)


@pytest.mark.parametrize(
    ("exact", "score", "grade"),
    [
        ("89.995", "90.00", "Excellent"),
        ("89.994", "89.99", "Qualified"),
        ("69.995", "70.00", "Qualified"),
        ("69.994", "69.99", "Unqualified"),
    ],
)
def test_g1_the_grade_is_read_from_the_rounded_score(exact: str, score: str, grade: str) -> None:
    assert printed(Fraction(exact), 2, Rounding.HALF_UP) == Decimal(score)
    assert grade_of(rules(), Fraction(exact)) == grade


def test_g2_nothing_is_rounded_on_the_way() -> None:
    exact = (90 * 20 + 90 * 20 + Fraction(10799, 120) * 60) / 100
    assert exact == Fraction("89.995")
    assert (printed(exact, 2, Rounding.HALF_UP), grade_of(rules(), exact)) == (Decimal("90.00"), "Excellent")


def test_g3_a_score_is_rounded_once() -> None:
    assert printed(Fraction("89.9949"), 2, Rounding.HALF_UP) == Decimal("89.99")


def test_g4_a_county_bureau_with_seventeen_losses() -> None:
    result = county()
    expected = {
        "A1.2": "2.4", "A2.1": "1.375", "A2.2": "4/3", "A3.1": "3.8", "A5.1": "5/3", "A8.1": "5.25", "B1.2": "2",
        "B2.1": "65/14", "D1.2": "1.7", "D2.1": "2.25", "E1.1": "2.5", "G3.1": "2.4", "G4.1": "2.5", "G5.1": "1.8",
        "H1.2": "11/12", "H3.1": "2", "T2.1": "2.5",
    }  # fmt: skip
    full = {item.item: item.points for item in result.items}
    assert earned(result) == full | {item: Fraction(points) for item, points in expected.items()}
    assert {s.stage: s.score for s in result.stages}["year_end"] == Fraction(77309, 840)


def test_g7_a_death_above_the_limit_proposes_a_veto_and_leaves_the_score() -> None:
    death = "deaths = 1; limit.deaths = 0; last.deaths = 1"
    proposed = unit(death)
    assert earned(proposed)["T1.1"] == 0
    assert [(c.rule, c.state) for c in proposed.cases if c.rule == "V1"] == [("V1", CaseState.PROPOSED)]
    assert proposed.state is GradeState.PENDING
    confirmed = unit(f"{death}; confirmed V1")
    assert (confirmed.grade, confirmed.score) == ("Unqualified", Decimal("91.60"))
    assert confirmed.by_score == "Excellent"


def test_g8_a_yellow_card_caps_the_grade_and_says_so() -> None:
    card = "1 × ledger.warnings (kind: summons, attended: no); confirmed Y1"
    result = unit(card)
    assert (result.by_score, result.grade, result.cards) == ("Excellent", "Qualified", ("Y1",))
    assert [str(reason) for reason in result.why] == ["yellow card Y1: at best Qualified"]


def test_g9_no_deaths_at_a_limit_of_none_is_within() -> None:
    result = unit("deaths = 0; limit.deaths = 0")
    assert earned(result)["T1.1"] == 14
    assert not [c for c in result.cases if c.rule == "V1"]


def test_g10_last_years_accidents_left_blank_block_the_result() -> None:
    result = unit("last.accidents = ?")
    assert (result.state, result.score, result.grade) == (GradeState.PENDING, None, "")
    assert result.between == (Decimal("98.20"), Decimal("100.00"))  # 3 points of 100, 60 % of them
    assert [loss.item for loss in result.losses if loss.open] == ["T2.1"]


@pytest.mark.parametrize(("done", "due", "lost"), [("98", "100", "0.2"), ("97.01", "100", "0.3"), ("100", "100", "0")])
def test_g11_a_part_of_a_percentage_point_counts(done: str, due: str, lost: str) -> None:
    result = unit(f"TCT.principal_certified = {done}; TCT.principal_total = {due}")
    assert 3 - earned(result)["G3.1"] == Fraction(lost)


def test_g12_bonuses_are_capped_and_the_score_ends_at_100() -> None:
    bonus = "1 × ledger.bonus (kind: bonus, level: nation, matter: a, document: 1)"
    result = unit(f"self 2026Q1 = 97; self 2026Q2 = 97; self 2026Q3 = 96; self 2026Q4 = 96; "
                  f"visit 2026Q1 = 96; visit 2026Q2 = 96; visit 2026Q3 = 96; visit 2026Q4 = 96; {bonus}; "
                  f"{bonus.replace('matter: a', 'matter: b')}")  # fmt: skip
    before = 100 - sum((loss.final for loss in result.losses), Fraction(0))
    assert before == Fraction("98.5")
    assert sum(award.points for award in result.awards) == 4
    assert [cut.points for cut in result.cuts] == [1, Fraction("1.5")]
    assert result.score == Decimal("100.00")
