"""What may have been meant by a name that the rules do not know."""

from collections.abc import Iterable

from rapidfuzz import process

from docgen.language import enumerated

_MOST = 3


def nearest(name: str, known: Iterable[str]) -> str:
    """The three of `known` most like `name`, the likest first, in words."""
    return enumerated(found for found, *_ in process.extract(name, sorted(known), limit=_MOST))
