"""A template for the tests: a cover, a table of contents, chapters as long as the data say, a QR code in the header."""

import io

from docx import Document
from docx.enum.text import WD_BREAK
from docx.text.run import Run

from docgen.pdf.qr import qr_png
from tests.pdf.documents import add_field, packed


def template(*, alone: bool = False) -> bytes:
    """Says `{{ name }}` and, under each of `chapters`, its `text`; a signature block, `alone` on its page or not."""
    document = Document()
    document.add_paragraph("Book of {{ name }}")
    add_field(document.add_paragraph(), 'TOC \\o "1-3" \\h', "Contents")
    document.add_paragraph("{%p for chapter in chapters %}")
    document.add_heading("{{ chapter.title }}", 1)
    document.add_paragraph("{{ chapter.text }}")
    document.add_paragraph("{%p endfor %}")
    if alone:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Party A: {{ name }}"
    add_named_picture(cell.add_paragraph().add_run(), "docgen:seal:issuer")
    add_named_picture(document.sections[0].header.paragraphs[0].add_run(), "docgen:qr")
    return packed(document)


def add_named_picture(run: Run, name: str, *, width: int = 850000) -> None:
    """A picture, 24 mm wide unless said otherwise, that docgen knows by its alternative text."""
    picture = run.add_picture(io.BytesIO(qr_png("placeholder")), width=width)
    picture._inline.docPr.set("descr", name)
