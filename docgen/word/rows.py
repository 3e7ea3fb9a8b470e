"""The heading rows of a document's tables, which every page repeats that a table goes on to."""

from lxml import etree

from docgen.word.package import read_parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def heading_rows(docx: bytes) -> tuple[str, ...]:
    """The text of each heading row, its cells one behind the other. Raises TemplateTroubleError."""
    body = next((part.data for part in read_parts(docx) if part.name == "word/document.xml"), b"")
    rows = etree.fromstring(body).iter(f"{_W}tr") if body else ()
    headings = (row for row in rows if row.find(f"{_W}trPr/{_W}tblHeader") is not None)
    return tuple("".join(text.text or "" for text in row.iter(f"{_W}t")) for row in headings)
