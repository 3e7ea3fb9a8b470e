"""`docgen send`: what is for each unit goes out, by mail or laid ready for other channels; nobody gets it twice."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr
from importlib.util import find_spec
from pathlib import Path

import click

from docgen.batch import exclusive
from docgen.campaign.due import check_period
from docgen.campaign.outgoing import Mail, Source
from docgen.cli.counter import day_of
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.reminding import all_terms
from docgen.cli.report import Grid, Report
from docgen.cli.session import Session, open_campaign
from docgen.cli.voice import Voice
from docgen.errors import CampaignError
from docgen.files import safe_name, sweep_partial, write_atomic
from docgen.findings import Finding
from docgen.language import enumerated, say
from docgen.model import Message, MessageState, Parcel
from docgen.results import (
    Mailroom,
    MailText,
    Pace,
    Postman,
    Written,
    deliver,
    make_by_hand,
    queue,
    read_text,
    state_word,
    written,
)
from docgen.results.copies import NOTICES
from docgen.results.parcels import parcels_of
from docgen.results.reminders import TOPIC, Reminding, due_on
from docgen.store import Archive, Store


@dataclass(frozen=True, slots=True)
class SendResult:
    """JSON of `docgen send`: every message with its state, and the files written to look at or to hand over."""

    messages: tuple[Message, ...]
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command was asked for."""

    topic: str
    units: tuple[str, ...]
    dry_run: bool
    by_hand: bool
    yes: bool


@dataclass(frozen=True, slots=True)
class Sending:
    """Parcels that go out with one text."""

    topic: str
    parcels: tuple[Parcel, ...]
    text: MailText


Sendings = tuple[Sending, ...]


@click.command()
@click.argument("what", metavar="WHAT")
@click.option("--unit", "units", multiple=True, metavar="CODE", help="Only to this unit; may be repeated.")
@click.option("--period", default="", metavar="P", help="Only the forms or notices of this period: 2026Q1.")
@click.option("--dry-run", is_flag=True, help="Send nothing: write each message as .eml into out/mail to look at.")
@click.option("--by-hand", is_flag=True, help="No mail: one zip and one covering text a unit, into out/by-hand.")
@click.option("--yes", is_flag=True, help="Do not ask before sending.")
@today_option
@shared
@pass_voice
def send(voice: Voice, /, what: str, today: date | None, **options: bool | str | tuple[str, ...]) -> Report:
    """Send to every unit what is for it.

    WHAT is books, forms, notices, reminders, previews, results or hazards. Each unit gets one message with its own
    files; run again, the command sends only what has not gone out yet. A message whose fate the server did not tell
    is never sent again by itself: docgen outbox shows it. Reminders are those of the day: ten and three days before a
    term, on it, three and seven days after; notices of no one period bring them along.

    \b
    Examples:
      docgen send books --dry-run
      docgen send books --yes
      docgen send books --by-hand
      docgen send notices --period 2026Q1
      docgen send reminders --yes
    """
    session, period = open_campaign(voice, today), str(options.pop("period"))
    check_period(session.campaign, period)
    wish = Wish(f"{what} {period}".strip(), tuple(options.pop("units") or ()), **options)  # type: ignore[arg-type]
    with exclusive(session.campaign.folder / ".docgen-mail.lock", command="docgen send"), session.store() as store:
        return _send(voice, session, store, wish)


def _send(voice: Voice, session: Session, store: Store, wish: Wish) -> Report:
    sendings, wrong = _sendings(session, store, wish)
    if not sendings:
        return Report(SendResult(()), wrong, summary=(say("Nothing was sent."),))
    if not any(one.parcels for one in sendings):
        return Report(SendResult(()), wrong, summary=(say("Nothing was sent."), _why_nothing(wish.topic)))
    if wish.by_hand:
        return _lay_ready(session, store, wish, sendings, wrong)
    if session.campaign.settings.mail is None:
        raise CampaignError(
            say("campaign.toml does not say how mail leaves the office: it has no table [mail]."),
            say("Add it (docs/campaign.md shows how), or use: docgen send {topic} --by-hand", topic=_typed(wish.topic)),
        )
    return _show(session, sendings, wrong) if wish.dry_run else _mail(voice, session, store, wish, sendings, wrong)


