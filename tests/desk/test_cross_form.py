"""X1 to X9 and X14 of the checks across forms, by the definitions that are shipped."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from docgen.campaign import load_campaign, start_campaign
from docgen.forms import load_definitions
from docgen.model import FormDefinition, Record
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
