"""What came on paper is typed in and counts as entered by the office; the page shows all that waits."""

import re
import shutil
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import run_in
from tests.cli.test_notices import told_once
from tests.cli.test_returns_desk import later, sent_once, told

__all__ = ["sent_once", "told_once"]
UNIT = "004170"


@pytest.fixture
def desk(sent_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sent_once, tmp_path / "campaign"))


def typed(folder: Path, *rows: tuple[str | int | None, ...]) -> Path:
    """The review workbook with these rows typed into its second sheet."""
    later(folder, "review")
    path = folder / "out" / "review.xlsx"
    book = openpyxl.load_workbook(path)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            book["Enter"].cell(number, column).value = value
    book.save(path)
    return path


def test_a_figure_from_paper_becomes_a_record_entered_by_the_office(desk: Path) -> None:
    path = typed(
        desk,
        (UNIT, "QSR", "2026Q1", "Hours worked", 1200, "fax of 5 January"),
        (UNIT, "QSR", "2026Q1", "recordable", "none", "fax of 5 January"),
    )
    first = told(later(desk, "decide", str(path), "--json"))
    assert first["typed"] == [f"{UNIT} QSR/2026Q1"]
    (record,) = told(later(desk, "show", UNIT, "--json"))["records"]
    answers = {one["path"]: one for one in record["record"]["answers"]}
    assert {answers[p]["method"] for p in ("work/hours_worked", "work/recordable")} == {"entered"}
    assert (str(answers["work/hours_worked"]["value"]), answers["work/recordable"]["value"]) == ("1200", 0)
    assert answers["work/lost_time"]["state"] == "blank"
    again = told(later(desk, "decide", str(path), "--json"))
    assert (again["typed"], again["before"]) == ([], 1)
    assert told(run_in(desk, "journal", "verify", "--json"))["broken"] == []


def test_a_workbook_written_anew_keeps_the_figures_typed_until_they_are_entered(desk: Path) -> None:
    row = (UNIT, "QSR", "2026Q1", "Hours worked", "1200", "fax of 5 January")
    path = typed(desk, row)
    assert "1 row typed into the workbook before" in later(desk, "review").output
    sheet = openpyxl.load_workbook(path)["Enter"]
    assert [tuple(cell.value for cell in sheet[2]), sheet["A3"].value] == [row, None]
    later(desk, "decide", str(path))
    assert "typed into the workbook before" not in later(desk, "review").output
    assert openpyxl.load_workbook(path)["Enter"]["A2"].value is None


def test_a_workbook_that_cannot_be_read_any_more_is_kept_beside_the_new_one(desk: Path) -> None:
    path = typed(desk, (UNIT, "QSR", "2026Q1", "Hours worked", "1200", "fax of 5 January"))
    half = path.read_bytes()[:2000]
    path.write_bytes(half)
    assert "The workbook as it was: " in re.sub(r"\s+", " ", later(desk, "review").output)
    assert [one.read_bytes() for one in path.parent.glob("review 20*.xlsx")] == [half]


def test_a_figure_from_paper_takes_the_place_of_what_came_and_keeps_the_rest(desk: Path) -> None:
    source = sorted((desk / "out" / "forms").rglob(f"{UNIT}*.xlsx"))[0]
    (desk / "returns" / "2026-01-05").mkdir(parents=True)
    shutil.copy(source, desk / "returns" / "2026-01-05")
    later(desk, "collect")
    later(desk, "decide", str(typed(desk, (UNIT, "QSR", "2026Q1", "setups", 7, "by phone"))))
    records = told(later(desk, "show", UNIT, "--json"))["records"]
    newest = {one["path"]: one["value"] for one in records[-1]["record"]["answers"]}
    assert (newest["zones/setups"], newest["header/unit_code"]) == (7, UNIT)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("9999", "QSR", "2026Q1", "setups", 7, "why"), "E-ENTERED-UNKNOWN"),
        ((UNIT, "XYZ", "2026Q1", "setups", 7, "why"), "E-ENTERED-UNKNOWN"),
        ((UNIT, "QSR", "2026Q1", "nothing like it", 7, "why"), "E-ENTERED-UNKNOWN"),
        ((UNIT, "QSR", "2026Q1", "setups", "many", "why"), "E-DECISION-VALUE"),
        ((UNIT, "QSR", "2026Q1", "setups", 7, None), "E-DECISION-NO-REASON"),
    ],
)
def test_a_faulty_row_is_told_and_nothing_is_entered(desk: Path, row: tuple[str | int | None, ...], code: str) -> None:
    good = (UNIT, "QSR", "2026Q1", "recordable", 0, "why")
    done = later(desk, "decide", str(typed(desk, good, row)), "--json")
    assert (done.exit_code, told(done)["typed"]) == (1, [])
    assert code in done.stdout


def test_the_page_shows_every_question_and_pieces_of_pdfs_and_loads_nothing(told_once: Path) -> None:
    waiting = told(later(told_once, "review", "--json"))["waiting"]
    page = (told_once / "out" / "review.html").read_text(encoding="utf-8")
    sections = re.findall(r"<section>.*?</section>", page, re.DOTALL)
    assert len(sections) == len(waiting) > 20
    assert all(one["about"] in unescape(section) for one, section in zip(waiting, sections, strict=True))
    pictured = sum(one["picture"] is not None for one in waiting)
    assert page.count("data:image/png;base64,") == pictured > 5
    assert not re.findall(r"(?:src|href)=\"(?!data:)", page)


def test_a_campaign_without_any_records_yet_keeps_what_it_collects(desk: Path) -> None:
    (desk / "docgen.db").unlink()
    source = sorted((desk / "out" / "forms").rglob("*.xlsx"))[0]
    (desk / "returns" / "2026-01-05").mkdir(parents=True)
    shutil.copy(source, desk / "returns" / "2026-01-05")
    assert len(told(later(desk, "collect", "--json"))["collected"]) == 1
    assert told(later(desk, "collect", "--json"))["known"] == 1
