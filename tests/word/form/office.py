"""A LibreOffice that opens Word forms, types into them, and saves them again, as a unit would that has nothing else."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from docgen.pdf.fontconfig import bundled_fonts_for_others
from docgen.pdf.office import find_office

OFFICE = find_office()
needs_libreoffice = pytest.mark.skipif(OFFICE is None, reason="LibreOffice with its Python bridge is not installed")
FORMATS = ("docx", "odt", "doc")
_SCRIPT = Path(__file__).with_name("uno_typist.py")


@dataclass(frozen=True)
class Job:
    """A file to be opened, what is typed at which bookmark, and the folder it is saved to in every format."""

    source: Path
    folder: Path
    typed: Mapping[str, str]


@dataclass(frozen=True)
class Saved:
    """What LibreOffice made of a form: its files by format, and those in other formats once more as .docx."""

    folder: Path

    def file(self, kind: str) -> bytes:
        """The file in the format it was saved in."""
        return (self.folder / f"saved.{kind}").read_bytes()

    def as_docx(self, kind: str) -> bytes:
        """The same, opened and saved as .docx where it is none."""
        name = "saved.docx" if kind == "docx" else f"again-{kind}.docx"
        return (self.folder / name).read_bytes()


def typed_and_saved(jobs: Iterable[Job], work: Path) -> list[Saved]:
    """Every job done by one LibreOffice with a profile of its own."""
    assert OFFICE is not None
    jobs = list(jobs)
    orders = [{"source": str(j.source), "folder": str(j.folder), "typed": dict(j.typed)} for j in jobs]
    (work / "orders.json").write_text(json.dumps(orders), encoding="utf-8")
    command = [OFFICE.python, str(_SCRIPT), OFFICE.soffice, str(work / "profile"), str(work / "orders.json")]
    subprocess.run(command, check=True, timeout=900, env=dict(bundled_fonts_for_others()))
    return [Saved(job.folder) for job in jobs]
