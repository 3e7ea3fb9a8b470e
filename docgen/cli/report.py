"""What a command has to say, as one frozen value: printed for a person, or as one JSON document for a program.

The JSON shapes here are a contract; `docs/commands.md` describes them.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from docgen import __version__
from docgen.errors import DocgenError, ExitCode
from docgen.findings import Finding, Scalar, has_errors


@dataclass(frozen=True, slots=True)
class Grid:
    """A table for a person: a title, column heads, and rows of text."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one command.

    `result` is a frozen dataclass, the command's own JSON shape; `grids` and `summary` are the same for a person.
    `failed` says that some items were not made though no finding of level error says so.
    """

    result: object
    findings: tuple[Finding, ...] = ()
    grids: tuple[Grid, ...] = ()
    summary: tuple[str, ...] = ()
    failed: bool = False

    @property
    def exit_code(self) -> ExitCode:
        """DONE, or FINDINGS where something is left that a person must mend."""
        return ExitCode.FINDINGS if self.failed or has_errors(self.findings) else ExitCode.DONE


@dataclass(frozen=True, slots=True)
class FindingShape:
    """A finding in JSON: the code and values for programs, the sentences as a person reads them."""

    code: str
    level: str
    place: Mapping[str, Scalar]
    values: Mapping[str, Scalar]
    where: str
    message: str
    remedy: str

    @classmethod
    def of(cls, finding: Finding) -> "FindingShape":
        """`finding` said in the current language."""
        parts = {name: part for name, part in asdict(finding.place).items() if part not in ("", None)}
        where = str(finding.place)
        return cls(finding.code.id, finding.level, parts, dict(finding.values), where, finding.message, finding.remedy)


def report_json(command: str, report: Report, journal_head: str = "") -> str:
    """The one document a command prints with `--json`: ASCII, so that no console's encoding can spoil it.

    `journal_head` is the journal's last hash where the command entered something in it.
    """
    return _dumps(
        {
            "docgen": __version__,
            "command": command,
            "exit_code": int(report.exit_code),
            "result": report.result,
            "findings": [FindingShape.of(f) for f in report.findings],
            "summary": report.summary,
            "journal_head": journal_head,
        }
    )


def trouble_json(command: str, trouble: DocgenError, journal_head: str = "") -> str:
    """The one document a command prints with `--json` when it could not go on."""
    return _dumps(
        {
            "docgen": __version__,
            "command": command,
            "exit_code": int(trouble.exit_code),
            "error": {"message": trouble.message, "remedy": trouble.remedy},
            "journal_head": journal_head,
        }
    )


def _dumps(document: Mapping[str, object]) -> str:
    return json.dumps(document, default=_plain, indent=2)


def _plain(value: object) -> Any:
    if isinstance(value, Finding):
        return FindingShape.of(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, date | time):  # and datetime, which is a date
        return value.isoformat()
    if isinstance(value, Decimal | Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON shape")
