"""What a form looks like to other programs: pages as pictures, and how much ink is in a box."""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from docgen.pdf.fonts import FOLDER
from docgen.pdf.form.geometry import Layout

DPI = 110
needs_chinese_codes = pytest.mark.skipif(
    not Path("/usr/share/poppler/cMap/Adobe-GB1").is_dir(),
    reason="poppler's tables of Chinese codes (poppler-data) are not here",
)
_CONFIGURATION = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir>
<cachedir>{cache}</cachedir></fontconfig>"""


@cache
def machine_with_chinese_fonts() -> Mapping[str, str]:
    """The environment of a machine that has the bundled fonts besides its own: typed Chinese needs some."""
    folder = Path(tempfile.gettempdir()) / f"docgen-test-fonts-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    file = folder / "fonts.conf"
    file.write_text(_CONFIGURATION.format(fonts=FOLDER, cache=folder / "cache"), encoding="utf-8")
    return os.environ | {"FONTCONFIG_FILE": str(file)}


def seen_by_poppler(pdf: bytes, page: int, environment: Mapping[str, str] | None = None) -> Image.Image:
    """A page, counted from 1, in shades of grey."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "form.pdf").write_bytes(pdf)
        where = ["-f", str(page), "-l", str(page), "-singlefile"]
        command = ["pdftoppm", "-r", str(DPI), "-gray", *where, f"{folder}/form.pdf", f"{folder}/page"]
        subprocess.run(command, check=True, capture_output=True, env=environment)
        with Image.open(Path(folder) / "page.pgm") as picture:
            return picture.convert("L")


def ink(picture: Image.Image, layout: Layout, mark: str, *, option: str = "") -> int:
    """How many dark pixels are inside the box of `mark`, its frame left out."""
    box = next(box for box in layout.boxes if box.mark == mark and box.option in ("", option))
    place, scale = box.rectangle.inset(2), picture.width / layout.width
    corners = (place.left, layout.height - place.top, place.right, layout.height - place.bottom)
    left, top, right, bottom = (round(corner * scale) for corner in corners)
    return sum(picture.crop((left, top, right, bottom)).histogram()[:128])
