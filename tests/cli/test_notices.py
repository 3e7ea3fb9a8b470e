"""Notices: each unit is told once of everything it owes, with its own files marked, and what came is never touched."""

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from click.testing import Result

from tests.cli.conftest import run_in

PERIOD = "2026Q1"
FORMATS = ("xlsx", "docx", "pdf")
YELLOW = "FFFFF200"


@pytest.fixture(scope="module")
def told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three units sent their form back empty, each in another format, the others nothing; notices are written."""
    from docgen.campaign import start_campaign

    folder = tmp_path_factory.mktemp("notices") / "campaign"
    start_campaign(folder, "contractors", {})
    run_in(folder, "forms", "--period", PERIOD, "--format", ",".join(FORMATS))
    inbox = folder / "returns" / "2026-01-05"
    inbox.mkdir(parents=True)
    for number, ending in enumerate(FORMATS):
        path = sorted((folder / "out" / "forms").rglob(f"*.{ending}"))[number]
        shutil.copy(path, inbox)
    later(folder, "collect")
    assert later(folder, "notices", "--period", PERIOD).exit_code == 0
    return folder


@pytest.fixture
def told(told_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(told_once, tmp_path / "campaign"))


def later(folder: Path, *words: str, day: str = "2026-12-01") -> Result:
    return run_in(folder, *words, "--today", day)


def json_of(result: Result) -> Any:
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.stdout)["result"]


def notices(folder: Path) -> Path:
    return folder / "out" / "notices" / PERIOD


def marked(folder: Path, ending: str) -> Path:
    (path,) = notices(folder).glob(f"*, marked.{ending}")
    return path


def returned(folder: Path, ending: str) -> Path:
    (path,) = (folder / "returns" / "2026-01-05").glob(f"*.{ending}")
    return path


def errors_of(folder: Path, ending: str) -> list[dict[str, Any]]:
    """The errors of the return in this format, as status tells them."""
    forms = json_of(later(folder, "status", "--period", PERIOD, "--json"))["forms"]
    (form,) = (one for one in forms if one["file"].endswith(ending))
    return [one for one in form["findings"] if one["level"] == "error"]


def text_of(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s+", " ", done.stdout)


def test_every_unit_that_owes_something_has_one_notice(told: Path) -> None:
    again = json_of(later(told, "notices", "--period", PERIOD, "--json"))
    forms = json_of(later(told, "status", "--period", PERIOD, "--json"))["forms"]
    assert {one["unit"] for one in again["notices"]} == {form["unit"] for form in forms}
    assert all(len(list(notices(told).glob(f"{one['unit']}*.pdf"))) >= 1 for one in again["notices"])


@pytest.mark.parametrize("ending", FORMATS)
def test_a_notice_lists_every_error_of_the_return(told: Path, ending: str) -> None:
    errors = errors_of(told, ending)
    unit = returned(told, ending).name.split()[0]
    (pdf,) = (path for path in notices(told).glob(f"{unit}*.pdf") if "marked" not in path.name)
    text = text_of(pdf)
    assert len(errors) > 5
    assert text.count("This is blank and must be filled in.") == sum(e["code"] == "E-BLANK" for e in errors) > 0


def test_a_notice_says_its_days_in_words(told: Path) -> None:
    unit = returned(told, "xlsx").name.split()[0]
    (pdf,) = (path for path in notices(told).glob(f"{unit}*.pdf") if "marked" not in path.name)
    text = text_of(pdf)
    assert "came on January 5, 2026, to be corrected; due on January 15, 2026" in text
    assert "Please send them by December 4, 2026." in text
    assert not re.search(r"\d{4}-\d{2}-\d{2}", text)


def test_a_term_that_would_end_on_a_sunday_ends_on_monday(told: Path) -> None:
    later(told, "notices", "--period", PERIOD, day="2026-12-10")
    (pdf, *_) = sorted(path for path in notices(told).glob("*.pdf") if "marked" not in path.name)
    assert "Please send them by December 14, 2026." in text_of(pdf)


def test_in_a_workbook_the_cells_in_question_are_yellow_and_nothing_else_changed(told: Path) -> None:
    wanted = {one["place"]["cell"] for one in errors_of(told, "xlsx")}
    sheet = openpyxl.load_workbook(marked(told, "xlsx")).worksheets[0]
    yellow = {c.coordinate for row in sheet.iter_rows() for c in row if c.fill.fgColor.rgb == YELLOW}
    assert yellow == wanted
    before, after = zipfile.ZipFile(returned(told, "xlsx")), zipfile.ZipFile(marked(told, "xlsx"))
    changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed == {"xl/styles.xml", "xl/worksheets/sheet1.xml"}
    plain = openpyxl.load_workbook(returned(told, "xlsx")).worksheets[0]
    assert [[c.value for c in row] for row in plain.iter_rows()] == [
        [c.value for c in row] for row in sheet.iter_rows()
    ]


def test_in_a_word_form_a_comment_says_what_to_write_at_each_place(told: Path) -> None:
    errors = errors_of(told, "docx")
    comments = zipfile.ZipFile(marked(told, "docx")).read("word/comments.xml").decode()
    assert comments.count("<w:comment ") == len(errors)
    assert comments.count("This is blank and must be filled in.") == sum(e["code"] == "E-BLANK" for e in errors)
    body = zipfile.ZipFile(marked(told, "docx")).read("word/document.xml").decode()
    assert body.count("FFF200") == len(errors)


def test_in_a_pdf_form_each_field_in_question_is_highlighted_with_its_note(told: Path) -> None:
    errors = errors_of(told, "pdf")
    with pikepdf.open(marked(told, "pdf")) as document:
        notes = [a for page in document.pages for a in page.get("/Annots", []) if a.Subtype == "/Highlight"]
        boxes = {
            str(a.T): [float(n) for n in a.Rect]
            for page in document.pages
            for a in page.get("/Annots", [])
            if a.Subtype == "/Widget" and "/T" in a
        }
        assert len(notes) == len(errors)
        assert all(any([float(n) for n in note.Rect] == box for box in boxes.values()) for note in notes)
        assert all("blank" in str(note.Contents) for note in notes)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_marked_copy_that_is_sent_back_reads_like_the_file_it_was_made_of(told: Path, ending: str) -> None:
    before = errors_of(told, ending)
    original = (told / "returns" / "2026-01-05" / returned(told, ending).name).read_bytes()
    (told / "returns" / "2026-12-02").mkdir()
    shutil.copy(marked(told, ending), told / "returns" / "2026-12-02")
    later(told, "collect", day="2026-12-03")
    forms = json_of(later(told, "status", "--period", PERIOD, "--json"))["forms"]
    (form,) = (one for one in forms if one["file"].startswith("returns/2026-12-02"))
    assert sorted(f["code"] for f in form["findings"] if f["level"] != "note") == sorted(e["code"] for e in before)
    assert returned(told, ending).read_bytes() == original


def test_a_notice_keeps_its_date_while_its_term_runs_and_is_made_anew_after(told: Path) -> None:
    before = {path.name: path.read_bytes() for path in notices(told).glob("*.*")}
    same = json_of(later(told, "notices", "--period", PERIOD, "--json", day="2026-12-03"))
    assert not any(one["made"] for one in same["notices"])
    assert {path.name: path.read_bytes() for path in notices(told).glob("*.*")} == before
    anew = json_of(later(told, "notices", "--period", PERIOD, "--json", day="2026-12-20"))
    assert all(one["made"] for one in anew["notices"])


def test_a_notice_goes_out_with_the_marked_copy_and_the_return_counts_as_sent_back(told: Path) -> None:
    sent = json_of(later(told, "send", "notices", "--by-hand", "--json"))
    unit = returned(told, "xlsx").name.split()[0]
    (parcel,) = (path for path in map(Path, sent["files"]) if path.suffix == ".zip" and unit in path.name)
    names = zipfile.ZipFile(parcel).namelist()
    assert marked(told, "xlsx").name in names
    assert any(name.endswith(".pdf") for name in names)
    later(told, "outbox", "--handed-over", f"notices {PERIOD}")
    forms = json_of(later(told, "status", "--period", PERIOD, "--json"))["forms"]
    states = {one["unit"]: one["state"] for one in forms}
    assert states[unit] == "returned"
    assert set(states.values()) == {"returned", "missing"}


def test_a_unit_that_owes_nothing_any_more_has_no_notice(told: Path) -> None:
    later(told, "review")
    path = told / "out" / "review.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {str(cell.value): number for number, cell in enumerate(sheet[1])}
    for row in sheet.iter_rows(min_row=2):
        if row[heads["Kind"]].value == "return":
            row[heads["Decision"]].value, row[heads["Reason"]].value = "accepted", "told by phone"
    book.save(path)
    later(told, "decide", str(path))
    done = json_of(later(told, "notices", "--period", PERIOD, "--json", day="2026-12-20"))
    settled = {returned(told, ending).name.split()[0] for ending in FORMATS}
    assert set(done["withdrawn"]) == settled
    assert not [path for unit in settled for path in notices(told).glob(f"{unit}*")]


def test_forms_are_sent_with_the_period_in_the_topic(told: Path) -> None:
    sent = json_of(later(told, "send", "forms", "--period", PERIOD, "--by-hand", "--json"))
    assert {message["topic"] for message in sent["messages"]} == {f"forms {PERIOD}"}
    asked = {form["unit"] for form in json_of(later(told, "status", "--period", PERIOD, "--json"))["forms"]}
    assert {message["unit"] for message in sent["messages"]} == asked, "a unit that begins later is not asked yet"
    assert len(asked) > 4


def test_without_a_notice_nothing_is_proposed_to_be_sent(tmp_path: Path) -> None:
    from docgen.campaign import start_campaign

    start_campaign(tmp_path / "campaign", "contractors", {})
    done = later(tmp_path / "campaign", "notices", "--period", PERIOD, day="2026-01-02")
    assert "0 notices" in done.output
    assert "docgen send" not in done.output
