"""The closed catalogue of ways to count an item: each kind is one file of this folder, and `KINDS` has them all.

A kind says which slots its row of the rules fills, what it counts, how many points that takes, in words and exactly,
and the Excel formula that gives the same. A new kind is one new file and one new name in `_FILES`.
"""

from collections.abc import Mapping
from importlib import import_module

from docgen.assessment.kinds.kind import Kind

_FILES = (
    "yes",
    "by_date",
    "ratio",
    "share",
    "checklist",
    "up_to",
    "each_period",
    "on_time",
    "per_row",
    "per_count",
    "shortfall",
    "percent_begun",
    "unless",
    "within_limit",
    "not_above",
    "bands",
    "judged",
)

KINDS: Mapping[str, Kind] = {name: import_module(f"docgen.assessment.kinds.{name}").KIND for name in _FILES}
"""Every kind by its name."""
