"""What a letter says: figures to the last digit, the clauses of the unit's own book, a text by grade."""

import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from docgen.assessment.campaign import office_of, one_version
from docgen.assessment.explain import explain
from docgen.assessment.many import assess_many
from docgen.books import book_context
from docgen.campaign import Campaign, load_campaign, start_campaign
from docgen.language import speaking
from docgen.press import make
from docgen.results import UnitYear, Year
from docgen.results.letters import letter_context, letters, order_of
from docgen.results.year import consequences_of
from docgen.word.text import plain_text

DAY = date(2027, 2, 1)
SAMPLES = ("contractors", "safety-2026", "safety-2026-zh")


def year_of(folder: Path, sample: str) -> Year:
    start_campaign(folder, sample, {})
    campaign = load_campaign(folder).campaign
    assert campaign
    rules, office = one_version(campaign, "rules.xlsx").rules, office_of(campaign, today=DAY)
    units = {unit.code: unit for unit in campaign.units}
    with speaking(campaign.settings.language):
        results = assess_many(rules, (), office, clock=time.monotonic)
        return Year(campaign, tuple(UnitYear(units[one.unit], one, explain(one)) for one in results), DAY)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Year]:
    folder = tmp_path_factory.mktemp("letters")
    return {sample: year_of(folder / sample, sample) for sample in SAMPLES}


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_figure_of_every_letter_is_that_of_the_explanation(years: dict[str, Year], sample: str) -> None:
    for one in years[sample].units:
        said = letter_context(years[sample], one)
        result = said["result"]
        assert (result["score"], result["exact"], result["sum"]) == (one.told.score, one.told.exact, one.told.sum)
        assert (result["grade"], result["rank"]) == (one.told.grade, one.told.rank)
        assert [(s["title"], s["score"], s["weight"]) for s in said["stages"]] == list(one.told.stages)
        told = [(loss.points, loss.final, loss.reason) for loss in one.told.losses]
        assert [(loss["points"], loss["final"], loss["reason"]) for loss in said["losses"]] == told
        assert all(loss["evidence"] for loss in said["losses"]), "no point is lost without what shows it"
        assert result["digest"]
        assert one.told.digest.startswith(result["digest"]), "no letter without the assessment it follows from"


@pytest.mark.parametrize("sample", SAMPLES)
def test_points_are_lost_by_the_clauses_of_the_units_own_book(years: dict[str, Year], sample: str) -> None:
    campaign = years[sample].campaign
    for one in years[sample].units:
        with speaking(campaign.settings.language):
            items: Any = book_context(campaign, one.unit, "1", 1)["items"]
        printed = {item["title"]: item["clause"] for item in items}
        losses = [loss for loss in letter_context(years[sample], one)["losses"] if loss["title"] in printed]
        assert losses
        assert {loss["title"]: loss["clause"] for loss in losses} == {
            loss["title"]: printed[loss["title"]] for loss in losses
        }


def graded(campaign: Campaign, year: Year, grade: str, *vetoes: str, until: date = DAY, preview: bool = False) -> str:
    """The text of a letter of this grade."""
    one = year.units[0]
    context = letter_context(year, one) | {"until": until, "preview": preview}
    result = {**context["result"], "grade": grade, "score": "88.00", "settled": True, "vetoes": list(vetoes)}
    template = campaign.settings.results.letter
    order = order_of(campaign, one.unit, "R", template, {**context, "result": result}, "t", "")
    pressed = make(replace(order, pdf=False))
    assert not pressed.findings
    return "\n".join(plain_text(pressed.docx).body)


@pytest.mark.parametrize("sample", SAMPLES)
def test_each_grade_and_a_veto_have_a_text_of_their_own(years: dict[str, Year], sample: str) -> None:
    year = years[sample]
    campaign = year.campaign
    names = [grade.name for grade in campaign.settings.grades]
    texts = {name: graded(campaign, year, name).replace(name, "*") for name in names}
    texts["veto"] = graded(campaign, year, names[-1], "V1 deaths above the limit").replace(names[-1], "*")
    assert len(set(texts.values())) == len(names) + 1
    assert "V1 deaths above the limit" in texts["veto"]


@pytest.mark.parametrize(("sample", "over"), [("safety-2026", "objections ended"), ("safety-2026-zh", "异议期已于")])
def test_a_letter_does_not_invite_objections_once_their_term_is_over(
    years: dict[str, Year], sample: str, over: str
) -> None:
    campaign, before = years[sample].campaign, DAY - timedelta(days=1)
    grade = campaign.settings.grades[0].name
    said = [
        over in graded(campaign, years[sample], grade, until=until, preview=preview)
        for until, preview in ((DAY, False), (before, True), (before, False))
    ]
    assert said == [False, False, True]


def test_consequences_follow_from_grade_and_veto(years: dict[str, Year]) -> None:
    year = years["safety-2026"]
    one = year.units[0]
    table = {"Excellent": (20000, False, False), "Qualified": (10000, False, False), "Unqualified": (0, True, True)}
    for grade, (award, barred, order) in table.items():
        found = consequences_of(year.campaign, replace(one, result=replace(one.result, grade=grade)))
        assert sum(c.award for c in found) == award
        assert (any(c.barred for c in found), any(c.order for c in found)) == (barred, order)


def test_a_preview_is_for_every_unit_and_a_letter_for_those_whose_grade_stands(years: dict[str, Year]) -> None:
    year = years["safety-2026"]
    assert (len(year.settled), len(letters(year, until=DAY, preview=True))) == (0, len(year.units))
    assert letters(year, until=DAY, preview=False) == ()
