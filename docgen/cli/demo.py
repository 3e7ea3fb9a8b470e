"""`docgen demo`: the whole work on a shipped sample, in one go."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from docgen.books import (
    BookOutcome,
    BooksReport,
    Means,
    ReleaseReport,
    lacking_boxes,
    make_books,
    make_demo_keys,
    release,
    unlock,
)
from docgen.campaign import sample_folder, start_campaign
from docgen.campaign.toml import FILE
from docgen.cli.books import signed_by
from docgen.cli.check import count_levels
from docgen.cli.init import sample_option
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.session import Session, open_campaign
from docgen.cli.tongue import speak_language_of
from docgen.cli.voice import Voice
from docgen.language import say


@dataclass(frozen=True, slots=True)
class DemoResult:
    """JSON of `docgen demo`: the campaign's folder, how much was made, and in how many seconds."""

    folder: str
    units: int
    made: int
    unchanged: int
    pages: int
    released: int
    seconds: float


@click.command()
@click.argument("folder", metavar="[DIR]", default="docgen-demo", type=click.Path(file_okay=False, path_type=Path))
@sample_option
@today_option
@shared
@pass_voice
def demo(voice: Voice, folder: Path, sample: str, today: date | None) -> Report:
    """Do the whole work on a shipped sample.

    Starts it in DIR, checks it, makes its books and releases them. Needs neither LibreOffice nor any installed font.
    Run again, and only what is missing is made.

    \b
    Examples:
      docgen demo
      docgen demo try-zh --sample safety-2026-zh
    """
    started = time.monotonic()
    session = _start(voice, folder, sample, today)
    made = _make(voice, session)
    issued = _release(session, made)
    return _report(session, made, issued, round(time.monotonic() - started, 1))


def _start(voice: Voice, folder: Path, sample: str, today: date | None) -> Session:
    speak_language_of(sample_folder(sample))
    if not (folder / FILE).exists():
        start_campaign(folder, sample, {})
        session = open_campaign(voice, today, folder)
        if not lacking_boxes(session.campaign):
            make_demo_keys(session.campaign, session.now)
    return open_campaign(voice, today, folder)


def _make(voice: Voice, session: Session) -> BooksReport:
    with voice.progress(say("Making books")) as step:
        return make_books(session.campaign, who=session.who("docgen demo"), means=Means(progress=step))


def _release(session: Session, made: BooksReport) -> ReleaseReport | None:
    """Issue what is fit; None if nothing is."""
    if not made.releasable:
        return None
    keys = unlock(session.campaign, lambda _: None, session.now)
    if not keys.may_go_on:
        return None
    return release(session.campaign, who=session.who("docgen demo"), signing=keys.signing, units=made.releasable)


def _report(session: Session, made: BooksReport, issued: ReleaseReport | None, seconds: float) -> Report:
    result = DemoResult(
        folder=str(session.campaign.folder),
        units=len(session.campaign.active_units()),
        made=made.count(BookOutcome.MADE),
        unchanged=made.count(BookOutcome.UNCHANGED) + made.count(BookOutcome.FROZEN),
        pages=sum(book.pages for book in made.results),
        released=len(issued.released) if issued else 0,
        seconds=seconds,
    )
    findings = (*session.findings, *made.findings)
    failed = bool(made.count(BookOutcome.FAILED))
    return Report(
        result,
        findings,
        (_grid(session, result),),
        (*_summary(session, made, result), *((signed_by(issued),) if issued else ())),
        failed,
    )


def _grid(session: Session, result: DemoResult) -> Grid:
    found = count_levels(session.findings)
    folder = session.campaign.folder
    made = say("{made} made, {unchanged} there already, {pages} pages", **_counts(result))
    rows = (
        (say("campaign"), say("units: {units}", units=result.units), str(folder / "units.xlsx")),
        (say("check"), say("errors: {errors}, warnings: {warnings}", errors=found.errors, warnings=found.warnings), ""),
        (say("books"), made, str(folder / "out" / "books")),
        (say("released"), say("books: {released}", released=result.released), str(folder / "archive")),
        (say("records"), say("numbers, journal"), str(folder / "docgen.db")),
    )
    return Grid(session.campaign.settings.name, (say("step"), say("outcome"), say("where to look")), rows)


def _counts(result: DemoResult) -> dict[str, object]:
    return {"made": result.made, "unchanged": result.unchanged, "pages": result.pages}


def _summary(session: Session, made: BooksReport, result: DemoResult) -> Iterator[str]:
    folder = session.campaign.folder
    yield say("Done in {seconds} seconds.", seconds=result.seconds)
    first = next((name for book in made.results for name in book.files if name.endswith(".pdf")), "")
    if first:
        yield say("Open a book: {path}", path=folder / "out" / "books" / first)
    yield say("Then type:")
    yield say("  docgen -C {folder}                  what is due, what waits", folder=folder)
    yield say("  docgen -C {folder} check            what is wrong, and where", folder=folder)
    yield say("  docgen -C {folder} books            after changing a cell of units.xlsx: what differs", folder=folder)
    yield say("  docgen -C {folder} journal verify   that nobody changed the record", folder=folder)
