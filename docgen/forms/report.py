"""What came of making forms: frozen values for the command line to show."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from docgen.findings import Finding


class FormOutcome(StrEnum):
    """What one run did with a file of forms."""

    MADE = "made"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FormResult:
    """A file of forms of one unit and period after a run; `forms` are those in it, `file` is empty where it failed."""

    unit: str
    name: str
    period: str
    forms: tuple[str, ...]
    format: str
    outcome: FormOutcome
    file: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class FormsReport:
    """A run over the forms, by period and in roster order. `folder` is where the periods' folders lie.

    `refused` says what is wrong with the definitions as a whole; nothing was made then.
    """

    folder: str
    results: tuple[FormResult, ...] = ()
    refused: tuple[Finding, ...] = ()

    def count(self, outcome: FormOutcome) -> int:
        """How many files ended so."""
        return Counter(result.outcome for result in self.results)[outcome]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, each once."""
        told = (finding for result in self.results for finding in result.findings)
        return tuple(dict.fromkeys((*self.refused, *told)))
