"""A scan or a photograph is not read, but it says whose form it is by the code printed on it."""

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from docgen.model import Scanned
from docgen.returns import ReturnReader
from tests.returns.forms import EXPECTED, PDF, Sent, ids, read

SHOWN = Scanned("TRY", "2026Q1", "0101", (1,))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """The first page of a filled form, as a scanner sees it."""
    folder = tmp_path_factory.mktemp("scan")
    (folder / "form.pdf").write_bytes(Sent(PDF).filled())
    command = ["pdftoppm", "-r", "150", "-png", "-singlefile", "-f", "1", "-l", "1", "form.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    with Image.open(folder / "page.png") as opened:
        return opened.convert("L")


def saved(picture: Image.Image, kind: str) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "PDF"])
def test_a_picture_of_a_form_is_no_answer_but_says_whose_it_is(page: Image.Image, kind: str) -> None:
    found = read(saved(page, kind), "微信图片_20190405.jpg")
    assert (found.records, found.end, found.scans) == ((), "refused", (SHOWN,))
    assert ids(found) == ["E-SCAN-NO-TEXT", "W-SCAN-OF"]


def test_one_photographed_askew_and_in_the_limited_reader_too(page: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "IMG_1.jpg"
    path.write_bytes(saved(page.rotate(4, expand=True, fillcolor=200), "JPEG"))
    with ReturnReader(EXPECTED) as reader:
        assert reader.read(path).scans == (SHOWN,)


def test_a_picture_of_something_else_says_nothing(page: Image.Image) -> None:
    found = read(saved(Image.new("L", page.size, 255), "PNG"), "a.png")
    assert (ids(found), found.scans) == (["E-SCAN-NO-TEXT"], ())


def test_a_picture_of_something_else_is_not_called_a_picture_of_a_form(page: Image.Image) -> None:
    (told,) = read(saved(Image.new("L", page.size, 255), "PNG"), "cat.png").findings
    assert told.message.startswith("The file is a picture (a scan or a photograph)")
