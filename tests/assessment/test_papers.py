"""The documents of the assessment are fit to be handed out, in both languages, and say what they must."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from docx import Document

from docgen.assessment.campaign import campaign_rules
from docgen.assessment.differences import difference, reply_paper
from docgen.assessment.explain import explain
from docgen.assessment.papers import Paper, explanation_paper, press_paper, rules_paper
from docgen.assessment.warn import papers_of, warnings_of
from docgen.campaign import Campaign, load_campaign
from docgen.language import speaking
from docgen.model import DecisionKind, LossState
from docgen.press import Pressed
from tests.assessment.shipped import SAMPLES
from tests.assessment.test_decisions import decided, result

TODAY = date(2027, 2, 1)


@pytest.fixture(params=["safety-2026", "safety-2026-zh", "contractors"])
def campaign(request: pytest.FixtureRequest) -> Campaign:
    found = load_campaign(SAMPLES / request.param).campaign
    assert found is not None
    return found


def pressed(campaign: Campaign, paper: Paper) -> Pressed:
    made = press_paper(campaign, paper, TODAY)
    assert [str(f) for f in made.findings] == []
    assert made.is_fit
    return made


def words(made: Pressed) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.pdf))


def test_the_rules_are_printed_by_unit_type_with_every_item_of_annex_1(campaign: Campaign) -> None:
    rules = campaign_rules(campaign).rules
    unit = campaign.active_units()[0]
    made = pressed(campaign, rules_paper(campaign, rules, unit.type))
    table = Document(BytesIO(made.docx)).tables[0]
    printed = [(row.cells[0].text, row.cells[2].text, row.cells[4].text) for row in table.rows[1:]]
    assert printed == [(item.id, item.title, item.standard) for item in campaign.items_of(unit)]
    assert len(table.columns) == 9


def test_a_unit_is_given_a_sheet_of_every_point_it_lost(campaign: Campaign) -> None:
    with speaking(campaign.settings.language):
        one = result()
        told = explain(one)
    made = pressed(campaign, explanation_paper(told))
    assert made.pages == 1
    text = words(made)
    assert all(line.item in text and line.points.rstrip("…") in text for line in told.losses)
    assert told.score in text


@pytest.mark.parametrize("kind", ["summons", "card"])
def test_a_confirmed_summons_or_card_has_its_notice_and_its_record(campaign: Campaign, kind: str) -> None:
    given = "1 × ledger.warnings (kind: summons, attended: no)" if kind == "card" else "1 × ledger.unlisted (hazard: x)"
    rule = "Y1" if kind == "card" else "J2"
    subject = next(case.subject for case in result(given=given).cases if case.rule == rule)
    confirmed = result(decided(DecisionKind.CARD, subject, "confirmed"), given=given)
    warned = next(w for w in warnings_of(campaign, [confirmed], TODAY) if w.case.rule == rule)
    notice, record = (words(pressed(campaign, paper)) for paper in papers_of(campaign, warned))
    assert "LJ-2027-3" in notice
    assert rule in notice
    assert "____" in record


def test_an_objection_is_answered_with_the_difference_it_made(campaign: Campaign) -> None:
    decision = decided(DecisionKind.OBJECTION, "A2.1", LossState.DISMISSED)
    before, after = result(), result(decision)
    with speaking(campaign.settings.language):
        paper = reply_paper(difference(before, after), decision)
    text = words(pressed(campaign, paper))
    assert all(word in text for word in (str(before.score), str(after.score), "A2.1", "LJ-2027-3"))
