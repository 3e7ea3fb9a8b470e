"""A Word document that came back, read as it stands: raw XML, never saved again.

    content = read_document(parts, "QIS 0101.docx")     parts: the members of the container, by name

Text is that of the document with all tracked changes accepted. What a content control shows as its prompt is no text.
"""

from docgen.word.returned.document import read_document

__all__ = ["read_document"]
