"""The files inside a mail or a zip archive, by the names their senders gave them."""

import email
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage

from docgen.findings import returns as codes
from docgen.language import say
from docgen.returns.package import Package
from docgen.returns.refusal import Refusal
from docgen.returns.sniff import Kind

_MOST_FILES = 100
_UNSEEN = ("__MACOSX/", ".DS_Store", "Thumbs.db", "~$")


def unfolded(data: bytes, kind: Kind) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file inside. Raises Refusal."""
    files = _mailed(data) if kind is Kind.MAIL else _archived(data)
    for count, one in enumerate(files):
        if count >= _MOST_FILES:
            raise Refusal(codes.TOO_MUCH, why=say("it has more than {count} files inside", count=_MOST_FILES))
        yield one


def _archived(data: bytes) -> Iterator[tuple[str, bytes]]:
    package = Package(data)
    for name in package:
        shown = _named(package, name)
        if not any(part in shown for part in _UNSEEN):
            yield shown.rpartition("/")[2], package[name]


def _named(package: Package, name: str) -> str:
    """A member's name as its sender saw it: Chinese Windows writes GBK and does not say so."""
    if package.says_utf8(name):
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


def _mailed(data: bytes) -> Iterator[tuple[str, bytes]]:
    message = email.message_from_bytes(data, policy=policy.default)
    if isinstance(message, EmailMessage):
        for number, part in enumerate(message.iter_attachments(), 1):
            content = part.get_payload(decode=True)
            if part.get_content_type() == "message/rfc822":
                content = part.get_content().as_bytes()
            if isinstance(content, bytes):
                yield part.get_filename() or f"{number}", content
