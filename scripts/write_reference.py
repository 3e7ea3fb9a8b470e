"""Write the generated pages of docs/: the commands from their --help, the finding codes from their tables, the rule
kinds, the settings and the Python API (`reference/`) from the code.

With `--check`, write nothing and exit 1 if a page is stale.
"""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import click

import docgen.findings
from docgen.agenda import Agenda
from docgen.cli.assess import AssessResult
from docgen.cli.books import BooksResult
from docgen.cli.check import CheckResult
from docgen.cli.close import CloseResult
from docgen.cli.collect import CollectResult
from docgen.cli.countersign import CountersignResult
from docgen.cli.decide import DecideResult
from docgen.cli.demo import Answers, DemoResult
from docgen.cli.doctor import DoctorResult
from docgen.cli.export import ExportResult
from docgen.cli.forms import FormsResult
from docgen.cli.init import Begun
from docgen.cli.journal import JournalResult
from docgen.cli.keys import DemoKeys, KeysResult
from docgen.cli.notices import NoticesResult
from docgen.cli.outbox import OutboxResult
from docgen.cli.program import program
from docgen.cli.read import ReadResult
from docgen.cli.results import ResultsResult
from docgen.cli.review import ReviewResult
from docgen.cli.rules import DocumentsResult, ProbesResult, RulesResult, SentencesResult
from docgen.cli.send import SendResult
from docgen.cli.show import ShowResult
from docgen.cli.status import StatusResult
from docgen.cli.summary import SummaryResult
from docgen.cli.verify import VerifyResult
from docgen.cli.warn import WarnResult
from docgen.findings import Code, Finding, Level
from docgen.merge import MergeReport
from docgen.model import Explanation
from docgen.store import JournalReport
from reference import api, kinds, lines, settings

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
| `journal_head` | the journal's last hash, to be noted down elsewhere, if the command entered something; else empty |
| `error` | instead of `result`, `findings` and `summary`, when the command could not go on: `message`, `remedy` |
"""

FINDINGS_HEAD = """\
# Findings

*Written from the tables in `docgen/findings/` by `make reference`; edit those, not this page.*

A finding says that something in the user's own files is wrong or doubtful: where, what, why, and what to do. All of
them are reported at once. An error (`E-`) stops the item it belongs to, a warning (`W-`) is shown for confirmation,
a note (`I-`) only informs. `{name}` stands for a value of the case at hand.
"""

SHAPES_HEAD = """
## Shapes of results

The keys a result holds; later versions may add keys, none is taken away.
"""

PLAIN: dict[Any, str] = {
    str: "text",
    int: "number",
    float: "number",
    bool: "true or false",
    date: "a date, `2026-03-31`",
}

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


RESULTS: dict[str, Any] = {
    "docgen": Agenda,
    "docgen assess": AssessResult,
    "docgen books": BooksResult,
    "docgen check": CheckResult,
    "docgen close": CloseResult,
    "docgen collect": CollectResult,
    "docgen countersign": CountersignResult,
    "docgen decide": DecideResult,
    "docgen demo": DemoResult | Answers,
    "docgen doctor": DoctorResult,
    "docgen explain": Explanation,
    "docgen forms": FormsResult,
    "docgen init": Begun,
    "docgen journal": JournalResult,
    "docgen keys": KeysResult,
    "docgen keys demo": DemoKeys,
    "docgen journal verify": JournalReport,
    "docgen export": ExportResult,
    "docgen notices": NoticesResult,
    "docgen outbox": OutboxResult,
    "docgen results": ResultsResult,
    "docgen review": ReviewResult,
    "docgen show": ShowResult,
    "docgen summary": SummaryResult,
    "docgen read": ReadResult,
    "docgen render": MergeReport,
    "docgen rules": RulesResult,
    "docgen rules check": RulesResult,
    "docgen rules test": RulesResult,
    "docgen rules probe": ProbesResult,
    "docgen rules sentences": SentencesResult,
    "docgen rules document": DocumentsResult,
    "docgen send": SendResult,
    "docgen status": StatusResult,
    "docgen verify": VerifyResult,
    "docgen warn": WarnResult,
}
"""The shape of each command's `result`."""


def commands_page() -> str:
    """docs/commands.md."""
    sections = "".join(_command_sections(program, "docgen"))
    return COMMANDS_HEAD + sections + SHAPES_HEAD + "".join(_shape(shape) for shape in shapes())


def _command_sections(command: click.Command, path: str) -> Iterator[str]:
    with click.Context(command, info_name=path, terminal_width=WIDTH, max_content_width=WIDTH) as context:
        yield f"\n## `{path}`\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    yield f"\n`result` of `--json`: {_type_words(RESULTS[path])}\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if verb := command.get_command(context, name):
                yield from _command_sections(verb, f"{path} {name}")


def shapes() -> list[type]:
    """Every dataclass that a result is made of, by name."""
    found: set[type] = set()
    todo: list[Any] = list(RESULTS.values())
    while todo:
        kind = todo.pop()
        todo += get_args(kind)
        if is_dataclass(kind) and isinstance(kind, type) and kind not in found | {Finding}:
            found.add(kind)
            todo += get_type_hints(kind).values()
    return sorted(found, key=lambda kind: kind.__name__)


def _shape(kind: type) -> str:
    hints = get_type_hints(kind)
    rows = "".join(f"| `{field.name}` | {_type_words(hints[field.name])} |\n" for field in fields(kind))
    about = " ".join((kind.__doc__ or "").split())
    return f"\n### {kind.__name__}\n\n{about}\n\n| key | holds |\n|---|---|\n{rows}"


def _type_words(kind: Any) -> str:
    """A type as the reader of a JSON document sees it."""
    if kind in PLAIN:
        return PLAIN[kind]
    if kind is Finding:
        return "a finding, as above"
    if isinstance(kind, type) and is_dataclass(kind):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "one of " + ", ".join(f"`{member.value}`" for member in kind)
    if get_origin(kind) is tuple:
        return "list: " + _type_words(get_args(kind)[0])
    if NoneType in get_args(kind):
        return _type_words(next(part for part in get_args(kind) if part is not NoneType)) + ", or null"
    if isinstance(kind, UnionType):
        return " or ".join(map(_type_words, get_args(kind)))
    return "an object by name" if get_origin(kind) is dict else "any value"


def _cell(text: str) -> str:
    plain = re.sub(r"\{(\w+):[^{}|]+\|([^{}|]+)\}", r"{\1} \2", text)  # {count:file|files}
    return plain.replace("|", "\\|").replace("\n", " ").replace("{{", "{").replace("}}", "}")


PAGES = {
    "commands.md": commands_page,
    "findings.md": findings_page,
    "reference/rule-kinds.md": kinds.page,
    "reference/settings.md": settings.page,
    "reference/api.md": api.page,
    "decisions/0016-compared-with-the-best.md": lines.page,
}


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
