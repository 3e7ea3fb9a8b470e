"""What the press is asked for and what it gives back: frozen values that travel between processes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.findings import Finding, has_errors
from docgen.model import Identity, MissingPolicy
from docgen.model.drawings import Drawing


@dataclass(frozen=True, slots=True)
class Order:
    """One document to be made.

    `digest` is that of the template's bytes: a template changed while a batch runs is noticed. `missing` are policies
    by the pattern of a field's name, the first that fits counts. `date_format` is a Unicode pattern, empty for the
    language's own. `pages` are the fewest and the most pages. `paper` is the sheet, upright, in millimetres; None: the
    template's own. With `pdf` off only the DOCX is made; `archival` makes the PDF a PDF/A-2b.
    """

    template: Path
    digest: str
    context: Mapping[str, object]
    identity: Identity
    title: str = ""
    author: str = ""
    language: str = "en"
    date_format: str = ""
    missing: tuple[tuple[str, MissingPolicy], ...] = ()
    engine: str = "embedded"
    pdf: bool = True
    watermark: str = ""
    pages: tuple[int, int] = (1, 200)
    paper: tuple[float, float] | None = None
    archival: bool = False
    drawings: Mapping[str, Drawing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A document as made. With findings of level error it is not fit to be handed out, and belongs in quarantine.

    `docx` is empty if the template could not be rendered at all, `pdf` if none was asked for or none came out.
    """

    docx: bytes = b""
    pdf: bytes = b""
    pages: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def files(self) -> Mapping[str, bytes]:
        """What there is, by the ending of its file."""
        return {".docx": self.docx, ".pdf": self.pdf}

    @property
    def is_fit(self) -> bool:
        """Whether nothing speaks against handing it out."""
        return bool(self.docx) and not has_errors(self.findings)
