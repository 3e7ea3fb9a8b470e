"""How many rows the tables of a printed form have: some units are sent more, and its layout must have as many."""

from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium

from docgen.pdf.filled.boxes import Fit, fit_of
from docgen.pdf.filled.segments import segments
from docgen.pdf.form.geometry import Layout, Rectangle

_NEAR = 5.0
"""Points by which the middle of a number may lie beside the middle of its column."""


def counted_rows(data: bytes, layout: Layout) -> tuple[int, ...]:
    """The rows of each table on paper, in order, by the numbers printed before them. Raises PdfiumError."""
    columns = {label.x for page in layout.pages for label in page.labels if label.text.isdecimal()}
    runs: list[int] = []
    with pdfium.PdfDocument(data) as document:
        fit: Fit | None = None
        for number in range(len(document) if columns else 0):
            page = document[number]
            if number < len(layout.pages):
                fit = fit_of(page.get_textpage(), layout.pages[number].labels) or fit
            for said in _numbers(page, fit, columns) if fit else ():
                if said == 1:
                    runs.append(1)
                elif runs and said == runs[-1] + 1:
                    runs[-1] = said
    return tuple(runs)


def _numbers(page: pdfium.PdfPage, fit: Fit, columns: set[float]) -> Iterator[int]:
    """The numbers in the columns of numbers, from top to bottom."""
    middles = [fit.place(Rectangle(x, 0, x, 0)).left for x in columns]
    for piece in sorted(segments(page), key=lambda one: -one.area.top):
        if piece.text.isdecimal() and len(piece.text) < 4 and _is_near(piece.area, middles):
            yield int(piece.text)


def _is_near(area: Rectangle, middles: Sequence[float]) -> bool:
    return any(abs((area.left + area.right) / 2 - middle) < _NEAR for middle in middles)
