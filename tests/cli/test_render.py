"""`docgen render` from the outside: a letter, a table, a pattern."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from docgen.cli.program import program


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a letter and a list of guests, which is the current one."""
    monkeypatch.chdir(tmp_path)
    document = Document()
    document.add_paragraph("{{ name }}: {{ day | date('long') }}")
    document.save("letter.docx")
    Path("guests.csv").write_text("name,day\nKim,2026-03-05\nBo,2026-03-06\n", encoding="utf-8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(program, ["render", *words])


def test_a_letter_is_made_for_each_guest_and_only_once(desk: Path) -> None:
    words = ("letter.docx", "guests.csv", "--out", "letters/{name}.docx")
    assert "Documents: 2 made, 0 unchanged, 0 failed, in letters." in run(*words).stderr
    assert "Documents: 0 made, 2 unchanged, 0 failed" in run(*words).stderr
    assert sorted(path.name for path in Path("letters").glob("*.docx")) == ["Bo.docx", "Kim.docx"]


def test_the_language_of_dates_can_be_chosen(desk: Path) -> None:
    run("letter.docx", "guests.csv", "--out", "{name}.docx", "--language", "zh")
    assert Document("Kim.docx").paragraphs[0].text == "Kim: 2026年3月5日"


def test_json_lists_each_row(desk: Path) -> None:
    rows = json.loads(run("letter.docx", "guests.csv", "--out", "{name}.docx", "--json").stdout)["result"]["rows"]
    assert [(row["row"], row["name"], row["state"]) for row in rows] == [
        (2, "Kim.docx", "done"),
        (3, "Bo.docx", "done"),
    ]


def test_a_row_that_cannot_be_made_ends_in_1(desk: Path) -> None:
    Path("guests.csv").write_text("name,day\nKim,2026-03-05\nBo,\n", encoding="utf-8")
    done = run("letter.docx", "guests.csv", "--out", "{name}.docx")
    assert done.exit_code == 1
    assert "guests.csv, cell B3" in done.stdout


@pytest.mark.parametrize("pattern", ["{name}.txt", "{nmae}.docx", "same.docx", "{name.docx"])
def test_a_pattern_that_cannot_be_is_wrong_usage(desk: Path, pattern: str) -> None:
    assert run("letter.docx", "guests.csv", "--out", pattern).exit_code == 2


def test_a_template_that_is_no_word_file_is_told(desk: Path) -> None:
    Path("letter.docx").write_bytes(b"not a zip")
    done = run("letter.docx", "guests.csv", "--out", "{name}.docx")
    assert done.exit_code == 3
    assert "Word" in done.stderr


def test_a_table_given_as_template_is_told_in_plain_words(desk: Path) -> None:
    done = run("guests.csv", "guests.csv", "--out", "{name}.docx")
    assert done.exit_code == 3
    assert "The template is no Word document (.docx)." in done.stderr


def test_a_blank_cell_says_how_to_let_it_stay_blank_and_where_the_tag_is(desk: Path) -> None:
    Path("guests.csv").write_text("name,day\nKim,\n", encoding="utf-8")
    told = run("letter.docx", "guests.csv", "--out", "{name}.docx").stdout
    assert "|or_blank }}" in told
    assert "body, paragraph 1" in told
    assert "document.xml" not in told


def test_a_fault_of_the_template_is_placed_in_the_template(desk: Path) -> None:
    document = Document()
    document.add_paragraph("{{ name }} {{ 1 / (name|length - 3) }}")
    document.save("letter.docx")
    told = run("letter.docx", "guests.csv", "--out", "{name}.docx").stdout
    assert "letter.docx, body, paragraph 1" in told
    assert "something is divided by 0" in told
