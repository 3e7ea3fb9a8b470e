"""`docgen send reminders` by the calendar of a sample, and `docgen notices --hazards`, from the words typed on."""

import json
import re
import shutil
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest
from click.testing import Result

from docgen.campaign import load_campaign, start_campaign
from tests.cli.conftest import run_in
from tests.cli.test_send_and_outbox import with_mail
from tests.results.server import serving

DUE = date(2026, 4, 10)


@pytest.fixture(scope="module")
def folder_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reminders") / "campaign"
    start_campaign(folder, "contractors", {})
    return folder


@pytest.fixture
def folder(folder_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder_once, tmp_path / "campaign"))


def told(result: Result) -> Any:
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.stdout)["result"]


def first_due(folder: Path) -> date:
    campaign = load_campaign(folder).campaign
    assert campaign
    return min(entry.date for entry in campaign.settings.calendar if entry.form)


def test_reminders_go_out_on_their_days_and_nobody_is_reminded_twice(folder: Path) -> None:
    due = first_due(folder)
    with serving() as (port, box):
        with_mail(folder, port)
        counts = []
        for days in (-11, -10, -9, -3, 0, 0, 3, 7, 13):
            before = len(box.mails)
            run_in(folder, "send", "reminders", "--yes", "--today", (due + timedelta(days=days)).isoformat())
            counts.append(len(box.mails) - before)
    assert counts == [0, 5, 0, 5, 5, 0, 5, 5, 0], (
        "the five contractors of the first quarter, on T-10, T-3, T, T+3 and T+7, once each"
    )
    mail = message_from_bytes(box.mails[0][1], policy=default)
    body = mail.get_body(("plain",))
    assert body is not None
    assert f"{due:%m/%d/%Y}" in str(body.get_content())


def test_a_dry_run_of_reminders_notes_nothing(folder: Path) -> None:
    day = ("--today", first_due(folder).isoformat())
    with serving() as (port, box):
        with_mail(folder, port)
        assert len(told(run_in(folder, "send", "reminders", "--dry-run", "--json", *day))["files"]) == 5
        assert box.mails == []
        run_in(folder, "send", "reminders", "--yes", *day)
    assert len(box.mails) == 5


def with_hazards(folder: Path, language: str) -> Path:
    """The sample with one hazard listed in the year, one delisted, one listed before it."""
    start_campaign(folder, "safety-2026-zh" if language == "zh" else "safety-2026", {})
    book = openpyxl.load_workbook(folder / "units.xlsx")
    sheet = next(s for s in book if s["I1"].value in ("Delisted on", "摘牌日期"))
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 8).value = None
    sheet["H2"] = date(2026, 3, 2)
    sheet["I3"] = date(2026, 6, 15)
    sheet["H4"] = date(2025, 5, 1)
    book.save(folder / "units.xlsx")
    return folder


@pytest.mark.parametrize(
    ("language", "listed", "delisted"), [("en", "listed on", "taken off"), ("zh", "起挂牌督办", "予以摘牌")]
)
def test_a_hazard_listed_or_delisted_in_the_year_has_its_notice(
    tmp_path: Path, language: str, listed: str, delisted: str
) -> None:
    folder = with_hazards(tmp_path / "c", language)
    early = told(run_in(folder, "notices", "--hazards", "--today", "2026-04-01", "--json"))["notices"]
    late = told(run_in(folder, "notices", "--hazards", "--today", "2026-07-01", "--json"))["notices"]
    assert [(n["turn"], n["day"]) for n in early] == [("listed", "2026-03-02")]
    assert [(n["turn"], n["day"]) for n in late] == [("listed", "2026-03-02"), ("delisted", "2026-06-15")]
    texts = {}
    for path in (folder / "out" / "hazards").glob("*.pdf"):
        with pdfplumber.open(path) as document:
            texts[path.name] = "".join(document.pages[0].extract_text().split())
    assert sorted(listed.replace(" ", "") in t for t in texts.values()) == [False, True]
    assert sum(delisted.replace(" ", "") in t for t in texts.values()) >= 1
    assert all("LJ-2025-011" in t or "FL-2026-002" in t or "〔" in t or "号" in t for t in texts.values())


def test_contractors_have_a_notice_in_their_own_words_on_their_own_paper(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "units.xlsx")
    sheet = book["hazards"]
    sheet["G3"], sheet["H4"] = date(2025, 10, 15), date(2026, 2, 3)
    book.save(folder / "units.xlsx")
    told(run_in(folder, "notices", "--hazards", "--today", "2026-03-01", "--json"))
    words = {"listed": "Corrective Actions Required", "delisted": "Corrective Actions Closed"}
    for turn, title in words.items():
        [path] = (folder / "out" / "hazards").glob(f"* {turn} *.pdf")
        with pdfplumber.open(path) as document:
            [page] = document.pages
            text = page.extract_text()
            assert (round(page.width), round(page.height)) == (612, 792), "Letter"
        assert title in text
        assert not re.search("hazard|Supervised|2026 2026", text, re.IGNORECASE), "nothing of another trade"


def test_notices_of_hazards_are_sent_to_their_unit_once(tmp_path: Path) -> None:
    folder = with_hazards(tmp_path / "c", "en")
    run_in(folder, "notices", "--hazards", "--today", "2026-07-01")
    with serving() as (port, box):
        with_mail(folder, port)
        for _ in range(2):
            run_in(folder, "send", "hazards", "--yes", "--today", "2026-07-01")
    assert len(box.mails) == 2
    assert len({to for to, _ in box.mails}) == 1, "both hazards are of one unit"
