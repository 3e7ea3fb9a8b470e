"""What a return must hold is what was known on the day it came."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from docgen.campaign import load_campaign, sample_folder, start_campaign
from docgen.campaign.shipped import form_folder
from docgen.cli.known import ledgers, listed
from docgen.findings import Place
from docgen.forms import compile_definition
from docgen.model import Facts, Unit

HAZARDS = (
    Facts({"listed_no": "OLD-1", "place": "Bridge"}),
    Facts({"listed_no": "NEW-2", "place": "Yard", "listed_on": date(2026, 6, 9)}),
)


def asked(day: date) -> set[str]:
    assert sample_folder("safety-2026").is_dir()
    form = compile_definition(form_folder("safety-2026") / "HRL.xlsx").definition
    assert form
    unit = Unit("0303", "Anda", "hazmat_ent", lists={"hazards": HAZARDS})
    return {key for keys in listed(form, unit, day).values() for key in keys}


def test_a_hazard_listed_in_june_is_not_missed_in_the_list_of_april() -> None:
    assert asked(date(2026, 4, 8)) == {"OLD-1"}


def test_from_the_day_it_is_listed_on_it_must_have_its_row() -> None:
    assert asked(date(2026, 6, 9)) == {"OLD-1", "NEW-2"}


def test_a_ledger_is_read_for_the_days_a_quarter_has_where_the_year_begins_in_october(tmp_path: Path) -> None:
    start_campaign(tmp_path / "c", "contractors", {})
    campaign = load_campaign(tmp_path / "c").campaign
    assert campaign
    unit = campaign.units[0]
    days = (date(2025, 9, 30), date(2025, 10, 1), date(2025, 12, 31), date(2026, 1, 1))
    rows = tuple((Facts({"date": day}), Place()) for day in days)
    campaign = replace(campaign, ledgers={"meetings": {unit.code: rows}})
    ((record,),) = ledgers(campaign, unit, "2026Q1").values()
    assert [answer.value for answer in record.answers] == [date(2025, 10, 1), date(2025, 12, 31)]
