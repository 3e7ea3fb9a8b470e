"""`docgen doctor`: what this machine has and lacks."""

from dataclasses import dataclass
from pathlib import Path

import click

from docgen.cli.options import shared
from docgen.cli.report import Grid, Report
from docgen.doctor import Provision, examine
from docgen.language import say


@dataclass(frozen=True, slots=True)
class DoctorResult:
    """JSON of `docgen doctor`."""

    ready: bool
    provisions: tuple[Provision, ...]


@click.command()
@shared
def doctor() -> Report:
    """Say what this machine has and lacks, and what for.

    Exit code 1 means that something docgen cannot do without is missing.

    \b
    Example:
      docgen doctor
    """
    provisions = examine(Path.cwd())
    ready = all(p.present for p in provisions if p.required)
    return Report(
        DoctorResult(ready, provisions), grids=(_grid(provisions),), summary=_summary(provisions), failed=not ready
    )


def _grid(provisions: tuple[Provision, ...]) -> Grid:
    heads = (say("what"), say("here?"), say("found"), say("what for"))
    rows = ((p.name, say("have") if p.present else say("lack"), p.detail, p.purpose) for p in provisions)
    return Grid("", heads, tuple(rows))


def _summary(provisions: tuple[Provision, ...]) -> tuple[str, ...]:
    lacking = [p for p in provisions if not p.present]
    remedies = tuple(say("{what}: {which}", what=p.name, which=p.remedy) for p in lacking)
    if any(p.required for p in lacking):
        return (*remedies, say("Something docgen cannot do without is missing; see above."))
    return (*remedies, say("This machine can make books. Nothing was changed."))
