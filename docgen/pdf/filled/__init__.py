"""A PDF form that came back: its fields as they stand in the file, the text on its pages, and who it says it is.

    content = read_pdf(data, "QIS 0101.pdf")

Run in the limited reader only: PDFs from outside can do what they like to a parser.
"""

from docgen.pdf.filled.boxes import Printed, read_boxes
from docgen.pdf.filled.document import LockedError, read_pdf
from docgen.pdf.filled.letters import with_letters
from docgen.pdf.filled.rows import counted_rows

__all__ = ["LockedError", "Printed", "counted_rows", "read_boxes", "read_pdf", "with_letters"]
