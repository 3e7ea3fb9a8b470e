"""The expressions of a form, checked against it: they can be read, their names are there, and no two go in a circle."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docgen.expression import Call, Kind, Literal, Reference, Tree, check, parse, parts, references
from docgen.expression.vocabulary import Names, Seen
from docgen.findings import Finding, Place
from docgen.findings import forms as codes
from docgen.forms.sheets import Line
from docgen.forms.source import Answer, Source
from docgen.language import enumerated
from docgen.model import Field, FieldType, FormDefinition, Node, Repeat

_TRUTH = frozenset({Kind.TRUTH})
_WANTED = {
    FieldType.INTEGER: frozenset({Kind.NUMBER}),
    FieldType.DECIMAL: frozenset({Kind.NUMBER}),
    FieldType.DATE: frozenset({Kind.DATE}),
    FieldType.TIME: frozenset({Kind.TIME}),
    FieldType.DATETIME: frozenset({Kind.MOMENT}),
    FieldType.TEXT: frozenset({Kind.TEXT}),
    FieldType.SELECT_ONE: frozenset({Kind.TEXT}),
}
"""What a calculation comes to where the question says what it asks."""
_ABOUT_ANSWER = ("constraint", "advice", "agreement")
_COLUMNS = (
    ("constraint", False),
    ("relevant", False),
    ("required", False),
    ("calculation", False),
    ("choice_filter", False),
    ("advice", True),
    ("agreement", True),
    ("counts", True),
)
"""The columns that hold expressions, and whether they are docgen's own."""


def check_expressions(definition: FormDefinition, source: Source) -> Iterator[Finding]:
    """What is wrong with the expressions of a form, each at its cell."""
    names = Names(definition)
    calculated: dict[str, tuple[Tree, Place]] = {}
    for line in source.survey.lines:
        node = names.nodes.get(line.text("name"))
        for written in _written(line, source) if node else ():
            columns = _columns(node) if written.column == "choice_filter" else ()
            tree, findings = parse(written.text, written.place, columns)
            yield from findings
            if tree is not None and node is not None:
                yield from _checked(names, node, written, tree)
                if written.column == "calculation":
                    calculated[line.text("name")] = (tree, written.place)
    yield from _circles(calculated)


@dataclass(frozen=True, slots=True)
class _Written:
    """An expression as it stands in a cell."""

    column: str
    text: str
    place: Place


def _written(line: Line, source: Source) -> Iterator[_Written]:
    for column, own in _COLUMNS:
        text = line.text(column, own=own)
        plain = column == "required" and source.yes_or_no(line, column) is not Answer.EXPRESSION
        if text and not plain:
            yield _Written(column, text, line.place(column, own=own))


def _columns(node: Node | None) -> tuple[str, ...]:
    """The columns of sheet choices that a choice_filter may name."""
    choices = node.choices if isinstance(node, Field) else ()
    return tuple(dict.fromkeys(("name", *(column for choice in choices for column, _ in choice.facts))))


def _checked(names: Names, node: Node, written: _Written, tree: Tree) -> Iterator[Finding]:
    calculated = written.column == "calculation"
    wanted = (_WANTED.get(node.type, frozenset()) if isinstance(node, Field) else frozenset()) if calculated else _TRUTH
    seen = Seen(names, node, written.column in _ABOUT_ANSWER)
    if isinstance(node, Repeat) and not calculated:
        seen = Seen(names, Repeat("", node.label, ()), answered=False)
    yield from check(tree, seen, written.place, wanted)
    if calculated and isinstance(node, Field) and node.choices:
        yield from _chosen(node, tree, written.place)


def _chosen(node: Field, tree: Tree, place: Place) -> Iterator[Finding]:
    """The choices a calculation comes to are those of its question."""
    known = [choice.name for choice in node.choices]
    branches = [
        arm for part in parts(tree) if isinstance(part, Call) and part.function == "if" for arm in part.arguments[1:]
    ]
    for arm in (tree, *branches):
        if isinstance(arm, Literal) and str(arm.value) not in ("", *known):
            values = {"choice": str(arm.value), "name": node.name, "choices": enumerated(known)}
            yield Finding(codes.CALCULATED_CHOICE, place, values)


def _circles(calculated: Mapping[str, tuple[Tree, Place]]) -> Iterator[Finding]:
    """Calculations that need themselves, each circle told once at its first field."""
    told: set[str] = set()
    for name, (_, place) in calculated.items():
        if name not in told and (way := _way_back(name, calculated)):
            told.update(way)
            yield Finding(codes.CIRCLE, place, {"name": name, "way": " → ".join((*way, name))})


def _way_back(name: str, calculated: Mapping[str, tuple[Tree, Place]]) -> tuple[str, ...]:
    """The fields by which a calculation comes back to itself; none if it does not."""
    ways: list[tuple[str, ...]] = [(name,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        tree, _ = calculated[way[-1]]
        for needed in _needed(tree):
            if needed == name:
                return way
            if needed in calculated and needed not in seen:
                seen.add(needed)
                ways.append((*way, needed))
    return ()


def _needed(tree: Tree) -> Iterator[str]:
    names: tuple[Reference, ...] = references(tree)
    return (name.name for name in names if not name.form)
