"""Where references to cells lead, as names and formulas write them."""

import re
from functools import lru_cache

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=65536)
def pointed(formula: str) -> tuple[str, int, int] | None:
    """Sheet, row and column of `'Sheet 1'!$B$3`, `Sheet1!$B$3:$C$3` or `$B$3`; None for what points nowhere."""
    sheet, _, cells = formula.lstrip("=").rpartition("!")
    spot = position(cells.partition(":")[0])
    if spot is None:
        return None
    plain = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    return plain.lstrip("$"), *spot


@lru_cache(maxsize=65536)
def position(reference: str) -> tuple[int, int] | None:
    """Row and column of a reference such as `$B$3`; None if it is none."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
