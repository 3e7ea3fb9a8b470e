"""What a paragraph says of itself, and which list it belongs to: by its own word, else by that of its style."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.word.numbering import List
from docgen.word.styles import ParagraphStyle

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROPERTIES = tuple(f"{_W}{name}" for name in ("pStyle", "outlineLvl", "numId", "ilvl"))


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph's own values as the file has them; None where it leaves that to its style."""

    style: str = "Normal"
    outline: str | None = None
    list_id: str | None = None
    list_level: str | None = None


_NOTHING_SAID = Said()
_NO_STYLE = ParagraphStyle("", "")


def said_of(paragraph: etree._Element) -> Said:
    """What `paragraph` says."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return _NOTHING_SAID
    # The first counts: behind it may follow what the paragraph said before a tracked change.
    values = {element.tag: element.get(f"{_W}val") for element in reversed([*properties.iter(*_PROPERTIES)])}
    style, outline, list_id, list_level = (values.get(tag) for tag in _PROPERTIES)
    return Said(style or "Normal", outline, list_id, list_level)


def list_of(said: Said, styles: Mapping[str, ParagraphStyle], lists: Mapping[str, List]) -> tuple[str, int] | None:
    """The list and the level in it, from 0, of a paragraph that says so; None if it is in no list."""
    style = styles.get(said.style, _NO_STYLE)
    list_id = style.list_id if said.list_id is None else said.list_id
    if list_id not in lists:  # 0, which is no list, takes a paragraph out of its style's
        return None
    if said.list_level is not None:
        return list_id, int(said.list_level)
    linked = lists[list_id].level_of_style(style.id)
    return list_id, style.list_level or linked or 0
