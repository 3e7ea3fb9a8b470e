"""What is due on a day, what waits for a person, and which command comes next: pure functions of what is known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from docgen.campaign import Settings
from docgen.language import enumerated, say
from docgen.model import BooksSurvey, ReturnsSurvey

LATELY = timedelta(days=7)
AHEAD = timedelta(days=30)
NONE_DUE = ReturnsSurvey()


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar; `days` from today, negative when it has passed."""

    date: date
    title: str
    form: str
    period: str
    days: int


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to be done: in words, and the command that does it ("" where none does)."""

    text: str
    command: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The state of a campaign on a day; `next_command` is empty when nothing is to be done now."""

    campaign: str
    today: date
    days: tuple[Day, ...]
    books: BooksSurvey
    matters: tuple[Matter, ...]
    next_command: str
    returns: ReturnsSurvey = NONE_DUE


Term = tuple[date, str, str]
"""A day that is a unit's alone: when, the unit's code, and what, in words."""


def agenda(
    settings: Settings,
    books: BooksSurvey,
    today: date,
    *,
    errors: int,
    terms: Iterable[Term] = (),
    returns: ReturnsSurvey = NONE_DUE,
    outdated: tuple[str, ...] = (),
) -> Agenda:
    """What to do on `today`; `errors` is how many errors `docgen check` would report, `terms` are units' own days.

    `outdated` are units whose published result no longer holds.
    """
    matters = (*_matters(books, errors), *_of_returns(returns), *_of_results(outdated))
    following = next((matter.command for matter in matters if matter.command), "")
    return Agenda(settings.name, today, days_around(settings, today, terms), books, matters, following, returns)


def days_around(settings: Settings, today: date, terms: Iterable[Term] = ()) -> tuple[Day, ...]:
    """The days of the calendar from a week ago to a month ahead; if none lies ahead, the next one after that."""
    calendar = [Day(one.date, one.title, one.form, one.period, (one.date - today).days) for one in settings.calendar]
    calendar += [Day(day, f"{unit} {title}", "", "", (day - today).days) for day, unit, title in terms]
    days = sorted(calendar, key=lambda day: day.days)
    near = [day for day in days if -LATELY.days <= day.days <= AHEAD.days]
    later = [day for day in days if day.days > AHEAD.days]
    return tuple(near if any(day.days >= 0 for day in near) else near + later[:1])


def _matters(books: BooksSurvey, errors: int) -> Iterator[Matter]:
    """What waits, the most pressing first."""
    if errors:
        yield Matter(say("errors in the campaign folder: {count}", count=errors), "docgen check")
    if books.missing:
        yield Matter(say("books not made yet: {count} ({codes})", **_named(books.missing)), "docgen books")
    if books.changed:
        text = say("books whose data changed since they were made: {count} ({codes})", **_named(books.changed))
        yield Matter(text, "docgen books")
    if books.waiting:
        yield Matter(say("books made, not released: {count} ({codes})", **_named(books.waiting)), "docgen books")
    if books.differing:
        text = say("released books that differ from the roster: {count} ({codes})", **_named(books.differing))
        yield Matter(text, f'docgen books --reissue {books.differing[0]} --reason "…"')
    if books.stale:
        yield Matter(say("books of units no longer in the roster: {count} ({codes})", **_named(books.stale)), "")


def _of_returns(returns: ReturnsSurvey) -> Iterator[Matter]:
    if returns.unmade:
        yield Matter(say("forms not made yet: {count} ({codes})", **_named(returns.unmade)), "docgen forms")
    if returns.questions:
        yield Matter(say("answers that wait for a decision: {count}", count=returns.questions), "docgen review")
    if returns.chase:
        yield Matter(say("units to be chased for returns: {count} ({codes})", **_named(returns.chase)), "docgen status")


def _of_results(outdated: tuple[str, ...]) -> Iterator[Matter]:
    if outdated:
        text = say("published results that no longer hold: {count} ({codes})", **_named(outdated))
        yield Matter(text, 'docgen results --publish --approver "…" --document "…"')


def _named(codes: tuple[str, ...]) -> dict[str, object]:
    shown = enumerated((*codes[:5], "…") if len(codes) > 5 else codes)
    return {"count": len(codes), "codes": shown}
