"""How a table reaches a person: drawn on a terminal, a block a row where its columns find no room, plain in a pipe."""

import re
from collections.abc import Iterator, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from docgen.cli.report import Grid
from docgen.language import say

ROWS = 60
"""Rows of a table on a terminal before the rest is only counted; `-v`, or a pipe, has all."""

WIDE = 48
"""Columns of a table in a pipe are padded to no more than this; a longer cell stands out of its row, uncut."""

NARROW = 16
"""A word longer than this may be broken to fit into a column of a terminal; a shorter one is kept whole."""

_GAP = 3  # what a drawn column takes beside its text

Row = tuple[str, ...]


def draw(console: Console, grid: Grid, *, most: int | None) -> None:
    """Print the first `most` rows on a terminal."""
    shown = grid.rows[:most]
    widths = [max(map(_longest_word, column)) for column in zip(grid.columns, *shown, strict=True)]
    if sum(width + _GAP for width in widths) <= console.width:
        console.print(_table(grid, shown, widths))
    else:
        for line in _blocks(grid, shown):
            console.print(line)
    if len(grid.rows) > len(shown):
        console.print(say("… and {count:more row|more rows}; -v shows them all.", count=len(grid.rows) - len(shown)))


def _longest_word(cell: str) -> int:
    """How wide a column must be for this cell; between Chinese letters a line may always be broken."""
    words = re.findall(r"[^\s\u2e80-\uffef]+", cell)
    return min(NARROW, max(map(cell_len, words), default=2))


def _table(grid: Grid, rows: Sequence[Row], widths: Sequence[int]) -> Table:
    table = Table(title=Text(grid.title) if grid.title else None, box=box.SIMPLE_HEAD, title_justify="left")
    for column, width in zip(grid.columns, widths, strict=True):
        table.add_column(Text(column), overflow="fold", min_width=width)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _blocks(grid: Grid, rows: Sequence[Row]) -> Iterator[Text | Padding]:
    """A row after the other, each cell behind its heading."""
    if grid.title:
        yield Text(f"\n{grid.title}", "italic")
    for row in rows:
        yield Text(f"\n{row[0]}", "bold")
        for heading, cell in zip(grid.columns[1:], row[1:], strict=True):
            if cell.strip():
                yield Padding(Text(f"{heading}: {cell}"), (0, 0, 0, 2))
    yield Text("")


def plain_lines(grid: Grid) -> Iterator[str]:
    """The table as aligned lines, for a pipe."""
    if grid.title:
        yield grid.title
    table = [tuple(map(_one_line, row)) for row in (grid.columns, *grid.rows)]
    # One very long name must not push what stands behind it off every other row.
    widths = [min(WIDE, max(map(cell_len, column))) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell + " " * max(0, width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _one_line(cell: str) -> str:
    """A cell whose line breaks do not break its row."""
    return " ".join(cell.splitlines())
