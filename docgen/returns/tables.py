"""The rows of a repeat, by the table they stand in: found by its headings, whatever became of marks and order.

Columns may be renamed a little, in another order, or among others; rows go on until a total, another part of the form,
or the end. A table printed with its records side by side is read turned.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from docgen.model import NOTHING, At, Cell, Content, Grid, Method, Repeat
from docgen.returns.index import Index
from docgen.returns.reading import TABLE, Reading
from docgen.returns.wording import folded_label, keys

_LEAST_LIKE = 0.75
_MOST_ROWS = 5_000
_TOTAL = re.compile(r"[合总小共]\s*计|总数|(sub|grand)?\s*totals?|sum", re.IGNORECASE)
_EXAMPLE = re.compile(r"(示?例|举例|填写示例|example|e\.g\.)\s*[:：.]?.*", re.IGNORECASE)
_ROW_NUMBER = re.compile(r"\d{1,4}|序号|no\.?")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a repeat's table as it stands in the file: where, and what stands under each heading."""

    at: At
    readings: Mapping[str, Reading]


@dataclass(frozen=True, slots=True)
class FoundTable:
    """The table of a repeat: in which block, where its headings are, its rows in order, and its total, if any."""

    block: int
    columns: Mapping[str, int]
    rows: tuple[TableRow, ...]
    turned: bool = False
    total: TableRow | None = None

    def row_of(self, at: At) -> int:
        """The place among the rows of a spot in this block, by its row, or by its column where the table is turned."""
        return at.column if self.turned else at.row


def find_table(content: Content, index: Index, repeat: Repeat) -> FoundTable | None:
    """The table whose headings are most like those of `repeat`; None if none is like them."""
    best: tuple[float, FoundTable] | None = None
    for number, block in enumerate(content.blocks):
        if isinstance(block, Grid) and block.cells:
            for view in (
                _View(block, number, turned=repeat.transposed),
                _View(block, number, turned=not repeat.transposed),
            ):
                likeness, head = view.head(index.headings[repeat.path], repeat)
                if head and (best is None or likeness > best[0]):
                    best = (likeness, view.table(head, index, repeat))
            if best and best[0] >= 1:
                break
    return best[1] if best else None


@dataclass(frozen=True, slots=True)
class _Head:
    """The row of headings, how many rows it takes, and the column of each field."""

    row: int
    rows: int
    columns: Mapping[str, int]


@dataclass(frozen=True)
class _View:
    """A grid as rows under headings; `turned`, its columns are taken for rows."""

    grid: Grid
    block: int
    turned: bool

    def _cell(self, row: int, column: int) -> Cell | None:
        spot = (column, row) if self.turned else (row, column)
        return self.grid.cells.get(spot) or self.grid.cells.get(self.grid.covering(*spot))

    def _own(self, spot: tuple[int, int]) -> tuple[int, int]:
        return (spot[1], spot[0]) if self.turned else spot

    def head(self, headings: Mapping[str, tuple[str, ...]], repeat: Repeat) -> tuple[float, _Head | None]:
        """The row most of whose cells are headings of the repeat, and the share of its columns found there."""
        rows: dict[int, dict[int, str]] = {}
        for spot, cell in self.grid.cells.items():
            if cell.raw.is_text:
                row, column = self._own(spot)
                rows.setdefault(row, {})[column] = cell.raw.text
        wanted = {path for paths in headings.values() for path in paths}
        best: tuple[float, _Head | None] = (0.0, None)
        for row, texts in rows.items():
            if not any(key in headings for text in texts.values() for key in keys(text)):
                continue
            columns = _assigned(texts, headings)
            share = len(columns) / max(len(wanted), 1)
            if len(columns) >= min(2, len(wanted)) and share >= 0.5 and share > best[0]:
                best = (share, _Head(row, self._depth(row, columns), columns))
        return best

    def _depth(self, row: int, columns: Mapping[str, int]) -> int:
        cells = [self._cell(row, column) for column in columns.values()]
        return max((cell.columns if self.turned else cell.rows for cell in cells if cell), default=1)

    def table(self, head: _Head, index: Index, repeat: Repeat) -> FoundTable:
        """All rows below the headings."""
        rows: list[TableRow] = []
        total = None
        last = max(self._own(spot)[0] for spot in self.grid.cells)
        for row in range(head.row + head.rows, min(last, head.row + _MOST_ROWS) + 1):
            texts = [cell.raw.text for cell in self._cells_before(row, head) if cell.raw.text]
            if any(_TOTAL.fullmatch(text.strip()) for text in texts):
                total = self._row(row, head)
                break
            if not self.turned and self._is_over(row, head, index):
                break
            if not any(_EXAMPLE.fullmatch(text.strip()) for text in texts[:1]):
                rows.append(self._row(row, head))
        return FoundTable(self.block, head.columns, tuple(rows), self.turned, total)

    def _cells_before(self, row: int, head: _Head) -> Iterator[Cell]:
        """The cells of a row up to its second column, where a total is called so."""
        second = sorted(head.columns.values())[:2][-1]
        for column in range(1, second + 1):
            if cell := self._cell(row, column):
                yield cell

    def _is_over(self, row: int, head: _Head, index: Index) -> bool:
        """Whether another part of the form begins in this row: a text across the columns, a heading, or a label."""
        first, last = min(head.columns.values()), max(head.columns.values())
        for column in range(1, last + 1):
            cell = self._cell(row, column)
            if cell is None or not cell.raw.is_text:
                continue
            if cell.columns > max(1, (last - first + 1) // 2) and len(head.columns) > 1:
                return True
            if column <= first and any(key in index.sections or key in index.labels for key in keys(cell.raw.text)):
                return True
        return False

    def _row(self, row: int, head: _Head) -> TableRow:
        return TableRow(self._at(row, 0), {path: self._reading(row, column) for path, column in head.columns.items()})

    def _reading(self, row: int, column: int) -> Reading:
        cell = self._cell(row, column)
        spot = (column, row) if self.turned else (row, column)
        return Reading(cell.raw if cell else NOTHING, self.grid.place_of(*spot), Method.TABLE, TABLE)

    def _at(self, row: int, column: int) -> At:
        return At(self.block, column, row) if self.turned else At(self.block, row, column)


def _assigned(texts: Mapping[int, str], headings: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Which column each field stands in: first what is called so, then what is called nearly so, the likest first."""
    found: dict[str, int] = {}
    for column, text in sorted(texts.items()):
        for key in keys(text):
            path = next((p for p in headings.get(key, ()) if p not in found), None)
            if path:
                found[path] = column
                break
    free = {column: folded_label(text) for column, text in texts.items() if column not in found.values()}
    pairs = [
        (Levenshtein.normalized_similarity(key, text), path, column)
        for key, paths in headings.items()
        for path in paths
        for column, text in free.items()
        if path not in found and text
    ]
    for likeness, path, column in sorted(pairs, reverse=True):
        if likeness >= _LEAST_LIKE and path not in found and column not in found.values():
            found[path] = column
    return found
