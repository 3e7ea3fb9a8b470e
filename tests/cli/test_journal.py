"""`docgen journal` shows what was done; `journal verify` finds what was tampered with."""

import json
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.campaign import start_campaign
from docgen.cli.journal import deeds, row_of
from docgen.cli.program import program
from docgen.cli.voice import Voice
from docgen.errors import DocgenError
from docgen.language import speaking
from docgen.model import BookState, MessageState
from docgen.store import Act, Entry, Who, journal, open_store

WHO = Who("clerk", "docgen books", datetime(2026, 2, 1, 0, 30, tzinfo=UTC))


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """A sample campaign whose journal has three entries."""
    folder = tmp_path / "campaign"
    start_campaign(folder, "contractors", {})
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
    start_campaign(tmp_path / "new", "contractors", {})
    assert run(tmp_path / "new").exit_code == 0
    assert not (tmp_path / "new" / "docgen.db").exists()


PUBLISH = ("results", "--publish", "--approver", "Li Ming", "--document", "No. 12", "--today", "2027-02-01")


@pytest.mark.parametrize(
    "words",
    [("books", "--yes", "--no-pdf", "--draft"), ("assess", "--if-rules", "rules.xlsx"), PUBLISH],
    ids=lambda words: str(words[0]),
)
def test_a_run_that_enters_something_ends_by_the_head_and_any_other_does_not(
    campaign: Path, words: tuple[str, ...]
) -> None:
    def head() -> str:
        return str(json.loads(run(campaign, "verify", "--json").stdout)["result"]["head"])

    before = head()
    done = CliRunner().invoke(program, ["-C", str(campaign), *words, "--json"])
    told, after = json.loads(done.stdout), head()
    assert told["journal_head"] == ("" if after == before else after), done.output
    assert (after == before) is ("--draft" in words)
    assert json.loads(run(campaign, "verify", "--json").stdout)["journal_head"] == ""


def test_the_head_is_the_last_line_a_person_reads(campaign: Path) -> None:
    done = CliRunner().invoke(program, ["-C", str(campaign), "assess", "--if-rules", "rules.xlsx"])
    head = json.loads(run(campaign, "verify", "--json").stdout)["result"]["head"]
    assert done.stderr.splitlines()[-1] == f"The journal ends with {head[:16]}; note it down elsewhere."
    assert "The journal ends" not in CliRunner().invoke(program, ["-C", str(campaign), "status"]).output


def test_a_run_that_stops_after_it_entered_something_tells_the_head_too(capsys: pytest.CaptureFixture[str]) -> None:
    heads = iter(["a" * 64, "b" * 64])
    voice = Voice()
    voice.watch(lambda: next(heads))
    voice.complain(DocgenError("The disk is full.", "Free some space."))
    assert f"The journal ends with {'b' * 16}" in capsys.readouterr().err


def test_every_act_that_is_entered_has_words_of_its_own_in_each_language() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in Path("docgen").rglob("*.py"))
    acts = set(re.findall(r'\bAct\(\s*"([^"]+)"', source))
    assert "result published" in acts
    assert acts - set(deeds()) == set()
    states = {state.replace("_", " ") for state in (BookState.SENT, BookState.HANDED_OVER, *MessageState)}
    assert states - set(deeds()) == set()
    with speaking("zh"):
        assert [act for act, words in deeds().items() if re.search("[a-z]", words)] == []


def test_documents_and_their_states_are_named_in_the_language_of_the_campaign() -> None:
    act = Act("handed_over", "letter 2026 0302 v1")
    with speaking("zh"):
        *_, deed, thing, _ = row_of(Entry(1, "2027-02-05T04:00:00+00:00", "wei", "docgen outbox", act, ""))
    assert (deed, thing) == ("已交付", "结果通知书（2026年，0302，第1版）")
