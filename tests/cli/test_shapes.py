"""The `result` of each command holds exactly the keys that docs/commands.md lists for it."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import run_in

PAGE = (Path(__file__).resolve().parent.parent.parent / "docs" / "commands.md").read_text(encoding="utf-8")


def documented(command: str) -> list[str]:
    """The keys the page lists for the result of `command`."""
    section = PAGE.split(f"\n## `{command}`\n", 1)[1].split("\n## ", 1)[0]
    shape = re.search(r"`result` of `--json`: \[(\w+)\]", section)
    assert shape is not None
    table = PAGE.split(f"\n### {shape[1]}\n", 1)[1].split("\n### ", 1)[0]
    return re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)


@pytest.mark.parametrize("command", ["", "books", "check", "doctor", "journal", "journal verify"])
def test_a_result_has_the_documented_keys(made: Path, command: str) -> None:
    result = json.loads(run_in(made, *command.split(), "--json").stdout)["result"]
    assert list(result) == documented(f"docgen {command}".strip())
