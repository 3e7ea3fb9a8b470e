"""`docgen send` and `docgen outbox`, from the words typed to the exit code."""

import json
import re
import zipfile
from pathlib import Path

import click
import openpyxl
import pytest

from docgen.cli.voice import Voice
from tests.cli.conftest import run_in
from tests.results.server import Fault, serving

MAIL = """
[mail]
sender = "Office <office@bureau.example>"
host = "127.0.0.1"
port = {port}
security = "none"
rate = 6000
"""


@pytest.fixture
def released(made: Path) -> Path:
    assert run_in(made, "books", "--yes").exit_code == 0
    return made


def with_mail(folder: Path, port: int) -> Path:
    return without_mail(folder, MAIL.format(port=port))


def without_mail(folder: Path, instead: str = "") -> Path:
    """The campaign with `instead` in place of the sample's own table of mail."""
    path = folder / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?ms)^\[mail\]\n.*?(?=^\[|\Z)", "", text) + instead, encoding="utf-8")
    return folder


def test_every_unit_gets_its_own_book_once(released: Path) -> None:
    with serving() as (port, box):
        with_mail(released, port)
        first, second = (run_in(released, "send", "books", "--yes", "--json") for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert len(box.mails) == 6
    assert {m["state"] for m in json.loads(second.stdout)["result"]["messages"]} == {"sent"}
    states = json.loads(run_in(released, "status", "--books", "--json").stdout)["result"]["units"]
    assert {unit["state"] for unit in states} == {"sent"}


def test_a_dry_run_sends_nothing_and_writes_what_it_would_send(released: Path) -> None:
    with serving() as (port, box):
        with_mail(released, port)
        done = run_in(released, "send", "books", "--dry-run", "--json")
    assert done.exit_code == 0, done.output
    files = json.loads(done.stdout)["result"]["files"]
    assert (len(files), box.mails) == (6, [])
    assert all(Path(path).read_bytes().startswith(b"From: Office") for path in files)
    assert json.loads(run_in(released, "outbox", "--json").stdout)["result"]["messages"] == []


def test_without_mail_parcels_are_laid_ready_and_entered_once_handed_over(released: Path) -> None:
    done = run_in(released, "send", "books", "--by-hand", "--json")
    zips = [Path(path) for path in json.loads(done.stdout)["result"]["files"] if path.endswith(".zip")]
    assert (done.exit_code, len(zips)) == (0, 6)
    assert all(name.endswith(".pdf") for path in zips for name in zipfile.ZipFile(path).namelist())
    entered = run_in(released, "outbox", "--handed-over", "books", "--json")
    assert len(json.loads(entered.stdout)["result"]["settled"]) == 6
    states = json.loads(run_in(released, "status", "--books", "--json").stdout)["result"]["units"]
    assert {unit["state"] for unit in states} == {"handed_over"}


@pytest.mark.parametrize("queued_before", [True, False])
def test_what_was_handed_over_by_hand_goes_by_mail_no_more(released: Path, queued_before: bool) -> None:
    with serving(lambda _: Fault.LATER) as (port, _):
        with_mail(released, port)
        if queued_before:
            assert run_in(released, "send", "books", "--yes").exit_code == 0
    run_in(released, "send", "books", "--by-hand")
    settled = json.loads(run_in(released, "outbox", "--handed-over", "books", "--json").stdout)["result"]["settled"]
    with serving() as (port, box):
        with_mail(released, port)
        run_in(released, "send", "books", "--yes")
    messages = json.loads(run_in(released, "outbox", "--json").stdout)["result"]["messages"]
    assert (len(settled), box.mails) == (6, [])
    assert {one["state"] for one in messages} == {"sent"}
    assert len(messages) == (12 if queued_before else 6)


def test_an_uncertain_message_is_settled_by_a_person_with_a_reason(released: Path) -> None:
    with serving(lambda _: Fault.DROP_AFTER) as (port, _):
        with_mail(released, port)
        assert run_in(released, "send", "books", "--yes").exit_code == 0
    waiting = json.loads(run_in(released, "outbox", "--json").stdout)["result"]["messages"]
    assert {m["state"] for m in waiting} == {"uncertain"}
    assert run_in(released, "outbox", "--settle", waiting[0]["id"]).exit_code == 2
    done = run_in(released, "outbox", "--settle", waiting[0]["id"], "--reason", "it is in our sent mail", "--json")
    assert json.loads(done.stdout)["result"]["settled"][0]["state"] == "sent"


def test_a_campaign_that_says_nothing_of_mail_cannot_send_by_it(released: Path) -> None:
    done = run_in(without_mail(released), "send", "books", "--yes")
    assert done.exit_code == 3
    assert "[mail]" in done.output


def test_each_period_has_a_parcel_of_its_own_by_hand_and_all_are_handed_over_at_once(made: Path) -> None:
    for period in ("2026Q1", "2026Q2"):
        assert run_in(made, "forms", "--period", period, "--format", "xlsx").exit_code == 0
    laid = json.loads(run_in(made, "send", "forms", "--by-hand", "--json").stdout)["result"]
    zips = [Path(path) for path in laid["files"] if path.endswith(".zip")]
    assert len(set(zips)) == len(zips) == len(laid["messages"])
    assert {path.parent.name for path in zips} == {"forms 2026Q1", "forms 2026Q2"}
    assert all("~" not in path.name for path in zips), "a unit's name stands for it in each folder"
    names = {path.parent.name: zipfile.ZipFile(path).namelist() for path in zips}
    assert all(period.split()[1] in name for period, inside in names.items() for name in inside)
    entered = json.loads(run_in(made, "outbox", "--handed-over", "forms", "--json").stdout)["result"]
    assert len(entered["settled"]) == len(zips)


def test_who_gets_no_mail_is_told_before_the_question_and_nothing_is_sent_without_a_yes(
    released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def says_no(_: Voice, question: str) -> bool:
        click.echo(question)
        return False

    monkeypatch.setattr(Voice, "confirm", says_no)
    book = openpyxl.load_workbook(released / "units.xlsx")
    cells = [cell for row in book["units"] for cell in row if str(cell.value).count("@") == 1]
    cells[0].value = f"{cells[0].value}; second@units.example"
    book.save(released / "units.xlsx")
    with serving() as (port, box):
        with_mail(released, port)
        asked = run_in(released, "send", "books")
    assert asked.output.index("E-MAIL-ADDRESS-TWO") < asked.output.index("Send 5 messages")
    assert box.mails == []
    assert "nobody confirmed it" in asked.output, "why nothing went out, and the word that sends without a question"
