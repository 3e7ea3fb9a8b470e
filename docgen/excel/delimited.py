"""Delimited text (CSV): its encoding and separator are found by what they must yield, not by what is likely."""

import csv
import io
from collections.abc import Iterable

from docgen.excel.columns import Declaration
from docgen.excel.headings import Headings
from docgen.findings import Code, Finding, Place
from docgen.findings import excel as codes
from docgen.language import enumerated

_SEPARATORS = ",;\t|"
_HEADING_ROWS = 30
Records = list[list[str]]


def read_delimited(file: str, data: bytes, known: Iterable[Declaration]) -> tuple[Records, Finding | None]:
    """The records of a text, or why there are none. The separator is the one that gives a row of `known` headings."""
    text = _decode(data)
    if text is None:
        return [], Finding(codes.ENCODING, Place(file=file))
    tables = tuple(known)
    trials = [(_split(text, separator)) for separator in _SEPARATORS]
    best = max(trials, key=lambda records: _recognised(records, tables))
    if _recognised(best, tables) > 0:
        broken = _unclosed(text, _SEPARATORS[trials.index(best)])
        return (best, None) if not broken else ([], _finding(codes.CSV_QUOTES, file))
    titles = enumerated(c.title for table in tables for c in table.columns[:3])
    return [], _finding(codes.CSV_DELIMITER, file, headings=titles)


def _finding(code: Code, file: str, **values: str) -> Finding:
    return Finding(code, Place(file=file), values)


def _decode(data: bytes) -> str | None:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _split(text: str, separator: str) -> Records:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return []


def _unclosed(text: str, separator: str) -> bool:
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error:
        return True
    return False


def _recognised(records: Records, tables: tuple[Declaration, ...]) -> int:
    known = [Headings(t.columns) for t in tables]
    rows = records[:_HEADING_ROWS]
    return max((sum(h.find(text) is not None for text in row) for row in rows for h in known), default=0)
