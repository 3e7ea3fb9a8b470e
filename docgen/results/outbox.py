"""The outbox: parcels become messages, written once, kept, and queued; and what only a person knows is entered.

A message's id is made of year, topic, unit, edition and channel, so that the same parcel is the same message however
often it is queued. Nothing here speaks to a server.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr
from itertools import islice

from docgen.campaign import Campaign
from docgen.campaign.outgoing import Mail
from docgen.errors import FileTroubleError, UsageError
from docgen.files import digest, read_bytes
from docgen.findings import Finding, Place
from docgen.findings.mail import ENCLOSURE_CHANGED, ENCLOSURE_MISSING, MAIL_TOO_LARGE
from docgen.language import enumerated, say
from docgen.model import BookState, Channel, Enclosure, Message, MessageState, Parcel
from docgen.results.addresses import one_address
from docgen.results.compose import Envelope, MailText, mail_bytes, say_to
from docgen.store import Act, Archive, Store, Transaction, Who, documents, journal, messages

_MEGABYTE = 1_000_000
_BY_HAND = "by-hand"
"""The domain in the ids of what goes by another channel than mail."""
_TOGETHER = 50
"""So many messages are put on record at once: a killed run writes at most as many mails anew."""


@dataclass(frozen=True, slots=True)
class Queued:
    """What queueing came to: the messages of these parcels, old and new, and why some parcels got none."""

    messages: tuple[Message, ...]
    fresh: int
    findings: tuple[Finding, ...] = ()

    @property
    def waiting(self) -> tuple[Message, ...]:
        """Those still to be handed to the server."""
        return tuple(m for m in self.messages if m.state is MessageState.QUEUED)


@dataclass(frozen=True, slots=True)
class Written:
    """A parcel's mail: to whom, under which subject, and its bytes; or what is wrong, and no bytes."""

    parcel: Parcel
    recipient: str = ""
    subject: str = ""
    mail: bytes = b""
    findings: tuple[Finding, ...] = ()


def office_words(campaign: Campaign) -> Mapping[str, object]:
    """What every text may say of the campaign."""
    settings = campaign.settings
    return {"campaign": settings, "issuer": settings.issuer, "year": settings.year}


def queue(campaign: Campaign, store: Store, parcels: Iterable[Parcel], text: MailText, who: Who) -> Queued:
    """Make a message of each parcel that has none yet, keep it in the archive, and queue it.

    A parcel with anything wrong about it gets a finding and no message; the others go on. One whose message was refused
    is queued again once the unit has another address; one that was handed over by hand needs none any more.
    Raises FileTroubleError, StoreError.
    """
    writer = _writer(campaign, text, who)
    unlike = {writer.id(parcel): parcel for parcel in parcels}
    results = [taken for group in _groups(unlike) for taken in _take(writer, store, group)]
    found = tuple(finding for _, _, findings in results for finding in findings)
    return Queued(tuple(m for m, _, _ in results if m), sum(fresh for _, fresh, _ in results), found)


def written(campaign: Campaign, parcels: Iterable[Parcel], text: MailText, who: Who) -> tuple[Written, ...]:
    """The mails of `parcels` as they would be sent, none of them kept or queued."""
    writer = _writer(campaign, text, who)
    return tuple(writer.write(parcel) for parcel in parcels)


Taken = tuple[Message | None, bool, tuple[Finding, ...]]
"""A parcel's message, whether it was queued just now, and what is wrong."""


@dataclass(frozen=True, slots=True)
class _Writer:
    campaign: Campaign
    mail: Mail
    domain: str
    text: MailText
    who: Who

    def write(self, parcel: Parcel) -> Written:
        address, wrong = one_address(parcel.unit, parcel.topic)
        said, unsaid = say_to(self.text, parcel, office_words(self.campaign))
        contents, missing = contents_of(parcel)
        findings = tuple(f for f in (wrong, unsaid, *missing) if f)
        if said is None or findings:
            return Written(parcel, findings=findings)
        envelope = Envelope(self.id(parcel), self.mail.sender, self.mail.reply_to, address, self.who.at)
        data = mail_bytes(parcel, said, envelope, contents)
        if large := self._too_large(parcel, len(data)):
            return Written(parcel, findings=(large,))
        return Written(parcel, address, said.subject, data)

    def id(self, parcel: Parcel, channel: Channel = Channel.MAIL) -> str:
        domain = self.domain if channel is Channel.MAIL else _BY_HAND
        return message_id(self.campaign.settings.year, parcel, channel, domain)

    def _too_large(self, parcel: Parcel, size: int) -> Finding | None:
        largest = self.mail.largest
        if size <= largest * _MEGABYTE:
            return None
        values = {"name": parcel.unit.name, "size": f"{size / _MEGABYTE:.1f}", "largest": str(largest)}
        return Finding(MAIL_TOO_LARGE, Place(unit=parcel.unit.code), values)


