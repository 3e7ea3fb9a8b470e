"""What came back: a file, the forms found in it, and for every field of each exactly one answer in exactly one state.

Nothing is dropped: raw text, place and every candidate are kept beside the value. What is doubtful or wrong stands
in findings beside the answers, never in place of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from docgen.findings import NOWHERE, Finding, Place

AnswerValue = str | int | Decimal | bool | date | datetime | time | tuple[str, ...] | None
"""A value as its field's type reads it; choices by their names, several of them as a tuple."""


class FieldState(StrEnum):
    """How a field of a return ended; silence is none of them."""

    READ = "read"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    UNREADABLE = "unreadable"
    CONFLICTING = "conflicting"
    NOT_FOUND = "not_found"


class ReturnState(StrEnum):
    """How far a unit's form of one period has come."""

    NOT_DUE = "not_due"
    MADE = "made"
    SENT = "sent"
    RECEIVED = "received"
    UNREADABLE = "unreadable"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WAIVED = "waived"
    MISSING = "missing"


class Method(StrEnum):
    """By what a value was found, from the surest down; `ENTERED` is a person's own entry or decision.

    `CALCULATED` was found nowhere: docgen worked it out from other answers.
    """

    ENTERED = "entered"
    MARK = "mark"
    BOOKMARK = "bookmark"
    PART = "part"
    LABEL = "label"
    TABLE = "table"
    BOX = "box"
    CALCULATED = "calculated"
    NONE = "none"


class Candidate(NamedTuple):
    """One reading of a field: its text as it stands, where, and by what it was found."""

    raw: str
    place: Place = NOWHERE
    method: Method = Method.MARK
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a return says to one field; `path` names the row of a repeat (`inspections[2]/found`).

    `value` is None in every state but READ. `none` is an explicit "none" (无, nil), which a count reads as 0 and a
    text as nothing. `confidence` lies between 0 and 1; `candidates` are all readings, the chosen one first.
    """

    path: str
    state: FieldState
    value: AnswerValue = None
    raw: str = ""
    none: bool = False
    method: Method = Method.NONE
    confidence: float = 0.0
    place: Place = NOWHERE
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Record:
    """One filled form: whose, which form and version, for which period, and its answers in the definition's order.

    `rows` counts the rows of each repeat that hold a record. `nil` is a return that says there is nothing to report.
    `digest` is that of the definition it was read by.
    """

    form: str
    version: str
    unit: str
    period: str
    answers: tuple[Answer, ...]
    rows: Mapping[str, int] = field(default_factory=dict, hash=False)
    nil: bool = False
    digest: str = ""

    def answer(self, path: str) -> Answer | None:
        """The answer to the field of this path, row included."""
        return next((answer for answer in self.answers if answer.path == path), None)

    def value(self, path: str) -> AnswerValue:
        """The value read there; None whatever the reason there is none."""
        found = self.answer(path)
        return found.value if found else None


@dataclass(frozen=True, slots=True)
class Scanned:
    """Pages of a scan or photograph by the code printed on them: the form, period and unit they are evidence of."""

    form: str
    period: str
    unit: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Return:
    """A file that came back: its name and digest, what it really is ("docx", "xls", "pdf-scan"), and its records.

    `scans` are the forms whose pages were recognised in a picture; nothing is read from them.
    `end` says how reading ended (`docgen.batch.ReadEnd`); with no records, the findings say why there are none.
    """

    file: str
    digest: str
    container: str
    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()
    end: str = "parsed"
    attachments: tuple[str, ...] = field(default=())
    scans: tuple[Scanned, ...] = ()
