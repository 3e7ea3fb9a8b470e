"""Letters the office decides upon: for a unit whose grade is pending, and in place of a published one."""

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
from click.testing import Result

from docgen.campaign import start_campaign
from docgen.store import assessments, documents, open_store
from tests.cli.conftest import run_in

DAY = ("--today", "2027-02-01")


def told(result: Result) -> Any:
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.stdout)["result"]


def text_of(pdf: Path) -> str:
    with pdfplumber.open(pdf) as document:
        return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def test_a_unit_whose_grade_is_pending_gets_a_letter_only_if_the_office_decides_so(tmp_path: Path) -> None:
    """Nobody says how many died: every grade of this sample is pending."""
    folder = tmp_path / "c"
    start_campaign(folder, "safety-2026", {})
    first = told(run_in(folder, "results", *DAY, "--json"))
    assert (first["letters"], len(first["pending"])) == ([], 24)
    assert run_in(folder, "results", "--letter-for", "0101", *DAY).exit_code == 2, "for a reason only"
    assert run_in(folder, "results", "--letter-for", "9999", "--reason", "x", *DAY).exit_code == 2
    words = ("--letter-for", "0101", "--reason", "the leading group decided so on 30 January")
    decided = told(run_in(folder, "results", *words, *DAY, "--json"))
    assert (decided["letters"], len(decided["pending"])) == (["0101"], 23)
    assert told(run_in(folder, "results", *DAY, "--json"))["letters"] == ["0101"], "it stays decided"
    entries = told(run_in(folder, "journal", "--last", "20", "--json"))["entries"]
    assert [e["act"]["reason"] for e in entries if e["act"]["action"] == "letter granted"] == [words[3]]
    (letter,) = (folder / "out" / "results" / "letters").glob("0101*.pdf")
    assert "grade pending" in text_of(letter)
    publish = run_in(folder, "results", "--publish", "--approver", "Li Ming", "--document", "No. 12", *DAY)
    assert "1 result is published now and frozen." in publish.output
    assert "23 results are held back, without letter or rank, since the grade is pending: 0102, 0103" in publish.output
    with open_store(folder / "docgen.db") as store, store.begin() as tx:
        held = assessments.latest(tx, 2026)
    assert [unit for unit, one in held.items() if one.published] == ["0101"], "what is held back is not frozen"
    again = run_in(folder, "results", "--publish", "--approver", "Li Ming", "--document", "No. 13", *DAY)
    assert "Nothing new was published." in again.output
    assert "1 result was published before and did not change." in again.output


def test_a_result_that_changes_after_publication_has_a_letter_that_says_what_changed(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    start_campaign(folder, "contractors", {})
    publish = ("results", "--publish", "--approver", "Li Ming", "--document")
    told(run_in(folder, *publish, "No. 12", *DAY, "--json"))
    before = {u["unit"]: u for u in told(run_in(folder, "assess", *DAY, "--json"))["units"]}
    (letter,) = (folder / "out" / "results" / "letters").glob("004170*.pdf")
    first = Path(shutil.copy(letter, tmp_path / "first.pdf"))
    book = openpyxl.load_workbook(folder / "ledgers.xlsx")
    sheet = book["submissions"] if "submissions" in book.sheetnames else book.create_sheet("submissions")
    if sheet.max_row == 1 and sheet["A1"].value is None:
        for column, head in enumerate(("Unit code", "Form", "Period", "Received", "State", "Reason"), 1):
            sheet.cell(1, column).value = head
    sheet.append(["004170", "TRN", "2026", None, "waived", "the mail server of the County was down"])
    assert "no longer hold" not in run_in(folder, *DAY).output
    book.save(folder / "ledgers.xlsx")
    waiting = run_in(folder, *DAY).output
    assert "published results that no longer hold" in waiting
    assert "results --publish" in waiting
    again = told(run_in(folder, *publish, "No. 15", *DAY, "--json"))
    after = {u["unit"]: u for u in told(run_in(folder, "assess", *DAY, "--json"))["units"]}
    assert "004170" in again["published"]
    changed = {
        unit
        for unit, one in after.items()
        if (one["score"], one["rank"]) != (before[unit]["score"], before[unit]["rank"])
    }
    assert set(again["published"]) == changed, "only what changed is published anew, be it the rank alone"
    assert before["004170"]["score"] != after["004170"]["score"]
    (letter,) = (folder / "out" / "results" / "letters").glob("004170*.pdf")
    said = text_of(letter)
    assert "takes the place of the one published on" in said
    assert before["004170"]["score"] in said
    assert after["004170"]["score"] in said
    with open_store(folder / "docgen.db") as store, store.begin() as tx:
        issued = {(d.unit, d.version): (d.state, d.number) for d in documents.of_kind(tx, "letter", 2026)}
    assert issued["004170", 1] == ("superseded", "No. 12")
    verified = run_in(folder, "verify", str(first), str(letter), "--json")
    assert [one["standing"] for one in json.loads(verified.stdout)["result"]["verdicts"]] == ["old_issue", "good"]
    assert issued["004170", 2] == ("released", "No. 15")
    assert len(issued) == 6 + len(changed)
    rows = [line.split() for line in run_in(folder, "results", *DAY).output.splitlines()]
    assert [row[1:3] for row in rows if row[:1] == ["ranking.xlsx"]] == [["1", "0"]], "the same is not made anew"
    same = told(run_in(folder, *publish, "No. 16", "--today", "2027-02-20", "--json"))
    assert same["published"] == [], "the same result on another day is the same result"
