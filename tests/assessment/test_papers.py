"""The documents of the assessment are fit to be handed out, in both languages, and say what they must."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from docgen.assessment.campaign import one_version
from docgen.assessment.differences import difference, reply_paper
from docgen.assessment.explain import points_shown
from docgen.assessment.names import PLAIN
from docgen.assessment.papers import Paper, press_paper, rules_paper, write_paper
from docgen.assessment.sheets import SHEETS
from docgen.assessment.unitsheet import press_sheet, sheet_rows
from docgen.assessment.warn import papers_of, warnings_of
from docgen.campaign import Campaign, load_campaign
from docgen.language import LANGUAGES, say, speaking
from docgen.model import DecisionKind, LossState
from docgen.press import Pressed
from tests.assessment.shipped import SAMPLES
from tests.assessment.test_decisions import WHEN, decided, result
from tests.assessment.years import PAIRS

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
    rules = one_version(campaign, "rules.xlsx").rules
    unit = campaign.active_units()[0]
    made = pressed(campaign, rules_paper(campaign, rules, unit.type))
    table = Document(BytesIO(made.docx)).tables[0]
    printed = [(row.cells[0].text, row.cells[2].text, row.cells[4].text) for row in table.rows[1:]]
    assert printed == [(item.id, item.title, item.standard) for item in campaign.items_of(unit)]
    assert len(table.columns) == 9


def test_the_printed_rules_are_called_by_their_title_not_by_the_key_of_a_unit_type(
    campaign: Campaign, tmp_path: Path
) -> None:
    rules, unit = one_version(campaign, "rules.xlsx").rules, campaign.active_units()[0]
    made = write_paper(replace(campaign, folder=tmp_path), rules_paper(campaign, rules, unit.type), TODAY)
    name = campaign.settings.unit_types[unit.type].name
    assert made.files and all(name in file.stem and not file.stem.startswith(unit.type) for file in made.files)


def test_a_unit_is_given_a_page_of_every_point_it_lost(campaign: Campaign) -> None:
    one = result()
    _, page = press_sheet(campaign, one, PLAIN, TODAY)
    assert ([str(f) for f in page.findings], page.is_fit, page.pages) == ([], True, 1)
    text = words(page)
    assert all(row.item in text and points_shown(row.points).rstrip("…") in text for row in sheet_rows(one))
    assert str(one.score) in text


LONG = "; ".join((
    "9 × ledger.meetings (attendance: absent, meeting: a meeting of the bureau with a name that goes on and on)",
    "30 × HRL.rows (level: major, hazard_no: H, deadline: 2026-03-01, rectified_date: 2026-11-01)",
    "20 × MHR.rows (mh_no: M, declared: no, assessed: no, rules: no, emergency_training: no, signs: no)",
    *(f"APR.{due} = 191; APR.{done} = 17" for due, done in PAIRS),
    *(f"TCT.{post}_total = 64; TCT.{post}_certified = 31" for post in ("principal", "manager", "special")),
    *(f"self 2026Q{n} = 81.1; visit 2026Q{n} = 72.3" for n in range(1, 5)),
    "9 × ledger.accidents (liability: full, deaths: 1, serious: 4, missing: 0, occurred_at: 2026-05-04)",
    "deaths = *; serious = *; accidents = *; limit.deaths = 0",
    "late QIS = missing; late SPR = missing; late SAF = 8; late MTG = 12; confirmed V1",
))  # fmt: skip


def test_a_unit_with_very_many_losses_has_one_page_all_the_same_and_the_rest_is_counted(campaign: Campaign) -> None:
    one = result(given=LONG)
    with speaking(campaign.settings.language):
        rows = sheet_rows(one)
    paper, page = press_sheet(campaign, one, PLAIN, TODAY)
    assert (page.is_fit, page.pages) == (True, 1)
    told = paper.context["told"]
    assert isinstance(told, dict)
    shown = [line["item"] for line in told["losses"]]
    left = [row for row in rows if f"{row.item} {row.title}".strip() not in shown]
    assert len(shown) + len(left) == len(rows)
    assert 0 < len(left) < len(rows) / 2
    assert str(len(left)) in told["more"]
    assert all(row.item in told["more"] for row in left)
    assert max(row.final for row in left) <= min(row.final for row in rows if row not in left)


@pytest.mark.parametrize("kind", ["summons", "card"])
def test_a_confirmed_summons_or_card_has_its_notice_and_its_record(campaign: Campaign, kind: str) -> None:
    given = "1 × ledger.warnings (kind: summons, attended: no)" if kind == "card" else "1 × ledger.unlisted (hazard: x)"
    rule = "Y1" if kind == "card" else "J2"
    subject = next(case.subject for case in result(given=given).cases if case.rule == rule)
    confirmed = result(decided(DecisionKind.CARD, subject, "confirmed"), given=given)
    warned = next(w for w in warnings_of(campaign, [confirmed], date(2027, 3, 1)) if w.case.rule == rule)
    notice, record = (words(pressed(campaign, paper)) for paper in papers_of(campaign, warned))
    assert "LJ-2027-3" in notice
    assert rule in notice
    assert "____" in record
    assert warned.dated == WHEN.date() < warned.hearing < warned.term, "made again, it bears the day it was decided"


def test_an_objection_is_answered_with_the_difference_it_made(campaign: Campaign) -> None:
    decision = decided(DecisionKind.OBJECTION, "A2.1", LossState.DISMISSED)
    before, after = result(), result(decision)
    with speaking(campaign.settings.language):
        paper = reply_paper(difference(before, after), decision)
    text = words(pressed(campaign, paper))
    assert all(word in text for word in (str(before.score), str(after.score), "A2.1", "LJ-2027-3"))


def test_the_papers_are_on_the_campaigns_own_paper(campaign: Campaign) -> None:
    made = pressed(campaign, rules_paper(campaign, one_version(campaign, "rules.xlsx").rules))
    size = pypdfium2.PdfDocument(made.pdf)[0].get_size()
    wanted = [side / 25.4 * 72 for side in campaign.settings.paper.millimetres]
    assert sorted(size) == pytest.approx(sorted(wanted), abs=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cases_that_probe_writes_stand_under_headings_that_are_read(language: str) -> None:
    _, columns = SHEETS["Tests"]
    with speaking(language):
        heads = (say("test case"), say("given"), say("expect"))
    assert [name for head in heads for name, headings in columns if head in headings] == ["case", "given", "expect"]
