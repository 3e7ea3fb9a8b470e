"""`docgen books`: makes what is missing, asks once, releases what was confirmed, and never touches what is issued."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from docgen.cli.program import program
from docgen.cli.voice import Voice
from tests.cli.conftest import run_in


def result(folder: Path, *words: str) -> dict[str, Any]:
    """The `result` of the command's JSON document."""
    found: dict[str, Any] = json.loads(run_in(folder, "books", "--json", *words).stdout)["result"]
    return found


def outcomes(folder: Path, *words: str) -> dict[str, str]:
    return {book["unit"]: book["outcome"] for book in result(folder, *words)["books"]}


def rename_signer(folder: Path, name: str) -> None:
    path = folder / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index("signer = ")
    end = text.index("\n", start)
    path.write_text(f'{text[:start]}signer = "{name}"{text[end:]}', encoding="utf-8")


def test_a_mistyped_unit_is_refused_before_any_number_is_reserved(fresh: Path) -> None:
    refused = run_in(fresh, "books", "--unit", "9999")
    assert (refused.exit_code, "journal ends" in refused.stderr) == (2, False)
    assert "number reserved" not in run_in(fresh, "journal").stdout


def test_without_a_person_to_ask_nothing_is_released(made: Path) -> None:
    done = run_in(made, "books")
    assert done.exit_code == 0
    assert f"Books waiting to be released: 6. To release them: docgen -C {made} books --yes" in done.stderr
    assert not (made / "archive").exists()


def test_yes_releases_all_that_is_fit(made: Path) -> None:
    found = result(made, "--yes")
    assert len(found["released"]) == 6
    assert len(list((made / "archive").rglob("*.pdf"))) == 6


@pytest.mark.parametrize(("answer", "released"), [("y\n", 6), ("n\n", 0), ("\n", 0)])
def test_a_person_sees_what_is_about_to_be_released_and_is_asked_once(made: Path, answer: str, released: int) -> None:
    voice = Voice(interactive=True)
    done = CliRunner().invoke(program, ["-C", str(made), "books"], input=answer, obj=voice)
    assert "About to be released" in done.stdout
    assert done.stderr.count("Release 6 books?") == 1
    assert len(list((made / "archive").rglob("*.pdf"))) == released


def test_no_sign_never_releases_even_with_yes(made: Path) -> None:
    assert result(made, "--yes", "--no-sign")["released"] == []


def test_what_is_there_is_not_made_again(made: Path) -> None:
    assert set(outcomes(made).values()) == {"unchanged"}


def test_a_draft_has_no_number_and_is_never_released(fresh: Path) -> None:
    code = next(iter(outcomes(fresh, "--draft", "--no-pdf", "--yes")))
    found = result(fresh, "--draft", "--no-pdf", "--yes", "--unit", code)
    assert (found["books"][0]["number"], found["released"]) == ("", [])
    assert list((fresh / "out" / "drafts").glob("*.docx"))


def test_only_the_units_asked_for_are_made(fresh: Path) -> None:
    codes = [str(row[0].value) for row in load_workbook(fresh / "units.xlsx")["units"].iter_rows(min_row=1)]
    code = next(code for code in codes if code.isdecimal())
    assert list(outcomes(fresh, "--unit", code, "--no-pdf")) == [code]


def test_an_unknown_unit_is_wrong_usage(fresh: Path) -> None:
    done = run_in(fresh, "books", "--unit", "nobody")
    assert done.exit_code == 2
    assert "nobody" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["--reissue", "1"],
        ["--supplement", "1"],
        ["--reason", "because"],
        ["--reissue", "1", "--supplement", "1", "--reason", "because"],
        ["--reissue", "1", "--reason", "because", "--draft"],
        ["--jobs", "0"],
    ],
)
def test_options_that_contradict_each_other_are_wrong_usage(fresh: Path, words: list[str]) -> None:
    assert run_in(fresh, "books", *words).exit_code == 2


