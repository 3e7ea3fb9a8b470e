"""One message to one recipient over SMTP, told apart by when the server broke off (RFC 5321, RFC 1047).

Before the dot that ends a message, nothing was accepted: whatever happens, it may be tried again. After the dot and
before the answer, nobody can know: such a message is uncertain. So the dot is sent by itself, and `about_to_end` is
called just before, for the caller to write down that from here on it is.
"""

import select
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from docgen.campaign.outgoing import Mail
from docgen.errors import DocgenError
from docgen.language import say
from docgen.model import MessageState

_PATIENCE = 5
"""So many timeouts may one message take altogether before the server is cut off: each byte it sends restarts one."""


class MailServerError(DocgenError):
    """The mail server cannot be used at all: it does not know us, or speaks no TLS."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of handing a message over, and what the server said."""

    state: MessageState
    reply: str


class _AgainError(Exception):
    """The message was not accepted and may be tried again; the connection is of no more use."""


class Postman:
    """A connection to the office's mail server, opened when needed and kept; a context manager."""

    def __init__(self, mail: Mail, sender: str, *, password: str | None = None, folder: Path | None = None) -> None:
        self._mail, self._sender, self._password, self._folder = mail, sender, password, folder
        self._session: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        session, self._session = self._session, None
        if session is not None:
            with suppress(OSError, smtplib.SMTPException):
                session.quit()

    def deliver(self, recipient: str, mail: bytes, about_to_end: Callable[[], None]) -> Delivery:
        """Hand `mail` over for `recipient` alone. Raises MailServerError if the server will have nothing of ours."""
        try:
            session = self._open()
            with self._deadline(session):
                refusal = self._until_the_dot(session, recipient, mail)
        except (OSError, smtplib.SMTPException, _AgainError) as trouble:
            self._drop()
            return Delivery(MessageState.QUEUED, _words(trouble))
        if refusal:
            return refusal
        about_to_end()
        return self._end(session)

    def _end(self, session: smtplib.SMTP) -> Delivery:
        try:
            with self._deadline(session):
                session.send(b".\r\n")
                code, reply = session.getreply()
        except (OSError, smtplib.SMTPException) as trouble:
            self._drop()
            return Delivery(MessageState.UNCERTAIN, _words(trouble))
        if code == 421:
            self._drop()
        return Delivery(_judged(code), _line(code, reply))

    def _until_the_dot(self, session: smtplib.SMTP, recipient: str, mail: bytes) -> Delivery | None:
        """Everything but the dot; a final refusal of this recipient or message ends it."""
        options = [] if recipient.isascii() else ["SMTPUTF8"]
        if options and not session.has_extn("smtputf8"):
            return Delivery(MessageState.REFUSED, say("the server takes addresses in plain letters only"))
        code, reply = session.mail(self._sender, options)
        if code >= 500:
            raise MailServerError(
                say("The mail server refuses the sender {sender}: {reply}.", sender=self._sender, reply=_text(reply)),
                say("Correct sender, user and password under [mail] in campaign.toml; nothing more was sent."),
            )
        _go_on(code, reply, 250)
        code, reply = session.rcpt(recipient)
        if code >= 500:
            return self._refused(session, code, reply)
        _go_on(code, reply, 250, 251)
        code, reply = session.docmd("DATA")
        if code >= 500:
            return self._refused(session, code, reply)
        _go_on(code, reply, 354)
        session.send(_stuffed(mail))
        _refuse_if_gone(session)
        return None

    def _refused(self, session: smtplib.SMTP, code: int, reply: bytes) -> Delivery:
        with suppress(OSError, smtplib.SMTPException):
            session.rset()
        return Delivery(MessageState.REFUSED, _line(code, reply))

    def _open(self) -> smtplib.SMTP:
        if self._session is None:
            self._session = self._connect()
        return self._session

    def _connect(self) -> smtplib.SMTP:
        session = self._line()
        try:
            with self._deadline(session):
                _greeted(*session.connect(self._mail.host, self._mail.port))
                _send_at_once(session)
                self._introduce(session)
        except (OSError, smtplib.SMTPException, DocgenError, _AgainError):
            session.close()
            raise
        return session

    def _line(self) -> smtplib.SMTP:
        """A session that is not connected yet, so that the greeting too has its deadline."""
        if self._mail.security == "tls":
            session: smtplib.SMTP = smtplib.SMTP_SSL(timeout=self._mail.timeout, context=self._context())
        else:
            session = smtplib.SMTP(timeout=self._mail.timeout)
        vars(session)["_host"] = self._mail.host  # what TLS checks the certificate against; set by a host given above
        return session

    def _introduce(self, session: smtplib.SMTP) -> None:
        session.ehlo_or_helo_if_needed()
        if self._mail.security == "starttls":
            if not session.has_extn("starttls"):
                raise MailServerError(
                    say("The mail server {host} speaks no TLS, and the campaign asks for it.", host=self._mail.host),
                    say("Ask whoever runs the server, or set security under [mail] in campaign.toml."),
                )
            session.starttls(context=self._context())
            session.ehlo()
        if self._mail.user:
            self._log_in(session)

    def _log_in(self, session: smtplib.SMTP) -> None:
        try:
            session.login(self._mail.user, self._password or "")
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError) as trouble:
            raise MailServerError(
                say("The mail server does not let {user} in: {reply}.", user=self._mail.user, reply=_words(trouble)),
                say("Check user under [mail] in campaign.toml, and the password; nothing was sent."),
            ) from trouble

    def _context(self) -> ssl.SSLContext:
        authorities = self._mail.authorities
        path = (self._folder or Path()) / authorities
        return ssl.create_default_context(cafile=str(path) if authorities else None)

    def _drop(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()

    @contextmanager
    def _deadline(self, session: smtplib.SMTP) -> Iterator[None]:
        """Cut a server off that keeps us waiting altogether too long."""
        timer = threading.Timer(self._mail.timeout * _PATIENCE, _hang_up, (session,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _send_at_once(session: smtplib.SMTP) -> None:
    """Without this the dot, sent by itself, waits for the server's delayed acknowledgement of what stands before it."""
    if session.sock is not None:
        session.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _refuse_if_gone(session: smtplib.SMTP) -> None:
    """A server that hung up while the message was being sent cannot have taken it: its dot was not sent yet."""
    sock = session.sock
    if sock is None or select.select([sock], [], [], 0)[0]:
        raise smtplib.SMTPServerDisconnected(say("the server broke off inside the message"))


def _hang_up(session: smtplib.SMTP) -> None:
    sock = session.sock
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(2)


def _greeted(code: int, reply: bytes) -> None:
    if code != 220:
        raise _AgainError(_line(code, reply))


def _go_on(code: int, reply: bytes, *wanted: int) -> None:
    if code not in wanted:
        raise _AgainError(_line(code, reply))


def _judged(code: int) -> MessageState:
    if 200 <= code < 300:
        return MessageState.SENT
    return MessageState.REFUSED if code >= 500 else MessageState.QUEUED


def _stuffed(mail: bytes) -> bytes:
    """`mail` as it goes over the line: a dot doubled at the start of a line, ended by a line end (RFC 5321 4.5.2)."""
    lines = mail.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    if lines and not lines[-1]:
        lines.pop()
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines)


def _line(code: int, reply: bytes) -> str:
    return f"{code} {_text(reply)}"


def _text(reply: bytes) -> str:
    return " ".join(reply.decode("utf-8", "replace").split())[:300]


def _words(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPResponseException):
        error = trouble.smtp_error
        return f"{trouble.smtp_code} {_text(error if isinstance(error, bytes) else str(error).encode())}"
    if isinstance(trouble, TimeoutError):
        return say("the server did not answer in time")
    if isinstance(trouble, ConnectionRefusedError):
        return say("nobody answers at that address")
    if isinstance(trouble, socket.gaierror):
        return say("the server named under [mail] is not found: its name is misspelt, or there is no network")
    return str(trouble) or type(trouble).__name__
