"""A paper ends as an office ends it: its name and the day at the right, never without the last words of the text."""

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from tests.templates.documents import TEMPLATES

PAPERS = ("notice", "objection-reply", "summary", "summons", "yellow-card", "hazard-notice", "result-letter")
FULL_LINE = 28
"""Characters of a line of Chinese body text; an underscore is little more than half of one."""


def ending(name: str) -> list[Paragraph]:
    return list(docx.Document(str(TEMPLATES / f"{name}.docx")).paragraphs)


@pytest.mark.parametrize("name", [f"{language}/{name}" for language in ("en", "zh") for name in PAPERS])
def test_the_office_and_the_day_stand_at_the_right_and_on_one_page(name: str) -> None:
    *_, gap, office, day = ending(name)
    assert "issuer.name" in office.text and "date|date" in day.text
    assert office.alignment == day.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert gap.paragraph_format.keep_with_next and office.paragraph_format.keep_with_next


@pytest.mark.parametrize("name", ["zh/notice", "zh/summons", "zh/yellow-card"])
def test_the_last_words_go_with_the_signature(name: str) -> None:
    *text, _, _, _ = ending(name)
    last = [one for one in text if one.style and one.style.name == "Body Text"][-1]
    assert last.paragraph_format.keep_with_next


def test_a_place_to_write_in_stands_on_the_line_of_its_label() -> None:
    for line in ending("zh/talk-record"):
        if "_" in line.text:
            assert sum(0.6 if sign == "_" else 1 for sign in line.text) <= FULL_LINE
