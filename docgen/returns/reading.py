"""One reading of one field, before it is typed: all layers of the cascade give these, and none takes one away."""

from typing import NamedTuple

from docgen.findings import Place
from docgen.model import At, Method, Raw


class Reading(NamedTuple):
    """What one layer found for a field: as it stands, where, by what, and how sure the way is (0 to 1).

    `at` is where a mark stands in the blocks of the file; None where it stands in none.
    """

    raw: Raw
    place: Place
    method: Method
    confidence: float
    at: At | None = None


Readings = dict[str, list[Reading]]
"""By path, rows included."""

MARK, SECOND_MARK, TABLE, LABEL, NEAR_LABEL, BOX = 0.99, 0.97, 0.85, 0.90, 0.80, 0.92
"""How sure each way is alone; calibrated on altered copies (docs/returns.md)."""
