"""Facts about a file that came back, as frozen values: what the readers of this room find, and others judge.

They travel as JSON out of the limited reader; the `of` of each reads them back, trusting nothing in the answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature. `intact`: the bytes it covers are those that were signed, by the key of its certificate.

    `covers` counts the bytes from the file's beginning that it covers, 0 if they are not one piece but for itself.
    `fingerprint` is the certificate's SHA-256; `at` ISO 8601 in UTC, "" if it claims none; `stamped` if a time-stamp
    says so, else it is the signer's own word; `trusted` if the time-stamp's certificate is vouched for by an authority
    that is pinned. `renews`: it is no person's but a time-stamp upon the whole file.
    """

    field: str
    intact: bool
    covers: int
    fingerprint: str
    signer: str
    at: str = ""
    stamped: bool = False
    trusted: bool = False
    in_date: bool = True
    trouble: str = ""
    renews: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: where it stands in the document's structure, and on which page, 0 if on none."""

    where: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A signature field: the page it stands on, counted from 1, and its rectangle in points; signed or empty."""

    name: str
    page: int
    rectangle: tuple[float, ...]
    signed: bool

    @property
    def is_hidden(self) -> bool:
        """Whether it has no extent: PDFBox signs so, unless it is given a picture."""
        return not any(self.rectangle)


@dataclass(frozen=True, slots=True)
class Rewording:
    """Words of one page, counted from 1: those that are gone and those that stand there instead."""

    page: int
    gone: str
    come: str


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """The texts of the codes on one page, counted from 1."""

    page: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A file that begins with the issued bytes: what was added to them, and whether that changes anything.

    `size` counts its bytes. `changes` were made until the unit signed, or at all if it did not; `later` are those after
    its signature that do not serve to keep it checkable. `unlike` are the pages, from 1, that look different outside
    the unit's box.
    """

    size: int
    signatures: tuple[Signature, ...]
    places: tuple[Place, ...]
    issued_places: tuple[Place, ...]
    changes: tuple[Change, ...]
    later: tuple[Change, ...]
    rewordings: tuple[Rewording, ...]
    unlike: tuple[int, ...]

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> "Compared":
        """What `compare` answered. Raises TypeError, KeyError or ValueError if it is no such answer."""
        return cls(
            size=int(answer["size"]),
            signatures=tuple(Signature(**one) for one in answer["signatures"]),
            places=tuple(map(_place, answer["places"])),
            issued_places=tuple(map(_place, answer["issued_places"])),
            changes=tuple(Change(**one) for one in answer["changes"]),
            later=tuple(Change(**one) for one in answer["later"]),
            rewordings=tuple(Rewording(**one) for one in answer["rewordings"]),
            unlike=tuple(int(number) for number in answer["unlike"]),
        )


@dataclass(frozen=True, slots=True)
class Identified:
    """A file that is not made of issued bytes: what its pages say they are, and whether it is a PDF with words.

    `signed` are the names of signed fields.
    """

    locked: bool
    words: bool
    pages: tuple[ScannedPage, ...]
    signed: tuple[str, ...] = ()

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> "Identified":
        """What `identify` answered. Raises TypeError, KeyError or ValueError if it is no such answer."""
        pages = tuple(ScannedPage(int(one["page"]), tuple(map(str, one["codes"]))) for one in answer["pages"])
        return cls(bool(answer["locked"]), bool(answer["words"]), pages, tuple(map(str, answer["signed"])))


def is_pdf(data: bytes) -> bool:
    """Whether `data` begins as a PDF does."""
    return data[:1024].lstrip()[:5] == b"%PDF-"


def is_whole(data: bytes) -> bool:
    """Whether a PDF has its end."""
    return b"%%EOF" in data[-1024:]


def _place(one: Mapping[str, Any]) -> Place:
    return Place(str(one["name"]), int(one["page"]), tuple(map(float, one["rectangle"])), bool(one["signed"]))
