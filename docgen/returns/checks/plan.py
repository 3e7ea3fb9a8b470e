"""A definition made ready for checking many records: its expressions read, and what each field stands in."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from docgen.expression import Itself, Tree, parse, parts
from docgen.model import Field, FormDefinition, Node, Repeat


@dataclass(frozen=True)
class Asked:
    """A field with its rules as trees, the repeat it stands in, and the conditions of all it stands in."""

    field: Field
    repeat: Repeat | None
    relevant: tuple[Tree, ...]
    unit_types: tuple[tuple[str, ...], ...]
    constraint: Tree | None
    advice: Tree | None
    agreement: Tree | None
    counts: Tree | None
    required_if: Tree | None
    calculation: Tree | None

    @property
    def once(self) -> bool:
        """Whether its advice speaks of a whole column at once, so that one row is enough to say so."""
        return self.advice is not None and not any(isinstance(part, Itself) for part in parts(self.advice))


@dataclass(frozen=True)
class Plan:
    """The fields of a form in order, and where each name stands."""

    definition: FormDefinition
    asked: tuple[Asked, ...]
    names: dict[str, Asked]
    repeats: dict[str, Repeat]


@lru_cache(128)
def plan_of(definition: FormDefinition) -> Plan:
    """The plan of a definition, made once."""
    asked = tuple(_asked(definition.body, (), ()))
    names = {one.field.name: one for one in asked}
    return Plan(definition, asked, names, {repeat.path.rpartition("/")[2]: repeat for repeat in definition.repeats})


def _asked(
    nodes: tuple[Node, ...],
    relevant: tuple[Tree, ...],
    types: tuple[tuple[str, ...], ...],
    repeat: Repeat | None = None,
) -> Iterator[Asked]:
    for node in nodes:
        conditions = (*relevant, *_tree(node.relevant))
        limits = (*types, node.unit_types)
        if isinstance(node, Field):
            yield _rules(node, repeat, conditions, limits)
        else:
            yield from _asked(node.members, conditions, limits, node if isinstance(node, Repeat) else repeat)


def _rules(
    field: Field, repeat: Repeat | None, relevant: tuple[Tree, ...], types: tuple[tuple[str, ...], ...]
) -> Asked:
    texts = (field.constraint, field.advice, field.agreement, field.counts, field.required_if, field.calculation)
    trees = [next(iter(_tree(text)), None) for text in texts]
    return Asked(field, repeat, relevant, types, *trees)


def _tree(text: str) -> tuple[Tree, ...]:
    tree = parse(text).tree if text else None
    return (tree,) if tree else ()