def _typed(topic: str) -> str:
    """A topic as it is typed after `docgen send`: its period is an option."""
    what, _, period = topic.partition(" ")
    return f"{what} --period {period}" if period else what


def _sendings(session: Session, store: Store, wish: Wish) -> tuple[Sendings, tuple[Finding, ...]]:
    """What there is to send, and why some of it has no words to go with. Reminders go with the notices, or alone."""
    found, wrong = [], []
    for topic in (wish.topic, TOPIC) if wish.topic == NOTICES else (wish.topic,):
        parcels = _parcels(session, store, topic, wish)
        text, fault = read_text(session.campaign.folder, topic.partition(" ")[0])
        if text and (parcels or topic == wish.topic):
            found.append(Sending(topic, parcels, text))
        elif fault and (parcels or topic == wish.topic):
            wrong.append(fault)
    return tuple(found), tuple(wrong)


def _why_nothing(topic: str) -> str:
    """What must be there before anything of this kind can go out."""
    reasons = {
        "books": say("No book that would go to these units is released: docgen books --yes"),
        "forms": say("No form that would go to these units is made: docgen forms"),
        "hazards": say("No notice of hazards that would go to these units is made: docgen notices --hazards"),
        "notices": say("No notice that would go to these units is made: docgen notices"),
        "previews": say("No preview that would go to these units is made: docgen results --preview"),
        "reminders": say("No unit is to be reminded of anything on this day."),
        "results": say("No result that would go to these units is published: docgen results --publish"),
    }
    return reasons[topic.partition(" ")[0]]


def _parcels(session: Session, store: Store, topic: str, wish: Wish) -> tuple[Parcel, ...]:
    """What there is to send; reminders are those of the day, by the calendar."""
    if topic != TOPIC:
        return parcels_of(session.campaign, store, topic, wish.units)
    due = due_on(all_terms(session, store), day_of(session))
    reminding = Reminding(session.campaign, store, session.who("docgen send"))
    return reminding.parcels(due, wish.units, note=not wish.dry_run)


def _lay_ready(session: Session, store: Store, wish: Wish, sendings: Sendings, wrong: tuple[Finding, ...]) -> Report:
    folder, who = session.campaign.folder / "out" / "by-hand", session.who("docgen send --by-hand")
    runs = [make_by_hand(session.campaign, store, one.parcels, one.text, who, folder) for one in sendings]
    folders = {path.parent for run in runs for path in run.files}
    folder = folders.pop() if len(folders) == 1 else folder
    told = [
        say("{count:parcel is|parcels are} ready in {folder}.", count=sum(len(r.messages) for r in runs), folder=folder)
    ]
    told += [
        say('Once they are handed over, enter it: docgen outbox --handed-over "{topic}"', topic=one.topic)
        for one in sendings
    ]
    ready = tuple(m for run in runs for m in run.messages), tuple(str(path) for run in runs for path in run.files)
    return Report(SendResult(*ready), (*wrong, *(f for run in runs for f in run.findings)), summary=tuple(told))


def _show(session: Session, sendings: Sendings, wrong: tuple[Finding, ...]) -> Report:
    laid = [lay_out_mail(session, one.topic, one.parcels, one.text) for one in sendings]
    made = [(one, folder) for all_of_one, folder in laid for one in all_of_one]
    files = [str(folder / mail_name(one)) for one, folder in made if one.mail]
    findings = tuple(dict.fromkeys(f for one, _ in made for f in one.findings))
    rows = tuple((one.parcel.unit.code, one.recipient, one.subject, _names(one.parcel)) for one, _ in made if one.mail)
    grid = Grid("", (say("unit"), say("to"), say("subject"), say("enclosed")), rows)
    folder = laid[0][1] if len(laid) == 1 else laid[0][1].parent
    told = (
        say("Nothing was sent. To look at, in {folder}: {count:message|messages}.", count=len(files), folder=folder),
    )
    return Report(SendResult((), tuple(files)), (*wrong, *findings), (grid,), told)


