"""From a parcel to the bytes of one mail: the office's text filled in, the files enclosed, nobody else's name in it.

A text is a file `templates/mail/KIND.txt`: `Subject: …` on the first line, a blank line, then what is said, in Jinja's
language; `KIND.html` beside it, if there is one, says the same in HTML, in what `frame.html` puts around it.
All run in a sandbox, and what comes from data is escaped in HTML.
"""

import mimetypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from functools import cached_property
from pathlib import Path, PurePosixPath

from jinja2 import DictLoader, StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from docgen.findings import Finding, Place
from docgen.findings.mail import MAIL_SUBJECT, MAIL_TEXT_MISSING, MAIL_TEXT_WRONG
from docgen.language import N_, reworded
from docgen.model import Parcel

FOLDER, FRAME = "templates/mail", "frame.html"
_SUBJECT = "Subject:"
_LONGEST_SUBJECT = 200

_PLAIN = ImmutableSandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)


@dataclass(frozen=True)
class MailText:
    """The office's text for one kind of mail: its subject, what it says, and the same in HTML if it is so kept.

    `frame` is what every text in HTML stands in, the head and foot of the office's mails.
    """

    path: str
    subject: str
    text: str
    html: str = ""
    frame: str = ""

    @cached_property
    def templates(self) -> tuple[Template, Template]:
        """Subject and text, compiled. Raises TemplateError."""
        return _PLAIN.from_string(self.subject), _PLAIN.from_string(self.text)

    @cached_property
    def page(self) -> Template | None:
        """The HTML, compiled, if there is any. Raises TemplateError."""
        frames = DictLoader({FRAME: self.frame} if self.frame else {})
        escaped = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, loader=frames)
        return escaped.from_string(self.html) if self.html else None

    @property
    def page_path(self) -> str:
        """Where the HTML stands."""
        return str(PurePosixPath(self.path).with_suffix(".html"))


@dataclass(frozen=True, slots=True)
class Said:
    """A text filled in for one unit."""

    subject: str
    text: str
    html: str = ""


def read_text(folder: Path, kind: str) -> tuple[MailText | None, Finding | None]:
    """The text for mails of `kind` in the campaign `folder`, or what is wrong with it."""
    path = folder / FOLDER / f"{kind}.txt"
    shown = path.relative_to(folder).as_posix()
    if not path.is_file():
        return None, Finding(MAIL_TEXT_MISSING, Place(file=shown), {"kind": kind, "path": shown})
    first, _, rest = path.read_text(encoding="utf-8-sig").lstrip("\n").partition("\n")
    subject = first.removeprefix(_SUBJECT).strip() if first.startswith(_SUBJECT) else ""
    html, frame = (_kept(folder / FOLDER / name) for name in (f"{kind}.html", FRAME))
    text = MailText(shown, subject, rest.lstrip("\n"), html, frame)
    return (None, fault) if (fault := _broken(text)) else (text, None)


def _kept(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig") if path.is_file() else ""


def _broken(text: MailText) -> Finding | None:
    """A fault that can be seen before a text is filled in, so that it is told before anything is queued."""
    path = text.path
    try:
        text.templates  # noqa: B018 - compiled here
        path = text.page_path
        text.page  # noqa: B018
    except TemplateError as trouble:
        return Finding(MAIL_TEXT_WRONG, Place(file=path, line=getattr(trouble, "lineno", None)), _why(trouble))
    return None


def say_to(text: MailText, parcel: Parcel, office: Mapping[str, object]) -> tuple[Said | None, Finding | None]:
    """`text` as the unit of `parcel` reads it; `office` holds what is the same for all (campaign, issuer)."""
    context = {
        **office,
        **parcel.values,
        "unit": parcel.unit,
        "topic": parcel.topic,
        "enclosures": [enclosed.name for enclosed in parcel.enclosures],
    }
    path = text.path
    try:
        subject, body = (template.render(context) for template in text.templates)
        path = text.page_path
        html = text.page.render(context) if text.page else ""
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as trouble:
        framed = getattr(trouble, "name", None) == FRAME
        place = Place(file=f"{FOLDER}/{FRAME}" if framed else path, unit=parcel.unit.code)
        return None, Finding(MAIL_TEXT_WRONG, place, _why(trouble))
    subject = subject.strip()
    if not subject or len(subject) > _LONGEST_SUBJECT or any(not c.isprintable() for c in subject):
        place = Place(file=text.path, unit=parcel.unit.code)
        return None, Finding(MAIL_SUBJECT, place, {"name": parcel.unit.name, "subject": subject})
    return Said(subject, body, html), None


def mail_bytes(parcel: Parcel, said: Said, envelope: "Envelope", contents: tuple[bytes, ...]) -> bytes:
    """The mail, ready for the server; the same parcel, words and moment give the same bytes."""
    ascii_only = envelope.recipient.isascii() and envelope.sender.isascii()
    mail = EmailMessage(policy=SMTP if ascii_only else SMTPUTF8)
    for name, value in _headers(said, envelope):
        mail[name] = value
    mail.set_content(said.text, cte="quoted-printable")
    if said.html:
        mail.add_alternative(said.html, subtype="html", cte="quoted-printable")
    for enclosed, content in zip(parcel.enclosures, contents, strict=True):
        kind = mimetypes.guess_type(enclosed.name)[0] or "application/octet-stream"
        major, _, minor = kind.partition("/")
        mail.add_attachment(content, maintype=major, subtype=minor, filename=enclosed.name)
    _name_boundaries(mail, envelope.id)
    return mail.as_bytes()


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who a mail is from and to, its id, and the moment it was written."""

    id: str
    sender: str
    reply_to: str
    recipient: str
    written: datetime


def _headers(said: Said, envelope: Envelope) -> Iterator[tuple[str, str]]:
    yield "From", envelope.sender
    yield "To", envelope.recipient
    if envelope.reply_to:
        yield "Reply-To", envelope.reply_to
    yield "Subject", said.subject
    yield "Date", format_datetime(envelope.written)
    yield "Message-ID", envelope.id
    yield "Auto-Submitted", "auto-generated"  # RFC 3834: no holiday notes in answer


def _name_boundaries(mail: EmailMessage, id_: str) -> None:
    """Boundaries that are the same each time: the library would draw them at random."""
    stem = id_.strip("<>").partition("@")[0]
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"={stem}={number}=")


_COMPLAINTS = {
    r"has no attribute '(?P<name>\w+)'": N_("there is nothing called “{name}”"),
    r"'(?P<name>\w+)' is undefined": N_("there is nothing called “{name}”"),
    r"No filter named '(?P<name>\w+)'": N_("there is no filter “{name}”"),
    r"^(?P<name>[\w.]+\.html)$": N_("there is no file “{name}” to build on"),
    r"unexpected|expected|Unexpected|Encountered": N_("a tag is not closed, or not as a tag is written"),
}
"""What Jinja complains of, in a person's words."""


def _why(trouble: Exception) -> dict[str, str]:
    return {"why": reworded(str(trouble) or type(trouble).__name__, _COMPLAINTS)}
