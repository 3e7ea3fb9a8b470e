"""`docgen summary`: the figures of all units side by side, for leaders and the authority above."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from docgen.cli.counter import open_counter
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.session import open_campaign
from docgen.cli.voice import Voice
from docgen.desk.summary import Summary, summaries, summary_workbook
from docgen.files import sweep_partial, write_atomic
from docgen.language import say


@dataclass(frozen=True, slots=True)
class SummaryResult:
    """JSON of `docgen summary`: a table a form, and the workbook that was written."""

    tables: tuple[Summary, ...]
    out: str


@click.command()
@click.option("--period", required=True, metavar="P", help="Of this period: 2026Q1.")
@click.option("--out", metavar="FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@today_option
@shared
@pass_voice
def summary(voice: Voice, period: str, out: Path | None, today: date | None) -> Report:
    """Write the table of all units for a period.

    One sheet a form: units as rows, its figures as columns, totals as formulas; units without an acceptable return are
    marked, and count for nothing.

    \b
    Example:
      docgen summary --period 2026Q1
    """
    session = open_campaign(voice, today)
    path = out or session.campaign.folder / "out" / f"summary {period}.xlsx"
    with session.records() as store:
        counter = open_counter(session, store, "docgen summary")
        known = counter.register()
        tables = summaries(counter.office, known, counter.status(known), period)
        write_atomic(path, summary_workbook(counter.office, tables))
    sweep_partial(path.parent)
    return _report(tables, path)


def _report(tables: tuple[Summary, ...], path: Path) -> Report:
    rows = tuple((t.form, t.title, str(sum(not r.missing for r in t.rows)), str(len(t.rows))) for t in tables)
    grid = Grid("", (say("form"), say("title"), say("accepted"), say("units")), rows)
    told = (say("Written: {path}", path=path), say("Returns and issued books were untouched."))
    return Report(SummaryResult(tables, str(path)), (), (grid,) if rows else (), told)
