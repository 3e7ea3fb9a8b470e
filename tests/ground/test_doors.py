"""What the package promises as a library can be imported from its top."""

from io import BytesIO

import pytest
from docx import Document

import docgen


@pytest.mark.parametrize("name", docgen.__all__)
def test_every_promised_name_is_there(name: str) -> None:
    assert getattr(docgen, name)


def test_an_unknown_name_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Bok'"):
        docgen.Bok  # noqa: B018


def test_a_template_renders_outside_any_campaign() -> None:
    document, file = Document(), BytesIO()
    document.add_paragraph("Dear {{ name }},")
    document.save(file)
    rendered = docgen.WordTemplate(file.getvalue()).render({"name": "Kim & Sons"})
    assert rendered.findings == ()
    assert Document(BytesIO(rendered.docx)).paragraphs[0].text == "Dear Kim & Sons,"
