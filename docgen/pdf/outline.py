"""On which page of a PDF each heading stands: what a true table of contents needs.

Engines write the headings as the PDF's own bookmarks, which lead to their pages; a heading without one is looked for
as a line of its own. Contents pages hold the same words, but there a line ends in a page number.
"""

from collections.abc import Iterator, Sequence
from typing import overload

import pypdfium2 as pdfium

from docgen.pdf.comparison import essence
from docgen.pdf.pages import text_of

_NUMBER = 12
"""The longest number that may stand before a heading on its line, in characters."""
_TELLING = 8
"""From how many characters on the beginning of a paragraph is enough to know it by."""
_LINES = 4
"""Over how many lines a heading may run."""


Restarted = tuple[str, int] | None
"""The text that begins a section whose pages are counted anew, and the number of its first page."""


def pages_of(pdf: bytes, headings: Sequence[str], restarts: Sequence[Restarted] = ()) -> tuple[int | None, ...]:
    """The page of each of `headings`, given without their numbers and in order; None where it is not found.

    Pages are counted from 1, or for each heading from the section in `restarts` that it belongs to. Raises PdfiumError
    if PDFium cannot open `pdf`.
    """
    sought = [essence(heading) for heading in headings]
    with pdfium.PdfDocument(pdf) as document:
        found, lines = _by_bookmarks(document, sought), _Lines(document)
        if None in found:
            found = _by_lines(lines, sought, found)
        return _as_printed(lines, found, restarts) if any(restarts) else tuple(found)


class _Lines(Sequence[Sequence[str]]):
    """The lines of each page, read only when they are asked for: reading a page takes as long as drawing it."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self._read: dict[int, Sequence[str]] = {}

    def __len__(self) -> int:
        return len(self._document)

    @overload
    def __getitem__(self, index: int) -> Sequence[str]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[str]]: ...
    def __getitem__(self, index: int | slice) -> Sequence[str] | Sequence[Sequence[str]]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        if index not in self._read:
            self._read[index] = [essence(line) for line in text_of(self._document[index]).split("\n")]
        return self._read[index]


def _as_printed(
    lines: Sequence[Sequence[str]], pages: Sequence[int | None], restarts: Sequence[Restarted]
) -> tuple[int | None, ...]:
    """`pages` as their sections count them; a section begins on the last page with its text up to its first heading."""
    shifts: dict[Restarted, int] = {None: 0}
    for page, restart in zip(pages, restarts, strict=True):
        if restart not in shifts and restart is not None and page is not None:
            begins = (p for p in range(page, 0, -1) if _begins_in(lines[p - 1], essence(restart[0])))
            shifts[restart] = restart[1] - next(begins, page)
    return tuple(page and page + shifts.get(restart, 0) for page, restart in zip(pages, restarts, strict=True))


def _begins_in(lines: Sequence[str], text: str) -> bool:
    return _stands_in(lines, text) or any(len(line) >= _TELLING and text.startswith(line) for line in lines)


def _by_bookmarks(document: pdfium.PdfDocument, sought: Sequence[str]) -> list[int | None]:
    """Both are in the document's order, so a bookmark is passed over for good once a later one has served."""
    bookmarks = list(_bookmarks(document))
    found: list[int | None] = []
    at = 0
    for heading in sought:
        index = next((i for i in range(at, len(bookmarks)) if _is(bookmarks[i][0], heading)), None)
        found.append(None if index is None else bookmarks[index][1])
        at = at if index is None else index + 1
    return found


def _bookmarks(document: pdfium.PdfDocument) -> Iterator[tuple[str, int]]:
    for bookmark in document.get_toc():
        target = bookmark.get_dest()
        index = None if target is None else target.get_index()
        if index is not None:
            yield essence(bookmark.get_title()), index + 1


def _is(line: str, heading: str) -> bool:
    """Whether `line` is the heading, with or without a number before it."""
    return line.endswith(heading) and len(line) - len(heading) <= _NUMBER


def _by_lines(lines: Sequence[Sequence[str]], sought: Sequence[str], found: Sequence[int | None]) -> list[int | None]:
    """Fill the gaps of `found`: a heading is not before the one before it."""
    filled: list[int | None] = []
    earliest = 1
    for heading, known in zip(sought, found, strict=True):
        page = known or next((p for p in range(earliest, len(lines) + 1) if _stands_in(lines[p - 1], heading)), None)
        filled.append(page)
        earliest = page or earliest
    return filled


def _stands_in(lines: Sequence[str], heading: str) -> bool:
    runs = (lines[first : first + count] for first in range(len(lines)) for count in range(1, _LINES + 1))
    return any(_is("".join(run), heading) for run in runs)
