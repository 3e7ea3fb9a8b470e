"""Whose word counts: the accident ledger, the team's verified figure, the office's ledger, the unit's own return."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from docgen.assessment import Office, assess
from docgen.assessment.office import dossiers
from docgen.assessment.stages import bare_scores
from docgen.findings import NOWHERE
from docgen.model import Answer, Assessment, Facts, FieldState, Record, ReturnState, Source, Submission, Unit
from docgen.model.returns import AnswerValue
from tests.assessment.shipped import earned, rules

UNIT = Unit("1", "One", "County bureau")


def record(form: str, period: str, **values: AnswerValue) -> Record:
    paths = {name.replace("__", "/"): value for name, value in values.items()}
    answers = tuple(Answer(path, FieldState.READ, value, str(value)) for path, value in paths.items())
    return Record(form, "1", "1", period, answers)


def visit(item: str, verified: str, period: str = "2026") -> Record:
    rows = {"rows[1]/item_id": item, "rows[1]/verified_figure": verified}
    answers = tuple(Answer(path, FieldState.READ, value, value) for path, value in rows.items())
    return Record("VIS", "1", "1", period, answers, {"rows": 1})


def scored(*records: Record, **ledgers: dict[str, object]) -> Assessment:
    rows = {name: {"1": ((Facts(row), NOWHERE),)} for name, row in ledgers.items()}  # type: ignore[arg-type]
    office = Office(units=(UNIT,), ledgers=rows, limits={"1": Facts({"deaths": 1})}, first_day=date(2026, 1, 1))
    return assess(rules(), records, office)[0]


@pytest.mark.parametrize(
    ("verified", "points"), [("20", "1.25"), ("20/24", "1.25"), ("APR.signed = 12; APR.should_sign = 24", "0.75")]
)
def test_the_teams_verified_figure_counts_over_the_units_own(verified: str, points: str) -> None:
    one = scored(record("APR", "2026", should_sign=24, signed=24), visit("A2.1", verified))
    assert earned(one)["A2.1"] == Fraction(points)
    used = next(figure for figure in one.figures if figure.name == "APR.signed 2026")
    assert (used.source, [value for _, value, _ in used.others]) == (Source.VERIFIED, ["24"])


ACCIDENT: dict[str, object] = {
    "accident_no": "A-1",
    "occurred_at": datetime(2026, 5, 4, 8),
    "liability": "main",
    "deaths": 2,
    "missing": 0,
    "serious": 0,
}


def test_the_accident_ledger_counts_over_the_return_and_both_are_told() -> None:
    one = scored(record("APR", "2026", deaths=0, accidents=0, serious=0), accidents=ACCIDENT)
    assert earned(one)["T1.1"] == 0
    used = next(figure for figure in one.figures if figure.name == "deaths")
    assert (used.value, used.source, used.disagrees) == ("2", Source.ACCIDENTS, True)


def test_an_accident_report_that_tells_another_figure_than_the_ledger_is_told_beside_it() -> None:
    one = scored(case_report("first", deaths=1), accidents=ACCIDENT)
    used = next(figure for figure in one.figures if figure.name == "deaths")
    assert (used.value, used.source, [value for _, value, _ in used.others]) == ("2", Source.ACCIDENTS, ["1"])


def test_without_a_row_of_the_year_in_the_ledger_the_return_counts() -> None:
    last_year = {**ACCIDENT, "occurred_at": datetime(2025, 12, 31, 8)}
    one = scored(record("APR", "2026", deaths=1, accidents=1, serious=0), accidents=last_year)
    assert earned(one)["T1.1"] == 14
    assert not [figure for figure in one.figures if figure.name == "deaths"]


def test_a_bare_score_of_a_visit_counts_only_with_its_reason() -> None:
    score: dict[str, object] = {"quarter": "2026Q2", "score": Decimal(80)}
    held = next(s for s in scored(supervision={**score, "reason": "visit report"}).stages if s.stage == "supervision")
    bare = next(s for s in scored(supervision=score).stages if s.stage == "supervision")
    assert (held.score, bare.score) == (Fraction(80), None)
    office = Office(
        units=(UNIT,), ledgers={"supervision": {"1": ((Facts({"quarter": "2026Q2", "score": Decimal(80)}), NOWHERE),)}}
    )
    (told,) = bare_scores(rules(), next(iter(dossiers(rules(), (), office))))
    assert told.cells["quarter"] == "2026Q2"


def case_report(stage: str, **values: AnswerValue) -> Record:
    told: dict[str, AnswerValue] = {"accident_no": "A-1", "stage": stage, "liability": "main", "rescue_at_once": "no"}
    told |= {"occurred_at": datetime(2026, 12, 28, 8), "missing": 0, "serious": 0}
    return record("ACR", f"2026 A-1 {stage}", **{**told, **values})


def arrived(stage: str, day: date) -> Submission:
    return Submission("1", "ACR", f"2026 A-1 {stage}", ReturnState.ACCEPTED, received=day)


def test_reports_of_one_accident_are_one_case_of_which_what_came_last_counts() -> None:
    """The case was closed; then a second victim died, and a follow-up said so."""
    records = [case_report("first", deaths=0), case_report("closing", deaths=1), case_report("follow_up", deaths=2)]
    days = {"first": date(2026, 12, 28), "closing": date(2027, 1, 12), "follow_up": date(2027, 1, 25)}
    came = tuple(arrived(stage, day) for stage, day in days.items())
    records.append(record("APR", "2026", deaths=1, accidents=1, serious=0, acc_late=0, acc_omitted=0))
    office = Office(units=(UNIT,), limits={"1": Facts({"deaths": 1})}, first_day=date(2026, 1, 1), submissions=came)
    for order in (records, records[::-1]):
        one = assess(rules(), order, office)[0]
        told = {figure.name: figure.value for figure in one.figures}
        assert (told["acr_deaths"], told["acr_accidents"]) == ("2", "1")
        assert (earned(one)["T1.1"], earned(one)["H3.1"]) == (Fraction(0), Fraction("2.5")), (
            "not at once: once, not three times"
        )
    before = assess(rules(), [records[0], records[1], records[3]], replace(office, submissions=came[:2]))[0]
    assert earned(before)["T1.1"] == 14


def test_of_reports_of_one_day_the_fuller_one_counts() -> None:
    both = [case_report("first", deaths=2), case_report("closing", deaths=1, closed_date=date(2026, 12, 29))]
    days = tuple(arrived(stage, date(2026, 12, 29)) for stage in ("first", "closing"))
    office = Office(units=(UNIT,), limits={"1": Facts({"deaths": 1})}, first_day=date(2026, 1, 1), submissions=days)
    assert earned(assess(rules(), both, office)[0])["T1.1"] == 14


def test_a_listed_hazard_that_the_unit_left_out_counts_as_a_major_one() -> None:
    listed = Facts({"listed_no": "LJ-1", "deadline": date(2026, 5, 31)})
    unit = Unit("1", "One", "County bureau", lists={"hazards": (listed,)})
    hazards = Record("HRL", "1", "1", "2026Q4", (), {"rows": 0})
    office = Office(units=(unit,), first_day=date(2026, 1, 1))
    one = assess(rules(), [hazards], office)[0]
    assert {item: earned(one)[item] for item in ("B1.1", "B1.2", "B1.3")} == {"B1.1": 0, "B1.2": 2, "B1.3": 1}


def campaigns(*done: tuple[str, str]) -> Record:
    """An annual report of campaigns, each with its name and how far its four elements are there."""
    cells = {
        f"campaigns[{row}]/{column}": value
        for row, (name, elements) in enumerate(done, 1)
        for column, value in (
            ("name", name),
            *zip(("targets", "plan", "fund", "summary"), elements.split(), strict=True),
        )
    }
    answers = tuple(Answer(path, FieldState.READ, value, value) for path, value in cells.items())
    figures = (("maj_found", 0), ("maj_treated", 0))
    answers += tuple(
        Answer(f"campaigns[{row}]/{name}", FieldState.READ, value)
        for row in range(1, len(done) + 1)
        for name, value in figures
    )
    return Record("APR", "1", "1", "2026", answers, {"campaigns": len(done)})


ALL, ROADS, GOODS = "yes yes yes yes", "Road and bridge hazards", "Dangerous goods and fire"


@pytest.mark.parametrize(
    ("done", "points"),
    [
        (((ROADS, ALL), (GOODS, ALL)), "3"),
        (((ROADS, ALL),), "1.5"),
        (((ROADS.upper(), ALL), (GOODS, "yes yes no no")), "2.25"),
        (((ROADS, ALL), ("One of its own", ALL)), "1.5"),
        ((), "0"),
    ],
    ids=["both", "one left out", "half of the second", "another in its place", "none"],
)
def test_every_campaign_the_office_requires_counts_whether_the_unit_tells_of_it_or_not(
    done: tuple[tuple[str, str], ...], points: str
) -> None:
    one = scored(campaigns(*done))
    assert earned(one)["C1.1"] == Fraction(points)
    assert earned(one)["C1.2"] == 2
    if done and len({name.casefold() for name, _ in done} & {ROADS.casefold(), GOODS.casefold()}) < 2:
        loss = next(loss for loss in one.losses if loss.item == "C1.1")
        assert [evidence.name for evidence in loss.evidence] == [f"campaigns {GOODS}"]


def visited(period: str, *items: tuple[str, object, object]) -> Record:
    """A visit sheet: items with the points on it and the team's."""
    cells = {
        f"rows[{row}]/{column}": value
        for row, item in enumerate(items, 1)
        for column, value in zip(("item_id", "max_points", "team_points"), item, strict=True)
        if value is not None
    }
    answers = tuple(Answer(path, FieldState.READ, value) for path, value in cells.items())  # type: ignore[arg-type]
    return Record("VIS", "1", "1", period, answers, {"rows": len(items)})


def test_a_supervision_score_is_the_sum_of_the_visit_sheets_items() -> None:
    """Two visits: 9 of 10 points, an item not looked at left out, and 3 of 4; their mean is 82.5."""
    first = visited("2026Q1", ("A2.1", 6, Decimal("5.5")), ("B2.1", 4, Decimal("3.5")), ("C1.1", 3, None))
    one = scored(first, visited("2026Q3", ("A2.1", 4, 3)))
    stage = next(stage for stage in one.stages if stage.stage == "supervision")
    assert stage.score == Fraction("82.5")
    assert [(loss.item, loss.points) for loss in stage.losses] == [
        ("A2.1", Fraction(5)),
        ("B2.1", Fraction(5)),
        ("A2.1", Fraction(25)),
    ]


def test_a_visit_sheet_counts_over_a_bare_score_of_the_ledger() -> None:
    bare: dict[str, object] = {"quarter": "2026Q1", "score": 60, "reason": "minutes"}
    one = scored(visited("2026Q1", ("A2.1", 4, 4)), supervision=bare)
    assert next(stage for stage in one.stages if stage.stage == "supervision").score == 100
