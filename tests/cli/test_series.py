"""Accepted figures come back in the next period's form, and a return is judged beside what was sent and listed."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import run_in
from tests.cli.test_returns_desk import later, sent_once, told

__all__ = ["sent_once"]


def write(book: openpyxl.Workbook, name: str, text: str | int) -> None:
    """Type into the cell of a field, found by its name."""
    (where,) = [one for defined, one in book.defined_names.items() if defined.endswith(name)]
    sheet, cell = next(iter(where.destinations))
    book[sheet][cell.replace("$", "")] = text


def sent_back(folder: Path, answers: dict[str, str | int]) -> str:
    """The first unit's form of the first quarter comes back with these answers; its unit."""
    source = sorted((folder / "out" / "forms" / "2026Q1").rglob("*.xlsx"))[0]
    inbox = folder / "returns" / "2026-01-05"
    inbox.mkdir(parents=True)
    book = openpyxl.load_workbook(source)
    for name, text in answers.items():
        write(book, f"QSR.{name}", text)
    book.save(inbox / source.name)
    later(folder, "collect")
    return source.name.split()[0]


def accept_all(folder: Path) -> None:
    later(folder, "review")
    path = folder / "out" / "review.xlsx"
    review = openpyxl.load_workbook(path)
    heads = {str(cell.value): number for number, cell in enumerate(review.worksheets[0][1])}
    for row in review.worksheets[0].iter_rows(min_row=2):
        if row[heads["Kind"]].value == "return":
            row[heads["Decision"]].value, row[heads["Reason"]].value = "accepted", "told by phone"
    review.save(path)
    later(folder, "decide", str(path))


@pytest.fixture
def desk(sent_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sent_once, tmp_path / "campaign"))


def errors(folder: Path, unit: str) -> list[str]:
    forms = told(later(folder, "status", "--period", "2026Q1", "--json"))["forms"]
    (form,) = (one for one in forms if one["unit"] == unit)
    return [one["code"] for one in form["findings"]]


NEW = {"listed_no": "CA-99", "place": "Mile 9", "description": "Loose sign on the shoulder", "duty_person": "Ann"}


def cells(path: Path) -> dict[object, object]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_rows_that_were_accepted_stand_in_the_form_of_the_next_period(desk: Path) -> None:
    unit = sent_back(desk, {f"corrections.2.{name}": text for name, text in NEW.items()})
    run_in(desk, "forms", "--period", "2026Q2", "--format", "xlsx")
    (blank,) = (desk / "out" / "forms" / "2026Q2").glob(f"{unit}*.xlsx")
    assert "CA-99" not in cells(blank), "nothing was accepted yet"
    accept_all(desk)
    run_in(desk, "forms", "--period", "2026Q2", "--format", "xlsx")
    assert set(NEW.values()) <= set(cells(blank))


def test_x15_a_listed_hazard_that_is_left_out_is_missed(desk: Path) -> None:
    unit = sent_back(desk, {"corrections.1.listed_no": "CA-99"})
    assert "E-ROW-MISSING" in errors(desk, unit)


def test_x15_a_listed_hazard_that_is_reported_is_not_missed(desk: Path) -> None:
    unit = sent_back(desk, {})
    assert "E-ROW-MISSING" not in errors(desk, unit)


def test_x10_and_x12_what_the_form_was_sent_out_with_is_compared(desk: Path) -> None:
    unit = sent_back(desk, {"header.campaign_year": 2025})
    assert "W-PREFILL" in errors(desk, unit)
