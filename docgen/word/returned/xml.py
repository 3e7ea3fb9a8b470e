"""Names and small questions of WordprocessingML, for the reader of returns."""

import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = f"{W}val"
_OFF = frozenset({"0", "false", "off"})
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, collect_ids=False
)


def tree(data: bytes) -> etree._Element:
    """The root of a part. Raises etree.XMLSyntaxError."""
    return etree.fromstring(data, _PARSER)


def relations(package: Mapping[str, bytes], owner: str) -> Iterator[tuple[str, str]]:
    """Kind and target of each relation of the part `owner` to one inside the file; "" is the file itself."""
    folder, name = posixpath.split(owner)
    for kind, inside in _relations(package.get(posixpath.join(folder, "_rels", f"{name}.rels"), b"<none/>"), folder):
        if inside in package:
            yield kind, inside


@lru_cache(maxsize=64)
def _relations(data: bytes, folder: str) -> tuple[tuple[str, str], ...]:
    """Kind and target of each relation; forms of one making have the same."""
    found = []
    for one in tree(data):
        target = unquote(one.get("Target", ""))
        inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if one.get("TargetMode") != "External":
            found.append((one.get("Type", "").rpartition("/")[2], inside))
    return tuple(found)


def child(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child with this tag."""
    for one in element:
        if one.tag == tag:
            return one
    return None


def val(element: etree._Element | None) -> str:
    """`w:val` of an element; empty if there is none."""
    return element.get(VAL, "") if element is not None else ""


def value(element: etree._Element | None, name: str) -> str:
    """`w:val` of the child `name` of an element; empty if there is none."""
    return val(child(element, f"{W}{name}")) if element is not None else ""


def is_on(switch: etree._Element | None) -> bool:
    """Whether a switch such as `w:vanish` is there and not turned off."""
    return switch is not None and switch.get(VAL, "1") not in _OFF


def whole(text: str, otherwise: int = 0) -> int:
    """A number in an attribute, never an absurd one."""
    return int(text) if text.isdecimal() and len(text) < 9 else otherwise