def _writer(campaign: Campaign, text: MailText, who: Who) -> _Writer:
    mail = campaign.settings.mail
    assert mail is not None
    domain = parseaddr(mail.sender)[1].rpartition("@")[2].encode("idna").decode()
    return _Writer(campaign, mail, domain, text, who)


def _groups(parcels: Mapping[str, Parcel]) -> Iterator[Mapping[str, Parcel]]:
    rest = iter(parcels.items())
    while group := dict(islice(rest, _TOGETHER)):
        yield group


def _take(writer: _Writer, store: Store, group: Mapping[str, Parcel]) -> list[Taken]:
    """The messages of parcels by their ids: every mail is in the archive before the first is on record."""
    by_hand = {id_: writer.id(parcel, Channel.HAND) for id_, parcel in group.items()}
    with store.begin() as tx:
        known = messages.known(tx, (*group, *by_hand.values()))
    taken = [_taken(writer, _standing(known, id_, by_hand[id_]), id_, parcel) for id_, parcel in group.items()]
    enter(store, writer.who, [message for message, fresh, _ in taken if message and fresh])
    return taken


def _standing(known: Mapping[str, Message], mail: str, hand: str) -> Message | None:
    """The message of a parcel: what was handed over by hand is settled, whatever became of the mail."""
    by_hand = known.get(hand)
    return by_hand if by_hand and by_hand.state is MessageState.SENT else known.get(mail)


def _taken(writer: _Writer, before: Message | None, id_: str, parcel: Parcel) -> Taken:
    if before and not _may_go_again(before, parcel):
        return before, False, ()
    made = writer.write(parcel)
    if not made.mail:
        return None, False, made.findings
    content = Archive(writer.campaign.folder / "archive").put(made.mail, ".eml")
    message = _message(writer.campaign, parcel, Channel.MAIL, writer.who)
    return replace(message, id=id_, recipient=made.recipient, subject=made.subject, content=content), True, ()


def _may_go_again(before: Message, parcel: Parcel) -> bool:
    """Whether a message that was refused has another address to try."""
    address, _ = one_address(parcel.unit, parcel.topic)
    return before.state is MessageState.REFUSED and address not in ("", before.recipient)


def message_id(year: int, parcel: Parcel, channel: Channel, domain: str) -> str:
    """The id of a parcel's message, the same each time; RFC 5322 wants the sender's own domain behind the @."""
    told = "\n".join((str(year), parcel.topic, parcel.unit.code, parcel.edition, channel))
    return f"<{digest(told.encode())[:40]}@{domain}>"


def _message(campaign: Campaign, parcel: Parcel, channel: Channel, who: Who) -> Message:
    document = f"{parcel.document[0]} {parcel.document[1]}" if parcel.document else ""
    return Message(
        id="",
        year=campaign.settings.year,
        topic=parcel.topic,
        unit=parcel.unit.code,
        edition=parcel.edition,
        channel=channel,
        recipient="",
        subject="",
        content="",
        state=MessageState.QUEUED,
        queued=who.utc,
        changed=who.utc,
        document=document,
    )


def message_by_hand(campaign: Campaign, parcel: Parcel, subject: str, content: str, who: Who) -> Message:
    """The record of a parcel that goes by another channel: queued until somebody says that it was handed over."""
    id_ = message_id(campaign.settings.year, parcel, Channel.HAND, _BY_HAND)
    made = _message(campaign, parcel, Channel.HAND, who)
    return replace(made, id=id_, subject=subject, content=content)


def enter(store: Store, who: Who, queued: Sequence[Message]) -> None:
    """Record `queued` with their journal entries, all or none."""
    with store.begin() as tx:
        for message in queued:
            messages.put(tx, message)
        journal.append(tx, who, [Act("queued", named(m), "", m.content, m.recipient) for m in queued])


def contents_of(parcel: Parcel) -> tuple[tuple[bytes, ...], tuple[Finding, ...]]:
    """The files of a parcel as they were made; one that is gone or was changed since is a finding."""
    contents: list[bytes] = []
    findings: list[Finding] = []
    for enclosed in parcel.enclosures:
        content, wrong = _content(enclosed, parcel)
        contents.append(content)
        findings += [wrong] if wrong else []
    return tuple(contents), tuple(findings)


