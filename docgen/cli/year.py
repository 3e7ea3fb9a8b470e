"""The steps of `docgen demo`: the year of a sample as its rehearsal tells it, each step one of the rooms at work."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from docgen.batch import Readers, exclusive
from docgen.books import (
    Countersigning,
    countersign_book,
    lacking_boxes,
    make_books,
    make_demo_keys,
    release,
    unlock,
    unlock_for_letters,
)
from docgen.campaign import start_campaign
from docgen.campaign.toml import FILE
from docgen.cli.assess import keep_results
from docgen.cli.check import count_levels
from docgen.cli.collect import INBOX
from docgen.cli.counter import Counter, open_counter
from docgen.cli.results import Wish, make_results
from docgen.cli.scores import known
from docgen.cli.send import lay_out_mail
from docgen.cli.session import Session, open_campaign
from docgen.cli.voice import Voice
from docgen.cli.waiting import all_waiting
from docgen.desk import Means, collect, review_workbook
from docgen.desk.notices import Notices
from docgen.errors import UsageError
from docgen.files import sweep_partial, write_atomic
from docgen.forms import Choice, load_definitions, make_forms
from docgen.forms import Means as FormMeans
from docgen.forms.rehearse import Rehearsal, Settled, lay_returns
from docgen.language import enumerated, say
from docgen.model import Decision, GradeState, Question, ReturnState
from docgen.pdf.keys import KeyFile
from docgen.press.series import Means as PressMeans
from docgen.results import Written, read_text
from docgen.results.parcels import parcels_of
from docgen.results.publish import Office as ResultsOffice
from docgen.store import Who, decisions
from docgen.verify import files_in, keep, verify_files

_COUNTERSIGNED = Path("out", "countersigned")
_REVIEW = Path("out", "review.xlsx")
_MARK = ".docgen-demo"  # holds the name of the sample that is played in this folder


@dataclass(frozen=True, slots=True)
class Line:
    """What a step came to: what was made, what waits for a person, and where to look."""

    made: str
    waits: str = ""
    look: str = ""


@dataclass(frozen=True)
class Play:
    """A sample's year being played in a folder."""

    voice: Voice
    folder: Path
    sample: str
    told: Rehearsal

    @cached_property
    def session(self) -> Session:
        """The campaign, opened once it has been started."""
        return open_campaign(self.voice, self.books_day, self.folder)

    def on(self, day: date) -> Session:
        """The campaign as it is on a day."""
        return self.session.on(day)

    @property
    def books_day(self) -> date:
        """The day the books are made."""
        return self.told.days["books"]

    @property
    def notices_day(self) -> date:
        """The day the units are told what they owe, soon after a term has passed."""
        return self.told.days["notices"]

    @property
    def results_day(self) -> date:
        """The day of the results, after all that is due."""
        return self.told.days["results"]

    @property
    def published_day(self) -> date:
        """The day the results are published, after the term for objections."""
        return self.told.days["published"]

    def path(self, *parts: str | Path) -> str:
        """A place in the folder, to look at."""
        return str(self.folder.joinpath(*parts))


@dataclass(frozen=True, slots=True)
class Step:
    """A step by its name, and the function that takes it."""

    name: Callable[[], str]
    take: Callable[[Play], Line]


def start(play: Play) -> Line:
    """Start the campaign from the sample, with throw-away keys, and look for what is wrong in it."""
    _refuse_another(play)
    if not (play.folder / FILE).exists():
        write_atomic(play.folder / _MARK, play.sample.encode())
        start_campaign(play.folder, play.sample, {})
        session = open_campaign(play.voice, play.books_day, play.folder)
        if not lacking_boxes(session.campaign):
            make_demo_keys(session.campaign, session.now)
    session = play.session
    found = count_levels(session.findings)
    units = say("units: {units}", units=len(session.campaign.active_units()))
    waits = say("errors: {errors}, warnings: {warnings}", errors=found.errors, warnings=found.warnings)
    return Line(units, waits, play.path("units.xlsx"))


def _refuse_another(play: Play) -> None:
    """Nothing is played in a campaign that somebody works in: books would be released there, and returns invented."""
    mark = play.folder / _MARK
    ours = mark.is_file() and mark.read_text() == play.sample
    if (play.folder / FILE).exists() and not ours:
        raise UsageError(
            say("{folder} holds a campaign that this demo did not begin; nothing was changed.", folder=play.folder),
            say("Name a new folder: docgen demo DIR"),
        )


