"""Small Word documents for the tests of the PDF room."""

import io
from collections.abc import Iterable

from docx import Document
from docx.document import Document as WordDocument


def packed(document: WordDocument) -> bytes:
    """`document` as the bytes of its file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def docx_of(paragraphs: Iterable[str]) -> bytes:
    """A document of plain paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return packed(document)
