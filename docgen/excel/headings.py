"""Recognising headings and other names a person wrote: the same whatever the capitals, blanks and widths."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from docgen.excel.columns import Column

_BRACKETED = re.compile(r"[(\[【〔].*?[)\]】〕]\s*$")
_NEAR = 70
_SHORT = 3


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`text` without what does not tell names apart: width, capitals, blanks, `_`, `-` and closing marks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s_\-:*.]+", "", folded)


def foldings(text: str) -> tuple[str, ...]:
    """`text` folded, then folded without a unit in brackets at its end: "Loss (10,000 yuan)"."""
    plain = unicodedata.normalize("NFKC", text)
    return fold(plain), fold(_BRACKETED.sub("", plain))


def nearest(text: str, known: Iterable[str]) -> str:
    """The one of `known` most like `text`, empty if none is like it."""
    names = list(known)
    folded = fold(text)
    if not names:
        return ""
    near, score, index = process.extractOne(folded, [fold(n) for n in names], scorer=fuzz.ratio)
    one_letter = len(folded) >= _SHORT and Levenshtein.distance(folded, near) == 1
    return names[index] if score >= _NEAR or one_letter else ""


class Headings:
    """Which column each heading stands over."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self._columns: dict[str, Column] = {}
        for column in columns:
            for title in (column.name, *column.titles):
                self._columns.setdefault(fold(title), column)

    def find(self, text: str) -> Column | None:
        """The column `text` is a heading of."""
        return next((self._columns[f] for f in foldings(text) if f in self._columns), None)
