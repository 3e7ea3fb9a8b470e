"""`docgen notices`: one notice a unit of all that is missing, late or wrong, with its own files marked."""

from dataclasses import dataclass
from datetime import date

import click

from docgen.batch import Readers, default_jobs, exclusive
from docgen.campaign.due import check_period
from docgen.cli.counter import open_counter
from docgen.cli.hazards import hazard_notices
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.session import open_campaign
from docgen.cli.voice import Voice
from docgen.desk.notices import Notice, Notices, NoticesReport
from docgen.language import say
from docgen.press.series import Means


@dataclass(frozen=True, slots=True)
class NoticesResult:
    """JSON of `docgen notices`: the notices, the folder they lie in, and units that owe nothing any more."""

    folder: str
    notices: tuple[Notice, ...]
    withdrawn: tuple[str, ...]


@click.command()
@click.option("--period", default="", metavar="P", help="Only the returns of this period: 2026Q1.")
@click.option("--unit", "units", multiple=True, metavar="CODE", help="Only this unit; may be given several times.")
@click.option("--hazards", is_flag=True, help="Instead: notices of hazards listed or delisted during the year.")
@click.option("--jobs", type=click.IntRange(1), default=default_jobs, metavar="N", help="Workers.")
@today_option
@shared
@pass_voice
def notices(
    voice: Voice, /, period: str, units: tuple[str, ...], hazards: bool, jobs: int, today: date | None
) -> Report:
    """Write one notice a unit of everything it still owes.

    Every gap of every form is in it: where it stands, what is wrong and what to write. Beside it lies a copy of the
    unit's own Word, Excel or PDF file with the places marked. A notice stays the same, with its date, while the same
    is wanting and its term runs; a unit that owes nothing any more has none. With --hazards: a notice for each day on
    which hazards of a unit were listed, or taken off the list (sheet hazards, listed_on and delisted_on).

    \b
    Examples:
      docgen notices --period 2026Q1
      docgen notices --unit 0101
      docgen notices --hazards
    """
    session = open_campaign(voice, today)
    check_period(session.campaign, period)
    if hazards:
        return hazard_notices(voice, session, units, jobs)
    lock = exclusive(session.campaign.folder / ".docgen-desk.lock", command="docgen notices")
    with lock, session.store() as store, voice.progress(say("Writing notices")) as step:
        counter, readers = open_counter(session, store, "docgen notices"), Readers("docgen.desk.marking:mark_copy")
        known = counter.register()
        try:
            work = Notices(counter.office, period, readers.read, Means(jobs, step))
            done = work.write(known, counter.status(known, period), units)
        finally:
            readers.close()
    return _report(done, period)


def _report(done: NoticesReport, period: str) -> Report:
    heads = (say("unit"), say("gaps"), say("files"), say("marked"), say("made now"))
    rows = tuple(
        (n.unit, str(n.gaps), "\n".join(n.files), "\n".join(n.marked), say("yes") if n.made else say("no"))
        for n in done.notices
    )
    topic = f"notices --period {period}" if period else "notices"
    told = (
        say("{count:notice is|notices are} in {folder}; made now: {made}.", count=len(done.notices),
            folder=done.folder, made=sum(n.made for n in done.notices)),
        say("Returns themselves were untouched. Next: docgen send {topic}", topic=topic)
        if rows
        else say("Returns themselves were untouched."),
    )  # fmt: skip
    result = NoticesResult(str(done.folder), done.notices, done.withdrawn)
    return Report(result, done.findings, (Grid("", heads, rows),) if rows else (), told)
