"""The layout of a form: an office's own template with `{{ field("name") }}` where a field is to be filled in.

The same in Word and in Excel: what a layout may name, and which places it has too few, too many, or wrongly written.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from docgen.files import digest
from docgen.findings import Finding, Place
from docgen.findings import layouts as codes
from docgen.language import current_language, say
from docgen.model.forms import Field, FormDefinition, Repeat

_CALL = re.compile(r"""(?:(?P<row>\w+)\.)?field\(\s*(?P<quote>["'])(?P<name>[^"']*)(?P=quote)\s*\)""")
_LOOP = re.compile(r"""for\s+(?P<row>\w+)\s+in\s+rows\(\s*(?P<quote>["'])(?P<name>[^"']*)(?P=quote)\s*\)""")

_Node = TypeVar("_Node", Field, Repeat)


class NotInFormError(LookupError):
    """A layout asks for a field or a repeat that the definition lacks."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What a definition asks: single fields and repeats by path and, where no other bears it, by name alone.

    `numbers` counts all of them, from 1, by path.
    """

    fields: Mapping[str, Field]
    repeats: Mapping[str, Repeat]
    columns: Mapping[str, Mapping[str, Field]]
    numbers: Mapping[str, int]

    def short_name(self, node: Field | Repeat) -> str:
        """The shortest name by which a layout may call it: its own where no other bears it, else its path."""
        name = node.path.rpartition("/")[2]
        known = self.fields.get(name) if isinstance(node, Field) else self.repeats.get(name)
        return name if known is node else node.path

    def field(self, name: str) -> Field:
        """The single field of this name. Raises NotInFormError."""
        if found := self.fields.get(name):
            return found
        raise NotInFormError(say("the form has no field “{name}”", name=name))

    def repeat(self, name: str) -> Repeat:
        """The repeat of this name. Raises NotInFormError."""
        if found := self.repeats.get(name):
            return found
        raise NotInFormError(say("the form has no rows “{name}”", name=name))

    def column(self, repeat: Repeat, name: str) -> Field:
        """The column of this name in `repeat`. Raises NotInFormError."""
        if found := self.columns[repeat.path].get(name):
            return found
        raise NotInFormError(say("the rows of “{repeat}” have no field “{name}”", repeat=repeat.path, name=name))


@dataclass(frozen=True, slots=True)
class Known:
    """A definition, the same as another one of the same digest: for caches."""

    digest: str
    definition: FormDefinition = field(compare=False)

    @classmethod
    def of(cls, definition: FormDefinition) -> "Known":
        """The definition; one that nobody gave a digest gets one from all that it says."""
        return cls(definition.digest or digest(repr(definition).encode("utf-8", "surrogatepass")), definition)


@lru_cache(maxsize=64)
def asked_in(known: Known) -> Asked:
    """What the definition asks."""
    definition = known.definition
    repeats = definition.repeats
    columns = {repeat.path: {column.name: column for column in repeat.members} for repeat in repeats}
    inside = {column.path for repeat in repeats for column in repeat.members}
    single = [each for each in definition.fields if each.path not in inside]
    nodes: tuple[Field | Repeat, ...] = (*definition.fields, *repeats)
    numbers = {node.path: number for number, node in enumerate(nodes, 1)}
    return Asked(_by_name(single), _by_name(repeats), columns, numbers)


def _by_name(nodes: Iterable[_Node]) -> Mapping[str, _Node]:
    nodes = tuple(nodes)
    last = [node.path.rpartition("/")[2] for node in nodes]
    alone = {name: node for name, node in zip(last, nodes, strict=True) if last.count(name) == 1}
    return alone | {node.path: node for node in nodes}


@dataclass(frozen=True, slots=True)
class Told:
    """A tag of a layout and its place: as written, what is between its braces, and whether it prints a value."""

    text: str
    inner: str
    place: Place
    is_value: bool


def places_in(tags: Iterable[Told], definition: FormDefinition, file: Place) -> Iterator[Finding]:
    """Which places a layout has too few, too many, or not written by themselves."""
    asked = asked_in(Known.of(definition))
    loops: dict[str, str] = {}
    placed: Counter[str] = Counter()
    for tag in tags:
        if (loop := _LOOP.search(tag.inner)) and loop["name"] in asked.repeats:
            loops[loop["row"]] = asked.repeats[loop["name"]].path
            placed[loops[loop["row"]]] += 1
        for call in _CALL.finditer(tag.inner):
            if tag.inner != call[0] or not tag.is_value:
                yield Finding(codes.PLACE_CHANGED, tag.place, {"tag": tag.text, "place": call[0]})
            known = asked.columns.get(loops.get(call["row"], ""), {}) if call["row"] else asked.fields
            if call["name"] in known:
                placed[known[call["name"]].path] += 1
    yield from _missing(definition, asked, placed, file)
    for path, count in placed.items():
        if count > 1 and definition.field(path):
            yield Finding(codes.PLACE_TWICE, file, {"name": path, "count": count})


def _missing(definition: FormDefinition, asked: Asked, placed: Counter[str], file: Place) -> Iterator[Finding]:
    for path in dict.fromkeys(single.path for single in asked.fields.values()):
        if not placed[path]:
            yield from _left_out(asked.fields[path], f'field("{path}")', file)
    for repeat in definition.repeats:
        if not placed[repeat.path]:
            label = repeat.label.said(current_language())
            values = {"name": repeat.path, "label": label, "column": repeat.members[0].name}
            yield Finding(codes.ROWS_MISSING, file, values)
            continue
        for column in repeat.members:
            if not placed[column.path]:
                yield from _left_out(column, f'row.field("{column.name}")', file)


def _left_out(field: Field, tag: str, file: Place) -> Iterator[Finding]:
    if field.type.is_asked:
        code = codes.PLACE_MISSING if field.required else codes.PLACE_LEFT_OUT
        yield Finding(code, file, {"name": field.path, "label": field.label.said(current_language()), "tag": tag})
