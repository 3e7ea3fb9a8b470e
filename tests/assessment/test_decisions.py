"""Decisions of persons: vetoes, cards, objections, overrides, and what becomes of them when facts change."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from docgen.assessment import Rules, assess
from docgen.assessment.assess import assess_one
from docgen.assessment.cases.find import facts_of
from docgen.assessment.differences import difference, reply_paper
from docgen.assessment.explain import explain
from docgen.assessment.grading import verdict
from docgen.assessment.items import plan
from docgen.assessment.parse import parse_rules
from docgen.assessment.questions import case_questions, strange_objections
from docgen.assessment.replies import answered
from docgen.assessment.trials import trial_dossier
from docgen.assessment.warn import decided_terms, papers_of, warnings_of, working_day_after
from docgen.campaign import load_campaign
from docgen.findings import NOWHERE
from docgen.model import (
    Assessment,
    Case,
    CaseKind,
    CaseState,
    Decision,
    DecisionKind,
    Facts,
    GradeState,
    LossState,
    Reason,
)
from docgen.store import Who, assessments, open_store
from tests.assessment.shipped import SAMPLES, earned, made, rules
from tests.assessment.years import year

WHEN = datetime(2027, 2, 1, 9)
LOSS = "APR.signed = 22; APR.should_sign = 24; APR.should_assess = 24; APR.assessed = 20"


def decided(kind: DecisionKind, subject: str, new: str, old: str = "", reason: str = "seen on site") -> Decision:
    return Decision(kind, "T", subject, new, "Wei", WHEN, reason, "LJ-2027-3", old)


def result(*decisions: Decision, given: str = LOSS) -> Assessment:
    dossier = trial_dossier(rules(), given)
    return assess_one(made(), replace(dossier, decisions=decisions))


def test_a_dismissed_loss_stays_and_costs_nothing() -> None:
    one = result(decided(DecisionKind.OBJECTION, "A2.1", LossState.DISMISSED, "0.125"))
    line = next(loss for loss in one.losses if loss.item == "A2.1")
    assert (line.points, line.state) == (Fraction(0), LossState.DISMISSED)
    assert "LJ-2027-3" in [e.name for e in line.evidence]
    assert earned(one)["A2.1"] == Fraction("1.5")


def test_an_objection_moves_the_disputed_item_alone() -> None:
    before, after = result(), result(decided(DecisionKind.OBJECTION, "A2.1", LossState.DISMISSED))
    sheet = difference(before, after)
    assert [(c.item, c.before, c.after) for c in sheet.changes] == [("A2.1", "0.125", "0")]
    assert {change.item for change in sheet.changes} <= {"A2.1"}
    letter = reply_paper(sheet, decided(DecisionKind.OBJECTION, "A2.1", LossState.DISMISSED))
    told = letter.context["reply"]
    assert isinstance(told, dict)
    assert (told["before"], told["after"], told["document"]) == (str(before.score), str(after.score), "LJ-2027-3")


def test_a_reply_tells_what_its_own_objection_changed_and_nothing_else() -> None:
    """Of a unit that loses by two items and objects to both, whatever was published before."""
    given = year(4, seed=3)
    unit, items = next(
        (one.unit, items)
        for one in assess(rules(), given.records, given.office)
        if len(items := list(dict.fromkeys(loss.item for loss in one.losses if loss.item[0] in "AB"))) > 1
    )
    objections = [
        replace(decided(DecisionKind.OBJECTION, item, LossState.DISMISSED), unit=unit, when=WHEN.replace(hour=hour))
        for item, hour in zip(items, (10, 9), strict=False)
    ]
    office = replace(given.office, decisions=(*given.office.decisions, *objections))
    told = list(answered(rules(), given.records, office, unit))
    assert [one.decision.subject for one in told] == [items[1], items[0]], "in the order in which they were decided"
    for one in told:
        sheet = difference(one.before, one.after)
        assert {change.item for change in sheet.changes} == {one.decision.subject}
        before, after = one.before.exact or one.before.between, one.after.exact or one.after.between
        assert before != after
    assert told[1].before == told[0].after


def test_an_objection_to_an_item_that_does_not_exist_is_told_with_the_nearest() -> None:
    disputed = [decided(DecisionKind.OBJECTION, item, LossState.DISPUTED) for item in ("A2.1", "A2.10/APR.signed")]
    (finding,) = strange_objections(rules(), disputed)
    assert finding.values["item"] == "A2.10"
    assert "A2.1" in str(finding.values["nearest"])


def test_a_unit_is_told_that_the_office_took_points_back_not_whose_login_did() -> None:
    told = explain(result(decided(DecisionKind.OBJECTION, "A2.1", LossState.DISMISSED)))
    reason = next(loss.reason for loss in told.losses if loss.item == "A2.1")
    assert "taken back by the office: seen on site" in reason
    assert "Wei" not in reason


def test_a_veto_names_its_rule_once() -> None:
    confirmed = Case(CaseKind.VETO, "V1", "a death", "", Reason("V1: a death"), (), CaseState.CONFIRMED)
    assert [str(why) for why in verdict(rules(), trial_dossier(rules(), ""), "Excellent", (confirmed,)).why] == [
        "vetoed by V1: a death"
    ]


def test_two_equal_ends_of_a_score_are_told_as_one() -> None:
    one = replace(result(), score=None, between=(Decimal("37.3"), Decimal("37.3")))
    assert explain(one).between == ("37.3",)
    assert difference(one, one).score == ("37.3", "37.3")


def test_while_a_loss_is_disputed_the_grade_is_pending() -> None:
    one = result(decided(DecisionKind.OBJECTION, "A2.1", LossState.DISPUTED))
    assert (one.state, one.grade) == (GradeState.PENDING, "")
    assert one.score is not None


def test_an_override_is_a_line_of_its_own_and_both_figures_stay() -> None:
    one = result(decided(DecisionKind.OVERRIDE, "A2.1", "1.5", old="1.375"))
    item = next(item for item in one.items if item.item == "A2.1")
    assert (item.earned, [loss.points for loss in item.losses]) == (
        Fraction("1.5"),
        [Fraction("0.125"), Fraction("-0.125")],
    )
    assert item.override is not None
    assert item.override.old == "1.375"


@pytest.mark.parametrize(("old", "reason"), [("1.4", "seen on site"), ("1.375", "")])
def test_an_override_on_other_figures_or_without_a_reason_does_not_hold_and_is_told(old: str, reason: str) -> None:
    decision = decided(DecisionKind.OVERRIDE, "A2.1", "1.5", old=old, reason=reason)
    one = result(decision)
    assert earned(one)["A2.1"] == Fraction("1.375")
    assert one.expired == (decision,)


def test_a_grade_that_was_changed_says_so_and_expires_with_the_grade_it_was_made_on() -> None:
    changed = result(decided(DecisionKind.OVERRIDE, "grade", "Qualified", old="Excellent"))
    assert (changed.grade, changed.by_score) == ("Qualified", "Excellent")
    assert changed.override is not None
    expired = result(decided(DecisionKind.OVERRIDE, "grade", "Qualified", old="Unqualified"))
    assert (expired.grade, len(expired.expired)) == ("Excellent", 1)


VETO = "deaths = 2; limit.deaths = 1; last.deaths = 2"


def test_a_veto_waits_for_a_person_and_the_question_names_its_facts() -> None:
    one = result(given=VETO)
    questions = case_questions([one])
    assert [(q.kind, q.subject, q.choices) for q in questions] == [(DecisionKind.VETO, "V1", ("confirmed", "rejected"))]
    case = next(c for c in one.cases if c.rule == "V1")
    assert questions[0].old == facts_of(case)
    confirmed = result(decided(DecisionKind.VETO, "V1", "confirmed", old=questions[0].old), given=VETO)
    assert (confirmed.grade, confirmed.vetoes, case_questions([confirmed])) == ("Unqualified", ("V1",), ())


@pytest.mark.parametrize(
    ("row", "about"),
    [
        ("V3", "veto V3: an accident concealed or falsely reported"),
        ("LJ-7", "veto V3: LJ-7: an accident concealed or falsely reported"),
    ],
)
def test_a_question_says_once_which_rule_it_is_and_what_it_is_about(row: str, about: str) -> None:
    one = result(given="1 × ledger.veto (rule: V3)")
    [case] = (case for case in one.cases if case.rule == "V3")
    called = replace(case, reason=Reason("{row}: {title}", (("row", row), ("title", case.title))))
    assert [question.about for question in case_questions([replace(one, cases=(called,))])] == [about]


def test_a_veto_confirmed_on_other_facts_is_asked_again() -> None:
    one = result(decided(DecisionKind.VETO, "V1", "confirmed", old="deaths 3; limit.deaths 1"), given=VETO)
    case = next(c for c in one.cases if c.rule == "V1")
    assert (case.expired, case.state, one.state) == (True, CaseState.PROPOSED, GradeState.PENDING)


def test_a_veto_whose_condition_is_met_no_more_is_told() -> None:
    decision = decided(DecisionKind.VETO, "V1", "confirmed")
    assert result(decision).expired == (decision,)
    assert result(decision).grade == "Excellent"


def asking(item: str, after: str) -> Rules:
    """The shipped rules, an item of which asks for what it lacks and says what that is after the deadline."""
    given = rules().tables
    cells = {"missing": "ask", "after_deadline": after}
    changed = {
        sheet: tuple(
            replace(row, cells={**row.cells, **cells}) if row.text("item") == item and row.text("kind") else row
            for row in given[sheet]
        )
        for sheet in ("Items", "Parts")
    }
    return parse_rules({**given, **changed}).rules


@pytest.mark.parametrize(
    ("after", "applicable", "points", "score"),
    [("lose", Fraction("1.5"), Fraction(0), Fraction("98.5")),
     ("full", Fraction("1.5"), Fraction("1.5"), Fraction(100)),
     ("not applicable", Fraction(0), Fraction(0), Fraction(100))],
)  # fmt: skip
def test_a_figure_closed_is_what_the_rules_say_and_a_line_tells_by_whom(
    after: str, applicable: Fraction, points: Fraction, score: Fraction
) -> None:
    made_here = plan(asking("A2.1", after))
    lacking = trial_dossier(made_here.rules, "APR.signed = ?")
    before = assess_one(made_here, lacking)
    assert (before.state, before.score) == (GradeState.PENDING, None)
    name = next(loss for loss in before.losses if loss.open).evidence[0].name
    closing = decided(DecisionKind.CLOSING, f"A2.1/1/{name}", after, "ask")
    one = assess_one(made_here, replace(lacking, decisions=(closing,)))
    item = next(item for item in one.items if item.item == "A2.1")
    assert (item.applicable, item.earned, one.state) == (applicable, points, GradeState.SETTLED)
    year_end = next(stage for stage in one.stages if stage.stage == "year_end")
    assert year_end.score == score
    assert [e.name for loss in item.losses for e in loss.evidence] == [name, "LJ-2027-3"]
    assert "closed by Wei on 2027-02-01" in str(item.losses[0].reason)
    came = assess_one(made_here, replace(trial_dossier(made_here.rules, "APR.signed = 24"), decisions=(closing,)))
    assert came.expired == (closing,), "a figure that comes after all counts"


def test_a_closing_of_a_figure_the_rules_keep_asking_for_has_no_effect() -> None:
    made_here = plan(asking("A2.1", "ask"))
    lacking = trial_dossier(made_here.rules, "APR.signed = ?")
    closing = decided(DecisionKind.CLOSING, "A2.1/1/APR.signed", "lose", "ask")
    assert assess_one(made_here, replace(lacking, decisions=(closing,))).state is GradeState.PENDING


# results that are kept


def test_a_published_result_is_superseded_and_never_rewritten(tmp_path: Path) -> None:
    given = year(4, seed=9)
    before = assess(rules(), given.records, given.office)
    kept = tuple(r for r in given.records if not (r.unit == "00001" and r.form == "TCT"))
    after = assess(rules(), kept, given.office)
    who = Who("Wei", "test", datetime(2027, 2, 1, tzinfo=None).astimezone())
    with open_store(tmp_path / "docgen.db") as store, store.begin() as tx:
        assert list(assessments.put(tx, who, 2026, before)) == []
        assert len(assessments.publish(tx, who, 2026, "LJ-2027-9", {one.unit for one in before})) == 4
        superseded = {one.after.unit: one for one in assessments.put(tx, who, 2026, after)}
        assert superseded["00001"] == assessments.Replaced(before[1], after[1], published=True)
        others = [
            (one, two) for one, two in zip(before, after, strict=True) if one.unit in superseded.keys() - {"00001"}
        ]
        assert all(difference(one, two).is_empty and one.rank != two.rank for one, two in others)
        versions = assessments.of_year(tx, 2026)["00001"]
        assert [(one.version, bool(one.published)) for one in versions] == [(1, True), (2, False)]
        assert [one.assessment for one in versions] == [before[1], after[1]]


def test_a_published_result_reckoned_on_another_day_is_the_same_result(tmp_path: Path) -> None:
    given = year(4, seed=9)
    first, later = (
        assess(rules(), given.records, replace(given.office, today=day)) for day in (date(2027, 2, 1), date(2027, 2, 9))
    )
    assert [one.digest for one in first] == [one.digest for one in later]
    who = Who("Wei", "test", datetime(2027, 2, 1, tzinfo=None).astimezone())
    with open_store(tmp_path / "docgen.db") as store, store.begin() as tx:
        list(assessments.put(tx, who, 2026, first))
        units = {one.unit for one in first}
        assessments.publish(tx, who, 2026, "LJ-2027-9", units)
        assert list(assessments.put(tx, who, 2026, later)) == []
        assert assessments.publish(tx, who, 2026, "LJ-2027-10", units) == ()


def test_a_card_that_falls_due_meanwhile_is_another_result() -> None:
    def on(day: date) -> Assessment:
        dossier = trial_dossier(rules(), "1 × ledger.warnings (kind: summons, attended: yes, due: 2026-08-05)")
        for row in dossier.tables["ledger.warnings"].rows:
            row.cells["today"] = day
        return assess_one(made(), dossier)

    first, same, later = on(date(2026, 8, 1)), on(date(2026, 8, 3)), on(date(2026, 8, 20))
    assert [len(one.cases) for one in (first, same, later)] == [0, 0, 1]
    assert first.digest == same.digest != later.digest


# warnings


def test_a_hearing_lies_three_working_days_ahead_whatever_the_holidays() -> None:
    campaign = load_campaign(SAMPLES / "safety-2026").campaign
    assert campaign is not None
    # 30 September 2026 is a Wednesday; 1 to 7 October are holidays, 10 October is a Saturday that is worked
    assert working_day_after(campaign, date(2026, 9, 30), 3) == date(2026, 10, 12)
    assert working_day_after(campaign, date(2026, 3, 2), 3) == date(2026, 3, 6)


def test_what_is_confirmed_stands_on_the_calendar_until_it_is_done() -> None:
    campaign = load_campaign(SAMPLES / "safety-2026").campaign
    assert campaign is not None
    mine = replace(campaign, ledgers={"warnings": {"0101": (
        (Facts({"notice_no": "W-1", "rule": "J1", "due": date(2027, 2, 20), "done": None}), NOWHERE),
        (Facts({"notice_no": "W-2", "rule": "J1", "due": date(2027, 1, 20), "done": date(2027, 1, 9)}), NOWHERE),
    )}})  # fmt: skip
    made = [decided(DecisionKind.CARD, "Y2/LJ-W-1", "confirmed"), decided(DecisionKind.CARD, "J5/A-1", "rejected")]
    assert decided_terms(mine, made) == (
        (date(2027, 2, 5), "T", "Y2: hearing"),  # WHEN is 1 February, a Monday: three working days lie between
        (date(2027, 2, 20), "0101", "W-1: put right and reported"),
        (date(2027, 3, 3), "T", "Y2: put right and reported"),
    )


def test_papers_are_made_of_what_is_confirmed_alone() -> None:
    campaign = load_campaign(SAMPLES / "safety-2026").campaign
    assert campaign is not None
    card = "1 × ledger.warnings (kind: summons, attended: no, rule: J1)"
    proposed = [w for w in warnings_of(campaign, [result(given=card)], date(2026, 8, 3)) if w.case.rule == "Y1"]
    assert [papers_of(campaign, one) for one in proposed] == [()]
    subject = proposed[0].case.subject
    confirmed = result(decided(DecisionKind.CARD, subject, "confirmed"), given=card)
    found = [w for w in warnings_of(campaign, [confirmed], date(2027, 2, 1)) if w.case.rule == "Y1"]
    assert [paper.template for paper in papers_of(campaign, found[0])] == ["yellow-card", "talk-record"]
    assert (found[0].term - WHEN.date()).days == 30
    assert confirmed.score == Decimal("99.40")  # one point of A6.1, 60 % of it
