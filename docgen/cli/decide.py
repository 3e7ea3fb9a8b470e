"""`docgen decide`: the decisions of a review workbook, applied and entered in the journal."""

from collections.abc import Mapping
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
from docgen.cli.waiting import all_waiting, unfit_rules
from docgen.desk import Decided, EnteredReport, enter
from docgen.desk import decide as decide_by
from docgen.desk.questions import by_key
from docgen.desk.review import new_word
from docgen.findings import Finding
from docgen.language import say
from docgen.model import Decision, DecisionKind, Question, kind_word


@dataclass(frozen=True, slots=True)
class DecideResult:
    """JSON of `docgen decide`: the decisions entered now, how many were before, the returns typed from paper."""

    entered: tuple[Decision, ...]
    before: int
    typed: tuple[str, ...] = ()


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
        waiting = all_waiting(counter.office, known, counter.status(known))
        done = decide_by(counter.office, file, waiting, counter.judge, counter.office.who)
        figures = enter(counter.office, file, known, counter.typed)
    return _report(done, figures, by_key(waiting), unfit_rules(session.campaign))


def _report(done: Decided, figures: EnteredReport, asked: Mapping[str, Question], unfit: tuple[Finding, ...]) -> Report:
    rows = tuple(_row(one, asked[one.key]) for one in done.entered)
    heads = (say("unit"), say("kind"), say("subject"), say("before"), say("after"), say("reason"))
    told = (
        say("{count:decision|decisions} entered; before that: {before}.", count=len(done.entered), before=done.before),
        say("{count:return|returns} entered from paper.", count=len(figures.entered)),
        say("Returns and released books were untouched."),
    )
    typed = tuple(f"{slot.unit} {slot.subject}" for slot in figures.entered)
    result = DecideResult(done.entered, done.before + figures.before, typed)
    return Report(result, (*done.findings, *figures.findings, *unfit), (Grid("", heads, rows),) if rows else (), told)


def _row(one: Decision, asked: Question) -> tuple[str, ...]:
    upon = "" if one.kind is DecisionKind.RETURN else one.old  # the digest of a file is nothing to a reader
    before = asked.raw or asked.read or upon
    return (one.unit, kind_word(one.kind), asked.title, before, new_word(one.new), one.reason)
