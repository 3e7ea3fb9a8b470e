"""What an engine cannot draw is a finding before the first book and again at the book: never a silent loss."""

from pathlib import Path

import pytest

from docgen.files import digest
from docgen.findings import Level
from docgen.model import Feature, Identity
from docgen.pdf.abilities import LACKS, Loss, unfit
from docgen.pdf.office import find_office
from docgen.pdf.pages import page_texts
from docgen.press import Order, make
from docgen.press.engines import engine_named
from docgen.press.lacks import lacks
from docgen.word.container import open_parts
from docgen.word.features import uses
from tests.pdf.poppler import pictures_of
from tests.pdf.snippets import SNIPPETS, document_with, run
from tests.press.drawn import COLOUR, DRAWN, footnote

LEFT_OUT = [f for f, loss in LACKS["embedded"].items() if loss is Loss.LEFT_OUT and f in SNIPPETS]
needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice with its Python bridge is not here")
OFFICE = [pytest.mark.libreoffice, needs_office]
both_engines = pytest.mark.parametrize("engine", ["embedded", pytest.param("libreoffice", marks=OFFICE)])
SHOWS_TEXT = {Feature.INLINE_TEXT_BOX, Feature.EMPTY_FIELD}
LANDSCAPE = (
    '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    f'<w:pgMar w:top="1440" w:bottom="1440" w:left="1440" w:right="1440"/></w:sectPr></w:pPr>{run("WORD")}</w:p>'
)


def order(folder: Path, docx: bytes, engine: str = "embedded") -> Order:
    source = folder / "book.docx"
    source.write_bytes(docx)
    return Order(source, digest(docx), {}, Identity("B", "1", 1, "0" * 16), engine=engine)


@pytest.mark.parametrize("feature", LEFT_OUT, ids=str)
def test_what_the_engine_leaves_out_is_an_error_of_the_template(feature: Feature) -> None:
    used = uses(open_parts(document_with(SNIPPETS[feature]), "book.docx"), "book.docx")
    codes = {found.code.id: found.level for found in unfit("embedded", [(use.feature, use.place) for use in used])}
    assert codes["E-ENGINE-LEAVES-OUT"] is Level.ERROR


@pytest.mark.parametrize("feature", sorted(SHOWS_TEXT), ids=str)
def test_text_that_is_left_out_makes_a_book_that_is_not_fit(tmp_path: Path, feature: Feature) -> None:
    pressed = make(order(tmp_path, document_with(SNIPPETS[feature])))
    assert not pressed.is_fit
    shown = page_texts(pressed.pdf) if pressed.pdf else []
    assert all("WORD" not in text for text in shown)


@pytest.mark.libreoffice
@needs_office
@pytest.mark.parametrize("what", DRAWN)
def test_the_engine_that_has_it_draws_it_and_finds_nothing(tmp_path: Path, what: str) -> None:
    pressed = make(order(tmp_path, DRAWN[what](), "libreoffice"))
    assert pressed.findings == ()
    assert coloured(pressed.pdf) > 10_000
    assert lacks(DRAWN[what](), "book.docx", "libreoffice") == ()


@pytest.mark.parametrize("what", DRAWN)
def test_the_engine_that_has_it_not_leaves_it_out_and_that_is_found_before_the_first_book(what: str) -> None:
    pdf = engine_named("embedded").convert(DRAWN[what]()).pdf
    assert not pdf or coloured(pdf) == 0
    (found,) = lacks(DRAWN[what](), "book.docx", "embedded")
    assert (found.code.id, found.place.file) == ("E-ENGINE-LEAVES-OUT", "book.docx")


def coloured(pdf: bytes) -> int:
    """How many dots of the first page, drawn at 150 an inch, have the colour of the drawing."""
    colours = pictures_of(pdf)[0].convert("RGB").getcolors(1 << 24) or []
    return sum(count for count, colour in colours if colour == COLOUR)


@both_engines
def test_a_footnote_stands_at_the_foot_in_either_engine(tmp_path: Path, engine: str) -> None:
    pressed = make(order(tmp_path, footnote(), engine))
    assert pressed.findings == ()
    (text,) = page_texts(pressed.pdf)
    assert text.index("Text with a note") < text.index("Below the line.")


@both_engines
def test_landscape_pages_come_out_in_either_engine(tmp_path: Path, engine: str) -> None:
    pressed = make(order(tmp_path, document_with(LANDSCAPE + f"<w:p>{run('upright')}</w:p>"), engine))
    assert (pressed.findings, pressed.pages) == ((), 2)
