"""What a form says before a unit writes anything: particulars, last year's figures, rows carried over, fixed rows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from docgen.campaign import Campaign
from docgen.findings.forms import PREFILL_UNFIT, PREFILL_UNKNOWN
from docgen.forms import make_blank
from docgen.forms.answers import as_answer
from docgen.model import Answer, Choice, Facts, Field, FieldState, FieldType, FormDefinition, Record, Repeat, Wording
from tests.forms.office import changed, due, office, said


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return office(tmp_path_factory.mktemp("prefill") / "campaign")


def test_a_form_knows_its_unit_and_period(campaign: Campaign) -> None:
    blank = make_blank(campaign, due(campaign, "QIS"), campaign.units[0]).blank
    assert said(blank, "header/unit_code") == "0101"
    assert said(blank, "header/unit_name") == "Fengling County Transport Bureau"
    assert said(blank, "header/campaign_year") == 2026
    assert said(blank, "inspection/quarter") == "2"
    assert said(blank, "header/phone") == "+86 788 555 0101"
    assert blank.values["header/unit_code"].locked
    assert not blank.values["header/phone"].locked
    assert blank.due == date(2026, 7, 10)


def test_last_years_figures_come_from_history_and_an_unknown_one_is_no_zero(campaign: Campaign) -> None:
    blank = make_blank(campaign, due(campaign, "APR", "2026"), campaign.units[0]).blank
    path = next(field.path for field in blank.definition.fields if field.name == "last_year_deaths")
    assert said(blank, path) == 3
    without = replace(campaign, history={"0101": Facts({"unit_code": "0101", "deaths": None})})
    assert said(make_blank(without, due(campaign, "APR", "2026"), campaign.units[0]).blank, path) is None


def test_open_hazards_of_the_roster_stand_in_the_hazard_list(campaign: Campaign) -> None:
    blank = make_blank(campaign, due(campaign, "HRL"), campaign.units[0]).blank
    assert said(blank, "rows[1]/listed_no") == "LJ-2025-011"
    assert said(blank, "rows[2]/deadline") == date(2026, 6, 30)
    assert said(blank, "rows[2]/supervise_level") == "county"
    assert said(blank, "rows[3]/listed_no") is None
    assert blank.rows["rows"] == 20


def test_rows_of_the_accepted_record_before_come_first_and_none_comes_twice(campaign: Campaign) -> None:
    answers = (
        Answer("rows[1]/listed_no", FieldState.READ, "FL-2026-002"),
        Answer("rows[1]/found_date", FieldState.READ, date(2026, 1, 5)),
        Answer("rows[2]/listed_no", FieldState.READ, "OWN-1"),
    )

    def accepted(form: str, period: str, unit: str) -> Record | None:
        known = (form, period, unit) == ("HRL", "2026Q1", "0101")
        return Record("HRL", "1", "0101", "2026Q1", answers) if known else None

    blank = make_blank(campaign, due(campaign, "HRL"), campaign.units[0], accepted=accepted).blank
    numbers = [said(blank, f"rows[{row}]/listed_no") for row in range(1, 5)]
    assert numbers == ["FL-2026-002", "OWN-1", "LJ-2025-011", None]
    assert said(blank, "rows[1]/found_date") == date(2026, 1, 5)


def test_many_rows_carried_over_leave_room_for_more(campaign: Campaign) -> None:
    many = tuple(Facts({"listed_no": f"L{n}", "place": "here"}) for n in range(33))
    crowded = changed(campaign, lists={"hazards": many})
    blank = make_blank(crowded, due(campaign, "HRL"), crowded.units[0]).blank
    assert blank.rows["rows"] == 40
    assert said(blank, "rows[33]/listed_no") == "L32"


def test_the_self_assessment_has_a_locked_row_for_each_item_that_applies(campaign: Campaign) -> None:
    blank = make_blank(campaign, due(campaign, "SAF", "2026"), campaign.units[0]).blank
    items = campaign.items_of(campaign.units[0])
    assert blank.rows["rows"] == len(items) > 30
    assert [said(blank, f"rows[{row}]/item_id") for row in (1, 2)] == ["A1.1", "A1.2"]
    assert said(blank, "rows[1]/max_points") == items[0].points
    assert blank.values["rows[1]/max_points"].locked


def test_what_does_not_fit_or_is_not_known_is_told_and_left_blank(campaign: Campaign) -> None:
    body = (
        Field("a", FieldType.INTEGER, Wording((("en", "A"),)), prefill="unit.name"),
        Field("b", FieldType.TEXT, Wording((("en", "B"),)), prefill="unit.nothing"),
        Repeat("r", Wording(), (Field("r/x", FieldType.TEXT),), prefill="unit.nowhere"),
    )
    form = replace(due(campaign, "QIS"), form=FormDefinition("X", "1", Wording(), body))
    made = make_blank(campaign, form, campaign.units[0])
    assert [finding.code for finding in made.findings] == [PREFILL_UNFIT, PREFILL_UNKNOWN, PREFILL_UNKNOWN]
    assert made.blank.values == {}


def test_a_form_whose_data_changed_has_another_identity(campaign: Campaign) -> None:
    first = make_blank(campaign, due(campaign, "QIS"), campaign.units[0]).blank
    renamed = changed(campaign, name="Another name")
    second = make_blank(renamed, due(campaign, "QIS"), renamed.units[0]).blank
    assert first.identity.id == second.identity.id == "QIS.2026Q2.0101"
    assert first.identity.digest != second.identity.digest


YES = (Choice("yes", Wording((("en", "Yes"), ("zh", "是")))), Choice("no", Wording((("en", "No"),)), ("never",)))


@pytest.mark.parametrize(
    ("kind", "datum", "expected"),
    [
        (FieldType.INTEGER, Decimal("12.0"), 12),
        (FieldType.INTEGER, Decimal("12.5"), None),
        (FieldType.INTEGER, True, None),
        (FieldType.DECIMAL, "1.5", Decimal("1.5")),
        (FieldType.DECIMAL, "about 3", None),
        (FieldType.DATE, "2026-03-05", date(2026, 3, 5)),
        (FieldType.DATE, "5 March", None),
        (FieldType.SELECT_ONE, "是", "yes"),
        (FieldType.SELECT_ONE, "NEVER", "no"),
        (FieldType.SELECT_ONE, False, "no"),
        (FieldType.SELECT_ONE, "perhaps", None),
        (FieldType.SELECT_MULTIPLE, "yes no", ("yes", "no")),
        (FieldType.TEXT, 7, "7"),
    ],
)
def test_a_value_of_the_campaign_becomes_the_answer_it_means(kind: FieldType, datum: object, expected: object) -> None:
    assert as_answer(Field("x", kind, choices=YES), datum) == expected
