"""The closed catalogue of conditions for vetoes, summons and yellow cards: each kind is one file of this folder."""

from collections.abc import Mapping
from importlib import import_module

from docgen.assessment.cases.kind import CaseCondition

_FILES = ("rows", "repeated", "over_limit", "not_returned", "cards")

CONDITIONS: Mapping[str, CaseCondition] = {
    name: import_module(f"docgen.assessment.cases.{name}").CONDITION for name in _FILES
}
"""Every condition by its name."""
