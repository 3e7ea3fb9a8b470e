"""The page of each heading is found, in either way."""

import io

import pikepdf
import pytest
from docx import Document
from docx.enum.text import WD_BREAK

from docgen.pdf.outline import pages_of

from .documents import pdf_of

HEADINGS = ("工作职责", "Control targets", "附则", "Annex: forms", "附则")
PAGES = (2, 2, 3, 4, 4)


@pytest.fixture(scope="module")
def book() -> bytes:
    """A contents page that names every heading, then the headings with numbers and mentions of each other."""
    document = Document()
    for number, heading in enumerate(HEADINGS):
        document.add_paragraph(f"{heading}\t{number}")
    page = 1
    for heading, own in zip(HEADINGS, PAGES, strict=True):
        if own > page:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            page = own
        document.add_heading(heading, 1)
        document.add_paragraph("As the chapters Annex: forms and 附则 say.")
    return pdf_of(document)


def without_bookmarks(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        del document.Root.Outlines
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()


def test_headings_are_found_by_the_bookmarks_of_the_pdf(book: bytes) -> None:
    assert pages_of(book, HEADINGS) == PAGES


def test_without_bookmarks_they_are_found_as_lines_of_their_own(book: bytes) -> None:
    assert pages_of(without_bookmarks(book), HEADINGS) == PAGES


def test_a_heading_that_is_nowhere_has_no_page_and_disturbs_no_other(book: bytes) -> None:
    sought = (*HEADINGS[:2], "not there", *HEADINGS[2:])
    for pdf in (book, without_bookmarks(book)):
        assert pages_of(pdf, sought) == (*PAGES[:2], None, *PAGES[2:])


def test_pages_are_counted_from_the_section_that_a_heading_belongs_to(book: bytes) -> None:
    first, second = (HEADINGS[0], 1), (HEADINGS[2], 11)
    for pdf in (book, without_bookmarks(book)):
        assert pages_of(pdf, HEADINGS, [None, first, second, second, second]) == (2, 1, 11, 12, 12)
