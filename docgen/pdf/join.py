"""One PDF for the print shop out of many: in their order, padded for duplex printing, each with its bookmark.

Books are joined after conversion, never before: joined as Word documents they would share numbering and headers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import OutlineItem

from docgen.files import writing_atomic


@dataclass(frozen=True, slots=True)
class Part:
    """A finished PDF of a print run: its bookmark, its file, and how many times it is printed."""

    title: str
    file: Path
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Joined:
    """What a print run came to: its pages, and how many of them are blank backs."""

    pages: int
    padding: int


def join(parts: Iterable[Part], target: Path, *, duplex: bool = True) -> Joined:
    """Write all `parts` into `target`, whole or not at all; with `duplex` each copy begins on a front page.

    A part's content is stored once, however many copies are printed. Raises FileTroubleError.
    """
    with pikepdf.new() as run:
        padding, bookmarks = 0, []
        for part in parts:
            bookmarks.append(OutlineItem(part.title, len(run.pages)))
            padding += _append(run, part, duplex=duplex)
        with run.open_outline() as outline:
            outline.root.extend(bookmarks)
        run.Root.PageMode = pikepdf.Name.UseOutlines
        with writing_atomic(target) as file:
            run.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return Joined(len(run.pages), padding)


def _append(run: pikepdf.Pdf, part: Part, *, duplex: bool) -> int:
    """Put the copies of `part` behind the others; how many blank backs that took."""
    with pikepdf.open(part.file) as book:
        padding = len(book.pages) % 2 if duplex else 0
        box = [float(side) for side in book.pages[-1].mediabox.as_list()]
        for _ in range(part.copies):
            run.add_pages_from(book, outlines="ignore")  # links inside a book lead to this copy of it
            if padding:
                run.add_blank_page()
                run.pages[-1].mediabox = pikepdf.Array(box)
    return padding * part.copies
