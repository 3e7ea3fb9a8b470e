"""The names of cells in a workbook, wherever they point now."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from docgen.excel.returned.cells import position
from docgen.excel.returned.xml import S

_MARK = re.compile(r"(_xlnm\.)?dg[._]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A name and the cell it points to; of a range the first one."""

    name: str
    sheet: str
    row: int
    column: int


def pointers(workbook: etree._Element) -> Iterator[Pointer]:
    """The names that are marks of a form and point to a cell; LibreOffice writes their dots as underscores in .xls."""
    for defined in workbook.iterfind(f"{S}definedNames/{S}definedName"):
        name, formula = defined.get("name", ""), defined.text or ""
        if _MARK.match(name) and (found := _pointed(formula.strip())):
            yield Pointer(name, *found)


@lru_cache(maxsize=65536)
def _pointed(formula: str) -> tuple[str, int, int] | None:
    """Sheet, row and column of `'Sheet 1'!$B$3` or `Sheet1!$B$3:$C$3`; None for what points nowhere."""
    sheet, mark, cells = formula.lstrip("=").rpartition("!")
    spot = position(cells.partition(":")[0])
    if not mark or spot is None:
        return None
    plain = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    return plain.lstrip("$"), *spot
