"""X1 to X15 of the checks across forms, by the definitions that are shipped; X11 and X13 look at all units at once."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from docgen.campaign import load_campaign, start_campaign
from docgen.forms import load_definitions
from docgen.model import Answer, FieldState, FormDefinition, Record
from docgen.model.returns import AnswerValue
from docgen.returns.checks import Background
from tests.returns.checks.records import check, reading

TODAY = date(2027, 1, 8)


@cache
def forms() -> Mapping[str, FormDefinition]:
    """The twelve forms of the sample of a safety office."""
    with TemporaryDirectory() as folder:
        start_campaign(Path(folder) / "campaign", "safety-2026", {})
        campaign = load_campaign(Path(folder) / "campaign").campaign
        assert campaign is not None
        return load_definitions(campaign).forms


def path_of(form: str, name: str) -> str:
    (path,) = (field.path for field in forms()[form].fields if field.name == name)
    return path


def record(form: str, period: str, **answers: object) -> Record:
    written = {path_of(form, name): str(value) for name, value in answers.items()}
    return reading(forms()[form], written, period=period)[0]


def quarters(**answers: tuple[object, ...]) -> dict[str, tuple[Record, ...]]:
    told = [{name: values[number] for name, values in answers.items()} for number in range(4)]
    return {"QIS": tuple(record("QIS", f"2026Q{number}", **one) for number, one in enumerate(told, 1))}


def found(form: str, name: str, value: object, others: Mapping[str, tuple[Record, ...]]) -> set[str]:
    """The codes said at one field of a form that is blank otherwise."""
    path = path_of(form, name)
    background = Background(TODAY, others=others, due={code: len(records) for code, records in others.items()})
    checked = check(forms()[form], {path: str(value)}, background)
    return {one.code.id for one in checked.findings if one.place.cell == path}


@pytest.mark.parametrize(
    ("check_id", "name", "quarterly"),
    [
        ("X2", "deaths", "deaths_q"),
        ("X2", "serious", "serious_q"),
        ("X2", "loss", "loss_q"),
        ("X3", "special_inspections", "special_inspections"),
    ],
)
def test_a_year_equals_the_sum_of_its_quarters(check_id: str, name: str, quarterly: str) -> None:
    others = quarters(**{quarterly: (1, 0, 2, 1)})
    assert found("APR", name, 4, others) == set(), check_id
    assert "E-CROSS" in found("APR", name, 5, others), check_id


def accidents(*numbers: str) -> tuple[Record, ...]:
    return tuple(record("ACR", "2026", accident_no=number) for number in numbers)


def test_x1_accidents_of_the_year_are_those_of_the_quarters_and_those_reported() -> None:
    others = {**quarters(accidents_q=(1, 0, 1, 0)), "ACR": accidents("A-1", "A-2", "A-2")}
    assert found("APR", "accidents", 2, others) == set()
    assert "E-CROSS" in found("APR", "accidents", 3, others)
    fewer = {**others, "ACR": accidents("A-1")}
    assert "E-CROSS" in found("APR", "accidents", 2, fewer)


def drills(*enterprises: str) -> tuple[Record, ...]:
    column = path_of("DRL", "enterprise")
    repeat = column.partition("/")[0]
    written = {column.replace(repeat, f"{repeat}[{row}]", 1): name for row, name in enumerate(enterprises, 1)}
    return (reading(forms()["DRL"], written)[0],)


def test_x5_no_more_enterprises_drilled_than_stand_in_the_register_of_drills() -> None:
    others = {"DRL": drills("North", "South", "North")}
    assert "E-CROSS" not in found("APR", "ents_drilled", 2, others)
    assert "E-CROSS" in found("APR", "ents_drilled", 3, others)


def test_x6_totals_of_the_register_of_training_are_its_rows() -> None:
    column = path_of("TCT", "post")
    repeat = column.partition("/")[0]
    rows = {column.replace(repeat, f"{repeat}[{row}]", 1): "Principal" for row in (1, 2)}
    total = path_of("TCT", "principal_total")
    for value, wanted in (("2", False), ("3", True)):
        checked = check(forms()["TCT"], {**rows, total: value, path_of("TCT", "ents_total"): "1"}, Background(TODAY))
        told = {one.code.id for one in checked.findings if one.place.cell == total}
        assert ("W-CHECK" in told or "W-CROSS" in told) is wanted, (value, told)


def test_x7_the_half_year_is_no_more_than_the_year() -> None:
    others = {"SPR": (record("SPR", "2026H1", deaths=2),)}
    assert "W-CROSS" not in found("APR", "deaths", 2, others)
    assert "W-CROSS" in found("APR", "deaths", 1, others)


def test_x9_the_number_of_enterprises_is_the_same_everywhere() -> None:
    others = {**quarters(ents_total=(7, 8, 8, 8)), "TCT": (record("TCT", "2026", ents_total=8),)}
    assert found("APR", "ents_total", 8, others) == set()
    assert "W-CROSS" in found("APR", "ents_total", 9, others)


def hazards(period: str, *levels: str) -> Record:
    """A list of hazards of these levels."""
    written = {f"rows[{row}]/level": level for row, level in enumerate(levels, 1)}
    return reading(forms()["HRL"], written, period=period)[0]


def found_in(period: str, form: str, name: str, value: object, others: Mapping[str, tuple[Record, ...]]) -> set[str]:
    """As `found`, for a period."""
    path = path_of(form, name)
    checked = check(forms()[form], {path: str(value)}, Background(TODAY, others=others), period=period)
    return {one.code.id for one in checked.findings if one.place.cell == path}


@pytest.mark.parametrize(("figure", "wanted"), [(3, set()), (2, set()), (1, {"E-CROSS"})])
def test_x4_major_hazards_so_far_are_those_of_the_list(figure: int, wanted: set[str]) -> None:
    """The list goes on: three major ones are the whole of it, or two more than the one before."""
    before = record("QIS", "2026Q1", maj_found=1)
    others = {"QIS": (before,), "HRL": (hazards("2026Q1", "major"), hazards("2026Q2", *("major",) * 3, "general"))}
    assert found_in("2026Q2", "QIS", "maj_found", figure, others) == wanted
    assert found_in("2026Q2", "QIS", "maj_found", figure, {"QIS": (before,)}) == set(), "the list is not in yet"


@pytest.mark.parametrize(
    ("level", "drilled", "warned"), [("1", 0, True), ("2", 0, True), ("3", 0, False), ("1", 1, False)]
)
def test_x8_a_unit_with_an_installation_of_level_1_or_2_has_drilled(level: str, drilled: int, warned: bool) -> None:
    others = {"DRL": drills(*["North"] * drilled)}
    written = {"rows[1]/enterprise": "North", "rows[1]/level": level}
    checked = check(forms()["MHR"], written, Background(TODAY, others=others))
    told = {one.code.id for one in checked.findings if one.place.cell == "rows[1]/enterprise"}
    assert ("W-CROSS" in told) is warned, told


def test_x14_all_figures_those_of_the_period_before_are_shown_to_a_person() -> None:
    names = ("special_inspections", "ents_total", "gen_found", "gen_rectified", "maj_found", "hazards_overdue")
    figures = {path_of("QIS", name): str(number) for number, name in enumerate(names, 3)}
    before = reading(forms()["QIS"], figures, period="2026Q1")[0]
    told = check(forms()["QIS"], figures, Background(TODAY, before=before), period="2026Q2").findings
    assert "W-COPIED" in {one.code.id for one in told}
    other = check(forms()["QIS"], {**figures, path_of("QIS", "gen_found"): "99"}, Background(TODAY, before=before))
    assert "W-COPIED" not in {one.code.id for one in other.findings}


def test_x15_every_hazard_listed_for_the_unit_has_its_row() -> None:
    column = path_of("HRL", "listed_no")
    written = {"rows[1]/hazard_no": "1", "rows[1]/listed_no": "LJ-2025-011"}
    for listed, wanted in ((("LJ-2025-011",), False), (("LJ-2025-011", "LJ-2026-002"), True)):
        told = check(forms()["HRL"], written, Background(TODAY, rows={column: listed})).findings
        assert ("E-ROW-MISSING" in {one.code.id for one in told}) is wanted


OF_THE_YEAR = {
    "ACR": ("occurred_at",),
    "APR": ("plan_date", "month_summary_date"),
    "DRL": ("drill_date",),
    "MTG": ("meeting_date",),
    "QIS": ("date",),
}
"""Dates that lie in the campaign's year. Others need not: hazards found earlier, terms, certificates."""


