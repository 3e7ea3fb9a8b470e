"""Write the generated pages of docs/: the commands from their --help, the finding codes from their tables.

With `--check`, write nothing and exit 1 if a page is stale.
"""

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click

import docgen.findings
from docgen.cli.program import program
from docgen.findings import Code, Level

DOCS = Path(__file__).resolve().parent.parent / "docs"
WIDTH = 100

COMMANDS_HEAD = """\
# Commands

*Written from `--help` by `make reference`; edit the docstrings in `docgen/cli/`, not this page.*

Every command works on the campaign in the current folder, or in the one named with `-C DIR`. Running a command again is
always safe: finished work is not done twice.

## How a command ends

| exit code | meaning |
|---|---|
| 0 | all done |
| 1 | done, with findings of level error: some items are not made until a person mends them |
| 2 | wrong usage: an unknown command or option, a value that cannot be |
| 3 | cannot go on: the folder is no campaign, disk full, no converter, interrupted |

Data goes to stdout, talk to stderr. On a terminal there are tables and a progress bar; into a file or a pipe goes
plain text.

## `--json`

One document on stdout and nothing else there, in ASCII:

| key | holds |
|---|---|
| `docgen` | version of docgen |
| `command` | the command's name |
| `exit_code` | as above |
| `result` | what the command made or found, one shape a command |
| `findings` | list of `code`, `level`, `place`, `values`, and for a person `where`, `message`, `remedy` |
| `summary` | the closing sentences |
| `error` | instead of the last three, when the command could not go on: `message`, `remedy` |
"""

FINDINGS_HEAD = """\
# Findings

*Written from the tables in `docgen/findings/` by `make reference`; edit those, not this page.*

A finding says that something in the user's own files is wrong or doubtful: where, what, why, and what to do. All of
them are reported at once. An error (`E-`) stops the item it belongs to, a warning (`W-`) is shown for confirmation,
a note (`I-`) only informs. `{name}` stands for a value of the case at hand.
"""

_LEVEL_HEADS = {Level.ERROR: "Errors", Level.WARNING: "Warnings", Level.NOTE: "Notes"}


def codes() -> dict[str, list[Code]]:
    """The catalogue, a table a room."""
    tables: dict[str, list[Code]] = {}
    for info in sorted(pkgutil.iter_modules(docgen.findings.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"docgen.findings.{info.name}")
        rows = [row for row in vars(module).values() if isinstance(row, Code)]
        tables[info.name] = sorted(rows, key=lambda code: code.id)
    return tables


def findings_page() -> str:
    """docs/findings.md."""
    parts = [FINDINGS_HEAD]
    for room, rows in codes().items():
        parts.append(f"\n## {room}\n")
        for level, head in _LEVEL_HEADS.items():
            of_level = [code for code in rows if code.level is level]
            if of_level:
                parts.append(f"\n### {head}\n\n| code | what is wrong | what to do |\n|---|---|---|\n")
                parts += [f"| `{c.id}` | {_cell(c.message)} | {_cell(c.remedy)} |\n" for c in of_level]
    return "".join(parts)


def commands_page() -> str:
    """docs/commands.md."""
    return COMMANDS_HEAD + "".join(_command_sections(program, "docgen"))


def _command_sections(command: click.Command, path: str) -> Iterator[str]:
    with click.Context(command, info_name=path, terminal_width=WIDTH, max_content_width=WIDTH) as context:
        yield f"\n## `{path}`\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for name, verb in sorted(command.commands.items()):
            yield from _command_sections(verb, f"{path} {name}")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("{{", "{").replace("}}", "}")


PAGES = {"commands.md": commands_page, "findings.md": findings_page}


def main() -> int:
    """Write the pages, or say which are stale."""
    stale = [
        name
        for name, page in PAGES.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != page()
    ]
    for name in stale:
        sys.stdout.write(f"docs/{name} is stale\n")
        if "--check" not in sys.argv:
            (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
