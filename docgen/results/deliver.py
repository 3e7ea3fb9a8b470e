"""Going through the queue: each message once, at the server's pace, every step written down before it is taken.

Killed at any moment, the same command goes on: what was accepted is sent, what was never ended is queued, and only the
one message whose answer was being waited for is uncertain.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from docgen.batch import Meter, Progress
from docgen.findings import Code, Finding, Place
from docgen.findings.mail import MAIL_LATER, MAIL_REFUSED, MAIL_UNCERTAIN
from docgen.model import Message, MessageState
from docgen.results.outbox import named, note_sent
from docgen.results.postman import Delivery, Postman
from docgen.store import Act, Archive, Store, Who, journal, messages

ROUNDS = 3
"""How often one run tries a message that the server did not take yet."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """The messages of a run as they are now, and what a person must know of them."""

    messages: tuple[Message, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Pace:
    """A clock in seconds, a way to wait, and the least seconds from one message to the next."""

    clock: Callable[[], float]
    sleep: Callable[[float], None]
    interval: float

    def wait_since(self, last: float | None) -> None:
        """Wait until the interval since `last` is over."""
        left = 0.0 if last is None else last + self.interval - self.clock()
        if left > 0:
            self.sleep(left)


@dataclass(frozen=True)
class Mailroom:
    """Where a run works: the records, the archive of written mails, who sends, and at what pace."""

    store: Store
    archive: Archive
    who: Who
    pace: Pace


def deliver(
    room: Mailroom, postman: Postman, waiting: Iterable[Message], progress: Callable[[Progress], None] = lambda _: None
) -> Delivered:
    """Hand every waiting message over. Raises MailServerError, and FileTroubleError where a kept mail is gone."""
    queue = list(waiting)
    meter = Meter(len(queue), room.pace.clock, progress)
    done: dict[str, Message] = {}
    last: float | None = None
    for round_ in range(ROUNDS):
        for message in queue:
            room.pace.wait_since(last)
            last = room.pace.clock()
            done[message.id] = _hand_over(room, postman, message)
            if not round_:
                meter.one_more()
        queue = [m for m in (done[message.id] for message in queue) if m.state is MessageState.QUEUED]
        if not queue:
            break
    return Delivered(tuple(done.values()), tuple(f for m in done.values() if (f := _finding(m))))


def _hand_over(room: Mailroom, postman: Postman, message: Message) -> Message:
    mail = room.archive.get(message.content, ".eml")
    trying = messages.moved(message, MessageState.UNCERTAIN, "", room.who.utc, tried=True)

    def about_to_end() -> None:
        with room.store.begin() as tx:
            messages.put(tx, trying)

    told = postman.deliver(message.recipient, mail, about_to_end)
    return _write_down(room, trying, told)


def _write_down(room: Mailroom, message: Message, told: Delivery) -> Message:
    after = messages.moved(message, told.state, told.reply, room.who.utc)
    with room.store.begin() as tx:
        messages.put(tx, after)
        if after.state is not MessageState.QUEUED:
            act = Act(after.state, named(after), MessageState.QUEUED, after.content, told.reply)
            journal.append(tx, room.who, [act])
        if after.state is MessageState.SENT:
            note_sent(tx, room.who, after)
    return after


_FINDINGS = {
    MessageState.REFUSED: MAIL_REFUSED,
    MessageState.UNCERTAIN: MAIL_UNCERTAIN,
    MessageState.QUEUED: MAIL_LATER,
}


def _finding(message: Message) -> Finding | None:
    code: Code | None = _FINDINGS.get(message.state)
    values = {"address": message.recipient, "reply": message.reply, "id": message.id}
    return Finding(code, Place(unit=message.unit), values) if code else None
