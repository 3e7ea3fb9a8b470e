"""A text with separators, whatever its name says: one sheet of texts."""

import csv
import io

from docgen.findings import Place
from docgen.model import Cell, Content, Grid, Raw

_SEPARATORS = ",;\t|"
_MOST_ROWS = 20_000


def read_delimited(data: bytes, file: str) -> Content:
    """The rows of a text, parted by the separator that parts it into most cells. Raises ValueError, csv.Error."""
    text = _decoded(data)
    best = max((_split(text, separator) for separator in _SEPARATORS), key=lambda rows: sum(map(len, rows)) - len(rows))
    cells = {
        (number, column): Cell(Raw(one))
        for number, row in enumerate(best, 1)
        for column, one in enumerate(row, 1)
        if one.strip()
    }
    return Content("csv", (Grid(cells, Place(file=file), "1"),))


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings[:-1]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(encodings[-1])


def _split(text: str, separator: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [row for row, _ in zip(rows, range(_MOST_ROWS), strict=False)]
