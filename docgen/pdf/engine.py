"""What a PDF engine is: a Word document in, a PDF and findings out. Which one is used is a setting, never chance."""

from dataclasses import dataclass
from typing import Protocol

from docgen.findings import Finding


@dataclass(frozen=True, slots=True)
class Converted:
    """A finished conversion; `pdf` is empty if there is none, and then a finding of level error says why."""

    pdf: bytes
    findings: tuple[Finding, ...] = ()


class Engine(Protocol):
    """Turns Word documents into PDFs; the same document gives the same bytes wherever `version` is the same."""

    @property
    def name(self) -> str:
        """The word that chooses this engine in campaign.toml."""
        ...

    @property
    def version(self) -> str:
        """Everything besides the document that its PDFs depend on: program, fonts, mapping of names."""
        ...

    def convert(self, docx: bytes) -> Converted:
        """The PDF of `docx`. A document it cannot convert is a finding, not an error."""
        ...
