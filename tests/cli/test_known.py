"""What a return must hold is what was known on the day it came."""

from datetime import date

from docgen.campaign import sample_folder
from docgen.campaign.shipped import form_folder
from docgen.cli.known import listed
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
