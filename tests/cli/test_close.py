"""`docgen close`: what is asked for and did not come by its deadline becomes what the rules say, by the office."""

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen.campaign import start_campaign
from tests.cli.conftest import run_in

AFTER = ("--today", "2026-11-02")
NOT_YET = ("--today", "2026-01-10")
UNIT = "004170"
ASKED = {
    ("Items", "B1.1", 0): "lose",
    ("Parts", "A1.1", 0): "not applicable",
    ("Parts", "A1.1", 1): "full",
    ("Items", "B2.1", 0): None,  # the rules do not say
}


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign whose rules ask for what did not come, in place of taking its points; nothing came at all."""
    folder = tmp_path_factory.mktemp("asking") / "c"
    start_campaign(folder, "contractors", {})
    book = openpyxl.load_workbook(folder / "rules.xlsx")
    for (name, item, number), after in ASKED.items():
        sheet = book[name]
        heads = [cell.value for cell in sheet[1]]
        if "Missing" not in heads:
            heads += ["Missing", "After deadline"]
            for column in (-2, -1):
                sheet.cell(1, len(heads) + column + 1).value = heads[column]
        row = [r for r in sheet.iter_rows(min_row=2) if r[heads.index("Item")].value == item][number]
        row[heads.index("Missing")].value = "ask"
        row[heads.index("After deadline")].value = after
    book.save(folder / "rules.xlsx")
    return folder


@pytest.fixture
def folder(asking: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(asking, tmp_path / "c"))


def told(folder: Path, *words: str) -> Any:
    done = run_in(folder, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["result"]


def test_before_the_deadline_nothing_is_closed(folder: Path) -> None:
    done = told(folder, "close", *NOT_YET)
    assert (done["closed"], done["open"]) == ([], []), "a return that is not due yet is not asked for, it is open"
    early = told(folder, "close", "--today", "2026-10-01")
    assert {one["subject"][:10] for one in early["closed"]} == {"B1.1/1/QSR"}, "that of the year is not due yet"


def test_after_the_deadline_each_figure_becomes_what_the_rules_say(folder: Path) -> None:
    before = told(folder, "explain", UNIT, *AFTER)
    assert (before["score"], before["state"]) == ("", "grade pending")
    done = told(folder, "close", "--unit", UNIT, "--document", "No. 7", *AFTER)
    assert [(d["subject"], d["old"], d["new"]) for d in done["closed"]] == [
        ("A1.1/1/TRN 2026", "ask", "not applicable"),
        ("A1.1/2/TRN 2026", "ask", "full"),
        ("B1.1/1/QSR 2026Q1", "ask", "lose"),
    ]
    assert [(one["item"], one["becomes"]) for one in done["open"]] == [("B2.1", "ask")]
    after = told(folder, "explain", UNIT, *AFTER)
    lines = {(line["item"], line["why"] if "why" in line else line["reason"]): line for line in after["losses"]}
    lost = {item: line["points"] for (item, reason), line in lines.items() if "closed by" in reason}
    assert lost == {"A1.1": "0", "B1.1": "25"}
    (reason,) = (reason for item, reason in lines if item == "B1.1")
    assert reason.startswith("Quarterly safety report (QSR), Q1 2026 not returned; closed by ")
    assert reason.endswith(" on 2026-11-02: the points are lost")
    assert "decision: No. 7: the points are lost" in lines["B1.1", reason]["evidence"]


def test_a_closing_is_in_the_journal_survives_and_is_made_once(folder: Path) -> None:
    first = told(folder, "close", *AFTER)
    assert {one["unit"] for one in first["closed"]} == {u["unit"] for u in told(folder, "assess", *AFTER)["units"]}
    acts = [entry["act"] for entry in told(folder, "journal", "--last", "50")["entries"]]
    closed = [(act["object"], act["before"], act["after"]) for act in acts if act["action"] == "decided closing"]
    assert closed == [(f"{one['unit']} {one['subject']}", "ask", one["new"]) for one in first["closed"]]
    assert told(folder, "close", *AFTER)["closed"] == []
    assert run_in(folder, "collect", *AFTER).exit_code == 0
    assert told(folder, "close", *AFTER)["closed"] == [], "a decision survives a repeated collect"
    assert run_in(folder, "journal", "verify").exit_code == 0
    assert run_in(folder, "assess", "--verify", *AFTER).exit_code == 0


def test_a_return_that_is_waived_after_all_lets_the_closing_hold_no_more_and_it_is_told(folder: Path) -> None:
    told(folder, "close", *AFTER)
    assert told(folder, "explain", UNIT, *AFTER)["expired"] == []
    book = openpyxl.load_workbook(folder / "ledgers.xlsx")
    sheet = book.create_sheet("submissions") if "submissions" not in book.sheetnames else book["submissions"]
    if sheet["A1"].value is None:
        for column, head in enumerate(("Unit code", "Form", "Period", "Received", "State", "Reason"), 1):
            sheet.cell(1, column).value = head
    sheet.append([UNIT, "TRN", "2026", None, "waived", "the office burned down"])
    book.save(folder / "ledgers.xlsx")
    after = told(folder, "explain", UNIT, *AFTER)
    told_of = [line.partition(", closed by")[0] for line in after["expired"]]
    assert told_of == ["A1.1: Annual training report (TRN), 2026"] * 2, "one line for each part of the item"


def test_rules_that_now_say_otherwise_ask_again(folder: Path) -> None:
    told(folder, "close", *AFTER)
    book = openpyxl.load_workbook(folder / "rules.xlsx")
    sheet = book["Items"]
    column = [cell.value for cell in sheet[1]].index("After deadline") + 1
    row = next(r for r in range(2, 9) if sheet.cell(r, column).value == "lose")
    sheet.cell(row, column).value = "full"
    book.save(folder / "rules.xlsx")
    again = told(folder, "close", "--unit", UNIT, *AFTER)
    assert [(one["subject"], one["new"]) for one in again["closed"]] == [("B1.1/1/QSR 2026Q1", "full")]