def books(play: Play) -> Line:
    """Make the books, and release them."""
    session = play.on(play.books_day)
    who = session.who("docgen demo")
    with play.voice.progress(say("Making books")) as step:
        made = make_books(session.campaign, who=who, means=PressMeans(progress=step))
    keys = unlock(session.campaign, lambda _: None, session.now)
    released = 0
    if made.releasable and keys.may_go_on:
        with play.voice.progress(say("Releasing")) as step:
            means = PressMeans(progress=step)
            issued = release(session.campaign, who=who, signing=keys.signing, units=made.releasable, means=means)
            released = len(issued.released)
    told = say("{books:book|books}, {released} released now", books=len(made.results), released=released)
    return Line(told, "", play.path("out", "books"))


def countersigned(play: Play) -> Line:
    """Let every third unit sign its book, and take in what came back."""
    session = play.on(play.books_day)
    if lacking_boxes(session.campaign):
        return Line(say("on paper: the template has no place for a seal"))
    target = play.folder / _COUNTERSIGNED
    for unit in session.campaign.active_units()[::3]:
        key = play.folder / "keys" / "demo" / "units" / f"{unit.code}.p12"
        [*found] = (play.folder / "out" / "books").glob(f"{unit.code} *.pdf")
        if key.exists() and found and not (target / found[0].name).exists():
            countersign_book(Countersigning(found[0], KeyFile(key), target / found[0].name), None, session.now)
    files = files_in((target,)) if target.exists() else ()
    with session.store() as store:
        report = verify_files(session.campaign, store, files)
        keep(session.campaign, store, report, session.who("docgen demo"))
    open_ones = len(session.campaign.active_units()) - len(files)
    made = say("{count:book|books} signed by their units", count=len(files))
    return Line(made, say("{count:book|books} not back yet", count=open_ones), str(target))


def forms(play: Play) -> Line:
    """Make the blank forms of the whole year."""
    session = play.on(play.books_day)
    definitions = load_definitions(session.campaign).forms
    with play.voice.progress(say("Making forms")) as step:
        choice, means = Choice(play.books_day, periods=("all",)), FormMeans(progress=step)
        made = make_forms(session.campaign, definitions, who=session.who("docgen demo"), choice=choice, means=means)
    return Line(say("{count:file|files} of forms", count=len(made.results)), "", play.path("out", "forms"))


def first_returns(play: Play) -> Line:
    """Play the desk up to the day of the notices."""
    return _returns(play, play.notices_day)


def notices(play: Play) -> Line:
    """Tell each unit what it owes on the day of the notices, with its own files marked."""
    session = play.on(play.notices_day)
    readers = Readers("docgen.desk.marking:mark_copy")
    with session.store() as store, play.voice.progress(say("Writing notices")) as step:
        counter = open_counter(session, store, "docgen demo")
        register = counter.register()
        try:
            work = Notices(counter.office, "", readers.read, PressMeans(progress=step))
            done = work.write(register, counter.status(register))
        finally:
            readers.close()
    told = say("{count:notice|notices}", count=len(done.notices))
    return Line(told, say("{count:gap|gaps} to fill", count=sum(n.gaps for n in done.notices)), str(done.folder))


def returns(play: Play) -> Line:
    """Play the desk day by day: what came is collected, then what the office decided that day is entered."""
    return _returns(play, play.results_day)


def _returns(play: Play, until: date) -> Line:
    session = play.on(until)
    days = {until, *(one.day for one in play.told.decisions if one.day < until)}
    lock = exclusive(play.folder / ".docgen-desk.lock", command="docgen demo")
    with lock, session.store() as store:
        counter = open_counter(session, store, "docgen demo")
        with counter.means(None) as means:
            for day in sorted(days):
                _desk_day(play, counter.by(play.on(day).who("docgen demo")), means)
        states = [form.state for form in counter.status(counter.register()).forms]
    told = enumerated(
        say("{word} {count}", word=word, count=states.count(state)) for state, word in _states() if state in states
    )
    return Line(told, "", play.path(INBOX))


def _states() -> Iterator[tuple[ReturnState, str]]:
    yield ReturnState.ACCEPTED, say("accepted")
    yield ReturnState.WAIVED, say("waived")
    yield ReturnState.RECEIVED, say("received")
    yield ReturnState.RETURNED, say("returned")
    yield ReturnState.MISSING, say("missing")


def _desk_day(play: Play, counter: Counter, means: Means) -> None:
    office, day = counter.office, counter.office.now.date()
    with play.voice.progress(say("Filling in forms")) as step:
        lay_returns(office.campaign, office.forms, play.told, until=day, means=FormMeans(progress=step))
    with play.voice.progress(say("Reading")) as step:
        collect(office, (play.folder / INBOX,), replace(means, progress=step))
    if wanted := [one for one in play.told.decisions if one.day == day]:
        _decide(counter, wanted)


