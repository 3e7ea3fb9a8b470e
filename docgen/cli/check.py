"""`docgen check`: everything that is wrong in the campaign folder, at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from docgen.cli.options import shared
from docgen.cli.report import Report
from docgen.cli.session import load
from docgen.findings import Finding, Level
from docgen.language import say


@dataclass(frozen=True, slots=True)
class CheckResult:
    """JSON of `docgen check`: how many findings there are of each level."""

    errors: int
    warnings: int
    notes: int


@click.command()
@shared
def check() -> Report:
    r"""Find everything that is wrong in the campaign: settings, roster, duties, rules, templates, fonts.

    Every finding names its cell or paragraph and says what to do. Nothing is changed.

    \b
    Example:
      docgen -C safety-2027 check
    """
    findings = load(Path.cwd()).findings
    result = count_levels(findings)
    return Report(result, findings, summary=(verdict(result), say("Nothing was changed.")))


def count_levels(findings: Sequence[Finding]) -> CheckResult:
    """How many findings there are of each level."""
    levels = Counter(finding.level for finding in findings)
    return CheckResult(levels[Level.ERROR], levels[Level.WARNING], levels[Level.NOTE])


def verdict(result: CheckResult) -> str:
    """The closing sentence of a check."""
    counts = say(
        "{errors} errors, {warnings} warnings, {notes} notes (-v shows notes).",
        errors=result.errors,
        warnings=result.warnings,
        notes=result.notes,
    )
    if result.errors:
        return counts + " " + say("Mend the errors before books are released.")
    return counts + " " + say("Books can be made: docgen books")
