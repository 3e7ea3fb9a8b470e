"""`docgen summary`: the figures of all units side by side, for leaders and the authority above."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from docgen.campaign.due import check_period
from docgen.cli.counter import day_of, open_counter
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.session import open_campaign
from docgen.cli.voice import Voice
from docgen.desk.summary import Summary, summaries, summary_workbook
from docgen.desk.summary_paper import summary_paper
from docgen.files import sweep_partial, write_atomic
from docgen.language import say
from docgen.press import Pressed


@dataclass(frozen=True, slots=True)
class SummaryResult:
    """JSON of `docgen summary`: a table a form, and the workbook and the paper that were written."""

    tables: tuple[Summary, ...]
    out: str
    paper: str


@click.command()
@click.option("--period", required=True, metavar="P", help="Of this period: 2026Q1.")
@click.option("--out", metavar="FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@today_option
@shared
@pass_voice
def summary(voice: Voice, period: str, out: Path | None, today: date | None) -> Report:
    """Write the table of all units for a period.

    One sheet a form: units as rows, its figures as columns, totals as formulas; units without an acceptable return are
    marked, and count for nothing. Beside it the same figures as a Word document, by templates/summary.docx.

    \b
    Example:
      docgen summary --period 2026Q1
    """
    session = open_campaign(voice, today)
    check_period(session.campaign, period)
    path = out or session.campaign.folder / "out" / f"summary {period}.xlsx"
    with session.records() as store:
        counter = open_counter(session, store, "docgen summary")
        known = counter.register()
        tables = summaries(counter.office, known, counter.status(known), period)
        write_atomic(path, summary_workbook(counter.office, tables))
        paper = summary_paper(counter.office, tables, period, day_of(session))
        if paper.docx:
            write_atomic(path.with_suffix(".docx"), paper.docx)
    sweep_partial(path.parent)
    return _report(tables, path, paper)


def _report(tables: tuple[Summary, ...], path: Path, paper: Pressed) -> Report:
    rows = tuple((t.form, t.title, str(sum(not r.missing for r in t.rows)), str(len(t.rows))) for t in tables)
    grid = Grid("", (say("form"), say("title"), say("accepted"), say("units")), rows)
    beside = path.with_suffix(".docx") if paper.docx else ""
    told = [say("Written: {path}", path=one) for one in (path, beside) if one]
    told.append(say("Returns and released books were untouched."))
    result = SummaryResult(tables, str(path), str(beside))
    return Report(result, paper.findings, (grid,) if rows else (), tuple(told))