def _decide(counter: Counter, wanted: list[Settled]) -> None:
    """Enter decisions of the day that are not entered yet, each upon what it is asked about now."""
    office, register = counter.office, counter.register()
    asked = {question.key: question for question in all_waiting(office, register, counter.status(register))}
    with office.store.begin() as tx:
        standing = decisions.standing(decisions.of_year(tx, office.year))
        made = [_decision(office.who, one, asked) for one in wanted]
        decisions.enter(tx, office.who, office.year, [one for one in made if one.key not in standing])


def _decision(who: Who, one: Settled, asked: dict[str, Question]) -> Decision:
    question = asked.get(f"{one.kind}:{one.unit}:{one.subject}")
    old = question.old if question else ""
    return Decision(one.kind, one.unit, one.subject, one.new, who.actor, who.at, one.reason, one.document, old)


def review(play: Play) -> Line:
    """Write the workbook of all that still waits for a person."""
    session = play.on(play.results_day)
    with session.store() as store:
        counter = open_counter(session, store, "docgen demo")
        register = counter.register()
        waiting = all_waiting(counter.office, register, counter.status(register))
        write_atomic(play.folder / _REVIEW, review_workbook(counter.office, waiting))
    sweep_partial((play.folder / _REVIEW).parent)
    waits = say("{count:thing waits|things wait} for a decision", count=len(waiting))
    return Line(say("1 workbook"), waits, play.path(_REVIEW))


def assessment(play: Play) -> Line:
    """Score every unit."""
    session = play.on(play.results_day)
    results = list(known(session, ()).results())
    keep_results(session, results)
    settled = [one.grade for one in results if one.state is GradeState.SETTLED]
    names = [grade.name for grade in session.campaign.settings.grades]
    told = enumerated(say("{word} {count}", word=name, count=settled.count(name)) for name in names if name in settled)
    pending = len(results) - len(settled)
    return Line(told, say("{count:grade|grades} pending", count=pending) if pending else "", play.path("docgen.db"))


def previews(play: Play) -> Line:
    """Let every unit see its result before it stands; its term for objections begins."""
    session = play.on(play.results_day)
    with session.store() as store, play.voice.progress(say("Letters")) as step:
        office = ResultsOffice(session.campaign, store, session.who("docgen demo"), PressMeans(progress=step))
        made = make_results(session, store, office, Wish(preview=True))
    told = say("{count:preview|previews}", count=len(made.letters))
    waits = say("objections until {until}", until=made.until) if made.until else ""
    return Line(told, waits, str(office.folder))


def results(play: Play) -> Line:
    """Publish: letters, orders, notice, ranking and report, sealed and signed where the campaign wants it."""
    session = play.on(play.published_day)
    issuer = session.campaign.settings.issuer
    wish = Wish(publish=True, approver=issuer.signer or issuer.name, document=say("Demo 1"))
    keys = unlock_for_letters(session.campaign, lambda _: None, session.now)
    with session.store() as store, play.voice.progress(say("Letters")) as step:
        office = ResultsOffice(session.campaign, store, session.who("docgen demo"), PressMeans(progress=step))
        papers = make_results(session, store, office, wish, keys.signing)
    counts = {"letters": len(papers.letters), "others": len(papers.orders) + len(papers.others) + 1}
    told = say("{letters:letter|letters}, {others:other paper|other papers}", **counts)
    pending = len(papers.pending)
    return Line(told, say("{count:grade|grades} pending", count=pending) if pending else "", str(office.folder))


def mail(play: Play) -> Line:
    """Write the mails with books, notices and results, to look at; nothing is sent."""
    session = play.on(play.published_day)
    if session.campaign.settings.mail is None:
        return Line(say("no mail is set up"))
    written = [one for topic in ("books", "notices", "results") for one in _mails(session, topic)]
    sendable = sum(bool(one.mail) for one in written)
    waits = say("{count} cannot be sent", count=len(written) - sendable) if sendable < len(written) else ""
    return Line(say("{count:mail|mails} written, none sent", count=sendable), waits, play.path("out", "mail"))


def _mails(session: Session, topic: str) -> Sequence[Written]:
    with session.store() as store:
        parcels = parcels_of(session.campaign, store, topic)
    text, _ = read_text(session.campaign.folder, topic)
    return lay_out_mail(session, topic, parcels, text)[0] if text else ()


STEPS = (
    Step(lambda: say("campaign"), start),
    Step(lambda: say("books"), books),
    Step(lambda: say("signatures"), countersigned),
    Step(lambda: say("forms"), forms),
    Step(lambda: say("first returns"), first_returns),
    Step(lambda: say("notices"), notices),
    Step(lambda: say("returns"), returns),
    Step(lambda: say("review"), review),
    Step(lambda: say("assessment"), assessment),
    Step(lambda: say("previews"), previews),
    Step(lambda: say("results"), results),
    Step(lambda: say("mail"), mail),
)
"""The year, in order. Taken again, a step makes only what is missing."""
