"""Both engines over every shipped template: the same characters, nearly the same pages, the block for signing whole."""

import pytest

from docgen.pdf.comparison import apart
from docgen.pdf.office import find_office
from docgen.pdf.pages import page_texts
from docgen.press import make
from docgen.word.rows import heading_rows
from docgen.word.text import plain_text
from tests.proof import FULL
from tests.templates.documents import EVERY, ordered, three_units

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(find_office() is None, reason="LibreOffice with its Python bridge is not here"),
]
DOCUMENTS = [(name, number) for name in EVERY for number in range(3 if FULL else 1) if number < len(three_units(name))]


@pytest.mark.parametrize(("name", "number"), DOCUMENTS)
def test_both_engines_show_the_same_on_as_many_pages_give_or_take_one(name: str, number: int) -> None:
    orders = [ordered(name, three_units(name)[number], engine=engine)[1] for engine in ("embedded", "libreoffice")]
    first, second = map(make, orders)
    assert (first.findings, second.findings) == ((), ())  # every character in order, the signature block in one piece
    assert abs(first.pages - second.pages) <= 1
    said = plain_text(first.docx)
    running = (*said.headers, *said.footers, *heading_rows(first.docx))
    assert apart(page_texts(first.pdf), page_texts(second.pdf), running) == ("", "")
    assert [make(order) for order in orders] == [first, second]