def lay_out_mail(
    session: Session, topic: str, parcels: tuple[Parcel, ...], text: MailText
) -> tuple[tuple[Written, ...], Path]:
    """Write the mails of parcels as .eml files to look at, and say where; none is kept, queued or sent."""
    folder = session.campaign.folder / "out" / "mail" / safe_name(topic)
    made = written(session.campaign, parcels, text, session.who("docgen send --dry-run"))
    for one in (one for one in made if one.mail):
        write_atomic(folder / mail_name(one), one.mail)
    sweep_partial(folder)
    return made, folder


def mail_name(one: Written) -> str:
    """The name of the file a mail is written into to be looked at."""
    return f"{safe_name(one.parcel.unit.code)} {one.parcel.edition[:8]}.eml"


def _names(parcel: Parcel) -> str:
    return enumerated(enclosed.name for enclosed in parcel.enclosures)


def _mail(
    voice: Voice, session: Session, store: Store, wish: Wish, sendings: Sendings, wrong: tuple[Finding, ...]
) -> Report:
    mail, who = session.campaign.settings.mail, session.who("docgen send")
    assert mail is not None
    queued = [queue(session.campaign, store, one.parcels, one.text, who) for one in sendings]
    known = tuple(message for one in queued for message in one.messages)
    findings = tuple(dict.fromkeys((*wrong, *(f for one in queued for f in one.findings))))
    waiting = tuple(message for one in queued for message in one.waiting)
    question = say("Send {count:message|messages} from {sender} now?", count=len(waiting), sender=mail.sender)
    if waiting and not wish.yes:
        voice.show_findings(findings)  # who gets none, and why, before anything is sent
        if not voice.confirm(question):
            return _report(known, findings, tried=None)
    pace = Pace(time.monotonic, time.sleep, 60 / mail.rate)
    room = Mailroom(store, Archive(session.campaign.folder / "archive"), who, pace)
    sender = parseaddr(mail.sender)[1]
    password = _password(voice, mail) if waiting else None
    with (
        voice.progress(say("Sending")) as progress,
        Postman(mail, sender, password=password, folder=session.campaign.folder) as postman,
    ):
        done = deliver(room, postman, waiting, progress)
    now = {message.id: message for message in (*known, *done.messages)}
    return _report(tuple(now.values()), (*findings, *done.findings), len(done.messages))


def _password(voice: Voice, mail: Mail) -> str | None:
    """The password from where campaign.toml says, never from the command line."""
    match mail.password:
        case Source.PROMPT:
            return voice.ask_secret(say("Password of {user} at {host}", user=mail.user, host=mail.host))
        case Source.ENVIRONMENT:
            return os.environ.get(mail.password_env)
        case Source.KEYRING if find_spec("keyring"):
            import keyring  # an extra

            found: str | None = keyring.get_password("docgen", f"{mail.user}@{mail.host}")
            return found
    return None


def _report(messages: tuple[Message, ...], findings: tuple[Finding, ...], tried: int | None = 0) -> Report:
    """What became of messages of which `tried` were handed to the server, None where sending was not confirmed."""
    return Report(SendResult(messages), findings, (outbox_grid(messages),), tuple(_summary(messages, tried)))


def outbox_grid(messages: tuple[Message, ...]) -> Grid:
    """Messages as a table for a person."""
    heads = (say("unit"), say("topic"), say("to"), say("state"), say("tries"), say("answer"))
    rows = ((m.unit, m.topic, m.recipient or "-", state_word(m.state), str(m.attempts), m.reply) for m in messages)
    return Grid("", heads, tuple(rows))


def _summary(messages: tuple[Message, ...], tried: int | None) -> Iterator[str]:
    counts = {state: sum(m.state is state for m in messages) for state in MessageState}
    yield say(
        "{sent} sent, {queued} queued, {refused} refused, {uncertain} uncertain.",
        **{state.value: count for state, count in counts.items()},
    )
    if tried is None:
        yield say("Nothing was sent, for nobody confirmed it. To send without being asked, add --yes.")
    elif not tried:
        yield say("No message was handed to the mail server now.")
    yield say("Nobody gets a message twice; returns and released books were untouched.")
