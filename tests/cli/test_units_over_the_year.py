"""Units come, go and change their names: each is found under every name it had, and asked only while it is there."""

from pathlib import Path
from typing import Any

import pytest

from docgen.campaign import start_campaign
from tests.cli.conftest import run_in
from tests.cli.test_returns_desk import told

RENAMED, NEW, MERGED = "0202", "0304", "0306"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The safety office's year: a unit renamed in July, one new in May, one merged at the end of June."""
    folder = tmp_path_factory.mktemp("units") / "campaign"
    start_campaign(folder, "safety-2026", {})
    return folder


def forms(folder: Path, unit: str) -> dict[str, str]:
    """The states of a unit's quarterly summaries at the end of the year, by period."""
    every: list[dict[str, Any]] = told(run_in(folder, "status", "--json", "--today", "2027-01-20"))["forms"]
    return {one["period"]: one["state"] for one in every if (one["unit"], one["form"]) == (unit, "QIS")}


@pytest.mark.parametrize(
    ("unit", "periods"),
    [
        (RENAMED, ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]),
        (NEW, ["2026Q2", "2026Q3", "2026Q4"]),
        (MERGED, ["2026Q1", "2026Q2"]),
    ],
)
def test_a_unit_owes_what_is_due_while_it_is_active(year: Path, unit: str, periods: list[str]) -> None:
    assert sorted(forms(year, unit)) == periods


def test_a_renamed_unit_is_found_under_each_of_its_names(year: Path, tmp_path: Path) -> None:
    assert run_in(year, "forms", "QIS", "--period", "2026Q1", "--unit", RENAMED, "--format", "xlsx").exit_code == 0
    (path,) = (year / "out" / "forms").rglob(f"{RENAMED}*.xlsx")
    assert told(run_in(year, "collect", str(path), "--received", "2026-04-08", "--json"))["collected"]
    shown = [
        told(run_in(year, "show", name, "--json"))["records"]
        for name in (RENAMED, "Lanjiang Highway Administration", "Lanjiang Highway Development Centre")
    ]
    assert shown[0]
    assert shown[0] == shown[1] == shown[2]
