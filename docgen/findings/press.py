"""Findings of pressing a finished document."""

from docgen.findings import Code

CODE_MISSING = Code(
    "E-QR-NOT-FOUND",
    "The QR code of the template's picture docgen:qr is on no page of the PDF.",
    "Make the picture larger, at least 18 mm, and keep it free of other things.",
)
CODE_NOT_EVERYWHERE = Code(
    "W-QR-NOT-EVERYWHERE",
    "These pages carry no QR code: {pages}.",
    "Put the picture docgen:qr into every header or footer of the template, that of the first page too.",
)
CONTENTS_NOT_TRUE = Code(
    "W-CONTENTS-NOT-TRUE",
    "The page numbers in the table of contents could not be settled; some may be off by one.",
    "Give the table of contents a page of its own in the template.",
)
