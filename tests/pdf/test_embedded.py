"""The embedded engine makes the same good PDF on any machine, with the bundled fonts only."""

import pypdfium2 as pdfium

from docgen.findings.pdf import NOT_CONVERTED
from docgen.pdf.embedded import EmbeddedEngine

from .documents import docx_of


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf))


def test_every_character_of_both_languages_arrives() -> None:
    lines = ["The head attends the meeting; 100 % – “quoted”, café.", "第一条 主要负责人对安全生产工作全面负责，䶮县。"]
    text = text_of(EmbeddedEngine().convert(docx_of(lines)).pdf)
    assert all("".join(line.split()) in "".join(text.split()) for line in lines)


def test_what_is_no_word_document_is_a_finding_and_no_error() -> None:
    converted = EmbeddedEngine().convert(b"not a document")
    assert (converted.pdf, [finding.code for finding in converted.findings]) == (b"", [NOT_CONVERTED])
