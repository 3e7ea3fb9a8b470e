"""`docgen init` asks in plain words and starts a folder; `docgen demo` does the whole work on a sample."""

import json
import shlex
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.campaign import sample_questions
from docgen.cli.program import program
from docgen.cli.voice import Voice
from docgen.errors import FileTroubleError
from tests.proof import FULL


def run(*words: str, typed: str = "", person: bool = False) -> Result:
    return CliRunner().invoke(program, list(words), input=typed, obj=Voice(interactive=True) if person else None)


def settings(folder: Path) -> dict[str, dict[str, object]]:
    return tomllib.loads((folder / "campaign.toml").read_text(encoding="utf-8"))


def test_without_a_person_the_defaults_are_taken(tmp_path: Path) -> None:
    done = run("init", str(tmp_path / "c"))
    assert done.exit_code == 0
    assert {"campaign.toml", "units.xlsx", "templates"} <= {path.name for path in (tmp_path / "c").iterdir()}


def test_a_person_is_asked_each_choice_and_enter_takes_its_default(tmp_path: Path) -> None:
    asked = len(sample_questions("safety-2026"))
    done = run("init", str(tmp_path / "c"), typed="\n" * asked, person=True)
    assert done.exit_code == 0
    assert all(question.text in done.stderr for question in sample_questions("safety-2026"))
    run("init", str(tmp_path / "d"), "--yes", person=True)
    assert settings(tmp_path / "c") == settings(tmp_path / "d")


def test_an_answer_is_written_and_a_wrong_one_is_asked_again(tmp_path: Path) -> None:
    keys = [question.key for question in sample_questions("safety-2026")]
    answers = ["many\n3" if key == "books.copies" else "" for key in keys]
    done = run("init", str(tmp_path / "c"), typed="\n".join(answers) + "\n", person=True)
    assert "That is not a number" in done.stderr
    assert settings(tmp_path / "c")["books"]["copies"] == 3


def test_yes_asks_nothing(tmp_path: Path) -> None:
    assert "?" not in run("init", str(tmp_path / "c"), "--yes", person=True).output


def test_an_occupied_folder_is_refused_before_any_question(tmp_path: Path) -> None:
    run("init", str(tmp_path / "c"))
    again = run("init", str(tmp_path / "c"), person=True)
    assert again.exit_code == 2
    assert "Nothing was changed" in again.output or "nothing was changed" in again.output
    assert "?" not in again.output


def test_an_unknown_sample_offers_the_nearest(tmp_path: Path) -> None:
    done = run("init", str(tmp_path / "c"), "--sample", "safety-2062")
    assert done.exit_code == 2
    assert "safety-2026" in done.stderr
    assert not (tmp_path / "c").exists()


