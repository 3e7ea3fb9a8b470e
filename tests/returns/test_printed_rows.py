"""A form printed to PDF whose tables have more or fewer rows than the standard form: no row is lost, none invented."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from docgen.model import Repeat
from docgen.model.blanks import Filled
from docgen.model.forms import with_row
from docgen.pdf.form.write import pdf_form
from docgen.press.identity import encode
from docgen.returns import read_bytes_of
from tests.pdf.form.eyes import machine_with_chinese_fonts
from tests.pdf.poppler import needs_poppler
from tests.perturb.sent import blank, expected

pytestmark = needs_poppler


def printed(code: str, language: str, rows: int, folder: Path) -> tuple[bytes, dict[str, str]]:
    """A form with so many rows, a text in each, drawn into its pages; and the texts by path."""
    sent = blank(code, language)
    (repeat,) = (node for node in sent.definition.repeats if isinstance(node, Repeat))
    text = next(field for field in repeat.members if field.type == "text" and field.path.endswith(WRITTEN[code]))
    said = {with_row(text.path, repeat.path, row): f"Word {row:02}" for row in range(1, rows + 1)}
    values = {path: Filled(value) for path, value in said.items()}
    form = replace(sent, rows={repeat.path: rows}, values={**sent.values, **values})
    data = pdf_form(form, code_of_page=lambda page, pages: encode(form.identity, page, pages))
    (folder / "a.pdf").write_bytes(data)
    command = ["pdftocairo", "-pdf", "a.pdf", "b.pdf"]
    subprocess.run(command, cwd=folder, check=True, timeout=60, env=machine_with_chinese_fonts())
    return (folder / "b.pdf").read_bytes(), said


WRITTEN = {"DRL": "enterprise", "MTG": "meeting_name", "QIS": "subject"}


@pytest.mark.parametrize(
    ("code", "language", "rows"),
    [("DRL", "en", 4), ("DRL", "zh", 23), ("MTG", "en", 15), ("MTG", "zh", 8), ("QIS", "zh", 17)],
)
def test_every_row_of_it_is_read(code: str, language: str, rows: int, tmp_path: Path) -> None:
    data, said = printed(code, language, rows, tmp_path)
    found = read_bytes_of(data, "a.pdf", expected(language)).records[0]
    assert {path: found.value(path) for path in said} == said
    assert list(found.rows.values()) == [rows]
