"""What tells of a message afterwards: mails that came back (RFC 3464), copies of sent mails, the mail server's log.

The files are from outside and are read in the limited reader. A proof only ever settles an uncertain message, or turns
a sent one into a refused one; it never sends anything.
"""

import email.policy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from docgen.batch import ReadEnd, read_limited
from docgen.findings import Finding, Place
from docgen.findings.mail import BOUNCED, PROOF_UNKNOWN
from docgen.model import Message, MessageState
from docgen.results.outbox import named
from docgen.store import Act, Store, Transaction, Who, journal, messages

_ID = re.compile(rb"<[0-9a-f]{40}@[^<>\s]{1,255}>")
_SENT_LOG = re.compile(rb"status=sent|\b250\b")
_FAILED = ("failed",)


@dataclass(frozen=True, slots=True)
class Proofs:
    """The messages that were settled by proofs, as they are now, and what was found wrong."""

    messages: tuple[Message, ...]
    findings: tuple[Finding, ...]


def read_proofs(store: Store, who: Who, files: Iterable[Path]) -> Proofs:
    """Read `files` and settle the messages they speak of. Raises StoreError."""
    settled: list[Message] = []
    findings: list[Finding] = []
    for path in files:
        told = _told(path)
        with store.begin() as tx:
            changed = [m for id_, bounced, why in told if (m := _settle(tx, who, id_, bounced=bounced, why=why))]
            known = any(messages.find(tx, id_) for id_, _, _ in told)
        settled += changed
        findings += [_bounced(m) for m in changed if m.state is MessageState.REFUSED]
        findings += [] if known else [Finding(PROOF_UNKNOWN, Place(file=str(path)))]
    return Proofs(tuple(settled), tuple(findings))


Told = tuple[str, bool, str]
"""The id of a message, whether it came back, and why."""


def _told(path: Path) -> list[Told]:
    read = read_limited("docgen.results.proofs:ids_in", (path,))
    answer: Any = read.answer if read.end is ReadEnd.PARSED else []
    return [(str(id_), bool(bounced), str(why)) for id_, bounced, why in answer or []]


def ids_in(paths: list[Path], _argument: object) -> list[list[object]]:
    """In the limited reader: which messages the file speaks of, as lists of id, whether it came back, and why."""
    data = paths[0].read_bytes()
    mail = message_from_bytes(data, policy=email.policy.default)
    if isinstance(mail, EmailMessage) and mail.get_content_type() == "multipart/report":
        return [list(told) for told in _report(mail)]
    if isinstance(mail, EmailMessage) and _ID.fullmatch(str(mail.get("Message-ID", "")).strip().encode()):
        return [[str(mail["Message-ID"]).strip(), False, ""]]
    return [list(told) for told in _log(data)]


def _report(mail: EmailMessage) -> Iterator[Told]:
    """A delivery report: the ids its returned message names, bounced where an action says failed.

    A report of delay or relaying shows at least that the office's own server took the message.
    """
    status = [part for part in mail.walk() if part.get_content_type() == "message/delivery-status"]
    fields = [block for part in status for block in part.walk() if block is not part]
    failed = [block for block in fields if str(block.get("Action", "")).strip().lower() in _FAILED]
    why = next((str(block.get("Diagnostic-Code") or block.get("Status") or "") for block in failed), "")
    for id_ in dict.fromkeys(found.decode() for found in _ID.findall(mail.as_bytes())):
        yield id_, bool(failed) or not fields, " ".join(why.split())[:300]


def _log(data: bytes) -> Iterator[Told]:
    """Lines of a server's log: the id, and the queue number by which another line says that it was sent."""
    lines = data.splitlines()
    for number, line in enumerate(lines):
        for id_ in _ID.findall(line):
            queue = re.search(rb"\b([0-9A-F]{6,16}|[0-9A-Za-z]{10,16}): message-id=", line)
            later = (other for other in lines[number:] if queue and queue[1] + b":" in other)
            if _SENT_LOG.search(line) or any(_SENT_LOG.search(other) for other in later):
                yield id_.decode(), False, ""


def _settle(tx: Transaction, who: Who, id_: str, *, bounced: bool, why: str) -> Message | None:
    message = messages.find(tx, id_)
    state = MessageState.REFUSED if bounced else MessageState.SENT
    open_states = (MessageState.UNCERTAIN, MessageState.SENT) if bounced else (MessageState.UNCERTAIN,)
    if message is None or message.state not in open_states or (bounced and message.state is MessageState.REFUSED):
        return None
    after = messages.moved(message, state, why, who.utc)
    messages.put(tx, after)
    journal.append(tx, who, [Act(state, named(message), message.state, state, why)])
    return after


def _bounced(message: Message) -> Finding:
    return Finding(BOUNCED, Place(unit=message.unit), {"address": message.recipient, "reply": message.reply})
