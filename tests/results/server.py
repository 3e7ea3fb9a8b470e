"""A real SMTP server on loopback that breaks off where it is told to, and remembers what it accepted."""

import asyncio
import random
import re
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from ssl import SSLContext
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

_ID = re.compile(rb"^Message-ID: (<[^>]+>)", re.MULTILINE)


class Fault(StrEnum):
    """Where the server breaks off, or what it says instead of yes."""

    NONE = "none"
    DROP_BEFORE = "drop before the recipient"
    DROP_AT_DATA = "drop at DATA"
    DROP_INSIDE = "drop inside the message"
    DROP_AFTER = "accept, then drop before the answer"
    LATER = "451 at the recipient"
    LATER_AT_END = "452 after the dot"
    NEVER = "550 at the recipient"
    NEVER_AT_END = "554 after the dot"
    CLOSING = "421 at the recipient"
    TLS_CUT = "cut inside TLS, or in its handshake"
    SLOW = "silent at the recipient"
    SLOW_AFTER = "accept, then silent"


SILENCE = 3
"""Seconds a slow server says nothing: longer than the patience of those it is tried on."""
AFTER_THE_DOT = (Fault.DROP_AFTER, Fault.DROP_INSIDE, Fault.SLOW_AFTER)
"""Faults that may leave a message uncertain; the hanging up inside a message may be heard only after its dot."""


@dataclass
class Mailbox:
    """What the server accepted: the mails in order, the recipients each was for, and which faults struck."""

    mails: list[tuple[str, bytes]] = field(default_factory=list)
    struck: Counter[Fault] = field(default_factory=Counter)

    @property
    def counts(self) -> Counter[str]:
        return Counter(recipient for recipient, _ in self.mails)

    @property
    def ids(self) -> set[str]:
        return {found[1].decode() for _, mail in self.mails if (found := _ID.search(mail))}


Plan = Callable[[str], Fault]
"""Which fault strikes the next message to this recipient."""


def no_faults(_: str) -> Fault:
    return Fault.NONE


def at_random(seed: int, share: float = 0.4) -> Plan:
    """A schedule of faults that this seed always gives."""
    dice, faults = random.Random(seed), [fault for fault in Fault if fault is not Fault.NONE]
    weights = [1 if fault in (Fault.SLOW, Fault.SLOW_AFTER) else 100 for fault in faults]  # each costs seconds
    return lambda _: dice.choices(faults, weights)[0] if dice.random() < share else Fault.NONE


def hang_up(server: SMTP) -> None:
    """End the connection at once, as a machine does that loses its power."""
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


class Handler:
    """The server's side of a conversation."""

    def __init__(self, plan: Plan, box: Mailbox) -> None:
        self.plan, self.box, self.fault = plan, box, Fault.NONE

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.fault = self.plan(address)
        self.box.struck[self.fault] += 1
        if self.fault in (Fault.DROP_BEFORE, Fault.TLS_CUT):
            hang_up(server)
        if self.fault is Fault.SLOW:
            await asyncio.sleep(SILENCE)
        answers = {Fault.LATER: "451 busy", Fault.NEVER: "550 no such mailbox", Fault.CLOSING: "421 closing"}
        if self.fault in answers:
            return answers[self.fault]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.fault is Fault.LATER_AT_END:
            return "452 disk full"
        if self.fault is Fault.NEVER_AT_END:
            return "554 looks like spam"
        assert len(envelope.rcpt_tos) == 1, "one recipient a transaction"
        assert isinstance(envelope.content, bytes)
        self.box.mails.append((envelope.rcpt_tos[0], envelope.content))
        if self.fault is Fault.DROP_AFTER:
            hang_up(server)
        if self.fault is Fault.SLOW_AFTER:
            await asyncio.sleep(SILENCE)
        return "250 taken"


class Breaking(SMTP):
    """A server that can also break off in the handshake of TLS, at DATA and inside the message."""

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        if self.event_handler.plan("") is Fault.TLS_CUT:
            self.event_handler.box.struck[Fault.TLS_CUT] += 1
            hang_up(self)
            return
        await super().smtp_STARTTLS(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        fault = self.event_handler.fault
        if fault is Fault.DROP_AT_DATA:
            hang_up(self)
            return
        if fault is Fault.DROP_INSIDE:
            await self.push("354 go on")
            await self._reader.readline()
            hang_up(self)
            return
        await super().smtp_DATA(arg)


class Served(Controller):
    def factory(self) -> SMTP:
        return Breaking(self.handler, **self.SMTP_kwargs)


@contextmanager
def serving(
    plan: Plan = no_faults, *, tls: SSLContext | None = None, box: Mailbox | None = None, **options: Any
) -> Iterator[tuple[int, Mailbox]]:
    """A server on a free port of this machine, and its mailbox."""
    box = box or Mailbox()
    options = {"tls_context": tls, "enable_SMTPUTF8": True, **options}
    server = Served(Handler(plan, box), hostname="127.0.0.1", port=_free_port(), **options)
    server.start()
    try:
        yield server.port, box
    finally:
        server.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def own_certificate(folder: Path) -> tuple[Path, SSLContext]:
    """A certificate for 127.0.0.1 that vouches for itself, and the server's context with its key."""
    import datetime as dt
    import ipaddress
    import ssl

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    (folder / "ca.pem").write_bytes(pem)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(pem + secret)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "server.pem")
    return folder / "ca.pem", context
