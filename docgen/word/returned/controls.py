"""What content controls and old form fields hold: text, a choice, a date, a tick; a prompt is nothing."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from docgen.model import Raw
from docgen.word.returned.xml import W14, W, is_on, val, value, whole

TICKED, UNTICKED = "☑", "☐"
_PROPERTIES, _CONTENT, _TAG, _PROMPT = f"{W}sdtPr", f"{W}sdtContent", f"{W}tag", f"{W}showingPlcHdr"
_BOX = f"{W14}checkbox"
_SYMBOLS = {
    "wingdings": {0xFE: TICKED, 0xFD: "☒", 0xA8: UNTICKED, 0x6F: UNTICKED, 0xFC: "√", 0xFB: "×", 0x72: UNTICKED},
    "wingdings 2": {
        0x52: TICKED,
        0x53: "☒",
        0x54: "☒",
        0xA3: UNTICKED,
        0x50: "√",
        0x4F: "×",
        0x51: "☒",
        0x30: UNTICKED,
    },
    "symbol": {0xD6: "√", 0xB4: "×"},
}


class Control(NamedTuple):
    """A content control: its tag, whether it shows its prompt, the state of a check box, and what stands in it."""

    name: str
    prompt: bool
    ticked: bool | None
    content: etree._Element | None

    @classmethod
    def of(cls, element: etree._Element) -> "Control":
        """The control that a `w:sdt` is."""
        name, prompt, box, content = "", False, None, None
        for part in element:
            tag = part.tag
            if tag == _CONTENT:
                content = part if content is None else content
            elif tag == _PROPERTIES:
                for one in part.iterchildren(_TAG, _PROMPT, _BOX):
                    if one.tag == _TAG:
                        name = val(one)
                    elif one.tag == _PROMPT:
                        prompt = is_on(one)
                    else:
                        box = one
        return cls(name, prompt, _tick_of(box), content)


def _tick_of(box: etree._Element | None) -> bool | None:
    """The state of a check box control; None for any other control."""
    if box is None:
        return None
    checked = box.find(f"{W14}checked")
    return checked is not None and checked.get(f"{W14}val", "1") not in ("0", "false", "off")


def tick(state: bool) -> Raw:
    """A check box as it stands."""
    return Raw(TICKED if state else UNTICKED, ticked=state)


def old_field(data: etree._Element) -> tuple[str, Raw | None]:
    """Name of an old form field (`w:ffData`), and what it holds where that stands nowhere else: a tick or a choice."""
    name = value(data, "name")
    box, choices = data.find(f"{W}checkBox"), data.find(f"{W}ddList")
    if box is not None:
        state = box.find(f"{W}checked")
        return name, tick(is_on(state if state is not None else box.find(f"{W}default")))
    if choices is not None:
        entries = [entry.get(f"{W}val", "") for entry in choices.iterchildren(f"{W}listEntry")]
        chosen = whole(value(choices, "result") or value(choices, "default"), 0)
        return name, Raw(entries[chosen]) if chosen < len(entries) else None
    return name, None


def symbol(element: etree._Element) -> str:
    """The letter a `w:sym` shows, where it is a box or a tick; else nothing."""
    code = element.get(f"{W}char", "")
    try:
        number = int(code, 16) & 0xFF
    except ValueError:
        return ""
    return _SYMBOLS.get(element.get(f"{W}font", "").casefold(), {}).get(number, "")


def bound_answers(root: etree._Element, namespace: str) -> Iterator[tuple[str, str]]:
    """Mark and text of each answer in the custom XML part of a form."""
    for answer in root.iter(f"{{{namespace}}}answer"):
        yield answer.get("mark", ""), "".join(str(text) for text in answer.itertext())
