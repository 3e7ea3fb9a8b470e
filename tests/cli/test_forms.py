"""`docgen forms`: the blank forms of every unit, what it says of them, and how returns fill in the next ones."""

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from tests.cli.conftest import run_in
from tests.excel.form.raw import read_raw, typed_into


def result(folder: Path, *words: str) -> dict[str, Any]:
    """The `result` of the command's JSON document."""
    found: dict[str, Any] = json.loads(run_in(folder, "forms", "--json", *words).stdout)["result"]
    return found


def workbook(folder: Path, form: str, period: str) -> Path:
    [path] = (folder / "out" / "forms" / period).glob(f"* {form} {period}.xlsx")
    return path


def test_it_says_what_was_made_and_what_was_not_touched(fresh: Path) -> None:
    done = run_in(fresh, "forms", "--period", "2026Q2", "--format", "xlsx")
    assert done.exit_code == 0, done.output
    assert "Files of forms: 6 made, 0 unchanged, 0 failed, 0 removed" in done.stderr
    assert "Returns and released books were untouched." in done.stderr
    again = run_in(fresh, "forms", "--period", "2026Q2", "--format", "xlsx")
    assert "Files of forms: 0 made, 6 unchanged" in again.stderr


def test_without_a_period_it_makes_what_is_due_and_says_when_nothing_is(fresh: Path) -> None:
    assert "No form is due now." in run_in(fresh, "forms", "--today", "2027-06-01").stderr
    due = result(fresh, "--today", "2026-04-02", "--format", "xlsx", "--unit", "004170")
    made = [(made["period"], made["forms"], made["outcome"]) for made in due["forms"]]
    assert made == [("2026", ["TRN"], "made"), ("2026Q2", ["QSR"], "made"), ("2026Q3", ["QSR"], "made")]


def test_the_json_names_every_file(fresh: Path) -> None:
    found = result(fresh, "INC", "--format", "docx,pdf", "--unit", "004170")
    assert [made["file"].rpartition(" INC ")[2] for made in found["forms"]] == ["2026.docx", "2026.pdf"]
    assert all((Path(found["folder"]) / made["period"] / made["file"]).is_file() for made in found["forms"])


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("QRS",), "Its forms are QSR, TRN, INC."),
        (("--period", "Q1"), "is not a period"),
        (("--format", "doc"), "formats are xlsx, docx, pdf"),
        (("--unit", "X9"), "There is no unit X9"),
        (("--layout", "a.docx"), "--layout writes the look of one form."),
        (("QSR", "--layout", "a.docx", "--format", "pdf"), "makes no forms"),
    ],
)
def test_what_cannot_be_is_wrong_usage(fresh: Path, words: tuple[str, ...], complaint: str) -> None:
    done = run_in(fresh, "forms", *words)
    assert done.exit_code == 2
    assert complaint in done.stderr


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_the_standard_look_is_written_for_editing(fresh: Path, ending: str) -> None:
    done = run_in(fresh, "forms", "QSR", "--layout", str(fresh / "templates" / f"qsr.{ending}"))
    assert done.exit_code == 0, done.output
    with ZipFile(fresh / "templates" / f"qsr.{ending}") as look:
        assert any(b"field(" in look.read(part) for part in look.namelist())
    assert "layouts = " in done.stderr


def test_a_changed_definition_is_refused_with_what_changed(fresh: Path) -> None:
    run_in(fresh, "forms", "QSR", "--period", "2026Q2", "--format", "xlsx", "--unit", "004170")
    path = fresh / "forms" / "QSR.xlsx"
    book = openpyxl.load_workbook(path)
    page = book["survey"]
    [row] = [cells for cells in page.iter_rows() if cells[1].value == "recordable"]
    row[2].value = "All cases"
    book.save(path)
    done = run_in(fresh, "forms", "QSR", "--period", "2026Q2", "--format", "xlsx", "--unit", "004170")
    assert done.exit_code == 1
    assert "label of “work/recordable”" in done.stdout
    assert "No form was made" in done.stderr


def test_what_a_unit_returned_stands_in_its_next_form(fresh: Path) -> None:
    asked = ("--format", "xlsx", "--unit", "004170")
    run_in(fresh, "forms", "QSR", "--period", "2026Q1", *asked)
    sent = workbook(fresh, "QSR", "2026Q1").read_bytes()
    typed = {"header.principal": "A. Head", "header.filler": "B. Clerk", "header.fill_date": "2026-01-10"}
    typed |= {f"work.{name}": "0" for name in ("hours_worked", "lost_time", "recordable")}
    typed |= {f"zones.{name}": "0" for name in ("setups", "setups_compliant", "conditions_reported")}
    typed |= {"zones.conditions_corrected_on_time": "0", "corrections.8.listed_no": "OWN-7"}
    typed |= {"corrections.8.place": "Bridge", "corrections.8.description": "Rail missing"}
    typed |= {"corrections.8.deadline": "2026-05-01", "corrections.8.duty_person": "C. Foreman"}
    filled = typed_into(sent, {f"dg.QSR.{name}": text for name, text in typed.items()})
    (fresh / "returns").mkdir(exist_ok=True)
    (fresh / "returns" / "report.xlsx").write_bytes(filled)
    collected = run_in(fresh, "collect")
    assert collected.exit_code == 0, collected.output
    run_in(fresh, "forms", "QSR", "--period", "2026Q2", *asked)
    following = read_raw(workbook(fresh, "QSR", "2026Q2").read_bytes())
    numbers = [following.named(f"dg.QSR.corrections.{row}.listed_no") for row in range(1, 9)]
    assert "OWN-7" in numbers
