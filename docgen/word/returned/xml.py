"""Names and small questions of WordprocessingML, for the reader of returns."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = f"{W}val"
_OFF = frozenset({"0", "false", "off"})
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


def tree(data: bytes) -> etree._Element:
    """The root of a part. Raises etree.XMLSyntaxError."""
    return etree.fromstring(data, _PARSER)


def value(element: etree._Element | None, name: str) -> str:
    """`w:val` of the child `name` of an element; empty if there is none."""
    child = element.find(f"{W}{name}") if element is not None else None
    return child.get(VAL, "") if child is not None else ""


def is_on(switch: etree._Element | None) -> bool:
    """Whether a switch such as `w:vanish` is there and not turned off."""
    return switch is not None and switch.get(VAL, "1") not in _OFF


def whole(text: str, otherwise: int = 0) -> int:
    """A number in an attribute, never an absurd one."""
    return int(text) if text.isdecimal() and len(text) < 9 else otherwise
