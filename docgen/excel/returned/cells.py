"""The cells of one sheet: texts, numbers with their formats, errors, formulas, merges, and what is hidden."""

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from docgen.excel.returned.links import is_link
from docgen.excel.returned.references import position
from docgen.excel.returned.xml import S, tree
from docgen.model import Cell, Raw

MOST_CELLS = 400_000
"""Cells with something in them that a returned workbook may have; a form has some hundreds."""
_MOST_MERGES = 20_000
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ROW, _CELL, _VALUE, _FORMULA, _INLINE = f"{S}row", f"{S}c", f"{S}v", f"{S}f", f"{S}is"
_TEXT, _PHONETIC = f"{S}t", f"{S}rPh"
_BARE = re.compile(rb'<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d{1,6}")?/>(?=<c r="|</row>)')
_LISTED = re.compile(rb'<row r="\d{1,7}"[^<>]*><c r="A\d{1,7}"(?: s="\d{1,6}")? t="s"><v>(\d{1,7})</v></c>.*?</row>')
_VERBATIM = b"<![CDATA["


class TooLargeError(ValueError):
    """A workbook holds far more than a form does."""


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells of all sheets refer to: texts by number, formats by style, and from when days are counted.

    `unseen` are the styles in which letters have the colour of what is behind them.
    """

    strings: Sequence[str]
    formats: Callable[[], Sequence[str]]
    since_1904: bool
    unseen: Container[str] = ()

    def format(self, style: str) -> str:
        """The number format of a style, by its number."""
        formats = self.formats()
        return formats[int(style)] if style.isdecimal() and int(style) < len(formats) else "General"


def shared_strings(data: bytes) -> tuple[str, ...]:
    """The texts that cells name by number, phonetic guides left out."""
    return tuple(_string(one) for one in tree(data).iterchildren(f"{S}si"))


def _string(item: etree._Element) -> str:
    if len(item) == 1 and (only := item[0]).tag == _TEXT:
        return _unescaped(only.text or "")
    texts = (t for t in item.iter(_TEXT) if (parent := t.getparent()) is None or parent.tag != _PHONETIC)
    return "".join(_unescaped(t.text or "") for t in texts)


def _unescaped(text: str) -> str:
    """A text with its `_x4E2D_` as letters; half a letter becomes the sign for one that is lost."""
    if "_x" not in text:
        return text
    said = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def read_cells(data: bytes, book: Book, *, hidden: bool) -> dict[tuple[int, int], Cell]:
    """The cells of a sheet that hold something, by row and column. What the sheet says of its size is not believed.

    Raises etree.XMLSyntaxError, TooLargeError.
    """
    root = tree(_without_bare(data))
    columns = _hidden_columns(root)
    merges = dict(_merges(root))
    cells: dict[tuple[int, int], Cell] = {}
    for row, column, unseen, raw in _raws(root, book):
        down, across = merges.get((row, column), (1, 1))
        covered = hidden or unseen or (bool(columns) and any(first <= column <= last for first, last in columns))
        cells[row, column] = Cell(raw, down, across, covered)
        if len(cells) > MOST_CELLS:
            raise TooLargeError("the sheet has too many cells")
    for (row, column), (down, across) in merges.items():
        cells.setdefault((row, column), Cell(Raw(), down, across, hidden))
    return cells


def _raws(root: etree._Element, book: Book) -> Iterator[tuple[int, int, bool, Raw]]:
    number = 0
    for row in root.iter(_ROW):
        number = _whole(row.get("r"), number + 1)
        unseen = row.get("hidden") in ("1", "true")
        column = 0
        for cell in row.iterchildren(_CELL):
            spot = position(cell.get("r", ""))
            column = spot[1] if spot else column + 1
            if len(cell) and (raw := _raw(cell, book)) is not None:
                yield number, column, unseen or (book.unseen != () and cell.get("s") in book.unseen), raw


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else otherwise


def _raw(cell: etree._Element, book: Book) -> Raw | None:
    """What stands in a cell; None in one that has only a format."""
    kind, text, has_value = cell.get("t", "n"), None, False
    formula: etree._Element | None = None
    for part in cell:
        tag = part.tag
        if tag == _VALUE:
            text, has_value = part.text, True
        elif tag == _FORMULA:
            formula = part
        elif tag == _INLINE and kind == "inlineStr":
            return Raw(_string(part))
    if kind == "s":
        return _shared(text, book)
    if text is not None and kind != "inlineStr":
        return _typed(kind, text, cell.get("s", "0"), book)
    said = formula.text or "" if formula is not None else ""
    uncalculated = formula is not None and (not (kind == "str" and has_value) or is_link(said))
    return Raw(formula=f"={said}") if uncalculated else None


def _shared(text: str | None, book: Book) -> Raw | None:
    try:
        found = book.strings[int(text or "")]
    except (ValueError, IndexError):
        return Raw("#N/A", error=True)
    return _text(found) if found else None


@lru_cache(maxsize=4096)
def _text(text: str) -> Raw:
    """A text as it stands; most of those in a return are printed in every one."""
    return Raw(text)


def _typed(kind: str, text: str, style: str, book: Book) -> Raw:
    if kind == "b":
        return _boolean(text.strip() in ("1", "true"))
    if kind == "e":
        return Raw(text, error=True)
    if kind in ("str", "d"):
        return Raw(_unescaped(text))
    return Raw.of_number(text, book.format(style), since_1904=book.since_1904)


def _boolean(said: bool) -> Raw:
    return Raw("TRUE" if said else "FALSE", ticked=said)


def ledger(data: bytes, book: Book, known: Container[str]) -> Iterator[tuple[str, str, str]]:
    """The texts in the first three cells of each row below the first, but for rows whose first text is `known`."""
    rows = tree(_unlisted(data, book, known)).iter(_ROW)
    next(rows, None)
    for row in rows:
        texts = ["", "", ""]
        for cell in row:
            reference = cell.get("r", "")
            column = "ABC".find(reference[:1]) if reference[1:].isdecimal() else -1
            if column < 0:
                break
            raw = _raw(cell, book)
            texts[column] = raw.text.strip() if raw else ""
        if texts[0] not in known:
            yield texts[0], texts[1], texts[2]


def _unlisted(data: bytes, book: Book, known: Container[str]) -> bytes:
    """A sheet without those rows below its first whose first text is `known`; of most workbooks little is left."""
    if _VERBATIM in data:
        return data
    passed = {str(number).encode() for number, text in enumerate(book.strings) if text in known}
    first, end, rest = data.partition(b"</row>")
    return first + end + _LISTED.sub(lambda row: b"" if row[1] in passed else row[0], rest)


def _without_bare(data: bytes) -> bytes:
    """A sheet without the cells that have only a format: most of a form, each as costly to build as one with a text."""
    return data if _VERBATIM in data else _BARE.sub(b"", data)


def _hidden_columns(root: etree._Element) -> list[tuple[int, int]]:
    columns = [one for one in root.iter(f"{S}col") if one.get("hidden") in ("1", "true")]
    return [(_whole(one.get("min"), 0), _whole(one.get("max"), 0)) for one in columns]


def _merges(root: etree._Element) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Top left place of each merge, and how many rows and columns it covers."""
    for count, merge in enumerate(root.iter(f"{S}mergeCell")):
        first, _, last = merge.get("ref", "").partition(":")
        top, bottom = position(first), position(last or first)
        if top and bottom and count < _MOST_MERGES:
            yield top, (max(bottom[0] - top[0], 0) + 1, max(bottom[1] - top[1], 0) + 1)
