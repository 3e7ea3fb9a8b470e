"""What a document uses beyond the plain is found, each feature once, at its first place."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from docgen.model import Feature
from docgen.word.features import uses
from tests.pdf.snippets import SNIPPETS, document_with, run


def features_of(docx: bytes) -> dict[Feature, str]:
    """Feature to the place said in words."""
    with zipfile.ZipFile(BytesIO(docx)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    return {use.feature: str(use.place) for use in uses(parts, "a.docx")}


@pytest.mark.parametrize("feature", SNIPPETS, ids=str)
def test_a_feature_is_found_in_the_paragraph_or_cell_that_uses_it(feature: Feature) -> None:
    found = features_of(document_with(SNIPPETS[feature]))
    assert set(found) == {feature}
    cell = feature is Feature.VERTICAL_TEXT
    assert found[feature] == f"a.docx, body, {'table 1, row 1, column 1, paragraph 1' if cell else 'paragraph 2'}"


def test_a_plain_document_uses_nothing_special() -> None:
    switched_off = run("x", '<w:strike w:val="0"/><w:u w:val="single"/><w:em w:val="none"/>')
    assert features_of(document_with(f"<w:p>{switched_off}</w:p>")) == {}


def test_a_feature_of_a_style_counts_only_where_the_style_is_used() -> None:
    document = Document()
    document.styles["Heading 1"].font.all_caps = True
    file = BytesIO()
    document.save(file)
    assert features_of(file.getvalue()) == {}
    document.add_heading("Duties", 1)
    file = BytesIO()
    document.save(file)
    assert features_of(file.getvalue()) == {Feature.CAPITALS: "a.docx, style heading 1"}


def test_numerals_in_words_and_a_document_grid_are_found_outside_the_text() -> None:
    document = Document()
    document.add_paragraph("numbered", style="List Number")
    for numeral in document.part.numbering_part.element.iter("{*}numFmt"):
        numeral.set(numeral.attrib.keys()[0], "japaneseLegal")
    document.sections[0]._sectPr.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="312"/>'))
    document.sections[0]._sectPr.append(parse_xml(f'<w:lnNumType {nsdecls("w")} w:countBy="5"/>'))
    file = BytesIO()
    document.save(file)
    found = features_of(file.getvalue())
    assert set(found) == {Feature.COUNTED_NUMBER, Feature.DOCUMENT_GRID, Feature.LINE_NUMBERS}
    assert found[Feature.COUNTED_NUMBER] == "a.docx, numbering"
