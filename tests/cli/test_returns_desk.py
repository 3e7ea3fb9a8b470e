"""The desk from the words typed to the exit code: forms go out, come back, are tracked, decided upon and summed up."""

import csv
import json
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result

from tests.cli.conftest import run_in

PERIOD = "2026Q1"


@pytest.fixture(scope="module")
def sent_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contractors' campaign with its forms of the first quarter made."""
    from docgen.campaign import start_campaign

    folder = tmp_path_factory.mktemp("desk") / "campaign"
    start_campaign(folder, "contractors", {})
    done = run_in(folder, "forms", "--period", PERIOD, "--format", "xlsx")
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def desk(sent_once: Path, tmp_path: Path) -> Path:
    """The same with every form of the quarter back as it was sent: nothing filled in."""
    folder = Path(shutil.copytree(sent_once, tmp_path / "campaign"))
    for path in (folder / "out" / "forms").rglob("*.xlsx"):
        (folder / "returns" / "2026-01-05").mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / "returns" / "2026-01-05")
    return folder


def told(result: Result) -> Any:
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.stdout)["result"]


def later(folder: Path, *words: str) -> Result:
    return run_in(folder, *words, "--today", "2026-12-01")


def test_what_came_back_is_known_for_what_it_is_and_read_once(desk: Path) -> None:
    first = told(later(desk, "collect", "--json"))
    assert {(form, period) for one in first["collected"] for form, period, _ in one["forms"]} == {("QSR", PERIOD)}
    assert {one["received"][:10] for one in first["collected"]} == {"2026-01-05"}
    second = told(later(desk, "collect", "--json"))
    assert (second["collected"], second["known"]) == ([], len(first["collected"]))


def test_a_form_sent_back_empty_is_received_and_every_gap_is_named(desk: Path, tmp_path: Path) -> None:
    later(desk, "collect")
    out = tmp_path / "chase.xlsx"
    found = told(later(desk, "status", "--period", PERIOD, "--out", str(out), "--json"))
    assert {one["state"] for one in found["forms"]} == {"received"}
    assert found["to_chase"] == len(found["forms"])
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert "blank" in str(sheet.cell(2, 6).value)


def test_a_decision_makes_of_it_what_the_office_says(desk: Path) -> None:
    later(desk, "collect")
    told(later(desk, "review", "--json"))
    path = desk / "out" / "review.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {str(cell.value): number for number, cell in enumerate(sheet[1])}
    for row in sheet.iter_rows(min_row=2):
        if row[heads["Kind"]].value == "return":
            row[heads["Decision"]].value, row[heads["Reason"]].value = "accepted", "nothing to report"
    book.save(path)
    done = later(desk, "decide", str(path)).output
    assert "accepted" in done and not re.search(r"[0-9a-f]{64}", done), "a digest says nothing to a person"
    found = told(later(desk, "status", "--period", PERIOD, "--json"))
    assert {one["state"] for one in found["forms"]} == {"accepted"}
    assert told(later(desk, "decide", str(path), "--json"))["entered"] == []


def test_every_value_is_shown_with_its_cell(desk: Path) -> None:
    later(desk, "collect")
    unit = told(later(desk, "status", "--json"))["forms"][0]["unit"]
    (record,) = told(later(desk, "show", unit, "--json"))["records"]
    read = [answer for answer in record["record"]["answers"] if answer["state"] == "read"]
    assert read
    assert all(answer["place"]["cell"] for answer in read)
    assert later(desk, "show", "nobody").exit_code == 2


def test_the_summary_and_the_export_hold_what_was_accepted(desk: Path) -> None:
    later(desk, "collect")
    summary = told(later(desk, "summary", "--period", PERIOD, "--json"))
    (table,) = summary["tables"]
    assert all(row["missing"] for row in table["rows"])
    assert Path(summary["out"]).is_file()
    files = told(later(desk, "export", "--json"))["files"]
    (path,) = [path for path in files if path.endswith("QSR.csv")]
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file)) == []


def test_what_is_collected_first_of_all_is_kept(tmp_path: Path) -> None:
    """A campaign that has no records yet gets them, and does not forget at the end of the command."""
    from docgen.campaign import start_campaign

    folder = tmp_path / "campaign"
    start_campaign(folder, "contractors", {})
    (folder / "returns" / "2026-01-05").mkdir(parents=True)
    (folder / "returns" / "2026-01-05" / "note.txt").write_text("no form")
    assert len(told(later(folder, "collect", "--json"))["collected"]) == 1
    assert told(later(folder, "collect", "--json"))["known"] == 1
