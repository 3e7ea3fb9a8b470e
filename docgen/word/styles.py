"""The paragraph styles of a Word file, as far as headings and contents need them: outline level, list, tab stops."""

from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY_TEXT = 9
"""The outline level, from 0, that says “no heading”."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style with what it inherits. `outline` is 1 to 9, None for body text; `list_level` counts from 0."""

    id: str
    name: str
    outline: int | None = None
    list_id: str = ""
    list_level: int | None = None
    right_tab: bool = False


@lru_cache(maxsize=32)
def read_styles(styles: bytes) -> dict[str, ParagraphStyle]:
    """The paragraph styles of a `word/styles.xml` by their id; none for an empty one."""
    if not styles:
        return {}
    elements = {
        style.get(f"{_W}styleId", ""): style
        for style in etree.fromstring(styles).iterfind(f"{_W}style")
        if style.get(f"{_W}type") == "paragraph"
    }
    return {style_id: _style(style_id, elements) for style_id in elements}


def _style(style_id: str, elements: dict[str, etree._Element]) -> ParagraphStyle:
    """The nearest style of the chain decides each property."""
    chain = _chain(style_id, elements)
    outline = _nearest(chain, f"{_W}outlineLvl")
    level = _nearest(chain, f"{_W}numPr/{_W}ilvl")
    name = elements[style_id].find(f"{_W}name")
    return ParagraphStyle(
        style_id,
        "" if name is None else name.get(f"{_W}val", ""),
        outline=outline_of(outline),
        list_id=_nearest(chain, f"{_W}numPr/{_W}numId") or "",
        list_level=None if level is None else int(level),
        right_tab=any(style.find(f"{_W}pPr/{_W}tabs/{_W}tab[@{_W}val='right']") is not None for style in chain),
    )


def _chain(style_id: str, elements: dict[str, etree._Element]) -> list[etree._Element]:
    """The style and those it is based on; one that is based on itself ends where it comes round."""
    chain: list[etree._Element] = []
    style = elements.get(style_id)
    while style is not None and style not in chain:
        chain.append(style)
        based_on = style.find(f"{_W}basedOn")
        style = None if based_on is None else elements.get(based_on.get(f"{_W}val", ""))
    return chain


def _nearest(chain: list[etree._Element], path: str) -> str | None:
    found = (style.find(f"{_W}pPr/{path}") for style in chain)
    return next((element.get(f"{_W}val") for element in found if element is not None), None)


def outline_of(value: str | None) -> int | None:
    """The outline level 1 to 9 that the file's `value` (from 0) means."""
    return int(value) + 1 if value is not None and int(value) < _BODY_TEXT else None
