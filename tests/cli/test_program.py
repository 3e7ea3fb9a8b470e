"""What holds for every command: exit codes, clean streams, and troubles a person can act on."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from docgen import __version__
from docgen.batch import Progress
from docgen.cli.options import shared
from docgen.cli.program import Program, program
from docgen.cli.report import Grid, Report
from docgen.cli.voice import Voice
from docgen.errors import CampaignError
from docgen.findings import Code, Finding, Place

ROOT = Path(__file__).resolve().parent.parent.parent
BLANK = Code("E-BLANK-TEST", "'{field}' is blank.", "Fill it in.")
ODD = Code("I-ODD-TEST", "odd", "nothing")


def run(*words: str) -> Result:
    return CliRunner().invoke(program, list(words))


def stub(outcome: Report | BaseException) -> Program:
    """The real program with one command `do` that ends in `outcome`."""
    stubbed = Program(
        name="docgen", params=list(program.params), callback=program.callback, invoke_without_command=True
    )

    @stubbed.command()
    @shared
    def do() -> Report:
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    return stubbed


def ends(outcome: Report | BaseException, *words: str) -> Result:
    return CliRunner().invoke(stub(outcome), ["do", *words])


def test_done_is_0() -> None:
    assert ends(Report({})).exit_code == 0


def test_a_finding_of_level_error_is_1() -> None:
    assert ends(Report({}, (Finding(BLANK, values={"field": "code"}),))).exit_code == 1


def test_a_note_alone_is_0() -> None:
    assert ends(Report({}, (Finding(ODD),))).exit_code == 0


@pytest.mark.parametrize("words", [["doctor", "--colour"], ["frobnicate"], ["-C", "/no/such/folder", "doctor"]])
def test_wrong_usage_is_2(words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_a_trouble_is_3_with_message_and_remedy_on_stderr() -> None:
    result = ends(CampaignError("campaign.toml is missing.", "Run docgen init."))
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "campaign.toml is missing.\nRun docgen init.\n"


def test_ctrl_c_is_3_and_says_how_to_go_on() -> None:
    result = ends(KeyboardInterrupt())
    assert result.exit_code == 3
    assert "Run the same command again" in result.stderr


def test_our_own_mistake_is_3_with_a_traceback_only_when_asked() -> None:
    short, long = ends(ZeroDivisionError("x")), ends(ZeroDivisionError("x"), "-v")
    assert (short.exit_code, long.exit_code) == (3, 3)
    assert "ZeroDivisionError" in short.stderr
    assert "Traceback" not in short.stderr
    assert "Traceback" in long.stderr


def test_an_unknown_command_offers_the_nearest() -> None:
    assert "doctor" in run("docter").stderr


def test_an_unknown_option_offers_the_nearest() -> None:
    assert "--json" in run("doctor", "--jsn").stderr


@pytest.mark.parametrize("words", [["--version"], ["doctor", "--version"]])
def test_the_version_is_told_before_or_after_the_verb(words: list[str]) -> None:
    assert run(*words).stdout.strip() == f"docgen {__version__}"


@pytest.mark.parametrize("words", [["--json", "do"], ["do", "--json"]])
def test_json_before_or_after_the_verb_is_one_document_on_stdout(words: list[str]) -> None:
    report = Report(
        {"made": 1}, (Finding(BLANK, Place(cell="B2"), {"field": "编号"}),), (Grid("t", ("a",), ()),), ("Bye.",)
    )
    result = CliRunner().invoke(stub(report), words)
    assert json.loads(result.stdout) == {
        "docgen": __version__,
        "command": "do",
        "exit_code": 1,
        "result": {"made": 1},
        "findings": [
            {
                "code": "E-BLANK-TEST",
                "level": "error",
                "place": {"cell": "B2"},
                "values": {"field": "编号"},
                "where": "cell B2",
                "message": "'编号' is blank.",
                "remedy": "Fill it in.",
            }
        ],
        "summary": ["Bye."],
        "journal_head": "",
    }
    assert result.stderr == ""


def test_json_tells_a_trouble_too() -> None:
    document = json.loads(ends(CampaignError("Gone.", "Look."), "--json").stdout)
    assert (document["exit_code"], document["error"]) == (3, {"message": "Gone.", "remedy": "Look."})


def test_json_tells_wrong_usage_too() -> None:
    document = json.loads(ends(Report({}), "--json", "--nonsense").stdout)
    assert document["exit_code"] == 2


def test_findings_with_one_remedy_stand_together() -> None:
    found = (Finding(BLANK, Place(cell="B2"), {"field": "code"}), Finding(BLANK, Place(cell="C9"), {"field": "name"}))
    assert ends(Report({}, found)).stdout.splitlines() == [
        "E-BLANK-TEST (2)",
        "  cell B2: 'code' is blank.",
        "  cell C9: 'name' is blank.",
        "  → Fill it in.",
    ]


def test_one_sentence_about_many_places_is_said_once() -> None:
    found = tuple(Finding(BLANK, Place(cell=f"B{row}"), {"field": "code"}) for row in (2, 3))
    lines = ends(Report({}, found)).stdout.splitlines()
    assert lines[1:4] == ["  'code' is blank.", "    cell B2", "    cell B3"]


def test_a_long_list_of_findings_is_cut_unless_asked_for() -> None:
    found = tuple(Finding(BLANK, Place(cell=f"B{row}"), {"field": "code"}) for row in range(1, 40))
    short, long = ends(Report({}, found)).stdout, ends(Report({}, found), "-v").stdout
    assert "cell B39" not in short
    assert "20 more" in short
    assert "cell B39" in long


def test_notes_are_told_only_with_v() -> None:
    assert "odd" not in ends(Report({}, (Finding(ODD),))).stdout
    assert "odd" in ends(Report({}, (Finding(ODD),)), "-v").stdout


def test_markup_in_the_users_data_is_printed_as_it_stands() -> None:
    found = Finding(BLANK, Place(file="[red]a.xlsx"), {"field": "[/bold] :smile:"})
    assert "[red]a.xlsx: '[/bold] :smile:' is blank." in ends(Report({}, (found,))).stdout


def test_a_table_into_a_pipe_is_plain_aligned_text() -> None:
    report = Report({}, grids=(Grid("Books", ("unit", "pages"), (("交通局", "12"), ("Bus", "9"))),))
    assert ends(report).stdout == "Books\nunit    pages\n交通局  12\nBus     9\n"


def test_a_very_long_or_broken_name_does_not_widen_or_break_the_rows_of_a_table_into_a_pipe() -> None:
    rows = (("x" * 300, "1"), ("two\nlines", "2"))
    lines = ends(Report({}, grids=(Grid("", ("unit", "pages"), rows),))).stdout.splitlines()
    assert lines[1:] == ["x" * 300 + "  1", "two lines".ljust(48) + "  2"]


def test_talk_goes_to_stderr_and_q_keeps_it_back() -> None:
    report = Report({}, summary=("All well.",))
    assert (ends(report).stdout, ends(report).stderr) == ("", "All well.\n")
    assert ends(report, "-q").stderr == ""


def test_work_is_done_in_the_folder_named_with_capital_c_and_the_caller_stays_where_it_was(tmp_path: Path) -> None:
    before = Path.cwd()
    document = json.loads(run("-C", str(tmp_path), "doctor", "--json").stdout)
    assert any(str(tmp_path) in provision["detail"] for provision in document["result"]["provisions"])
    assert Path.cwd() == before


def test_nobody_at_the_terminal_means_defaults_and_no() -> None:
    voice = Voice(interactive=False)
    assert (voice.ask("Year?", "2026"), voice.confirm("Release?")) == ("2026", False)


def test_a_person_is_asked() -> None:
    @click.command()
    def asked() -> None:
        voice = Voice(interactive=True)
        click.echo(f"{voice.ask('Year?', '2026')} {voice.confirm('Release?')}")

    assert CliRunner().invoke(asked, input="2027\ny\n").stdout.endswith("2027 True\n")


# Real processes

REAL = [sys.executable, "-m", "docgen"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def real(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*REAL, *words], env=ENVIRONMENT | environment, capture_output=True, check=False)


def test_a_real_run_into_a_pipe_holds_no_colour_codes() -> None:
    done = real("doctor", TERM="xterm-256color")
    assert b"Python" in done.stdout
    assert b"\x1b" not in done.stdout + done.stderr


def test_a_reader_that_has_seen_enough_is_no_trouble() -> None:
    first_line = subprocess.run(
        f'"{sys.executable}" -m docgen doctor -q | head -n 1; exit ${{PIPESTATUS[0]}}',
        shell=True,
        executable="/bin/bash",
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
    )
    assert b"BrokenPipe" not in first_line.stderr
    assert first_line.returncode in (0, 1)


def test_a_console_of_another_encoding_does_not_stop_a_command() -> None:
    done = real("doctor", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert b"UnicodeEncodeError" not in done.stderr
    assert done.returncode in (0, 1)


@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT")
def test_a_real_ctrl_c_ends_without_traceback() -> None:
    slow = "import time, docgen.cli, docgen.cli.doctor as d; d.examine = lambda folder: time.sleep(30)"
    command = [sys.executable, "-c", f"{slow}; print('up', flush=True); docgen.cli.main()", "doctor"]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(1)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
    assert process.returncode == 3
    assert b"Traceback" not in err


@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT")
@pytest.mark.parametrize("module", ["docgen.cli.program", "docgen.cli.doctor"])
def test_ctrl_c_while_the_program_still_loads_ends_without_traceback(module: str, tmp_path: Path) -> None:
    interrupted = (
        "import builtins, sys; real = builtins.__import__\n"
        f"def load(name, *rest): \n if name == {module!r}: raise KeyboardInterrupt\n return real(name, *rest)\n"
        "import importlib; whole = importlib.import_module\n"
        f"def later(name): \n if name == {module!r}: raise KeyboardInterrupt\n return whole(name)\n"
        "import docgen.cli; builtins.__import__ = load; importlib.import_module = later; docgen.cli.main()"
    )
    command = [sys.executable, "-c", interrupted, "doctor"]
    done = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "Stopped, as you asked." in done.stderr
    assert "Traceback" not in done.stderr


def test_the_version_is_told_without_loading_what_makes_books() -> None:
    told = "import sys, docgen.cli.program as p\ntry: p.program.main(['--version'])\nexcept SystemExit: pass\n"
    heavy = {"sqlalchemy", "openpyxl", "docx", "lxml", "pikepdf", "docgen.campaign"}
    loaded = f"print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", told + loaded], env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_work_that_takes_long_tells_a_log_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docgen.cli.voice._PLAIN_PACE", 0.0)

    @click.command()
    def work() -> None:
        with Voice().progress("Making books") as step:
            step(Progress(30, 120, 89.6))

    assert CliRunner().invoke(work).stderr == "Making books: 30 of 120, about 90 s left\n"


def test_short_work_says_nothing_on_its_way() -> None:
    @click.command()
    def work() -> None:
        with Voice().progress("Making books") as step:
            step(Progress(120, 120, 0.0))

    assert CliRunner().invoke(work).output == ""


def test_on_a_terminal_a_table_is_drawn_and_a_long_one_cut() -> None:
    rows = tuple((f"unit {n}", str(n)) for n in range(1, 101))
    report = Report({}, grids=(Grid("Books", ("unit", "pages"), rows),))

    def shown(*words: str) -> str:
        terminal = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "80"}
        return CliRunner(env=terminal).invoke(stub(report), ["do", *words]).stdout

    assert "───" in shown()
    assert "unit 60 " in shown()
    assert "unit 61 " not in shown()
    assert "40 more rows" in shown()
    assert "unit 100 " in shown("-v")


def test_the_commands_to_type_next_repeat_the_folder_that_was_given(fresh: Path, tmp_path: Path) -> None:
    folder = fresh.rename(tmp_path / "the year's campaign")
    told = CliRunner().invoke(program, ["-C", str(folder), "collect", "--today", "2026-05-04"])
    assert f"docgen -C {shlex.quote(str(folder))} status" in told.stderr
    assert "docgen status" not in told.stderr


def test_a_remedy_repeats_the_folder_and_talk_about_docgen_does_not(tmp_path: Path) -> None:
    said = CampaignError("docgen check stopped.", "docgen books makes them; docgen itself is fine.")
    told = CliRunner().invoke(stub(said), ["-C", str(tmp_path), "do"], obj=Voice(verbs=("books", "check")))
    assert f"docgen -C {tmp_path} books makes them; docgen itself is fine." in told.stderr
    assert "docgen check stopped." in told.stderr


def _on_a_terminal(report: Report, columns: int) -> str:
    told = CliRunner(env={"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": str(columns)}).invoke(stub(report), ["do"])
    return re.sub(r"\x1b\[[0-9;]*m", "", told.output)


def test_on_a_narrow_terminal_a_wide_table_becomes_a_block_a_row() -> None:
    chased = ("0207", "Expressway Construction Headquarters", "28", "Hazards not rectified in time: 1", "Su Jianping")
    grid = Grid("To be chased", ("unit", "name", "days late", "what is missing", "contact"), (chased,))
    narrow = _on_a_terminal(Report({}, grids=(grid,)), 40)
    assert "\n0207\n  name: Expressway Construction\n  Headquarters\n  days late: 28\n" in re.sub(" +\n", "\n", narrow)
    assert "───" in _on_a_terminal(Report({}, grids=(grid,)), 100)


def test_a_long_sentence_on_a_terminal_is_broken_between_words_and_a_command_never() -> None:
    said = (
        "  Finished work stays where it was and nothing else was touched.",
        "docgen -C here books --unit 0101 --draft",
    )
    lines = _on_a_terminal(Report({}, summary=said), 30).splitlines()
    assert lines == [
        "  Finished work stays where it",
        "  was and nothing else was",
        "  touched.",
        "docgen -C here books --unit 0101 --draft",
    ]


def test_a_command_between_chinese_letters_and_one_in_a_table_repeat_the_folder_too(tmp_path: Path) -> None:
    said = Report(
        {}, grids=(Grid("待办", ("命令",), (("docgen books",),)),), summary=("请用docgen books查看各单位代码。",)
    )
    told = CliRunner().invoke(stub(said), ["-C", str(tmp_path), "do"], obj=Voice(verbs=("books",)))
    assert f"请用docgen -C {tmp_path} books查看" in told.stderr
    assert f"\ndocgen -C {tmp_path} books\n" in told.stdout
