"""A return is read as it was sent out: by the version of its form, and for the time its period has in this campaign."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from docgen.campaign import start_campaign
from tests.cli.conftest import run_in
from tests.returns.forms import cells_of, parts_of, typed_into, zipped

UNIT = "004170"
WRITTEN = {
    "principal": "D. Birchfield", "filler": "A. Ruiz", "fill_date": "2025-12-31",
    "hours_worked": "52000", "lost_time": "0", "recordable": "1", "setups": "12",
    "setups_compliant": "12", "conditions_reported": "3", "conditions_corrected_on_time": "3",
}  # fmt: skip


def filled(blank: bytes) -> bytes:
    """The form with a text typed into each of its cells that WRITTEN names."""
    cells, parts = cells_of(blank), parts_of(blank)
    for name, text in WRITTEN.items():
        _, cell = next(place for mark, place in cells.items() if mark.endswith(f".{name}"))
        parts["xl/worksheets/sheet1.xml"] = typed_into(parts["xl/worksheets/sheet1.xml"], cell, text)
    return zipped(parts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The contractors' year, which begins in October, with one unit's form of its first quarter sent back filled in."""
    folder = tmp_path / "c"
    start_campaign(folder, "contractors", {})
    assert run_in(folder, "forms", "--period", "2026Q1", "--unit", UNIT).exit_code == 0
    (sent,) = (folder / "out" / "forms" / "2026Q1").glob(f"{UNIT}*.xlsx")
    came = folder / "returns" / "2026-01-08" / "answer.xlsx"
    came.parent.mkdir(parents=True)
    came.write_bytes(filled(sent.read_bytes()))
    return folder


def ask_more(folder: Path, version: str) -> None:
    """The office asks one thing more from now on."""
    path = folder / "forms" / "QSR.xlsx"
    book = openpyxl.load_workbook(path)
    survey, settings = book["survey"], book["settings"]
    row = next(cell.row for cell in survey["B"] if cell.value == "setups")
    survey.insert_rows(row)
    heads = {cell.value: int(cell.column or 0) for cell in survey[1]}
    told = {"type": "integer", "name": "near_misses", "label::English (en)": "Near misses", "required": "yes"}
    for head, text in told.items():
        survey.cell(row, heads[head], text)
    settings.cell(2, next(int(cell.column or 0) for cell in settings[1] if cell.value == "version"), version)
    book.save(path)


def collected(folder: Path) -> set[str]:
    """The codes of all that a run of collect finds wrong with what it read."""
    done = run_in(folder, "collect", "--today", "2026-01-09", "--json")
    assert done.exit_code in (0, 1), done.output
    return {one["code"] for one in json.loads(done.stdout)["findings"]}


def state(folder: Path) -> str:
    done = run_in(folder, "status", "--period", "2026Q1", "--today", "2026-01-09", "--json")
    forms = json.loads(done.stdout)["result"]["forms"]
    return next(str(one["state"]) for one in forms if one["unit"] == UNIT)


def test_the_first_quarter_of_a_year_that_begins_in_october_ends_in_december(folder: Path) -> None:
    assert collected(folder) == set()
    assert state(folder) == "accepted"


def test_a_form_of_an_earlier_version_is_read_and_judged_by_it(folder: Path) -> None:
    ask_more(folder, "2026.9")
    assert collected(folder) == {"W-VERSION"}
    assert state(folder) == "accepted"


def test_a_file_read_badly_is_read_again_when_its_form_is_put_right(folder: Path) -> None:
    good = folder / "forms" / "QSR.xlsx"
    shutil.copy(good, folder / "kept.xlsx")
    ask_more(folder, "2026.1")
    assert "E-NOT-FOUND" in collected(folder)
    shutil.copy(folder / "kept.xlsx", good)
    collected(folder)
    assert state(folder) == "accepted"
