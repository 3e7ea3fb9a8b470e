"""The fields of a PDF form, by their full names, with what they hold.

Values are inherited; "on" is any state but /Off; a field without a value and without a state was not answered. Fields
that the list of fields has lost are found by their places on the pages.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from docgen.model import NOTHING, Raw

_READ_ONLY = 1
_PUSH_BUTTON = 1 << 16
_RADIO = 1 << 15
_UNSEEN = 1 << 1 | 1 << 5
_DEEPEST = 32
_MOST_FIELDS = 20_000
_TEXT_LIMIT = 100_000
OFF = "/Off"
_WIDGET = Name.Widget
_HANDED_DOWN = ("/FT", "/V", "/Ff", "/Opt")
_Number = tuple[int, int]
_DIRECT: _Number = (0, 0)
"""The number of what has none of its own, because it stands inside something else."""


class FormField(NamedTuple):
    """A field with its full name, what it holds, and the page it stands on (from 1, 0 if on none).

    `shown` is what its boxes show where that is not what it holds; `hidden`, none of its boxes is seen on a screen.
    """

    name: str
    raw: Raw
    page: int
    shown: Raw | None = None
    hidden: bool = False


def fields_of(document: pikepdf.Pdf) -> tuple[FormField, ...]:
    """All fields that may be answered."""
    widgets = list(_widgets(document))
    walk = _Walk({number: page for number, _, page in widgets})
    form = document.Root.get("/AcroForm", Dictionary())
    for top in _items(form.get("/Fields")):
        walk.field(top, top.keys(), "", {}, 0)
    for number, widget, page in widgets:
        if number not in walk.seen or number == _DIRECT:
            root = _named_ancestor(widget)
            if root.objgen not in walk.seen or root.objgen == _DIRECT:
                walk.pages.setdefault(number, page)
                walk.field(root, root.keys(), _name_above(root), _inherited(root), 0)
    return tuple(walk.found)


def _items(array: Any) -> list[Any]:
    return [one for one in array if isinstance(one, Dictionary)] if isinstance(array, Array) else []


def _widgets(document: pikepdf.Pdf) -> Iterator[tuple[_Number, Any, int]]:
    """Each box of a field by its own number, with the page it stands on."""
    for number, page in enumerate(document.pages, 1):
        for one in _items(page.obj.get("/Annots")):
            if one.get("/Subtype") == _WIDGET:
                yield one.objgen, one, number


@dataclass(slots=True)
class _Walk:
    """The walk down the tree of fields; `pages` are those of the widgets, `seen` what was met, each by its number."""

    pages: dict[_Number, int]
    seen: set[_Number] = field(default_factory=set)
    found: list[FormField] = field(default_factory=list)

    def field(self, one: Any, has: Container[str], above: str, inherited: dict[str, Any], depth: int) -> None:
        """A field, which `has` these keys, and those below it; what it does not say itself it inherits.

        To ask pikepdf for a key that is not there costs more than all else.
        """
        number = one.objgen
        if depth > _DEEPEST or len(self.seen) > _MOST_FIELDS or (number in self.seen and number != _DIRECT):
            return
        self.seen.add(number)
        name = _joined(above, one) if "/T" in has else above
        own = inherited | _said_by(one, has)
        kids = _items(one.get("/Kids")) if "/Kids" in has else []
        boxes = [] if kids else [one]
        for kid in kids:
            if "/T" in (said := kid.keys()):
                self.field(kid, said, name, own, depth + 1)
            else:
                boxes.append(kid)
        if boxes and "/FT" in own:
            numbers = [box.objgen for box in boxes] if kids else [number]
            self.seen.update(numbers)
            page = next(filter(None, map(self.pages.get, numbers)), 0)
            self.found.extend(_terminal(name, own, boxes, page))


def _terminal(name: str, own: dict[str, Any], boxes: list[Any], page: int) -> Iterator[FormField]:
    """A field by the kind it is of; a button to press is none."""
    kind, flags = str(own["/FT"]), int(own.get("/Ff", 0))
    hidden = not flags & _READ_ONLY and all(_is_hidden(box) for box in boxes)  # what a form itself hides is locked
    if kind == "/Tx":
        yield FormField(name, _text(own.get("/V")), page, hidden=hidden)
    elif kind == "/Ch":
        yield FormField(name, _listed(own), page, hidden=hidden)
    elif kind == "/Btn" and not flags & _PUSH_BUTTON:
        held, shown = _ticked(own, boxes, several=bool(flags & _RADIO) or len(boxes) > 1)
        yield FormField(name, held, page, shown, hidden)


def _is_hidden(box: Any) -> bool:
    """Whether a box is not shown on a screen (ISO 32000-1, table 165: hidden, no view)."""
    return bool(int(box.get("/F", 0)) & _UNSEEN)


def _said_by(one: Any, has: Container[str]) -> dict[str, Any]:
    """What a field, which `has` these keys, itself says of those things that the fields below it inherit."""
    return {key: value for key in _HANDED_DOWN if key in has and (value := one.get(key)) is not None}


def _joined(above: str, one: Any) -> str:
    part = _words(one.get("/T"))
    return f"{above}.{part}" if above and part else above or part


def _named_ancestor(widget: Any) -> Any:
    """The field a widget belongs to: itself, or the first above it that has a name."""
    for _ in range(_DEEPEST):
        if "/T" in widget or not isinstance(widget.get("/Parent"), Dictionary):
            break
        widget = widget.Parent
    return widget


def full_name(widget: Any) -> str:
    """The full name of the field a widget belongs to."""
    field = _named_ancestor(widget)
    return _joined(_name_above(field), field)


def _name_above(field: Any) -> str:
    parts: list[str] = []
    for _ in range(_DEEPEST):
        field = field.get("/Parent")
        if not isinstance(field, Dictionary):
            break
        parts.append(_words(field.get("/T")))
    return ".".join(part for part in reversed(parts) if part)


def _inherited(field: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(_DEEPEST):
        field = field.get("/Parent")
        if not isinstance(field, Dictionary):
            break
        found = _said_by(field, field.keys()) | found
    return found


def _text(value: Any) -> Raw:
    text = _words(value)
    return Raw(text) if text else NOTHING


def _words(value: Any) -> str:
    """The text of a string, a name or a stream; raw UTF-8 without its mark is taken for what it is."""
    if value is None:
        return ""
    if isinstance(value, pikepdf.String):
        return _letters(_decoded(value, bytes(value)))
    if isinstance(value, pikepdf.Stream):
        return bytes(value.read_bytes())[:_TEXT_LIMIT].decode("utf-8", "replace")
    if isinstance(value, Name):
        return str(value).removeprefix("/")
    return "" if isinstance(value, Array | Dictionary) else str(value)


def _decoded(value: pikepdf.String, data: bytes) -> str:
    if data.isascii():
        return data.decode("ascii")
    if data[:2] == b"\xff\xfe":
        return data[2:].decode("utf-16-le", "replace")
    try:
        return str(value) if data[:2] == b"\xfe\xff" else data.decode("utf-8")
    except UnicodeDecodeError:
        return str(value)


def _letters(text: str) -> str:
    if "\r" not in text:
        return text[:_TEXT_LIMIT]
    return text.replace("\r\n", "\n").replace("\r", "\n")[:_TEXT_LIMIT]


def _listed(own: dict[str, Any]) -> Raw:
    """The choice of a list, as a person sees it; several of them are one text."""
    value = own.get("/V")
    chosen = [_words(one) for one in value] if isinstance(value, Array) else [_words(value)]
    pairs = {_words(one[0]): _words(one[1]) for one in _pairs(own.get("/Opt"))}
    text = "; ".join(pairs.get(one, one) for one in chosen if one.strip())
    return Raw(text) if text else NOTHING


def _pairs(options: Any) -> Iterator[Any]:
    for one in options if isinstance(options, Array) else ():
        if isinstance(one, Array) and len(one) == 2:
            yield one


def _ticked(own: dict[str, Any], boxes: list[Any], *, several: bool) -> tuple[Raw, Raw | None]:
    """What a box holds, or a group of them; and what they show, if that is something else."""
    held = str(own["/V"]) if isinstance(own.get("/V"), Name) else None
    states = [str(box["/AS"]) for box in boxes if isinstance(box.get("/AS"), Name)]
    on = next((state for state in states if state != OFF), OFF if states else None)
    if not several:
        said, shown = _box(held), _box(on)
    else:
        said, shown = _option(held, own, boxes), _option(on, own, boxes)
    if held is None:
        return shown, None
    return said, shown if on is not None and shown != said else None


def _box(state: str | None) -> Raw:
    if state is None:
        return NOTHING
    return Raw("☐" if state == OFF else "☑", ticked=state != OFF)


def _option(state: str | None, own: dict[str, Any], boxes: list[Any]) -> Raw:
    """The choice a group of boxes stands at; `/Opt` says it in full where states are only numbers."""
    if state is None or state == OFF:
        return NOTHING
    options, key = own.get("/Opt"), state.removeprefix("/")
    if isinstance(options, Array) and key.isdecimal() and int(key) < len(options):
        return Raw(_words(options[int(key)]))
    return Raw(key)
