"""`docgen render`: plain mail merge, outside any campaign."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from docgen.batch import default_jobs
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.voice import Voice
from docgen.language import LANGUAGES, say, set_language
from docgen.merge import Job, Means, Merged, MergeReport, merge, split_pattern
from docgen.model import ItemState

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("template", type=_FILE)
@click.argument("data", type=_FILE)
@click.option("--out", "pattern", required=True, metavar="PATTERN", help="Names of the documents, {column} filled in.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of dates and numbers.")
@click.option(
    "--jobs", type=click.IntRange(1), default=default_jobs, metavar="N", help="Workers. [default: processors]"
)
@today_option
@shared
@pass_voice
def render(
    voice: Voice, template: Path, data: Path, *, pattern: str, language: str, jobs: int, today: date | None
) -> Report:
    """Fill a Word template from each row of a table.

    TEMPLATE is any Word template, DATA an xlsx, csv or json file; each row becomes one document. PATTERN ends in .docx
    or .pdf, and that is what is made. Every column of DATA is a tag of the template and a field of the pattern; {row}
    is the number of the row. Run again, and only what is missing or changed is made.

    \b
    Examples:
      docgen render letter.docx people.xlsx --out "letters/{name}.docx"
      docgen render badge.docx guests.csv --out "{table}/{row} {name}.pdf"
    """
    set_language(language)
    folder, names = split_pattern(pattern)
    now = datetime.combine(today, time(12), UTC) if today else datetime.now(UTC)
    with voice.progress(say("Making documents")) as step:
        report = merge(Job(template, data, names, language), folder, now=now, means=Means(jobs, step))
    return _report(report)


def _report(report: MergeReport) -> Report:
    failed = tuple(row for row in report.rows if row.state is ItemState.FAILED)
    grids = (_grid(failed),) if failed else ()
    return Report(report, report.findings, grids, _summary(report), failed=bool(failed))


def _grid(failed: tuple[Merged, ...]) -> Grid:
    rows = tuple((str(row.row), row.name) for row in failed)
    return Grid(say("Not made"), (say("row"), say("document")), rows)


def _summary(report: MergeReport) -> tuple[str, ...]:
    counts = {state.value: report.count(state) for state in ItemState}
    return (
        say(
            "Documents: {done} made, {skipped} unchanged, {failed} failed, in {folder}.", folder=report.folder, **counts
        ),
        say("Template and table were only read."),
    )
