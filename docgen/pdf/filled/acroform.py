"""The fields of a PDF form, by their full names, with what they hold.

Values are inherited; "on" is any state but /Off; a field without a value and without a state was not answered. Fields
that the list of fields has lost are found by their places on the pages.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from docgen.model import NOTHING, Raw

_PUSH_BUTTON = 1 << 16
_RADIO = 1 << 15
_DEEPEST = 32
_MOST_FIELDS = 20_000
_TEXT_LIMIT = 100_000
OFF = "/Off"


@dataclass(frozen=True, slots=True)
class FormField:
    """A field with its full name, what it holds, and the page it stands on (from 1, 0 if on none).

    `shown` is what its boxes show where that is not what it holds.
    """

    name: str
    raw: Raw
    page: int
    shown: Raw | None = None


def fields_of(document: pikepdf.Pdf) -> Iterator[FormField]:
    """All fields that may be answered."""
    widgets = list(_widgets(document))
    pages = {widget.objgen: page for widget, page in widgets}
    seen: set[tuple[int, int]] = set()
    form = document.Root.get("/AcroForm", Dictionary())
    for top in _items(form.get("/Fields")):
        yield from _walk(top, "", {}, pages, seen, 0)
    for widget, page in widgets:
        if widget.objgen not in seen or widget.objgen == (0, 0):
            root = _named_ancestor(widget)
            if root.objgen not in seen or root.objgen == (0, 0):
                yield from _walk(root, _name_above(root), _inherited(root), {widget.objgen: page, **pages}, seen, 0)


def _items(array: Any) -> list[Any]:
    return [one for one in array if isinstance(one, Dictionary)] if isinstance(array, Array) else []


def _widgets(document: pikepdf.Pdf) -> Iterator[tuple[Any, int]]:
    for number, page in enumerate(document.pages, 1):
        for one in _items(page.obj.get("/Annots")):
            if one.get("/Subtype") == Name.Widget:
                yield one, number


def _walk(
    field: Any,
    above: str,
    inherited: dict[str, Any],
    pages: dict[tuple[int, int], int],
    seen: set[tuple[int, int]],
    depth: int,
) -> Iterator[FormField]:
    if depth > _DEEPEST or len(seen) > _MOST_FIELDS or (field.objgen in seen and field.objgen != (0, 0)):
        return
    seen.add(field.objgen)
    name = _joined(above, field)
    own = inherited | {key: field[key] for key in ("/FT", "/V", "/Ff", "/Opt") if key in field}
    kids = _items(field.get("/Kids"))
    named = [kid for kid in kids if "/T" in kid]
    boxes = [kid for kid in kids if "/T" not in kid] or ([field] if not named else [])
    for kid in named:
        yield from _walk(kid, name, own, pages, seen, depth + 1)
    if boxes and "/FT" in own:
        seen.update(box.objgen for box in boxes)
        yield from _terminal(name, own, boxes, pages)


def _joined(above: str, field: Any) -> str:
    part = _words(field.get("/T"))
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
        found = {key: field[key] for key in ("/FT", "/V", "/Ff", "/Opt") if key in field} | found
    return found


def _terminal(
    name: str, own: dict[str, Any], boxes: list[Any], pages: dict[tuple[int, int], int]
) -> Iterator[FormField]:
    page = next((pages[box.objgen] for box in boxes if box.objgen in pages), 0)
    kind, flags = own["/FT"], int(own.get("/Ff", 0))
    if kind == Name.Btn:
        if not flags & _PUSH_BUTTON:
            held, shown = _ticked(own, boxes, several=bool(flags & _RADIO) or len(boxes) > 1)
            yield FormField(name, held, page, shown)
    elif kind == Name.Tx:
        yield FormField(name, _text(own.get("/V")), page)
    elif kind == Name.Ch:
        yield FormField(name, _listed(own), page)


def _text(value: Any) -> Raw:
    text = _words(value)
    return Raw(text) if text else NOTHING


def _words(value: Any) -> str:
    """The text of a string, a name or a stream; raw UTF-8 without its mark is taken for what it is."""
    if value is None:
        return ""
    if isinstance(value, pikepdf.Stream):
        return bytes(value.read_bytes())[:_TEXT_LIMIT].decode("utf-8", "replace")
    if isinstance(value, Name):
        return str(value).removeprefix("/")
    if not isinstance(value, pikepdf.String):
        return "" if isinstance(value, Array | Dictionary) else str(value)
    data = bytes(value)
    if data[:2] in (b"\xfe\xff", b"\xff\xfe") or data.isascii():
        return _letters(str(value) if data[:2] != b"\xff\xfe" else data[2:].decode("utf-16-le", "replace"))
    try:
        return _letters(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _letters(str(value))


def _letters(text: str) -> str:
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
