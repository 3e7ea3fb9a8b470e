"""Rules of a later day within the year: in force from that day on, once somebody looked at what they change."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result

from tests.cli.conftest import run_in

JUNE, JULY = ("--today", "2026-06-30"), ("--today", "2026-07-01")
LATER = "rules-july.xlsx"


def told(done: Result, code: int = 0) -> Any:
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def codes(done: Result) -> set[str]:
    return {finding["code"] for finding in json.loads(done.stdout)["findings"]}


def write_later(folder: Path, settings: dict[str, str | int], points: dict[str, int]) -> None:
    """The rules as another version: other settings, other points."""
    book = openpyxl.load_workbook(folder / "rules.xlsx")
    sheet = book["Settings"]
    for key, value in settings.items():
        row = next((r for r in sheet.iter_rows(min_row=2) if r[0].value == key), None)
        if row is None:
            sheet.append([key, value])
        else:
            row[1].value = value
    for name in ("Items", "Parts"):
        heads = [cell.value for cell in book[name][1]]
        for cells in book[name].iter_rows(min_row=2):
            item, was = str(cells[heads.index("Item")].value), cells[heads.index("Points")]
            if item in points and was.value:
                was.value = points[item]
    book.save(folder / LATER)


@pytest.fixture
def folder(fresh: Path) -> Path:
    write_later(fresh, {"version": 2, "from": "2026-07-01"}, {"B2.1": 10, "C2.1": 30})
    toml = fresh / "campaign.toml"
    toml.write_text(toml.read_text().replace('file = "rules.xlsx"', f'file = "rules.xlsx"\nlater = ["{LATER}"]'))
    return fresh


def test_a_later_version_is_not_scored_by_before_somebody_looked_at_what_it_changes(folder: Path) -> None:
    assert codes(run_in(folder, "rules", "check", "--json")) >= {"E-RULES-WHAT-IF"}
    assert "v1 [" in told(run_in(folder, "assess", *JUNE, "--json"))["result"]["rules"], "it is not in force yet"
    refused = run_in(folder, "assess", *JULY)
    assert (refused.exit_code, "nothing is scored" in refused.output) == (3, True), refused.output
    seen = told(run_in(folder, "assess", "--if-rules", LATER, *JULY, "--json"))["result"]
    assert [name[: name.index(" [")] for name in (seen["rules"], seen["other"])] == [
        "contractors-2026 v1",
        "contractors-2026 v2",
    ]
    assert len(seen["moved"]) == seen["units"] == 6
    (entry,) = (
        one["act"]
        for one in told(run_in(folder, "journal", "--json"))["result"]["entries"]
        if one["act"]["action"] == "looked at what other rules change"
    )
    assert entry["object"] == "contractors-2026 v2"
    after = told(run_in(folder, "assess", *JULY, "--json"))["result"]
    assert "v2 [" in after["rules"]
    assert told(run_in(folder, "explain", "004170", *JULY, "--json"))["result"]["rules"] == after["rules"]
    assert (
        told(run_in(folder, "explain", "004170", "--today", "2027-02-01", "--json"))["result"]["rules"]
        == (after["rules"])
    ), "the year ends by the version it was in force last"
    assert "v1 [" in told(run_in(folder, "explain", "004170", *JUNE, "--json"))["result"]["rules"]
    assert "E-RULES-WHAT-IF" not in codes(run_in(folder, "rules", "check", "--json"))


def test_a_later_version_that_was_changed_since_is_to_be_looked_at_again(folder: Path) -> None:
    told(run_in(folder, "assess", "--if-rules", LATER, *JULY, "--json"))
    write_later(folder, {"version": 2, "from": "2026-07-01"}, {"B2.1": 5, "C2.1": 35})
    assert "E-RULES-WHAT-IF" in codes(run_in(folder, "rules", "check", "--json"))
    assert run_in(folder, "assess", *JULY).exit_code == 3


def test_a_what_if_over_other_records_does_not_count(folder: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text("unit,form,period,path,value\n004170,TRN,2026,training/flaggers,4\n")
    told(run_in(folder, "assess", "--if-rules", LATER, "--records", str(answers), *JULY, "--json"))
    assert run_in(folder, "assess", *JULY).exit_code == 3


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"version": 2}, "E-RULES-FROM"),
        ({"version": 2, "from": "July"}, "E-RULE-CELL"),
        ({"version": 2, "from": "2027-07-01"}, "E-RULES-FROM-DAY"),
        ({"version": 1, "from": "2026-07-01"}, "E-RULES-VERSION"),
    ],
)
def test_what_is_wrong_about_a_later_version_is_told(folder: Path, settings: dict[str, str | int], code: str) -> None:
    write_later(folder, settings, {})
    done = run_in(folder, "rules", "check", "--json")
    assert (done.exit_code, code in codes(done)) == (1, True), done.output


def test_a_later_version_that_is_not_there_or_never_begins_stops_the_scoring(folder: Path) -> None:
    write_later(folder, {"version": 2}, {})
    told_of = run_in(folder, "assess", *JUNE)
    assert (told_of.exit_code, "nothing is scored" in told_of.output) == (3, True), "nobody knows when it begins"
    (folder / LATER).unlink()
    gone = run_in(folder, "rules", "check", "--json")
    assert (gone.exit_code, codes(gone) - {"I-FIELD-UNREAD"}) == (1, {"E-NO-FILE"}), gone.output
    assert run_in(folder, "assess", *JUNE).exit_code == 3
    assert run_in(folder, "review", "--out", str(folder / "r.xlsx"), *JUNE).exit_code == 1


def test_rules_changed_under_the_version_results_were_published_by_are_told(fresh: Path) -> None:
    publish = ("results", "--publish", "--approver", "Li Ming", "--document", "No. 12", "--today", "2027-02-01")
    assert run_in(fresh, *publish).exit_code == 0
    assert "W-RULES-REWRITTEN" not in codes(run_in(fresh, "assess", "--today", "2027-02-01", "--json"))
    write_later(fresh, {}, {"B2.1": 10, "C2.1": 30})
    (fresh / LATER).replace(fresh / "rules.xlsx")
    assert "W-RULES-REWRITTEN" in codes(run_in(fresh, "assess", "--today", "2027-02-01", "--json"))


def test_next_year_begins_by_the_rules_that_held_last(folder: Path, tmp_path: Path) -> None:
    (folder / LATER).replace(folder / "rules-2026-07.xlsx")
    toml = folder / "campaign.toml"
    toml.write_text(toml.read_text().replace(LATER, "rules-2026-07.xlsx"))
    done = run_in(tmp_path, "init", str(tmp_path / "next"), "--from", str(folder))
    assert done.exit_code == 0, done.output
    begun = (tmp_path / "next" / "campaign.toml").read_text()
    assert 'file = "rules-2027-07.xlsx"' in begun
    assert "later =" not in begun
    made = tmp_path / "next" / "rules-2027-07.xlsx"
    assert made.read_bytes() == (folder / "rules-2026-07.xlsx").read_bytes()
