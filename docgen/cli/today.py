"""`docgen` alone: what is due today, what waits for a person, and the next command to type."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from docgen.agenda import Agenda, Day, agenda
from docgen.assessment.warn import decided_terms
from docgen.books import lint_templates, lint_wordings, survey
from docgen.cli.counter import open_counter
from docgen.cli.report import Grid, Report
from docgen.cli.scores import known
from docgen.cli.session import Session, has_campaign, lost_from, open_campaign
from docgen.cli.voice import Voice
from docgen.cli.waiting import unfit_rules
from docgen.desk import questions
from docgen.findings import Level
from docgen.forms import due_forms
from docgen.language import say
from docgen.model import BooksSurvey, DecisionKind, ReturnsSurvey
from docgen.store import assessments, decisions


@dataclass(frozen=True, slots=True)
class Beginning:
    """JSON of `docgen` outside any campaign: the commands to begin with."""

    commands: tuple[str, ...]


def today_report(voice: Voice, today: date | None) -> Report:
    """What `docgen` alone says in the current folder."""
    if not has_campaign():
        return _beginning()
    session = open_campaign(voice, today)
    lost = lost_from(session.campaign)
    errors = _errors(session) + len(lost)
    books = BooksSurvey() if errors else _books(session)
    returns = ReturnsSurvey() if errors else _returns(session)
    day = session.now.date()
    outdated = () if errors else _outdated(session)
    seen = agenda(
        session.campaign.settings, books, day, errors=errors, terms=_terms(session), returns=returns, outdated=outdated
    )
    return Report(seen, lost, grids=tuple(_grids(seen)), summary=tuple(_summary(seen, errors)))


def _errors(session: Session) -> int:
    """How many errors `docgen check` would tell."""
    faults = (fault for lint in lint_templates(session.campaign) for fault in lint.faults)
    texts = lint_wordings(session.campaign)
    return sum(finding.level is Level.ERROR for finding in (*session.findings, *texts, *faults))


def _books(session: Session) -> BooksSurvey:
    with session.records() as store:
        return survey(session.campaign, store)


def _returns(session: Session) -> ReturnsSurvey:
    with session.records() as store:
        counter = open_counter(session, store, "docgen")
        register = counter.register()
        report = counter.status(register)
        waiting = questions(counter.office, register, report)
    made = {(one.form, one.period, one.unit) for one in register.made}
    due = due_forms(session.campaign, counter.office.forms, (), (), session.now.date())
    units = session.campaign.active_units()
    unmade = (d for d in due if any((d.form.code, d.period, unit.code) not in made for unit in units if d.asks(unit)))
    return ReturnsSurvey(
        unmade=tuple(f"{one.form.code} {one.period}" for one in unmade),
        chase=tuple(one.unit for one in report.chase),
        questions=sum(question.kind is not DecisionKind.WAIVER for question in waiting),
    )


def _outdated(session: Session) -> tuple[str, ...]:
    """Units of which another result was published than they have now; none while the rules cannot be scored by."""
    with session.records() as store, store.begin() as tx:
        every = assessments.of_year(tx, session.campaign.settings.year)
    told = {unit: versions for unit, one in every.items() if (versions := [v for v in one if v.published])}
    if not told or unfit_rules(session.campaign):
        return ()
    now = known(session, ()).results()
    return tuple(
        one.unit for one in now if one.unit in told and not assessments.is_same(told[one.unit][-1].assessment, one)
    )


def _terms(session: Session) -> tuple[tuple[date, str, str], ...]:
    """Hearings and terms of the summonses and cards of the year."""
    with session.records() as store, store.begin() as tx:
        made = decisions.standing(decisions.of_year(tx, session.campaign.settings.year))
    return decided_terms(session.campaign, made.values())


def _beginning() -> Report:
    commands = ("docgen demo", "docgen init DIR", "docgen doctor")
    talk = (
        say("There is no campaign in this folder. To begin, type one of these:"),
        say("  docgen demo        see the whole work done on a sample"),
        say("  docgen init DIR    start a campaign of your own in the folder DIR"),
        say("  docgen doctor      see whether this machine has what it takes"),
        say("Nothing was changed."),
    )
    return Report(Beginning(commands), summary=talk)


def _grids(seen: Agenda) -> Iterator[Grid]:
    if seen.days:
        rows = tuple((day.date.isoformat(), when(day), day.title, day.form, day.period) for day in seen.days)
        yield Grid(seen.campaign, (say("day"), say("when"), say("what"), say("form"), say("period")), rows)
    if seen.matters:
        yield Grid(say("Waiting"), (say("what"), say("command")), tuple((m.text, m.command) for m in seen.matters))


def when(day: Day) -> str:
    """How far a day is, in words."""
    near = {-1: say("yesterday"), 0: say("today"), 1: say("tomorrow")}
    if day.days in near:
        return near[day.days]
    return say("in {days:day|days}", days=day.days) if day.days > 0 else say("{days:day|days} ago", days=-day.days)


def _summary(seen: Agenda, errors: int) -> Iterator[str]:
    if errors:
        yield say("What else waits is told once the errors are mended. Nothing was changed.")
    else:
        yield say("Books released: {count}. Nothing was changed.", count=len(seen.books.issued))
    if seen.next_command:
        yield say("Next: {command}", command=seen.next_command)
    else:
        yield say("Nothing waits for you today.")
