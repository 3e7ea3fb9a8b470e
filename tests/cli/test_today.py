"""`docgen` alone: what is due, what waits, what changed, and the command to type next."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from docgen.cli.program import program
from tests.cli.conftest import run_in
from tests.cli.test_books import rename_signer


def today(folder: Path, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run_in(folder, "--json", *words).stdout)["result"]
    return found


def test_outside_a_campaign_it_says_how_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(program, [])
    assert done.exit_code == 0
    assert all(command in done.stderr for command in ("docgen demo", "docgen init DIR", "docgen doctor"))


def test_a_new_campaign_waits_for_its_books(fresh: Path) -> None:
    found = today(fresh)
    assert len(found["books"]["missing"]) == 6
    assert found["next_command"] == "docgen books"


def test_looking_changes_nothing(fresh: Path) -> None:
    before = sorted(fresh.rglob("*"))
    today(fresh)
    assert sorted(fresh.rglob("*")) == before


def test_made_books_wait_for_release(made: Path) -> None:
    found = today(made)
    assert (len(found["books"]["waiting"]), found["books"]["missing"]) == (6, [])


def test_what_changed_since_the_books_were_made_is_told(made: Path) -> None:
    rename_signer(made, "Somebody Else")
    assert len(today(made)["books"]["changed"]) == 6


def test_released_books_that_differ_are_told_with_the_command_to_act(made: Path) -> None:
    run_in(made, "books", "--yes")
    assert today(made)["next_command"] == "docgen forms"
    rename_signer(made, "Somebody Else")
    found = today(made)
    assert len(found["books"]["differing"]) == 6
    assert found["next_command"].startswith("docgen books --reissue")


def test_the_day_can_be_given(fresh: Path) -> None:
    document = json.loads(CliRunner().invoke(program, ["-C", str(fresh), "--today", "2026-05-01", "--json"]).stdout)
    assert document["result"]["today"] == "2026-05-01"


def test_a_day_given_before_the_verb_holds_for_the_verb(made: Path) -> None:
    CliRunner().invoke(program, ["-C", str(made), "--today", "2026-05-01", "books", "--yes"])
    assert "2026-05-01" in run_in(made, "journal", "--last", "1").stdout


def test_a_day_that_is_none_is_wrong_usage(fresh: Path) -> None:
    assert run_in(fresh, "--today", "tomorrow").exit_code == 2


def test_errors_come_first(fresh: Path) -> None:
    (fresh / "templates" / "agreement.docx").unlink()
    assert today(fresh)["next_command"] == "docgen check"


def test_of_books_that_were_not_looked_at_nothing_is_said(made: Path) -> None:
    run_in(made, "books", "--yes")
    (made / "templates" / "agreement.docx").unlink()
    assert "Books released" not in run_in(made).stdout


def test_forms_not_made_and_returns_overdue_are_not_nothing(made: Path) -> None:
    run_in(made, "books", "--yes")
    told = today(made)
    assert told["returns"]["unmade"] == ["TRN 2026", "QSR 2026Q2"]
    assert [matter["text"] for matter in told["matters"]] == [
        "forms not made yet: 2 (TRN 2026, QSR 2026Q2)",
        "units to be chased for returns: 5 (004170, 004185, 004203, 004226, 004240)",
    ]
    run_in(made, "forms")
    assert today(made)["next_command"] == "docgen status"


def test_an_answer_that_is_doubtful_waits_for_a_decision(made: Path) -> None:
    run_in(made, "books", "--yes")
    run_in(made, "forms")
    (made / "returns").mkdir()
    [blank] = (made / "out" / "forms" / "2026Q2").glob("004170*.xlsx")
    (made / "returns" / "back.xlsx").write_bytes(blank.read_bytes())
    run_in(made, "collect")
    assert today(made)["next_command"] == "docgen review"
