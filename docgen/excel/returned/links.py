"""Cells that only show what another cell says: of several forms in one workbook, the later ones repeat the first so.

Their saved results are not needed, and out of date where a program typed into the first form and calculated nothing.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from docgen.excel.returned.references import pointed
from docgen.model import NOTHING, Cell, Grid

_SPOT = r"(?:'(?:[^']|'')+'!|[^'!(),=\"<>&+*/ ]+!)?\$?[A-Z]{1,3}\$?\d{1,7}"
_LINK = re.compile(rf"=?\+?\s*(?:({_SPOT})|IF\(\s*({_SPOT})\s*=\s*\"\"\s*,\s*\"\"\s*,\s*(\2)\s*\))", re.IGNORECASE)
_LONGEST = 8
"""Links that are followed one after the other."""


@lru_cache(maxsize=4096)
def is_link(formula: str) -> bool:
    """Whether a formula shows another cell and does nothing else."""
    return _LINK.fullmatch(formula) is not None


def resolved(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """The sheets, each cell that is only a link without a result holding what the cell it leads to holds."""
    if not any(cell.raw.formula for grid in grids for cell in grid.cells.values()):
        return grids
    by_name = {grid.name.casefold(): grid.cells for grid in grids}
    return tuple(_resolved(grid, by_name) for grid in grids)


def _resolved(grid: Grid, by_name: Mapping[str, Mapping[tuple[int, int], Cell]]) -> Grid:
    cells = {spot: _followed(cell, grid.name, by_name) for spot, cell in grid.cells.items()}
    return Grid(cells, grid.place, grid.name, grid.hidden)


def _followed(cell: Cell, sheet: str, by_name: Mapping[str, Mapping[tuple[int, int], Cell]]) -> Cell:
    raw = cell.raw
    for _ in range(_LONGEST):
        found = _LINK.fullmatch(raw.formula) if raw.formula else None
        if found is None:
            return cell if raw is cell.raw else cell._replace(raw=raw)
        name, row, column = pointed(found[1] or found[2]) or ("", 0, 0)
        sheet = name or sheet
        source = by_name.get(sheet.casefold(), {}).get((row, column))
        raw = source.raw if source else NOTHING
    return cell
