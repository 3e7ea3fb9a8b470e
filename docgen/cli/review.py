"""`docgen review`: one workbook of all that waits for a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from docgen.batch import Readers
from docgen.cli.counter import open_counter
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.session import open_campaign
from docgen.cli.voice import Voice
from docgen.cli.waiting import all_waiting, unfit_rules
from docgen.desk import review_page, review_workbook
from docgen.desk.review import TypedBefore, typed_into
from docgen.files import read_bytes, sweep_partial, write_atomic
from docgen.findings import Finding
from docgen.language import say
from docgen.model import Question, kind_word


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """JSON of `docgen review`: everything that waits, and the workbook that was written."""

    waiting: tuple[Question, ...]
    out: str


@click.command()
@click.option("--out", metavar="FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@today_option
@shared
@pass_voice
def review(voice: Voice, out: Path | None, today: date | None) -> Report:
    """Write all that waits for a person into one workbook.

    Each row says what is wrong, where it stands and what may be meant; write the decision and the reason into it, in
    any office program, then: docgen decide FILE. A page beside it (.html) shows the same, with pieces of PDFs as
    pictures. Figures that came on paper are typed into the second sheet. What was typed into the workbook before and is
    not entered yet is taken over.

    \b
    Example:
      docgen review --out review.xlsx
    """
    session = open_campaign(voice, today)
    path = out or session.campaign.folder / "out" / "review.xlsx"
    with session.records() as store:
        counter = open_counter(session, store, "docgen review")
        known = counter.register()
        waiting = all_waiting(counter.office, known, counter.status(known))
        typed = typed_into(counter.office, path, waiting, counter.typed)
        kept = _kept(path, session.now) if typed.left else None
        write_atomic(path, review_workbook(counter.office, waiting, typed))
        with Readers("docgen.pdf.pieces:piece") as readers:
            write_atomic(path.with_suffix(".html"), review_page(counter.office, waiting, readers.read))
    sweep_partial(path.parent)
    told = (*_said_of(typed, kept), *_next(waiting, path))
    return _report(waiting, path, unfit_rules(session.campaign), told)


def _kept(path: Path, now: datetime) -> Path:
    """A copy of the workbook as a person left it."""
    kept = path.with_name(f"{path.stem} {now:%Y-%m-%d %H%M%S}{path.suffix}")
    write_atomic(kept, read_bytes(path))
    return kept


def _said_of(typed: TypedBefore, kept: Path | None) -> Iterator[str]:
    if count := len(typed.inputs) + len(typed.entries):
        yield say("{count:row|rows} typed into the workbook before and not entered yet: taken over.", count=count)
    if kept:
        yield say(
            "Something typed there could not be taken over: what it is about has changed or waits no more. The "
            "workbook as it was: {path}",
            path=kept,
        )


def _next(waiting: tuple[Question, ...], path: Path) -> Iterator[str]:
    yield say("{count:thing waits|things wait} for a decision: {path}", count=len(waiting), path=path)
    yield say("Nothing was changed. Next: docgen decide {path}", path=path)


def _report(waiting: tuple[Question, ...], path: Path, unfit: tuple[Finding, ...], told: tuple[str, ...]) -> Report:
    rows = tuple((q.unit, kind_word(q.kind), q.title, q.raw, q.about) for q in waiting)
    grid = Grid("", (say("unit"), say("kind"), say("subject"), say("as it stands"), say("what is asked")), rows)
    return Report(ReviewResult(waiting, str(path)), unfit, (grid,) if rows else (), told)
