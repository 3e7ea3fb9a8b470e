"""A template for the tests: a cover, a table of contents, chapters as long as the data say, a QR code in the header."""

import io

from docx import Document

from docgen.pdf.qr import qr_png
from tests.pdf.documents import add_field, packed


def template() -> bytes:
    """Says `{{ name }}` and, under each of `chapters`, its `text`."""
    document = Document()
    document.add_paragraph("Book of {{ name }}")
    add_field(document.add_paragraph(), 'TOC \\o "1-3" \\h', "Contents")
    document.add_paragraph("{%p for chapter in chapters %}")
    document.add_heading("{{ chapter.title }}", 1)
    document.add_paragraph("{{ chapter.text }}")
    document.add_paragraph("{%p endfor %}")
    run = document.sections[0].header.paragraphs[0].add_run()
    picture = run.add_picture(io.BytesIO(qr_png("placeholder")), width=850000)
    picture._inline.docPr.set("descr", "docgen:qr")
    return packed(document)
