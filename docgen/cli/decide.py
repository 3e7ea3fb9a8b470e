"""`docgen decide`: the decisions of a review workbook, applied and entered in the journal."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from docgen.batch import exclusive
from docgen.cli.counter import open_counter
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.session import open_campaign
from docgen.cli.voice import Voice
from docgen.desk import Decided
from docgen.desk import decide as decide_by
from docgen.desk.review import kind_word
from docgen.language import say
from docgen.model import Decision


@dataclass(frozen=True, slots=True)
class DecideResult:
    """JSON of `docgen decide`: the decisions entered now, and how many were entered before."""

    entered: tuple[Decision, ...]
    before: int


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@today_option
@shared
@pass_voice
def decide(voice: Voice, file: Path, today: date | None) -> Report:
    """Apply the decisions written into a review workbook.

    Each is entered in the journal with who, when, why, and the old and new value. A decision upon something that has
    changed since is told and not applied. Run again, nothing is entered twice.

    \b
    Example:
      docgen decide out/review.xlsx
    """
    session = open_campaign(voice, today)
    lock = exclusive(session.campaign.folder / ".docgen-desk.lock", command="docgen decide")
    with lock, session.store() as store:
        counter = open_counter(session, store, "docgen decide")
        known = counter.register()
        waiting = counter.waiting(known, counter.status(known))
        done = decide_by(counter.office, file, waiting, counter.judge, counter.office.who)
    return _report(done)


def _report(done: Decided) -> Report:
    rows = tuple((d.unit, kind_word(d.kind), d.subject, d.old, d.new, d.reason) for d in done.entered)
    heads = (say("unit"), say("kind"), say("subject"), say("before"), say("after"), say("reason"))
    told = (
        say("{count} decisions entered; {before} were entered before.", count=len(done.entered), before=done.before),
        say("Returns and issued books were untouched."),
    )
    return Report(
        DecideResult(done.entered, done.before), done.findings, (Grid("", heads, rows),) if rows else (), told
    )
