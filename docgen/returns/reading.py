"""One reading of one field, before it is typed: all layers of the cascade give these, and none takes one away."""

from typing import NamedTuple

from docgen.findings import Place
from docgen.model import Method, Raw


class Reading(NamedTuple):
    """What one layer found for a field: as it stands, where, by what, and how sure the way is (0 to 1)."""

    raw: Raw
    place: Place
    method: Method
    confidence: float


Readings = dict[str, list[Reading]]
"""By path, rows included."""

MARK, SECOND_MARK, TABLE, LABEL, NEAR_LABEL, BOX = 0.99, 0.97, 0.85, 0.90, 0.80, 0.92
"""How sure each way is alone; calibrated on altered copies (docs/returns.md)."""