def _content(enclosed: Enclosure, parcel: Parcel) -> tuple[bytes, Finding | None]:
    place = Place(unit=parcel.unit.code, file=str(enclosed.path))
    values = {"file": enclosed.name, "name": parcel.unit.name}
    try:
        content = read_bytes(enclosed.path)
    except FileTroubleError:
        return b"", Finding(ENCLOSURE_MISSING, place, values)
    return content, None if digest(content) == enclosed.digest else Finding(ENCLOSURE_CHANGED, place, values)


def settle(store: Store, who: Who, id_: str, state: MessageState, reason: str) -> Message:
    """Enter what a person found out about an uncertain or queued message. Raises UsageError if there is none such."""
    with store.begin() as tx:
        message = messages.find(tx, id_)
        if message is None:
            raise UsageError(say("There is no message {id}.", id=id_), say("docgen outbox lists them all."))
        _refuse_to_settle(message)
        return _settled(tx, who, message, state, reason)


def confirm_handed_over(store: Store, who: Who, year: int, topic: str, units: Iterable[str]) -> tuple[Message, ...]:
    """Enter that the parcels of `topic` made for `units` were handed over; from now on terms run. Those that were.

    A mail with the same parcel that is still queued is settled with it, so that nobody gets a parcel by both ways.
    `topic` may leave out the period: "forms" are those of all. Raises UsageError where nothing of it was laid ready.
    """
    wanted = set(units)
    with store.begin() as tx:
        every = messages.of_year(tx, year)
        _refuse_unknown(topic, [m for m in every if m.channel is Channel.HAND])
        waiting = [m for m in every if m.state is MessageState.QUEUED and m.unit in wanted and _is_of(m, topic)]
        chosen = [m for m in waiting if m.channel is Channel.HAND]
        there = {m.parcel for m in chosen}
        mails = [m for m in waiting if m.channel is Channel.MAIL and m.parcel in there]
        done = tuple(_settled(tx, who, m, MessageState.SENT, say("handed over")) for m in chosen)
        for mail in mails:
            _settled(tx, who, mail, MessageState.SENT, say("handed over by hand instead"))
        return done


def _refuse_unknown(topic: str, by_hand: Sequence[Message]) -> None:
    if not any(_is_of(message, topic) for message in by_hand):
        laid = enumerated(sorted({message.topic for message in by_hand})) or "—"
        raise UsageError(
            say("Nothing called {topic} was laid ready to be handed over.", topic=topic),
            say("Laid ready are: {topics}. Something else is laid ready by docgen send --by-hand.", topics=laid),
        )


def _is_of(message: Message, topic: str) -> bool:
    return topic in (message.topic, message.topic.partition(" ")[0])


def _refuse_to_settle(message: Message) -> None:
    open_ = message.state is MessageState.UNCERTAIN or message.channel is Channel.HAND
    if not open_ or message.state is MessageState.SENT:
        raise UsageError(
            say("The message {id} is settled: {state}.", id=message.id, state=state_word(message.state)),
            say("Only an uncertain message, or one that goes by hand, is settled by a person."),
        )


def _settled(tx: Transaction, who: Who, message: Message, state: MessageState, reason: str) -> Message:
    after = messages.moved(message, state, reason, who.utc)
    messages.put(tx, after)
    journal.append(tx, who, [Act(state, named(message), message.state, state, reason)])
    if state is MessageState.SENT:
        note_sent(tx, who, after)
    return after


def note_sent(tx: Transaction, who: Who, message: Message) -> None:
    """Move the document that `message` carried on: a released one is sent, or handed over."""
    kind, _, version = message.document.partition(" ")
    if not version:
        return
    state = BookState.HANDED_OVER if message.channel is Channel.HAND else BookState.SENT
    before = (BookState.RELEASED, BookState.SENT) if state is BookState.HANDED_OVER else (BookState.RELEASED,)
    for document in _documents(tx, message, kind, int(version)):
        if document.state in before:
            documents.set_state(tx, document, state)
            about = f"{document.kind} {document.year} {document.unit} v{document.version}"
            journal.append(tx, who, [Act(state, about, document.state, state, message.id)])


def _documents(tx: Transaction, message: Message, kind: str, version: int) -> Iterator[documents.Document]:
    for document in documents.of_kind(tx, kind, message.year):
        if (document.unit, document.version) == (message.unit, version):
            yield document


def named(message: Message) -> str:
    """A message as the journal names it."""
    return f"{message.channel} {message.year} {message.topic} {message.unit} {message.id}"


def state_word(state: MessageState) -> str:
    """The state in the campaign's language."""
    words = {
        MessageState.QUEUED: say("queued"),
        MessageState.SENT: say("sent"),
        MessageState.REFUSED: say("refused"),
        MessageState.UNCERTAIN: say("uncertain"),
    }
    return words[state]
