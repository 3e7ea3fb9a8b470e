"""A LibreOffice that opens Excel forms, types into them, and saves them again, as a unit would that has no Excel."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from docgen.pdf.fontconfig import bundled_fonts_for_others
from docgen.pdf.office import find_office

OFFICE = find_office()
needs_libreoffice = pytest.mark.skipif(OFFICE is None, reason="LibreOffice with its Python bridge is not installed")
FORMATS = ("xlsx", "ods", "xls")
_SCRIPT = Path(__file__).with_name("uno_clerk.py")


@dataclass(frozen=True)
class Job:
    """A workbook to be opened, what is typed under which name, and the folder it is saved to in every format."""

    source: Path
    folder: Path
    typed: Mapping[str, str | float] = field(default_factory=dict)

    def saved(self, kind: str) -> bytes:
        """The file in the format it was saved in."""
        return (self.folder / f"saved.{kind}").read_bytes()

    def as_xlsx(self, kind: str) -> bytes:
        """The same, opened and saved as .xlsx where it is none."""
        return (self.folder / ("saved.xlsx" if kind == "xlsx" else f"again-{kind}.xlsx")).read_bytes()


def typed_and_saved(jobs: Iterable[Job], work: Path) -> None:
    """Every job done by one LibreOffice with a profile of its own."""
    assert OFFICE is not None
    orders = [{"source": str(j.source), "folder": str(j.folder), "typed": dict(j.typed)} for j in jobs]
    (work / "orders.json").write_text(json.dumps(orders), encoding="utf-8")
    command = [OFFICE.python, str(_SCRIPT), OFFICE.soffice, str(work / "profile"), str(work / "orders.json")]
    subprocess.run(command, check=True, timeout=900, env=dict(bundled_fonts_for_others()))
