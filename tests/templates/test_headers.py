"""Headers and footers of the shipped templates are as wide as the pages they stand on."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Twips

from tests.templates.documents import TEMPLATES

EVERY = sorted(path for path in TEMPLATES.glob("*/*.docx") if not path.name.startswith("~"))


def text_width(section: Section) -> int:
    assert section.page_width and section.left_margin is not None and section.right_margin is not None
    return round((section.page_width - section.left_margin - section.right_margin) / Twips(1))


def tables(section: Section) -> Iterator[int]:
    """The widths of the tables in the section's own headers."""
    for header in (section.header, section.even_page_header, section.first_page_header):
        for table in () if header.is_linked_to_previous else header.tables:
            yield sum(int(column._gridCol.get(qn("w:w"))) for column in table.columns)


def right_tabs(document: Document) -> Iterator[int]:
    for stop in document.styles["footer"].paragraph_format.tab_stops:
        yield round(stop.position / Twips(1))


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_header_is_as_wide_as_the_text_of_its_pages(path: Path) -> None:
    document = docx.Document(str(path))
    for section in document.sections:
        assert all(abs(width - text_width(section)) <= 2 for width in tables(section))
    assert all(abs(stop - text_width(document.sections[-1])) <= 2 for stop in right_tabs(document))
