"""What came of making or releasing books: frozen values for the command line to show."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from docgen.findings import Finding


class BookOutcome(StrEnum):
    """What one run did with one unit's book."""

    MADE = "made"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    FROZEN = "frozen"
    DIFFERS = "differs"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which the released book says `issued` while the data now says `now`; None is nothing at all.

    `field` is the path as a template would say it (`indicators.deaths.limit`), `title` the words for a person.
    """

    field: str
    issued: object
    now: object
    title: str = ""

    @property
    def change(self) -> str:
        """What it was and what it is, without saying of what."""
        return f"{_shown(self.issued)} → {_shown(self.now)}"

    def __str__(self) -> str:
        return f"{self.title or self.field} {self.change}"


@dataclass(frozen=True, slots=True)
class BookResult:
    """One unit's book after a run. `files` are the names in the folder, empty where there is none."""

    unit: str
    name: str
    outcome: BookOutcome
    number: str = ""
    files: tuple[str, ...] = ()
    pages: int = 0
    findings: tuple[Finding, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class BooksReport:
    """A run over the books, in roster order, stale ones last. `folder` is where the books lie."""

    folder: str
    results: tuple[BookResult, ...]
    releasable: tuple[str, ...] = ()

    def count(self, outcome: BookOutcome) -> int:
        """How many books ended so."""
        return Counter(result.outcome for result in self.results)[outcome]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of the results."""
        return tuple(finding for result in self.results for finding in result.findings)


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """What was issued: unit codes, and why others were not.

    `signers` are those whose signatures the books bear, empty if they bear none.
    """

    released: tuple[str, ...]
    findings: tuple[Finding, ...]
    signers: str = ""


def _shown(value: object) -> str:
    return "—" if value is None or value == "" else str(value)
