"""Paragraphs are placed in the words of somebody who has the file open in Word."""

from docgen.findings import Place
from docgen.word.package import read_parts
from docgen.word.places import as_mapping, places_of, stories
from docgen.word.template import WordTemplate
from tests.word.faulty import (
    Build,
    footnote_part,
    header,
    heading,
    in_content_control,
    nested_table,
    runs,
    table,
    template,
    text,
    text_box,
    title,
)


def places(*builds: Build) -> dict[str, str]:
    """The places by the text of the paragraph, of those that have a text."""
    found = stories(as_mapping(read_parts(template(*builds))), "t.docx")
    return {p.text: str(p.place) for story in found for p in story.paragraphs if p.text}


def test_paragraphs_are_counted_from_one_and_named_by_the_heading_above() -> None:
    found = places(text("before", ""), heading("Annex"), text("after"))
    assert found["before"] == "t.docx, body, under “Duties”, paragraph 3"
    assert found["Annex"] == "t.docx, body, under “Annex”, paragraph 5"
    assert found["after"] == "t.docx, body, under “Annex”, paragraph 6"


def test_cells_are_named_by_table_row_and_column_and_tables_do_not_count_as_paragraphs() -> None:
    found = places(table(("a", "b"), ("c", "d")), text("after"), table(("e",)))
    assert found["d"] == "t.docx, body, under “Duties”, table 1, row 2, column 2, paragraph 1"
    assert found["e"] == "t.docx, body, under “Duties”, table 2, row 1, column 1, paragraph 1"
    assert found["after"] == "t.docx, body, under “Duties”, paragraph 3"


def test_nested_tables_text_boxes_and_content_controls_are_seen() -> None:
    found = places(nested_table("inner"), text_box("boxed"), in_content_control("controlled"))
    assert found["inner"].endswith("table 2, row 1, column 2, paragraph 1")
    assert found["boxed"] == "t.docx, text box 1 in body, under “Duties”, paragraph 1"
    assert found["controlled"] == "t.docx, body, under “Duties”, paragraph 4"


def test_headers_and_footnotes_are_parts_of_their_own() -> None:
    found = places(header("top"), footnote_part("footnotes", "note"))
    assert found["top"] == "t.docx, header 1, paragraph 1"
    assert found["note"] == "t.docx, footnotes, paragraph 1"


def test_the_text_of_a_paragraph_is_joined_over_its_runs() -> None:
    assert "{{ unit.name }}" in places(runs("{", "{ unit", ".name ", "}}"))


def test_every_paragraph_has_a_place_of_its_own() -> None:
    parts = as_mapping(read_parts(template(text("a", "a", ""), table(("a", "a")), text_box("a"), text_box("a"))))
    found = list(places_of(parts, "t.docx").paragraphs.values())
    assert len(found) == len(set(found))


def test_what_a_render_lacks_is_placed_in_the_words_of_word() -> None:
    source = template(table(("a", "{{ unit.name }}")), text("{{ fee }}"), header("{{ year }}"), title("{{ title }}"))
    rendered = WordTemplate(source, name="book.docx").render({"unit": {}, "duties": []})
    places = {str(finding.values["tag"]): str(finding.place) for finding in rendered.findings}
    assert places == {
        "unit.name": "book.docx, body, under “Duties”, paragraph 2, field unit.name",
        "fee": "book.docx, body, under “Duties”, paragraph 3, field fee",
        "year": "book.docx, header 1, paragraph 1, field year",
        "title": "book.docx, document properties, field title",
    }


def test_a_tag_in_a_cell_is_placed_in_its_cell_at_render() -> None:
    source = template(table(("a", "{{ unit.code }}"), ("b", "c")))
    (finding,) = WordTemplate(source, name="book.docx").render({"unit": {"name": "x"}, "duties": []}).findings
    assert finding.place == Place(
        file="book.docx", part="body", heading="Duties", table=1, row=1, column=2, paragraph=1, field="unit.code"
    )
