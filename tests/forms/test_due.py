"""Which forms are due: by the calendar, by what is named, and by what each unit is."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from docgen.campaign import Campaign
from docgen.campaign.due import due_for
from docgen.errors import UsageError
from docgen.forms import Due, due_forms
from docgen.model import FormDefinition, Wording
from tests.forms.office import changed, definitions, due, office


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return office(tmp_path_factory.mktemp("due") / "campaign")


def told(dues: Iterable[Due]) -> list[str]:
    return [f"{due.form.code} {due.period}" for due in dues]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 5), ["SPR 2026H1", "QIS 2026Q1", "HRL 2026Q1"]),
        (date(2026, 4, 11), ["SPR 2026H1", "QIS 2026Q2", "HRL 2026Q2"]),
        (date(2026, 7, 15), ["SPR 2026H1", "QIS 2026Q3", "HRL 2026Q3"]),
    ],
)
def test_what_is_due_has_begun_and_is_not_over(campaign: Campaign, day: date, expected: list[str]) -> None:
    yearly = {"APR", "SAF", "MHR", "DRL", "TCT", "MTG"}
    found = due_forms(campaign, definitions(campaign), (), (), day)
    assert [text for text in told(found) if text[:3] not in yearly] == expected
    assert {due.form.code for due in found if due.period == "2026"} == yearly


def test_a_form_at_the_event_is_made_when_it_is_named(campaign: Campaign) -> None:
    found = due_forms(campaign, definitions(campaign), ("ACR",), (), date(2026, 3, 1))
    assert (told(found), found[0].day) == (["ACR 2026"], None)


def test_a_period_named_is_made_whatever_the_day(campaign: Campaign) -> None:
    found = due_forms(campaign, definitions(campaign), ("QIS",), ("2026Q4",), date(2026, 1, 1))
    assert (told(found), found[0].day) == (["QIS 2026Q4"], date(2027, 1, 8))
    assert len(due_forms(campaign, definitions(campaign), ("QIS",), ("all",), date(2026, 1, 1))) == 4


@pytest.mark.parametrize(("codes", "periods"), [(("QUIS",), ()), ((), ("2026Q9",)), ((), ("Q1",))])
def test_a_form_or_period_there_is_not_is_wrong_usage(
    campaign: Campaign, codes: tuple[str, ...], periods: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError):
        due_forms(campaign, definitions(campaign), codes, periods, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 10, 1), ["TRN 2026", "QSR 2026Q1"]),
        (date(2026, 1, 16), ["TRN 2026", "QSR 2026Q2"]),
        (date(2026, 9, 30), ["TRN 2026", "QSR 2026Q4"]),
        (date(2026, 10, 20), []),
    ],
)
def test_quarters_are_those_of_a_year_that_begins_in_october(tmp_path: Path, day: date, expected: list[str]) -> None:
    contractors = office(tmp_path / "campaign", "contractors")
    assert told(due_forms(contractors, definitions(contractors), (), (), day)) == expected


def test_who_left_in_december_is_not_asked_for_january_in_a_year_that_begins_in_october(tmp_path: Path) -> None:
    contractors = office(tmp_path / "campaign", "contractors")
    left = changed(contractors, active_until=date(2025, 12, 31)).units[0]
    first, second = (due(contractors, "QSR", period) for period in ("2026Q1", "2026Q2"))
    assert (first.asks(left), second.asks(left)) == (True, False)


def test_a_unit_is_asked_only_while_it_exists_and_if_its_type_is(campaign: Campaign) -> None:
    form = FormDefinition("X", "1", Wording(), (), unit_types=("county_bureau",))
    quarter = due_for(campaign, form, "2026Q2")
    assert campaign.units[0].type == "county_bureau"
    assert quarter.asks(campaign.units[0])
    assert not quarter.asks(changed(campaign, type="station").units[0])
    assert not quarter.asks(changed(campaign, active_until=date(2026, 3, 31)).units[0])
    assert quarter.asks(changed(campaign, active_until=date(2026, 4, 1)).units[0])
    assert not quarter.asks(changed(campaign, active_from=date(2026, 7, 1)).units[0])
