"""Reading a return loads what its file needs and no more: each file is read in a fork of what is loaded."""

import gc
import subprocess
import sys

import pytest

from docgen.returns import read_bytes_of
from tests.perturb.copies import written
from tests.perturb.sent import expected


@pytest.mark.parametrize(
    "library", ["openpyxl", "xlsxwriter", "docx", "docxtpl", "jinja2", "babel", "numpy", "rich", "pdfplumber"]
)
def test_the_reader_of_returns_does_without(library: str) -> None:
    program = f"import sys, docgen.returns.limited; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
def test_a_reading_leaves_no_cycles_for_which_it_does_not_let_be_searched(kind: str) -> None:
    one = written("QIS", "zh", kind, 3)
    read_bytes_of(one.data, one.name, expected(one.language))
    gc.collect()
    gc.disable()
    try:
        read_bytes_of(one.data, one.name, expected(one.language))
        assert gc.collect() == 0
        gc.enable()
        read_bytes_of(one.data, one.name, expected(one.language))
        assert gc.isenabled()
    finally:
        gc.enable()
