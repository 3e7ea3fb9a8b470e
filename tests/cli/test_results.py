"""`docgen results`: every paper says the same, to the last digit, and what is published is never changed."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest
from click.testing import Result

from docgen.campaign import load_campaign, start_campaign
from docgen.results import charts
from tests.cli.conftest import run_in

DAY = ("--today", "2027-02-01")
UNITS = {"004170", "004185", "004203", "004226", "004231", "004240"}


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contractors' campaign at the end of a year in which nobody returned anything: every grade stands."""
    folder = tmp_path_factory.mktemp("results") / "campaign"
    start_campaign(folder, "contractors", {})
    done = run_in(folder, "results", *DAY)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def year(made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_once, tmp_path / "campaign"))


def told(result: Result) -> Any:
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.stdout)["result"]


def text_of(pdf: Path) -> str:
    with pdfplumber.open(pdf) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def test_every_unit_whose_grade_stands_has_a_letter_and_every_paper_is_there(year: Path) -> None:
    found = told(run_in(year, "results", *DAY, "--json"))
    assert (set(found["letters"]), found["pending"], found["failed"]) == (UNITS, [], [])
    folder = year / "out" / "results"
    assert len(list((folder / "letters").glob("*.pdf"))) == len(UNITS)
    for name in ("report/report.pdf", "report/report.docx", "notice/notice.pdf", "ranking.xlsx"):
        assert (folder / name).is_file(), name


def test_letter_ranking_and_explanation_say_the_same_to_the_last_digit(year: Path) -> None:
    assessed = {u["unit"]: u for u in told(run_in(year, "assess", *DAY, "--json"))["units"]}
    ranked: dict[str, tuple[str, str]] = {}
    for sheet in openpyxl.load_workbook(year / "out" / "results" / "ranking.xlsx", data_only=True).worksheets[1:]:
        heads = [str(cell.value) for cell in sheet[3]]
        for row in sheet.iter_rows(min_row=4, values_only=True):
            if row[1] in UNITS:
                cells = dict(zip(heads, row, strict=False))
                ranked[str(row[1])] = (str(cells["score"]), str(cells["grade"]))
    for code in UNITS:
        score, grade = assessed[code]["score"], assessed[code]["grade"]
        (letter,) = (year / "out" / "results" / "letters").glob(f"{code}*.pdf")
        text = " ".join(text_of(letter).split())
        assert f"Score {score}, grade {grade}" in text
        assert ranked[code] == (score, grade)
        assert assessed[code]["digest"][:12] in text, "no letter without the assessment it follows from"


def test_the_report_has_charts_made_of_lines_and_no_pixels_but_the_code(year: Path) -> None:
    with pdfplumber.open(year / "out" / "results" / "report" / "report.pdf") as report:
        pictures = {picture["srcsize"] for page in report.pages for picture in page.images}
        coloured = {str(shape["non_stroking_color"]) for page in report.pages for shape in page.curves + page.rects}
    assert len(pictures) <= 1, "the code in the header, nothing else"
    assert len(coloured) > 5
    assert "█" not in text_of(year / "out" / "results" / "report" / "report.pdf")


def test_without_the_drawing_library_the_report_has_its_tables_and_it_is_said(
    year: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "find_spec", lambda _: None)
    done = run_in(year, "results", *DAY, "--json")
    assert "W-NO-CHARTS" in [found["code"] for found in json.loads(done.stdout)["findings"]]
    assert "Items most often lost" in text_of(year / "out" / "results" / "report" / "report.pdf")


def test_a_second_run_makes_nothing_anew(year: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in (year / "out" / "results" / "letters").iterdir()}
    run_in(year, "results", *DAY)
    assert {p: p.stat().st_mtime_ns for p in (year / "out" / "results" / "letters").iterdir()} == before


def test_a_preview_begins_the_term_for_objections_once(year: Path) -> None:
    first = told(run_in(year, "results", "--preview", *DAY, "--json"))
    later = told(run_in(year, "results", "--preview", "--today", "2027-02-03", "--json"))
    assert (first["until"], later["until"]) == ("2027-02-08", "2027-02-08"), "five working days from Monday 1 February"


def test_publishing_needs_somebody_and_a_document(year: Path) -> None:
    assert run_in(year, "results", "--publish", *DAY).exit_code == 2
    assert run_in(year, "results", "--publish", "--preview", *DAY).exit_code == 2


def test_what_is_published_is_frozen_archived_and_entered_in_the_journal(year: Path) -> None:
    words = ("results", "--publish", "--approver", "Li Ming", "--document", "No. 12", *DAY)
    first, second = (told(run_in(year, *words, "--json")) for _ in range(2))
    assert (set(first["published"]), second["published"]) == (UNITS, [])
    entries = told(run_in(year, "journal", "--last", "40", "--json"))["entries"]
    published = [e for e in entries if e["act"]["action"] == "result published"]
    assert len(published) == len(UNITS)
    assert all("Li Ming" in entry["act"]["reason"] for entry in published)
    archived = {p.name for p in (year / "archive").rglob("*.pdf")}
    assert len(archived) >= len(UNITS)
    summary = run_in(year, "results", *DAY).output
    assert "were published before and did not change" in summary and "Nothing is published yet" not in summary


def test_next_year_reads_what_the_indicators_came_to(year: Path, tmp_path: Path) -> None:
    run_in(year, "results", "--publish", "--approver", "Li Ming", "--document", "No. 12", *DAY)
    assert run_in(tmp_path, "init", str(tmp_path / "next"), "--from", str(year)).exit_code == 0
    loaded = load_campaign(tmp_path / "next")
    assert loaded.campaign
    told = {f.code.id for f in loaded.findings if f.place.file.endswith("figures.xlsx")}
    assert told <= {"W-LAST-YEAR-BLANK"}, "no column that the next year does not know"


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_the_ranking_recalculated_by_another_program_gives_the_same(year: Path, tmp_path: Path) -> None:
    source = year / "out" / "results" / "ranking.xlsx"
    book = openpyxl.load_workbook(source)  # saved without any value: what comes back was worked out
    plain = tmp_path / "plain.xlsx"
    book.save(plain)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(plain)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    ours = openpyxl.load_workbook(source, data_only=True)
    theirs = openpyxl.load_workbook(tmp_path / "out" / "plain.xlsx", data_only=True)
    formulas = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    formulas += 1
                    mine, other = (b[sheet.title][cell.coordinate].value for b in (ours, theirs))
                    assert float(mine or 0) == pytest.approx(float(other or 0)), f"{sheet.title}!{cell.coordinate}"
    assert formulas > 2 * len(UNITS)
