"""What people wrote into the comments of a workbook: notes, and the threads of newer programs with their replies."""

from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from docgen.excel.returned.xml import Parts, S, relations, tree
from docgen.findings import Finding, Place
from docgen.findings import returns as codes

_T = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_COPY = "tc="
"""How the author of a note begins that only repeats a thread, for programs that know none."""
_MOST_SAID = 200
_LONGEST = 2_000


def comments(parts: Parts, sheets: Iterable[tuple[str, str]], file: str) -> Iterator[Finding]:
    """A finding for each comment of `sheets`, by name and part, with its cell. Raises etree.XMLSyntaxError."""
    every = [
        (Place(file=file, sheet=name, cell=cell), text) for name, target in sheets for cell, text in _of(parts, target)
    ]
    for place, text in islice(every, _MOST_SAID):
        yield Finding(codes.COMMENTED, place, {"text": text[:_LONGEST]})
    if len(every) > _MOST_SAID:
        yield Finding(codes.MORE_COMMENTS, Place(file=file), {"count": len(every) - _MOST_SAID})


def _of(parts: Parts, sheet: str) -> Iterator[tuple[str, str]]:
    """Cell and text of each comment of a sheet, threads first."""
    targets = [one for one in relations(parts, sheet) if one.target in parts]
    for one in sorted(targets, key=lambda one: one.kind != "threadedComment"):
        if one.kind == "threadedComment":
            yield from _said(tree(parts[one.target]).iter(f"{_T}threadedComment"), f"{_T}text")
        elif one.kind == "comments":
            yield from _said(_notes(tree(parts[one.target])), f"{S}t")


def _notes(root: etree._Element) -> Iterator[etree._Element]:
    """The notes that are no copies of threads."""
    authors = [author.text or "" for author in root.iter(f"{S}author")]
    copies = {str(number) for number, author in enumerate(authors) if author.startswith(_COPY)}
    return (note for note in root.iter(f"{S}comment") if note.get("authorId") not in copies)


def _said(comments: Iterable[etree._Element], letters: str) -> Iterator[tuple[str, str]]:
    for comment in comments:
        if text := "".join([part.text or "" for part in comment.iter(letters)]).strip():
            yield comment.get("ref", ""), text
