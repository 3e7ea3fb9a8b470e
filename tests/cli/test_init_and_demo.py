"""`docgen init` asks in plain words and starts a folder; `docgen demo` does the whole work on a sample."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.campaign import sample_questions
from docgen.cli.program import program
from docgen.cli.voice import Voice


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


def test_the_demo_makes_and_releases_and_says_where_to_look(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    done = run("demo", str(folder), "--sample", "contractors")
    assert done.exit_code == 0, done.output
    assert str(folder / "out" / "books") in done.stdout
    assert f"docgen -C {folder} check" in done.stderr
    again = json.loads(run("demo", str(folder), "--sample", "contractors", "--json").stdout)["result"]
    assert (again["units"], again["made"], again["unchanged"], again["released"]) == (6, 0, 6, 0)


def test_the_demo_needs_no_program_besides_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    done = run("demo", str(tmp_path / "demo"), "--sample", "contractors")
    assert done.exit_code == 0, done.output


@pytest.mark.slow
def test_the_chinese_demo_makes_signs_and_releases_every_book(tmp_path: Path) -> None:
    folder = tmp_path / "zh"
    done = run("demo", str(folder), "--sample", "safety-2026-zh")
    assert done.exit_code == 0, done.stderr
    assert len(list((folder / "out/books").glob("*.pdf"))) == 24
    assert "盖章并签名" in done.stderr
