"""A template tells which names it expects of its data."""

from io import BytesIO

from docx import Document

from docgen.word.names import template_names
from docgen.word.template import WordTemplate


def template(*paragraphs: str, header: str = "") -> WordTemplate:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    saved = BytesIO()
    document.save(saved)
    return WordTemplate(saved.getvalue())


def test_names_of_body_and_header_are_found_once_each() -> None:
    found = template_names(
        template("{{ unit.name }} {{ day | date('long') }}", "{{ unit.code }}", header="{{ number }}")
    )
    assert found == ("day", "number", "unit")


def test_names_the_template_makes_itself_are_not_of_the_data() -> None:
    loop = ("{%p for row in rows %}", "{{ loop.index }} {{ row.what }}", "{%p endfor %}", "{% set a = b %}{{ a }}")
    assert template_names(template(*loop)) == ("b", "rows")
