"""`docgen journal` shows what was done; `journal verify` finds what was tampered with."""

import json
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.cli.program import program
from docgen.store import Act, Who, journal, open_store

SAMPLE = Path(__file__).resolve().parent.parent.parent / "samples" / "contractors"
WHO = Who("clerk", "docgen books", datetime(2026, 2, 1, 0, 30, tzinfo=UTC))


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """A sample campaign whose journal has three entries."""
    folder = tmp_path / "campaign"
    shutil.copytree(SAMPLE, folder)
    with open_store(folder / "docgen.db") as store, store.begin() as tx:
        journal.append(tx, WHO, [Act("release", f"book {n}", reason="") for n in (1, 2, 3)])
    return folder


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(program, ["-C", str(folder), "journal", *words])


def test_the_last_entries_are_shown_with_who_and_what(campaign: Path) -> None:
    out = run(campaign, "--last", "2").stdout
    assert "book 1" not in out
    assert all(word in out for word in ("book 2", "book 3", "clerk", "release", "2026-02-01 00:30"))


def test_a_whole_journal_verifies_and_shows_its_last_hash(campaign: Path) -> None:
    result = run(campaign, "verify", "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["result"]["entries"]) == (0, 3)
    assert len(document["result"]["head"]) == 64


def test_a_changed_entry_is_named_with_exit_code_1(campaign: Path) -> None:
    with sqlite3.connect(campaign / "docgen.db") as db:
        db.execute("DROP TRIGGER journal_no_update")
        db.execute("UPDATE journal SET object = 'book 9' WHERE seq = 2")
    result = run(campaign, "verify")
    assert result.exit_code == 1
    assert "Entry 2 of the journal" in result.stdout


def test_a_folder_without_a_campaign_says_how_to_begin(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "campaign.toml" in result.stderr
    assert "docgen init" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_looking_at_a_journal_that_never_was_makes_no_database(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "new")
    assert run(tmp_path / "new").exit_code == 0
    assert not (tmp_path / "new" / "docgen.db").exists()
