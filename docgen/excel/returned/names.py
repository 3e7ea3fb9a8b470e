"""The names of cells in a workbook, wherever they point now."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from docgen.excel.returned.references import pointed
from docgen.excel.returned.xml import S

_MARK = re.compile(r"(_xlnm\.)?dg[._]", re.IGNORECASE)


class Pointer(NamedTuple):
    """A name and the cell it points to; of a range the first one."""

    name: str
    sheet: str
    row: int
    column: int


def pointers(workbook: etree._Element) -> Iterator[Pointer]:
    """The names that are marks of a form and point to a cell; LibreOffice writes their dots as underscores in .xls."""
    for defined in workbook.iterfind(f"{S}definedNames/{S}definedName"):
        name, formula = defined.get("name", ""), defined.text or ""
        if _MARK.match(name) and (found := pointed(formula.strip())) and found[0]:
            yield Pointer(name, *found)