def test_a_chinese_sample_is_asked_about_in_chinese_settings(tmp_path: Path) -> None:
    run("init", str(tmp_path / "c"), "--sample", "safety-2026-zh")
    assert tomllib.loads((tmp_path / "c" / "campaign.toml").read_text(encoding="utf-8"))["language"] == "zh"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The year of the contractors, played once."""
    folder = tmp_path_factory.mktemp("year") / "demo"
    return folder, run("demo", str(folder), "--sample", "contractors")


def told(folder: Path, *words: str, day: str = "2026-11-03") -> dict[str, list[dict[str, object]]]:
    done = run("-C", str(folder), *words, "--today", day, "--json")
    result: dict[str, list[dict[str, object]]] = json.loads(done.stdout)["result"]
    return result


Played = tuple[Path, Result]


def test_the_demo_ends_with_a_table_and_the_next_command(played: Played) -> None:
    folder, done = played
    assert done.exit_code == 0, done.output
    assert all(str(folder / place) in done.stdout for place in ("out/books", "returns", "out/results", "out/mail"))
    assert f"docgen -C {folder} status --today 2026-11-12" in done.stderr


def test_the_year_of_the_demo_has_its_troubles(played: Played) -> None:
    forms = told(played[0], "status")["forms"]
    states = {str(form["state"]) for form in forms}
    assert {"accepted", "returned", "missing"} <= states
    late = [(form["unit"], form["period"], form["days_late"]) for form in forms if form["state"] == "accepted"]
    assert [one for one in late if one[2]] == [("004226", "2026Q2", 6)]


def test_what_was_decided_in_the_demo_stands_in_the_journal_with_its_reason(played: Played) -> None:
    entries = run("-C", str(played[0]), "journal", "--last", "200").stdout
    assert "confirmed by telephone with Marcus Oyelaran" in entries
    assert "conditions reported is blank" in entries


def test_every_grade_of_the_demo_is_settled_and_one_contractor_fails(played: Played) -> None:
    units = told(played[0], "assess")["units"]
    assert {str(unit["state"]) for unit in units} == {"settled"}
    assert [unit["unit"] for unit in units if unit["grade"] == "Fail"] == ["004231"]


def test_a_contractor_that_left_in_march_is_asked_for_nothing_after_it(played: Played) -> None:
    units = {str(unit["unit"]): unit for unit in told(played[0], "assess")["units"]}
    assert units["004240"]["score"] == "100"


def test_the_demo_writes_a_letter_and_a_mail_for_each_unit(played: Played) -> None:
    out = played[0] / "out"
    assert len(list((out / "results" / "letters").glob("*.pdf"))) == 6
    assert len(list((out / "mail" / "books").glob("*.eml"))) == 6


def test_the_demo_again_makes_nothing_twice(played: Played) -> None:
    folder, _ = played
    before = {path: path.stat().st_mtime_ns for path in (folder / "returns").rglob("*")}
    entries = run("-C", str(folder), "journal", "--last", "300").stdout
    assert run("demo", str(folder), "--sample", "contractors").exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in (folder / "returns").rglob("*")} == before
    assert run("-C", str(folder), "journal", "--last", "300").stdout == entries


def test_the_demo_touches_no_campaign_that_it_did_not_begin(tmp_path: Path) -> None:
    run("init", str(tmp_path / "c"), "--sample", "contractors")
    before = sorted(tmp_path.rglob("*"))
    for sample in ("contractors", "safety-2026"):
        done = run("demo", str(tmp_path / "c"), "--sample", sample)
        assert done.exit_code == 2
        assert "did not begin; nothing was changed." in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_units_of_another_sample_cannot_answer(tmp_path: Path) -> None:
    run("init", str(tmp_path / "c"), "--sample", "contractors")
    done = run("demo", str(tmp_path / "c"), "--answers", "2026-05-01")
    assert done.exit_code == 2
    assert "was not begun from the sample safety-2026: it has no form ACR, " in done.stderr


def test_a_folder_with_a_blank_in_its_name_is_named_so_that_it_can_be_typed(tmp_path: Path) -> None:
    folder = tmp_path / "our year"
    done = run("init", str(folder), "--sample", "contractors")
    assert f"  docgen -C {shlex.quote(str(folder))} check" in done.stderr
    assert "campaign.toml, forms/, history.xlsx, ledgers.xlsx, rules.xlsx, templates/, units.xlsx." in done.stderr


def test_a_year_begins_from_a_sample_or_from_last_year_but_not_from_both(tmp_path: Path) -> None:
    run("init", str(tmp_path / "c"), "--sample", "contractors")
    done = run("init", str(tmp_path / "d"), "--from", str(tmp_path / "c"), "--sample", "contractors")
    assert done.exit_code == 2
    assert "not from both" in done.stderr


def test_a_folder_whose_making_was_cut_off_is_no_campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        if path.name == "units.xlsx":
            raise FileTroubleError("the disk is full", "free space")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    monkeypatch.setattr("docgen.campaign.start.write_atomic", full)
    assert run("init", str(tmp_path / "c"), "--yes").exit_code != 0
    assert not (tmp_path / "c" / "campaign.toml").exists()


def test_a_new_campaign_holds_nothing_of_the_rehearsal(tmp_path: Path) -> None:
    run("init", str(tmp_path / "c"), "--sample", "contractors")
    assert not (tmp_path / "c" / "rehearsal").exists()


def test_the_demo_needs_no_program_besides_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    done = run("demo", str(tmp_path / "demo"), "--sample", "contractors")
    assert done.exit_code == 0, done.output


@pytest.mark.slow
@pytest.mark.skipif(not FULL, reason="a whole year of 24 units takes minutes: make prove")
def test_the_chinese_demo_makes_signs_and_releases_every_book(tmp_path: Path) -> None:
    folder = tmp_path / "zh"
    done = run("demo", str(folder), "--sample", "safety-2026-zh")
    assert done.exit_code == 0, done.stderr
    assert len(list((folder / "out/books").glob("*.pdf"))) == 24
    assert "8份已由单位签署" in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(not FULL, reason="a whole year of 24 units takes minutes: make prove")
def test_two_accidents_of_a_unit_stand_side_by_side(tmp_path: Path) -> None:
    folder = tmp_path / "safety"
    assert run("demo", str(folder)).exit_code == 0
    forms = told(folder, "status", day="2027-01-26")["forms"]
    accidents = {str(form["about"]) for form in forms if (form["unit"], form["form"]) == ("0207", "ACR")}
    assert accidents == {"A-2026-05 first", "A-2026-07 first"}
    units = {str(unit["unit"]): unit for unit in told(folder, "assess", day="2027-01-26")["units"]}
    assert (units["0207"]["grade"], units["0207"]["veto"], units["0207"]["cards"]) == ("Unqualified", ["V1"], ["Y2"])
    assert sum(unit["state"] == "settled" for unit in units.values()) >= 20
