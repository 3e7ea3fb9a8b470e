"""Patterns of `regex()`, matched by RE2: in time proportional to the text, whatever the pattern."""

from functools import lru_cache

import re2

from docgen.expression.tree import Literal, Tree
from docgen.language import say

_MEMORY = 1 << 20
"""The most memory, in bytes, one pattern may take."""


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> "re2._Regexp":
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    return re2.compile(pattern, options)


def fits(text: str, pattern: str) -> bool:
    """Whether the whole of `text` fits `pattern`, which `complaint` has accepted."""
    return _compiled(pattern).fullmatch(text) is not None


def complaint(pattern: Tree) -> str:
    """Why this cannot be a pattern, empty if it can."""
    if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
        return say("it is not written out in quotes")
    try:
        _compiled(pattern.value)
    except re2.error as trouble:
        return str(trouble.args[0]) if trouble.args else str(trouble)
    return ""
