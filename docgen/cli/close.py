"""`docgen close`: figures that are asked for become, after their deadline, what the rules say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import click

from docgen.assessment.closing import Asked, Closer, asked, closings
from docgen.assessment.sentences import becomes_word
from docgen.batch import exclusive
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.scores import known, unit_code
from docgen.cli.session import Session, open_campaign, user_name
from docgen.cli.voice import Voice
from docgen.findings import Finding
from docgen.language import say
from docgen.model import Decision
from docgen.store import decisions


@dataclass(frozen=True, slots=True)
class CloseResult:
    """JSON of `docgen close`: the decisions entered now, and the figures that are asked for still."""

    closed: tuple[Decision, ...]
    open: tuple[Asked, ...]


@click.command()
@click.option("--unit", "units", multiple=True, metavar="UNIT", help="Only this unit's, by code or name; repeatable.")
@click.option("--reason", default="", help="Why, for journal and explanation. [default: the deadline that passed]")
@click.option("--document", default="", metavar="NO", help="The document by which it was ordered.")
@today_option
@shared
@pass_voice
def close(voice: Voice, units: tuple[str, ...], reason: str, document: str, today: date | None) -> Report:
    """Close figures still asked for after their deadline.

    Rules may ask for a figure rather than take its points (missing = ask), and say what it is after the deadline
    (after deadline: lose, full, not applicable). Each figure closed is a decision of the office: who and when, entered
    in the journal, shown by docgen explain. One that comes after all counts, and the closing is told to hold no more.

    \b
    Examples:
      docgen close
      docgen close --unit 0101 --reason "Reminded three times" --document "No. 12 (2027)"
    """
    session = open_campaign(voice, today)
    codes = {unit_code(session, unit) for unit in units}
    by = Closer(user_name(), session.now, reason, document)
    with exclusive(session.campaign.folder / ".docgen-desk.lock", command="docgen close"):
        facts = known(session, ())
        every = asked(facts.rules, facts.records, facts.office, facts.names)
        waiting = [one for one in every if not codes or one.unit in codes]
        _enter(session, made := closings(waiting, by))
    left = tuple(one for one in waiting if not one.may_close(session.now.date()))
    return _report(CloseResult(made, left), waiting, session.now.date(), facts.findings)


def _enter(session: Session, made: tuple[Decision, ...]) -> None:
    if made:
        with session.store() as store, store.begin() as tx:
            decisions.enter(tx, session.who("docgen close"), session.campaign.settings.year, made)


def _report(result: CloseResult, waiting: list[Asked], today: date, findings: tuple[Finding, ...]) -> Report:
    closed = [one for one in waiting if one.may_close(today)]
    grids = tuple(_grids(closed, result.open))
    return Report(result, findings, grids, tuple(_summary(result, today)))


def _grids(closed: list[Asked], left: tuple[Asked, ...]) -> Iterator[Grid]:
    heads = (say("unit"), say("name"), say("item"), say("why"), say("deadline"), say("then"))
    for title, rows in ((say("Closed"), closed), (say("Still asked for"), left)):
        if rows:
            yield Grid(title, heads, tuple(map(_row, rows)))


def _row(one: Asked) -> tuple[str, ...]:
    due = one.due.isoformat() if one.due else "–"
    return (one.unit, one.name, one.item, one.why, due, becomes_word(one.becomes))


def _summary(result: CloseResult, today: date) -> Iterator[str]:
    units = len({one.unit for one in result.closed})
    yield say("{count:figure|figures} closed, of {units:unit|units}.", count=len(result.closed), units=units)
    early = sum(not one.is_past(today) for one in result.open)
    if early:
        yield say("{count:figure is|figures are} asked for until a deadline that has not passed.", count=early)
    if len(result.open) > early:
        yield say(
            "{count:figure stays|figures stay} open: the rules do not say what becomes of figures after the deadline"
            " (column after deadline).",
            count=len(result.open) - early,
        )
    yield say("Returns and released books were untouched. Next: docgen assess")
