"""The rows of a repeat, by the table they stand in: found by its headings, whatever became of marks and order.

Columns may be renamed a little, in another order, or among others; rows go on until a total, another part of the form,
or the end. A table printed with its records side by side is read turned.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from docgen.model import NOTHING, At, Cell, Content, Grid, Method, Repeat
from docgen.returns.index import Index
from docgen.returns.reading import TABLE, Reading
from docgen.returns.wording import SIGNED, folded_label, keys

_LEAST_LIKE = 0.75
_MOST_ROWS = 5_000
_MOST_LINES = 6
_TOTAL = re.compile(r"[合总小共]\s*计|总数|(sub|grand)?\s*totals?|sum", re.IGNORECASE)
_EXAMPLE = re.compile(r"((示|样)?例|举例|填写示例|example|e\.g\.)\s*([:：.].*)?", re.IGNORECASE)
_ROW_NUMBER = re.compile(r"\d{1,4}|序号|no\.?|№|#")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a repeat's table as it stands in the file: where, and what stands under each heading."""

    at: At
    readings: Mapping[str, Reading]


@dataclass(frozen=True)
class FoundTable:
    """The table of a repeat: in which block, where its headings are, its rows in order, and its total, if any.

    A wide table takes several `lines` a record, `line` says in which, from 0, each column stands; the first record
    begins in row `first`. `others` are the rows of totals and examples, which are no records.
    """

    block: int
    columns: Mapping[str, int]
    rows: tuple[TableRow, ...]
    turned: bool = False
    total: TableRow | None = None
    first: int = 0
    line: Mapping[str, int] = field(default_factory=dict)
    lines: int = 1
    others: frozenset[int] = frozenset()

    def row_of(self, at: At) -> int:
        """The place among the rows of a spot in this block, by its row, or by its column where the table is turned."""
        row = at.column if self.turned else at.row
        return row - (row - self.first) % self.lines if row >= self.first else row

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell of the block is one of those in which records, totals or examples stand."""
        if self.turned:
            row, column = column, row
        return row in self.others or (self.first <= row < self._end and column in self._filled)

    @cached_property
    def _end(self) -> int:
        """The row below the last record."""
        return max([self.row_of(one.at) for one in self.rows], default=self.first) + self.lines

    @cached_property
    def _filled(self) -> frozenset[int]:
        return frozenset(self.columns.values())

    def heading_over(self, at: At) -> str:
        """The column whose heading stands over a spot in a record; empty above the records, or where none does."""
        row, column = (at.column, at.row) if self.turned else (at.row, at.column)
        return self._headings.get((column, (row - self.first) % self.lines), "") if row >= self.first else ""

    @cached_property
    def _headings(self) -> Mapping[tuple[int, int], str]:
        """The first heading over each column and line of a record."""
        found: dict[tuple[int, int], str] = {}
        for path, column in self.columns.items():
            found.setdefault((column, self.line.get(path, 0)), path)
        return found


def find_table(content: Content, index: Index, repeat: Repeat) -> FoundTable | None:
    """The table whose headings are most like those of `repeat`; None if none is like them."""
    best: tuple[float, _View, _Head] | None = None
    for view in _views(content, repeat):
        likeness, head = view.head(index, repeat.path)
        if head and (best is None or likeness > best[0]):
            best = (likeness, view, head)
            if likeness >= 1:
                break
    return best[1].table(best[2], index) if best else None


def _views(content: Content, repeat: Repeat) -> Iterator["_View"]:
    """Every grid, first as the repeat is printed, then turned."""
    for number, block in enumerate(content.blocks):
        if isinstance(block, Grid) and block.cells:
            yield _View(block, number, turned=repeat.transposed)
            yield _View(block, number, turned=not repeat.transposed)


@dataclass(frozen=True, slots=True)
class _Head:
    """The first row of headings, how many rows they take, the column of each field, and its line in a record."""

    row: int
    rows: int
    columns: Mapping[str, int]
    line: Mapping[str, int]

    @property
    def lines(self) -> int:
        """How many rows a record takes."""
        return max(self.line.values(), default=0) + 1


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

    def head(self, index: Index, path: str) -> tuple[float, _Head | None]:
        """The row most of whose cells are headings of the repeat, and the share of its columns found there."""
        headings, said = index.headings[path], index.said
        exact = Counter([spot[self.turned] for *spot, text in self.grid.texts if path in said(text).heads])
        best: tuple[float, _Head | None] = (0.0, None)
        rows = self._by_row() if exact else {}
        wanted = {path for paths in headings.values() for path in paths}
        for row in sorted((row for row in rows if row in exact), key=lambda row: -exact[row]):
            columns = _assigned(rows[row], headings)
            line = dict.fromkeys(columns, 0)
            if not self.turned and len(columns) < len(wanted):
                self._further_lines(row, rows, headings, columns, line)
            share = len(columns) / max(len(wanted), 1)
            if len(columns) >= min(2, len(wanted)) and share >= 0.5 and share > best[0]:
                lines = max(line.values()) + 1
                depth = self._depth(row, {path: at for path, at in columns.items() if line[path] == lines - 1})
                best = (share, _Head(row, max(depth, lines), columns, line))
                if share >= 1:
                    break
        return best

    def _by_row(self) -> Mapping[int, Mapping[int, str]]:
        """The texts of each row by their columns."""
        rows: dict[int, dict[int, str]] = {}
        for spot_row, spot_column, text in self.grid.texts:
            row, column = self._own((spot_row, spot_column))
            rows.setdefault(row, {})[column] = text
        return rows

    @staticmethod
    def _further_lines(
        row: int,
        rows: Mapping[int, Mapping[int, str]],
        headings: Mapping[str, tuple[str, ...]],
        columns: dict[str, int],
        line: dict[str, int],
    ) -> None:
        """Of a table that takes several lines a record: the headings in the rows below, if of other columns."""
        for number in range(1, _MOST_LINES):
            texts = rows.get(row + number, {})
            exact = [text for text in texts.values() if _is_heading(headings, text)]
            more = {p: at for p, at in _assigned(texts, headings).items() if p not in columns} if exact else {}
            if not more or 2 * len(exact) < len(texts):
                return
            columns |= more
            line |= dict.fromkeys(more, number)

    def _depth(self, row: int, columns: Mapping[str, int]) -> int:
        cells = [self._cell(row, column) for column in columns.values()]
        return max((cell.columns if self.turned else cell.rows for cell in cells if cell), default=1)

    def table(self, head: _Head, index: Index) -> FoundTable:
        """All rows below the headings."""
        rows: list[TableRow] = []
        others: set[int] = set()
        total = None
        last = max(self._own(spot)[0] for spot in self.grid.cells)
        first = head.row + head.rows
        for row in range(first, min(last, head.row + _MOST_ROWS) + 1, head.lines):
            texts = [cell.raw.text for cell in self._cells_before(row, head) if cell.raw.text]
            if any(_TOTAL.fullmatch(text.strip()) for text in texts):
                total = self._row(row, head)
                others.add(row)
                break
            if not self.turned and self._is_over(row, head, index):
                break
            if any(_EXAMPLE.fullmatch(text.strip()) for text in texts):
                others.add(row)
            else:
                rows.append(self._row(row, head))
        seen = (first, head.line, head.lines, frozenset(others))
        return FoundTable(self.block, head.columns, tuple(rows), self.turned, total, *seen)

    def _cells_before(self, row: int, head: _Head) -> Iterator[Cell]:
        """The cells of a row up to its second column, where a total is called so."""
        second = sorted(at for path, at in head.columns.items() if not head.line[path])[:2][-1]
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
            if column <= first and SIGNED.search(cell.raw.text):
                return True
            if column <= first and index.said(cell.raw.text).is_label:
                return True
        return False

    def _row(self, row: int, head: _Head) -> TableRow:
        readings = {path: self._reading(row + head.line[path], column) for path, column in head.columns.items()}
        return TableRow(self._at(row, 0), readings)

    def _reading(self, row: int, column: int) -> Reading:
        cell = self._cell(row, column)
        spot = (column, row) if self.turned else (row, column)
        return Reading(cell.raw if cell else NOTHING, self.grid.place_of(*spot), Method.TABLE, TABLE)

    def _at(self, row: int, column: int) -> At:
        return At(self.block, column, row) if self.turned else At(self.block, row, column)


def _is_heading(headings: Mapping[str, tuple[str, ...]], text: str) -> bool:
    return not headings.keys().isdisjoint(keys(text))


def _assigned(texts: Mapping[int, str], headings: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Which column each field stands in: first what is called so, then what is called nearly so, the likest first."""
    found: dict[str, int] = {}
    counted = next((column for column, text in sorted(texts.items()) if _ROW_NUMBER.fullmatch(folded_label(text))), 0)
    for column, text in sorted(texts.items(), key=lambda one: (one[0] == counted, one[0])):
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
