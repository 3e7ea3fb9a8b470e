"""`docgen export`: the records as files for other programs."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from docgen.cli.counter import open_counter
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.session import open_campaign
from docgen.cli.voice import Voice
from docgen.desk.export import FORMATS, export_files
from docgen.desk.tables import RecordTable, record_tables
from docgen.files import sweep_partial, write_atomic
from docgen.language import say


@dataclass(frozen=True, slots=True)
class ExportResult:
    """JSON of `docgen export`: the files that were written."""

    files: tuple[str, ...]


@click.command()
@click.option("--format", "kind", type=click.Choice(FORMATS), default="csv", show_default=True, help="Kind of file.")
@click.option(
    "--out", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Folder. [default: out/export]"
)
@today_option
@shared
@pass_voice
def export(voice: Voice, kind: str, out: Path | None, today: date | None) -> Report:
    """Write the accepted records for other programs.

    One table a form and one for each of its repeats; csv and jsonl come with a data package that describes every column
    (Table Schema). Private answers are masked.

    \b
    Example:
      docgen export --format xlsx
    """
    session = open_campaign(voice, today)
    folder = out or session.campaign.folder / "out" / "export"
    with session.records() as store:
        counter = open_counter(session, store, "docgen export")
        known = counter.register()
        tables = record_tables(known.standings, counter.office.forms, session.campaign.settings.language)
    files = export_files(tables, kind)
    for name, content in files.items():
        write_atomic(folder / name, content)
    sweep_partial(folder)
    return _report(tables, tuple(str(folder / name) for name in files))


def _report(tables: tuple[RecordTable, ...], files: tuple[str, ...]) -> Report:
    rows = tuple((table.name, str(len(table.columns)), str(len(table.rows))) for table in tables)
    grid = Grid("", (say("table"), say("columns"), say("rows")), rows)
    told = (say("{count:file|files} written.", count=len(files)), say("Returns and released books were untouched."))
    return Report(ExportResult(files), (), (grid,) if rows else (), told)
