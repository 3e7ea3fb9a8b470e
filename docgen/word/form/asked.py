"""The fields of a definition by the names a layout calls them: made once for a definition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from docgen.files import digest
from docgen.language import say
from docgen.model.forms import Field, FormDefinition, Repeat

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
