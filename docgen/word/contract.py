"""What a template may say: the tree of names it is given, the filters, and the placeholder pictures it must hold.

A contract is read off a sample context, so that whatever the books hand to a template is what the lint knows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from functools import reduce

from rapidfuzz.distance import OSA

from docgen.word.filters import filters

_LIKELY = 0.5
"""How like a word must be to a name, from 0 to 1, to be taken for a slip of it."""


class Kind(StrEnum):
    """What a single value is."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Anything:
    """A value of which nothing is known; everything may be done with it."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value that can be printed."""

    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Group:
    """A value with named fields."""

    fields: Mapping[str, "Shape"] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Series:
    """A list, to be looped over; `item` is the shape of each of its entries."""

    item: "Shape" = field(default_factory=Anything)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A function that is told the name of something, as in `field("deaths")`; `named` is what each name gives."""

    named: Mapping[str, "Shape"] = field(default_factory=dict, hash=False)


Shape = Anything | Scalar | Group | Series | Lookup

BOOK_PICTURES = ("docgen:qr", "docgen:seal:issuer", "docgen:seal:unit")
"""The placeholder pictures that docgen knows."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What a template may use: `names`, `filters` besides Jinja's, `pictures` known and those `required`."""

    names: Group = field(default_factory=Group)
    filters: Mapping[str, Callable[..., object]] = field(default_factory=lambda: filters("en"), hash=False)
    pictures: tuple[str, ...] = BOOK_PICTURES
    required: tuple[str, ...] = ()

    @classmethod
    def from_context(cls, *contexts: Mapping[str, object], required: Iterable[str] = ()) -> "Contract":
        """The contract of a template that will be rendered with contexts like `contexts`, such as those of all units.

        A list that is empty in all of them, or a value that is blank in all of them, may be anything.
        """
        names: Shape = Group()
        for context in contexts:
            names = joined(names, shape_of(context))
        return cls(names if isinstance(names, Group) else Group(), required=tuple(required))


def shape_of(value: object) -> Shape:
    """The shape of a sample value."""
    if isinstance(value, Mapping):
        return Group({str(name): shape_of(each) for name, each in value.items()})
    if isinstance(value, list | tuple):
        return Series(reduce(joined, map(shape_of, value)) if value else Anything())
    if isinstance(value, bool):
        return Scalar(Kind.FLAG)
    if isinstance(value, int | float | Decimal):
        return Scalar(Kind.NUMBER)
    if isinstance(value, date | time):
        return Scalar(Kind.DATE)
    return Scalar() if isinstance(value, str) else Anything()


def joined(first: Shape, second: Shape) -> Shape:
    """The shape of a value that is now like `first`, now like `second`: a group has the fields of both."""
    if isinstance(first, Anything):
        return second
    if isinstance(first, Group) and isinstance(second, Group):
        shared = {name: joined(shape, second.fields.get(name, shape)) for name, shape in first.fields.items()}
        return Group({**second.fields, **shared})
    if isinstance(first, Series) and isinstance(second, Series):
        return Series(joined(first.item, second.item))
    return first if first == second or isinstance(second, Anything) else Anything()


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of `known` most like `word`, empty if there is none at all."""
    return max(sorted(known), key=lambda name: _likeness(word, name), default="")


def likely(word: str, known: Iterable[str]) -> str:
    """The one of `known` that `word` may have been meant to be, empty if none is that like it."""
    near = nearest(word, known)
    return near if near and _likeness(word, near) >= _LIKELY else ""


def _likeness(word: str, name: str) -> float:
    """How like two names are, from 0 to 1; `name` alone is also like `unit.name`, though less."""
    whole = OSA.normalized_similarity(word, name)
    return max(whole, 0.9 * OSA.normalized_similarity(word.rpartition(".")[2], name.rpartition(".")[2]))


def paths(group: Group, prefix: str = "") -> Iterator[str]:
    """Every name below `group` as a template writes it: `unit.contact.phone`."""
    for name, shape in group.fields.items():
        yield prefix + name
        if isinstance(shape, Group):
            yield from paths(shape, f"{prefix}{name}.")
