"""Reading a return loads what its file needs and no more: each file is read in a fork of what is loaded."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "library", ["openpyxl", "xlsxwriter", "docx", "docxtpl", "jinja2", "babel", "numpy", "rich", "pdfplumber"]
)
def test_the_reader_of_returns_does_without(library: str) -> None:
    program = f"import sys, docgen.returns.limited; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
