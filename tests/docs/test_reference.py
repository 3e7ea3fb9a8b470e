"""The generated pages say what the program says today, and leave nothing out."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from docgen.cli.program import VERBS, program

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_generated_pages_are_not_stale() -> None:
    command = [sys.executable, "scripts/write_reference.py", "--check"]
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=here, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def command(verb: str) -> click.Command:
    found = program.get_command(click.Context(program), verb)
    assert found
    return found


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_is_documented_and_shows_an_example(verb: str) -> None:
    assert f"## `docgen {verb}`" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    help_text = command(verb).get_help(click.Context(command(verb)))
    assert re.search(rf"^ +docgen .*{verb}", help_text, re.MULTILINE), "an example on a line of its own"
    assert "\\b" not in help_text


@pytest.mark.parametrize("verb", VERBS)
def test_the_list_of_commands_shows_each_summary_whole(verb: str) -> None:
    assert not command(verb).get_short_help_str(60).endswith("...")


def leaves(command: click.Command) -> list[click.Command]:
    if not isinstance(command, click.Group):
        return [command]
    context = click.Context(command)
    verbs = (command.get_command(context, name) for name in command.list_commands(context))
    return [command, *(leaf for verb in verbs if verb for leaf in leaves(verb))]


@pytest.mark.parametrize("command", leaves(program), ids=lambda command: str(command.name))
def test_every_option_has_a_help_text_and_every_command_takes_the_shared_ones(command: click.Command) -> None:
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []
    names = {name for option in options for name in option.opts}
    assert {"-C", "--json", "-v", "-q", "--version"} <= names
