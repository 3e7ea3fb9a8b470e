"""Poppler as a second opinion on our PDFs, where it is installed."""

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from PIL import Image

needs_poppler = [
    pytest.mark.poppler,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler (pdftotext, pdffonts) is not here"),
]


def output_of(program: str, pdf: bytes, *options: str) -> str:
    """What `program` says of `pdf`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.pdf")
        path.write_bytes(pdf)
        after = ["-"] if program == "pdftotext" else []
        command = [program, *options, str(path), *after]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def fonts_of(pdf: bytes) -> dict[str, tuple[str, bool]]:
    """The fonts of `pdf` by their names without the mark of a subset: their kind, and whether the file holds them."""
    table = output_of("pdffonts", pdf).splitlines()
    columns = table[1].split()
    starts = [sum(len(column) + 1 for column in columns[:index]) for index in range(len(columns))]
    spans = list(zip(starts, [*starts[1:], None], strict=True))
    rows = ([line[start:end].strip() for start, end in spans] for line in table[2:])
    return {row[0].partition("+")[2] or row[0]: (row[1], row[3] == "yes") for row in rows}


def pictures_of(pdf: bytes) -> list[Image.Image]:
    """Each page as a picture of 150 dots an inch."""
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(io.BytesIO(pdf)) as document:
        return [page.render(scale=150 / 72).to_pil() for page in document]
