"""The sheets of paper an office prints on, as Excel numbers them."""

from collections.abc import Mapping

PAPERS: Mapping[str, int] = {"A4": 9, "Letter": 1}
