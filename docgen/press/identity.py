"""Who a printed page is: the text of its QR code, and the short code people can type (docs/architecture.md)."""

import re
from dataclasses import dataclass

from docgen.model import Identity

_MARK = "DG1"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which look like digits
_PRIME = 571  # the largest below 24 * 24, and beyond any byte: no wrong byte and no swap leaves the remainder as it was
_UNSAFE = re.compile(r"[%|\x00-\x1f\x7f]")
_ESCAPE = re.compile(r"%([0-9A-F]{2})")
_PAGE = re.compile(r"-/-|[1-9][0-9]*/[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class PageIdentity:
    """An identity with the page it stands on and how many there are; both None in a DOCX, whose pages are not known."""

    identity: Identity
    page: int | None = None
    pages: int | None = None


def encode(identity: Identity, page: int | None = None, pages: int | None = None) -> str:
    """The text of the QR code: `DG1|kind|id|version|digest|page/pages|check`."""
    where = "-/-" if page is None else f"{page}/{pages}"
    body = "|".join((_MARK, identity.kind, _escape(identity.id), str(identity.version), identity.digest, where))
    return f"{body}|{check(body)}"


def parse(text: str) -> PageIdentity | None:
    """What `encode` wrote; None if `text` is no such code or was misread (its check letters disagree)."""
    body, _, letters = text.rpartition("|")
    parts = body.split("|")
    if len(parts) != 6 or parts[0] != _MARK or letters != check(body):
        return None
    _, kind, code, version, data, where = parts
    if not version.isdecimal() or not _PAGE.fullmatch(where):
        return None
    identity = Identity(kind, _unescape(code), int(version), data)
    if where == "-/-":
        return PageIdentity(identity)
    page, pages = where.split("/")
    return PageIdentity(identity, int(page), int(pages))


def short_code(identity: Identity) -> str:
    """The identity as printed for people, `B-0101-1-3F9A2C41-KX`: 8 letters of the digest will do for the eye."""
    body = "-".join((identity.kind, identity.id, str(identity.version), identity.digest[:8].upper()))
    return f"{body}-{check(body)}"


def check(body: str) -> str:
    """Two letters that change whenever one letter of `body` is misread, or two neighbours are swapped."""
    value = 0
    for byte in body.encode("utf-8", "surrogatepass"):
        value = (value * 3 + byte) % _PRIME
    high, low = divmod(value, len(_LETTERS))
    return _LETTERS[high] + _LETTERS[low]


def _escape(code: str) -> str:
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", code)


def _unescape(code: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), code)
