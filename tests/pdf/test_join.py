"""A print run holds every book in order, each copy beginning on a front page, each book bookmarked."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from docx import Document

from docgen.errors import FileTroubleError
from docgen.pdf.embedded import EmbeddedEngine
from docgen.pdf.join import Joined, Part, join
from tests.pdf.documents import docx_of, packed


def book(folder: Path, name: str, pages: int) -> Path:
    """A PDF of so many pages, each saying whose and which it is."""
    document = Document()
    for number in range(1, pages + 1):
        document.add_paragraph(f"{name} {number}").paragraph_format.page_break_before = number > 1
    path = folder / f"{name}.pdf"
    path.write_bytes(EmbeddedEngine().convert(packed(document)).pdf)
    return path


def pages_of(path: Path) -> list[str]:
    """What each page says; "" is a blank one."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range().strip() for page in pdf]


def test_each_copy_begins_on_a_front_page_and_blank_backs_are_counted(tmp_path: Path) -> None:
    parts = [Part("Odd", book(tmp_path, "odd", 1), copies=2), Part("Even 路", book(tmp_path, "even", 2))]
    assert join(parts, tmp_path / "run.pdf") == Joined(pages=6, padding=2)
    assert pages_of(tmp_path / "run.pdf") == ["odd 1", "", "odd 1", "", "even 1", "even 2"]


def test_without_duplex_there_are_no_blank_backs(tmp_path: Path) -> None:
    assert join([Part("Odd", book(tmp_path, "odd", 1), 2)], tmp_path / "run.pdf", duplex=False) == Joined(2, 0)


def test_every_book_has_its_bookmark_on_its_first_page(tmp_path: Path) -> None:
    parts = [Part("Odd", book(tmp_path, "odd", 3)), Part("Even 路", book(tmp_path, "even", 2))]
    join(parts, tmp_path / "run.pdf")
    with pypdfium2.PdfDocument(tmp_path / "run.pdf") as pdf:
        marks = [(mark.get_title(), dest.get_index()) for mark in pdf.get_toc() if (dest := mark.get_dest())]
    assert marks == [("Odd", 0), ("Even 路", 4)]


def test_more_copies_hardly_make_the_file_bigger_and_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    file = book(tmp_path, "odd", 5)
    sizes = []
    for copies in (1, 4, 4):
        join([Part("Odd", file, copies)], tmp_path / "run.pdf")
        sizes.append((tmp_path / "run.pdf").read_bytes())
    assert len(sizes[1]) < 1.5 * len(sizes[0])
    assert sizes[1] == sizes[2]


def test_a_run_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "run.pdf").mkdir()
    with pytest.raises(FileTroubleError):
        join([Part("Odd", book(tmp_path, "odd", 1))], tmp_path / "run.pdf")
    assert not list((tmp_path / "run.pdf").iterdir())


def test_the_blank_back_has_the_size_of_the_book(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(EmbeddedEngine().convert(docx_of(["one page"])).pdf)
    join([Part("A", file)], tmp_path / "run.pdf")
    with pikepdf.open(tmp_path / "run.pdf") as run:
        assert run.pages[0].mediabox == run.pages[1].mediabox
