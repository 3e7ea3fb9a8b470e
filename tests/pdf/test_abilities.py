"""The table of what the engines lack is tried against the engines themselves."""

import pypdfium2
import pytest

from docgen.findings import Level, Place
from docgen.model import Feature
from docgen.pdf.abilities import LACKS, WORDS, Loss, unfit
from docgen.pdf.libreoffice import LibreOfficeEngine
from docgen.pdf.office import find_office
from docgen.press.engines import engine_named
from tests.pdf.snippets import SNIPPETS, document_with

LEFT_OUT = [f for f, loss in LACKS["embedded"].items() if loss is Loss.LEFT_OUT and f in SNIPPETS]
WITHOUT_TEXT = {Feature.CHART, Feature.SMARTART, Feature.SYMBOL}
DRAWN_AS_SHAPES = {Feature.VERTICAL_TEXT, Feature.EQUATION, Feature.EMPTY_FIELD, Feature.WORDART}


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("feature", [f for f in LEFT_OUT if f not in WITHOUT_TEXT], ids=str)
def test_the_embedded_engine_leaves_out_what_the_table_says(feature: Feature) -> None:
    pdf = engine_named("embedded").convert(document_with(SNIPPETS[feature])).pdf
    assert not pdf or "WORD" not in text_of(pdf)


KEPT = [f for f in SNIPPETS if f not in LEFT_OUT and f is not Feature.CLOCK]


@pytest.mark.parametrize("feature", KEPT, ids=str)
def test_the_embedded_engine_keeps_the_text_of_all_others(feature: Feature) -> None:
    assert "WORD" in text_of(engine_named("embedded").convert(document_with(SNIPPETS[feature])).pdf)


@pytest.mark.libreoffice
def test_libreoffice_keeps_the_text_of_every_feature_that_has_text() -> None:
    if find_office() is None:
        pytest.skip("LibreOffice with its Python bridge is not on this machine")
    engine = LibreOfficeEngine()
    features = [f for f in SNIPPETS if f not in WITHOUT_TEXT | DRAWN_AS_SHAPES | {Feature.CLOCK}]
    lost = [f for f in features if "WORD" not in text_of(engine.convert(document_with(SNIPPETS[f])).pdf)]
    engine.close()
    assert lost == []


def test_every_feature_has_words() -> None:
    assert set(WORDS) == set(Feature)


def test_a_lost_feature_is_an_error_a_plain_one_a_warning_and_a_clock_is_always_said() -> None:
    place = Place(file="book.docx")
    used = [(Feature.CHART, place), (Feature.STRIKETHROUGH, place), (Feature.CLOCK, place)]
    assert [f.level for f in unfit("embedded", used)] == [Level.ERROR, Level.WARNING, Level.WARNING]
    assert [f.code.id for f in unfit("libreoffice", used)] == ["W-TEMPLATE-TELLS-TIME"]
