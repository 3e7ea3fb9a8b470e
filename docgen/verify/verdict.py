"""What can be said of a file that came back: one word, who signed when, and every reason."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from docgen.findings import Finding


class Standing(StrEnum):
    """The one word about a returned file; only the first is a pass."""

    GOOD = "good"
    NOT_COUNTERSIGNED = "not_countersigned"
    NOT_SIGNED = "not_signed"
    ONE_SIDE = "one_side"
    ALTERED = "altered"
    WRONG_SIGNER = "wrong_signer"
    OLD_ISSUE = "old_issue"
    OTHER_UNIT = "other_unit"
    NOT_OURS = "not_ours"
    SCAN = "scan"
    OTHER_KIND = "other_kind"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Hand:
    """A signature as it is told: whether it holds, by whom, when (UTC, ISO 8601), on whose word, with what certificate.

    `stamped` says that a time-stamp vouches for the time; otherwise it is the signer's own claim. `trusted` says that
    the campaign names the authority behind the time-stamp (signing, authorities).
    """

    valid: bool
    who: str
    at: str
    stamped: bool
    fingerprint: str
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a page of a book lies in a scanned file: both counted from 1."""

    page: int
    of: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on one file, or on one of several books scanned into it.

    `same_book` says that the file begins with the issued bytes. `unit`, `version` and `number` are empty where the book
    is not known. `result` is the digest of the result that a letter or an order tells. `sheets` are the pages of a
    scan. `digest` is the file's SHA-256, empty if it could not be read.
    """

    path: Path
    standing: Standing
    unit: str = ""
    kind: str = ""
    version: int = 0
    number: str = ""
    result: str = ""
    same_book: bool = False
    issuers: tuple[Hand, ...] = ()
    countersigner: Hand | None = None
    sheets: tuple[Sheet, ...] = ()
    findings: tuple[Finding, ...] = ()
    digest: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it is the released book, whole, and signed by both sides as it must be; a letter as it was issued."""
        return self.standing is Standing.GOOD