def test_a_released_book_that_differs_is_reported_per_field_and_acted_on_only_by_reissue(made: Path) -> None:
    run_in(made, "books", "--yes")
    rename_signer(made, "Somebody Else")
    before = sorted((path.name, path.read_bytes()) for path in (made / "out" / "books").glob("*.pdf"))
    done = run_in(made, "books", "--yes")
    assert "Differs from the released book" in done.stdout
    assert "Signer" in done.stdout
    assert sorted((path.name, path.read_bytes()) for path in (made / "out" / "books").glob("*.pdf")) == before

    code = result(made)["books"][0]["unit"]
    again = run_in(made, "books", "--reissue", code, "--reason", "new signer")
    assert again.exit_code == 0, again.output
    assert "new signer" in run_in(made, "journal").stdout
    assert outcomes(made)[code] == "frozen"


def test_a_supplementary_sheet_is_made_beside_the_book(made: Path) -> None:
    run_in(made, "books", "--yes")
    rename_signer(made, "Somebody Else")
    code = result(made)["books"][0]["unit"]
    done = run_in(made, "books", "--supplement", code, "--reason", "new signer")
    assert done.exit_code == 0, done.output
    assert list((made / "out" / "supplements").glob("*.pdf"))


def test_an_error_in_the_campaign_keeps_every_book_from_being_released(made: Path) -> None:
    settings = made / "campaign.toml"
    settings.write_text('previous = "../nowhere"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
    done = run_in(made, "books", "--yes")
    assert done.exit_code == 1
    assert "mend the errors first" in done.stderr
    assert not (made / "archive").exists()


def test_a_template_that_is_gone_stops_the_command(made: Path) -> None:
    (made / "templates" / "agreement.docx").unlink()
    done = run_in(made, "books")
    assert (done.exit_code, "agreement.docx" in done.stderr) == (3, True)


def test_a_faulty_template_is_told_once_not_once_a_unit(fresh: Path) -> None:
    template = fresh / "templates" / "agreement.docx"
    document = Document(str(template))
    document.add_paragraph("{{ unit.nmae }}")
    document.save(str(template))
    done = run_in(fresh, "books")
    assert done.exit_code == 3
    assert "E-FIELD-UNKNOWN (1)" in done.stdout
    assert not (fresh / "out").exists()


def test_the_closing_lines_say_what_changed_and_what_did_not(made: Path) -> None:
    closing = run_in(made, "books").stderr
    assert "Books: 0 made, 6 unchanged, 0 released before, 0 failed" in closing
    assert "Returns and books already released were untouched." in closing


def test_a_print_run_says_which_books_are_issued(made: Path) -> None:
    run_in(made, "books", "--yes", "--unit", "004170")
    done = run_in(made, "books", "--print-run")
    assert "6 books (1 released, 5 as made)" in done.stderr
    assert sorted(p.name for p in (made / "out" / "print-run").iterdir()) == [
        "books.pdf",
        "sign-in.docx",
        "sign-in.pdf",
    ]


@pytest.mark.parametrize("other", [("--draft",), ("--no-pdf",), ("--reissue", "004170", "--reason", "x")])
def test_a_print_run_is_of_finished_books_only(made: Path, other: tuple[str, ...]) -> None:
    assert run_in(made, "books", "--print-run", *other).exit_code == 2


def test_books_that_print_the_rules_of_another_year_are_not_released(made: Path) -> None:
    rules = load_workbook(made / "rules.xlsx")
    rows = rules["Settings"].iter_rows(min_row=2)
    next(row for row in rows if row[0].value == "year")[1].value = 2025
    rules.save(made / "rules.xlsx")
    done = run_in(made, "books", "--yes")
    assert "E-RULES-YEAR" in done.stdout
    assert "Nothing was released: mend the errors first" in done.stderr
    assert not (made / "archive").exists()
