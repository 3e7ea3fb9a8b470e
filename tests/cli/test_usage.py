"""A command typed wrongly is told what was wrong with it, in the language of the person, and how it is typed."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from docgen.cli.program import program
from tests.cli.conftest import run_in

WRONG = {
    "send": ("WHAT is missing.", "缺少WHAT。"),
    "summary": ("The option --period is missing.", "缺少选项--period。"),
    "books --foo": ("There is no option --foo.", "没有选项--foo。"),
    "frobnicate": ("There is no command frobnicate.", "没有命令frobnicate。"),
    "-C nowhere check": ("-C: There is no folder nowhere.", "-C：没有文件夹nowhere。"),
    "render none.docx none.xlsx": ("There is no file none.docx.", "没有文件none.docx。"),
    "books --jobs many": ("--jobs: “many” is not a number.", "--jobs：“many”不是数字。"),
    "books --jobs 0": ("--jobs: 0 is too small; write 1 or more.", "--jobs：0太小，请填写1或者更大的数。"),
    "results letters": ("Too much was typed: letters.", "多写了内容：letters。"),
    "books --unit": ("Something must follow --unit.", "--unit后面缺少内容。"),
}


@pytest.mark.parametrize("words", WRONG)
@pytest.mark.parametrize(("tongue", "number"), [("en_US.UTF-8", 0), ("zh_CN.UTF-8", 1)])
def test_wrong_usage_is_told_in_the_language_of_the_person(words: str, tongue: str, number: int) -> None:
    told = CliRunner(env={"LANG": tongue, "LC_ALL": tongue}).invoke(program, words.split())
    assert told.exit_code == 2
    assert told.stderr.splitlines()[0] == WRONG[words][number]
    assert "--help" in told.stderr.splitlines()[1]


def test_a_mistyped_command_is_offered_the_one_that_was_meant() -> None:
    assert "Did you mean test?" in CliRunner().invoke(program, ["rules", "tset"]).stderr


def test_a_code_without_its_zeros_finds_the_unit_that_is_meant(fresh: Path) -> None:
    for words in (("forms", "QSR", "--unit", "4170"), ("explain", "4170")):
        assert "Nearest: 004170" in run_in(fresh, *words).stderr


@pytest.mark.parametrize(
    ("what", "next_one"),
    [("results", "docgen results --publish"), ("books", "docgen books --yes"), ("notices", "docgen notices")],
)
def test_when_there_is_nothing_to_send_it_is_said_what_comes_before(fresh: Path, what: str, next_one: str) -> None:
    told = run_in(fresh, "send", what, "--dry-run")
    assert told.exit_code == 0
    assert next_one.replace("docgen", f"docgen -C {fresh}") in told.stderr


@pytest.mark.parametrize("verb", ["status", "notices", "summary", "show 0101", "send notices", "forms"])
def test_a_mistyped_period_is_refused_by_every_command_and_nothing_is_written(fresh: Path, verb: str) -> None:
    told = run_in(fresh, *verb.split(), "--period", "27Q1")
    assert told.exit_code == 2
    assert "“27Q1” is not a period." in told.stderr
    assert not list(fresh.rglob("*27Q1*"))


def test_a_workbook_that_is_none_of_docgen_review_is_told_and_not_passed_over(fresh: Path) -> None:
    told = run_in(fresh, "decide", str(fresh / "rules.xlsx"))
    assert told.exit_code == 1
    assert "There is no sheet “Review”; the sheets are: Items" in told.stderr + told.stdout


def test_what_was_never_laid_ready_cannot_be_handed_over(fresh: Path) -> None:
    told = run_in(fresh, "outbox", "--handed-over", "nonsense")
    assert told.exit_code == 2
    assert "Nothing called nonsense was laid ready" in told.stderr
