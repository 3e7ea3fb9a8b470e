"""Small Word documents for the tests of the PDF room."""

import io
from collections.abc import Iterable

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from docgen.pdf.embedded import EmbeddedEngine


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


def pdf_of(document: WordDocument) -> bytes:
    """`document` converted by the embedded engine."""
    converted = EmbeddedEngine().convert(packed(document))
    assert converted.pdf, converted.findings
    return converted.pdf


def set_fonts(run: Run, western: str, eastern: str) -> None:
    """Name both fonts of `run`, as Word does."""
    run.font.name = western
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), eastern)


def add_field(paragraph: Paragraph, instruction: str, shown: str = "") -> None:
    """A field as Word writes it: begin, instruction, separator, result, end."""
    for kind in ("begin", "instruction", "separate", "result", "end"):
        run = paragraph.add_run(shown if kind == "result" else "")
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.text = f" {instruction} "
            run._element.append(element)
        elif kind != "result":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)


def add_picture(document: WordDocument, png: bytes, *, width: float, in_header: bool = False) -> None:
    """A picture of `width` centimetres in the body or in the header."""
    paragraph = document.sections[0].header.paragraphs[0] if in_header else document.add_paragraph()
    paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(width))
