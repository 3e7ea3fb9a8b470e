"""A form of boxes to tick, which the twelve have none of: acknowledgements and questions with several answers."""

from collections.abc import Iterator

from docgen.model import Choice, Field, FieldType, FormDefinition, Group, Wording

_THINGS = (
    *(("fence", "Fence", "围栏"), ("signs", "Signs", "标志"), ("lamps", "Lamps", "照明")),
    *(("ropes", "Ropes", "绳索"), ("boats", "Boats", "船只"), ("vests", "Vests", "救生衣")),
    *(("pumps", "Pumps", "水泵"), ("radio", "Radio", "对讲机")),
)
_KINDS = (("desk", "tabletop", "桌面"), ("field", "field drill", "实战"), ("night", "at night", "夜间"))


def _words(english: str, chinese: str) -> Wording:
    return Wording((("en", english), ("zh", chinese)))


def _fields() -> Iterator[Field]:
    choices = tuple(Choice(name, _words(english, chinese)) for name, english, chinese in _KINDS)
    for name, english, chinese in _THINGS:
        yield Field(f"boxes/{name}_there", FieldType.ACKNOWLEDGE, _words(f"{english} in place", f"{chinese}是否到位"))
        label = _words(f"{english}: drills", f"{chinese}演练形式")
        yield Field(f"boxes/{name}_drills", FieldType.SELECT_MULTIPLE, label, choices=choices)


BOXES = FormDefinition(
    "BOX",
    "1",
    _words("Check list", "检查清单"),
    (Group("boxes", _words("Equipment", "装备"), tuple(_fields())),),
    digest="bb" * 32,
    languages=("en", "zh"),
)
"""Eight things to acknowledge and eight questions with three boxes each."""
