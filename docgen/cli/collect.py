"""`docgen collect`: what came back, read into the records; safe to repeat."""

from collections import Counter as Counts
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from docgen.batch import exclusive
from docgen.cli.counter import Counter, open_counter
from docgen.cli.filing import FiledBook, file_books
from docgen.cli.options import Day, pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.session import open_campaign
from docgen.cli.verify import standing_word
from docgen.cli.voice import Voice
from docgen.desk import Collected, CollectReport, Stated
from docgen.desk import collect as collect_files
from docgen.findings.desk import INBOX_UNFINISHED
from docgen.language import enumerated, say
from docgen.store.returns import KnownBy

_PATH = click.Path(exists=True, path_type=Path)
INBOX = "returns"


@dataclass(frozen=True, slots=True)
class CollectResult:
    """JSON of `docgen collect`: what was read now, and how much was known.

    `books` are the responsibility books among the files, judged and filed as by `docgen verify --keep`.
    """

    collected: tuple[Collected, ...]
    known: int
    again: tuple[str, ...]
    left: tuple[str, ...]
    books: tuple[FiledBook, ...] = ()


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=_PATH)
@click.option("--received", type=Day(), metavar="DATE", help="The day these files came, if not today.")
@click.option("--via", default="", metavar="CHANNEL", help="How they came: chat, mail, paper, memory stick ...")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Worker processes. [default: one a processor]")
@today_option
@shared
@pass_voice
def collect(
    voice: Voice, /, paths: tuple[Path, ...], received: date | None, via: str, jobs: int | None, today: date | None
) -> Report:
    """Read what came back into the records.

    PATHs are files and folders; without any, the inbox returns/ of the campaign. Nothing there is changed, renamed or
    deleted. The day a file came is that of --received, of a dated folder it lies in (2026-04-09), or of a mail's own
    header, else today; it is said which. Run again, only new files are read. Signed books among them are judged and
    filed as by docgen verify --keep; scans and photographs of forms are kept with the return they show.

    \b
    Examples:
      docgen collect
      docgen collect returns/chat --received 2026-04-09 --via chat
    """
    session = open_campaign(voice, today)
    lock = exclusive(session.campaign.folder / ".docgen-desk.lock", command="docgen collect")
    with lock, session.store() as store, voice.progress(say("Reading")) as progress:
        counter = open_counter(session, store, "docgen collect")
        inbox = paths or tuple(path for path in (session.campaign.folder / INBOX,) if path.exists())
        with counter.means(jobs, progress) as means:
            report = collect_files(counter.office, inbox, means, Stated(received, via))
        return _report(counter, report, file_books(counter.office))


def _report(counter: Counter, report: CollectReport, books: tuple[FiledBook, ...]) -> Report:
    result = CollectResult(report.collected, report.known, report.again, report.left, books)
    known = {one.digest for one in books}
    forms = (f for one in report.collected if one.forms or one.digest not in known for f in one.findings)
    findings = (*counter.findings, *report.findings, *forms, *(f for one in books for f in one.findings))
    grids = (*((_grid(report.collected),) if report.collected else ()), *((_books(books),) if books else ()))
    return Report(result, findings, grids, tuple(_summary(report, books)))


def _books(books: tuple[FiledBook, ...]) -> Grid:
    rows = tuple((one.name, one.unit or "-", one.number or "-", standing_word(one.standing)) for one in books)
    return Grid(say("Books"), (say("file"), say("unit"), say("number"), say("verdict")), rows)


def _grid(collected: tuple[Collected, ...]) -> Grid:
    heads = (say("file"), say("kind"), say("forms"), say("received"), say("known by"), say("doubts"))
    return Grid("", heads, tuple(_row(one) for one in sorted(collected, key=lambda one: one.name)))


def _row(one: Collected) -> tuple[str, ...]:
    forms = enumerated(" ".join(part for part in form if part) for form in one.forms) or "-"
    return (one.name, one.container or "-", forms, one.received[:16], known_word(one.known_by), str(len(one.findings)))


def known_word(known_by: str) -> str:
    """How the moment of receipt is known, in words."""
    words = {
        KnownBy.STATED: say("stated"),
        KnownBy.FOLDER: say("folder"),
        KnownBy.MAIL: say("mail"),
        KnownBy.FIRST_SEEN: say("first seen"),
    }
    return words[KnownBy(known_by)]


def _summary(report: CollectReport, books: tuple[FiledBook, ...]) -> Iterator[str]:
    forms = Counts(form for one in report.collected for form, _, _ in one.forms)
    told = enumerated(f"{form} {count}" for form, count in sorted(forms.items())) or "0"
    yield say("{count:file|files} read, with forms: {forms}.", count=len(report.collected), forms=told)
    yield say(
        "Collected before: {known}; left for the next run: {left}.",
        known=report.known,
        left=len(report.left),
    )
    if any(finding.code == INBOX_UNFINISHED for finding in report.findings):
        yield say("What was changed only a moment ago may still be being copied; run the command again.")
    if books:
        yield say("{count:file is a book|files are books}; docgen status --books says how far.", count=len(books))
    yield say("The files themselves were only read. Next: docgen status")
