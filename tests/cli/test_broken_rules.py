"""Rules that cannot be scored by: every command that needs them stops or says so, and none ends as if all were well."""

from pathlib import Path

import openpyxl
import pytest

from docgen.campaign import start_campaign
from tests.cli.conftest import run_in

DAY = ("--today", "2026-11-02")
STOPS = [
    ("assess",), ("assess", "--verify"), ("assess", "--if-rules", "rules.xlsx"), ("explain", "004170"), ("warn",),
    ("results",), ("results", "--preview"), ("close",), ("send", "reminders", "--dry-run"),
]  # fmt: skip
TELLS = ["check", "rules", "rules check", "rules test", "rules probe", "rules sentences", "rules document", "review"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("broken") / "c"
    start_campaign(folder, "contractors", {})
    book = openpyxl.load_workbook(folder / "rules.xlsx")
    sheet = book["Items"]
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[heads.index("Item")].value == "B1.1")
    row[heads.index("Kind")].value = "astrology"
    book.save(folder / "rules.xlsx")
    return folder


@pytest.mark.parametrize("words", STOPS, ids=" ".join)
def test_what_needs_a_score_stops_and_says_why(folder: Path, words: tuple[str, ...]) -> None:
    done = run_in(folder, *words, *DAY)
    assert (done.exit_code, "The Assessment Rules have 1 fault; nothing is scored." in done.output) == (3, True), (
        done.output
    )
    assert "docgen" in done.output.splitlines()[1], "and what to do"


@pytest.mark.parametrize("words", [("assess",), ("explain", "004170"), ("results",)], ids=" ".join)
def test_nothing_is_scored_while_the_definition_of_a_form_is_lost(tmp_path: Path, words: tuple[str, ...]) -> None:
    start_campaign(tmp_path / "c", "contractors", {})
    (tmp_path / "c/forms/TRN.xlsx").unlink()
    done = run_in(tmp_path / "c", *words, *DAY)
    assert (done.exit_code, "the definition of TRN cannot be read" in done.output) == (3, True), done.output
    assert run_in(tmp_path / "c", *DAY).exit_code == 0


@pytest.mark.parametrize("words", TELLS)
def test_what_looks_at_rules_tells_the_cell_and_ends_with_findings(folder: Path, words: str) -> None:
    done = run_in(folder, *words.split())
    assert (done.exit_code, "sheet Items, cell G3" in done.output) == (1, True), done.output


def test_no_decision_is_taken_without_saying_that_cases_could_not_be_asked_about(folder: Path) -> None:
    assert run_in(folder, "review", "--out", "review.xlsx", *DAY).exit_code == 1
    done = run_in(folder, "decide", "review.xlsx", *DAY)
    assert (done.exit_code, "E-RULE-KIND" in done.output) == (1, True), done.output
