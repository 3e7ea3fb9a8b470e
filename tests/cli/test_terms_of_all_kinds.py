"""`docgen send notices`, run on the days of the calendar, knows whose term is near or over, of whatever kind it is.

One unit has listed hazards, one an accident whose case is open, one a notice in the ledger, one a summons confirmed by
a decision, and all may object to the preview. Every term but the hearing ends on one day.
"""

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result
from openpyxl.worksheet.worksheet import Worksheet

from docgen.campaign import load_campaign, start_campaign
from docgen.forms import Means, load_definitions
from docgen.forms.rehearse import Said, lay_returns, read_rehearsal
from tests.cli.conftest import run_in
from tests.cli.test_send_and_outbox import with_mail
from tests.results.server import Mailbox, serving

DAY = date(2026, 6, 10)
HAZARD, ACCIDENT, LEDGER, WARNED, SAMPLE = "0101", "0102", "0104", "0301", "safety-2026"
WARNING = "J5/ledger.accidents A-2026-03"


def told(result: Result) -> Any:
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.stdout)["result"]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("terms") / "campaign"
    start_campaign(folder, SAMPLE, {})
    _with_terms(folder)
    _with_an_accident(folder)
    told(run_in(folder, "collect", "--today", "2026-05-11", "--json"))
    _confirmed(folder)
    return folder


@pytest.fixture
def folder(begun: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begun, tmp_path / "campaign"))


def _with_terms(folder: Path) -> None:
    """Listed hazards whose term ends on the day, and a notice in the ledger that is to be answered by then."""
    units = openpyxl.load_workbook(folder / "units.xlsx")
    sheet = units["hazards"]
    for row in sheet.iter_rows(min_row=2, max_row=3):
        row[5].value = DAY
    units.save(folder / "units.xlsx")
    ledgers = openpyxl.load_workbook(folder / "ledgers.xlsx")
    _enter(ledgers["warnings"], 5, LEDGER, "LJ-W-2026-09", "summons", "J1", date(2026, 5, 11), "yes", DAY)
    ledgers.save(folder / "ledgers.xlsx")


def _enter(sheet: Worksheet, row: int, *values: str | date) -> None:
    for column, value in enumerate(values, 1):
        sheet.cell(row, column).value = value


def _with_an_accident(folder: Path) -> None:
    """The report of the accident comes in, and says by when the case is to be closed."""
    campaign = load_campaign(folder).campaign
    assert campaign
    year = read_rehearsal(SAMPLE)
    mine = tuple(one for one in year.receipts if (one.unit, one.form) == (ACCIDENT, "ACR"))
    closing = Said(ACCIDENT, "ACR", "", "", "closing/due_close_date", DAY.isoformat())
    story = replace(year, folder=folder / "none", receipts=mine, answers=(*year.answers, closing))
    definitions = load_definitions(campaign).forms
    assert lay_returns(campaign, definitions, story, until=date(2026, 5, 1), means=Means(jobs=1))


def _confirmed(folder: Path) -> None:
    """A person confirms one summons of those that are proposed."""
    told(run_in(folder, "review", "--today", "2026-05-11", "--json"))
    path = folder / "out" / "review.xlsx"
    book = openpyxl.load_workbook(path)
    heads = {str(cell.value): number for number, cell in enumerate(book.worksheets[0][1])}
    rows = book.worksheets[0].iter_rows(min_row=2)
    [row] = [row for row in rows if str(row[heads["Key"]].value).endswith(f":{WARNING}")]
    row[heads["Decision"]].value, row[heads["Reason"]].value = "confirmed", "decided in May"
    row[heads["Document"]].value = "LJ-W-2026-10"
    book.save(path)
    [made] = told(run_in(folder, "decide", str(path), "--today", "2026-05-11", "--json"))["entered"]
    assert (made["unit"], made["new"]) == (WARNED, "confirmed")


def sent_on(folder: Path, box: Mailbox, day: date) -> dict[str, str]:
    """What each of the units is told on a day by the command, in the words of its mail."""
    before, units = len(box.mails), (HAZARD, ACCIDENT, LEDGER, WARNED)
    chosen = [word for unit in units for word in ("--unit", unit)]
    found = told(run_in(folder, "send", "notices", *chosen, "--yes", "--json", "--today", day.isoformat()))
    units_of = {message["recipient"]: message["unit"] for message in found["messages"]}
    mails = [(units_of[to], message_from_bytes(mail, policy=default)) for to, mail in box.mails[before:]]
    assert len(dict(mails)) == len(mails), "one mail a unit"
    return {unit: str((mail.get_body(("plain",)) or mail).get_content()) for unit, mail in mails}


WORDS = {
    HAZARD: ("listed hazard LJ-2025-011: Cracks in the main girders", "listed hazard FL-2026-002: Ferry boat"),
    ACCIDENT: ("closing of accident A-2026-02",),
    LEDGER: ("report on what was put right after notice LJ-W-2026-09",),
    WARNED: ("report on what was put right (J5: a fatal accident)",),
}
OBJECTION = "objections to the preview of the result"


def test_everybody_is_told_of_every_term_on_its_days_and_of_none_twice(folder: Path) -> None:
    with serving() as (port, box):
        with_mail(folder, port)
        hearing = sent_on(folder, box, date(2026, 5, 12))
        assert list(hearing) == [WARNED], "three days before the hearing"
        assert "hearing (J5: a fatal accident) — due on 15 May 2026" in hearing[WARNED]
        before = sent_on(folder, box, DAY - timedelta(days=10))
        told(run_in(folder, "results", "--preview", "--today", (DAY - timedelta(days=7)).isoformat(), "--json"))
        later = {days: sent_on(folder, box, DAY + timedelta(days=days)) for days in (-3, 0, 3, 7)}
        assert sent_on(folder, box, DAY + timedelta(days=7)) == {}
    for days, mails in ((-10, before), *later.items()):
        said = "due on 10 June 2026" if days <= 0 else "was due on 10 June 2026"
        for unit, words in WORDS.items():
            lines = mails[unit].splitlines()
            assert all(f"- {word}" in line for word in words for line in lines if word in line)
            assert [line.endswith(f"— {said}") for line in lines if line.startswith("- ")], mails[unit]
            assert sum(any(word in line for line in lines) for word in words) == len(words)
            assert (f"- {OBJECTION} — {said}" in lines) == (days in (-3, 0)), "previewed seven days before"


def test_what_was_done_is_not_reminded_of(folder: Path) -> None:
    """The ledger says that both warnings were answered, the sheet that the hazards are off the list."""
    units, ledgers = (openpyxl.load_workbook(folder / name) for name in ("units.xlsx", "ledgers.xlsx"))
    for row in units["hazards"].iter_rows(min_row=2, max_row=3):
        row[8].value = DAY - timedelta(days=1)
    ledgers["warnings"]["H5"] = DAY - timedelta(days=1)
    answered = (WARNED, "LJ-W-2026-10", "summons", "J5", date(2026, 5, 15), "yes", DAY, DAY)
    _enter(ledgers["warnings"], 6, *answered)
    units.save(folder / "units.xlsx")
    ledgers.save(folder / "ledgers.xlsx")
    with serving() as (port, box):
        with_mail(folder, port)
        told_of = sent_on(folder, box, DAY + timedelta(days=3))
    assert list(told_of) == [ACCIDENT], "its case is still open"