@pytest.mark.parametrize("form", OF_THE_YEAR)
def test_x10_dates_lie_in_the_year_of_the_campaign(form: str) -> None:
    for name in OF_THE_YEAR[form]:
        path = path_of(form, name)
        repeat = next((one.path for one in forms()[form].repeats if path.startswith(f"{one.path}/")), "")
        at = path.replace(repeat, f"{repeat}[1]", 1) if repeat else path
        hour = " 10:00" if form == "ACR" else ""
        needed = {path_of(form, one): "yes" for one in ("plan_reviewed", "month_plan") if form == "APR"}
        if form == "QIS":
            needed = {path_of(form, "quarter"): "1"}
        for year, wrong in ((2026, False), (2025, True)):
            written = {**needed, path_of(form, "campaign_year"): "2026", at: f"{year}-03-05{hour}"}
            checked = check(forms()[form], written, Background(TODAY))
            told = {one.code.id for one in checked.findings if one.place.cell == at}
            assert ("E-CROSS" in told) is wrong, (form, name, year, told)


@pytest.mark.parametrize(("value", "wanted"), [(2, set()), (3, {"E-LAST-YEAR"})])
def test_x12_last_years_figures_are_those_known_since_then(value: int, wanted: set[str]) -> None:
    path = path_of("APR", "last_year_accidents")
    checked = check(forms()["APR"], {path: str(value)}, Background(TODAY, sent={path: 2}))
    assert {one.code.id for one in checked.findings if one.place.cell == path} == wanted


@pytest.mark.parametrize(
    ("check_id", "name", "in_ledger"), [("X1", "accidents_q", 2), ("X2", "deaths_q", 3), ("X2", "loss_q", 12)]
)
def test_figures_are_laid_beside_the_offices_ledger_of_accidents(check_id: str, name: str, in_ledger: int) -> None:
    """The ledger wins where it is kept; the unit's figure stands, and is shown to a person."""
    cells: dict[str, tuple[AnswerValue, ...]] = {
        "accident_no": ("A-1", "A-2"),
        "deaths": (1, 2),
        "serious": (0, 0),
        "loss": (Decimal(4), Decimal(8)),
    }
    answers = tuple(
        Answer(f"rows[{row}]/{column}", FieldState.READ, value)
        for column, values in cells.items()
        for row, value in enumerate(values, 1)
    )
    others = {"ledger_accidents": (Record("ledger_accidents", "", "0101", "2026Q1", answers, {"rows": 2}),)}
    for value, wanted in ((in_ledger, set()), (in_ledger + 1, {"W-CROSS"})):
        assert found_in("2026Q1", "QIS", name, value, others) == wanted, check_id
        assert found_in("2026Q1", "QIS", name, value, {}) == set(), "the office keeps no such ledger"
