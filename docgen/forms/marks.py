"""The names of a form as marks of its fields: kept by every format, and told apart by all of them."""

from collections.abc import Iterator

from docgen.findings import Finding, Place, Scalar
from docgen.findings import forms as codes
from docgen.model import Field, Group, Node, Repeat
from docgen.model.blanks import mark
from docgen.model.forms import with_row

LONGEST = 64
"""How many letters Word keeps of a mark."""
_LAST_ROW = 999


def lint_marks(form: str, nodes: tuple[Node, ...]) -> Iterator[Finding]:
    """Names that stand twice, that collide in a spreadsheet, or that are too long for Word."""
    names: dict[str, Node] = {}
    marks: dict[str, str] = {}
    for node, repeat in _all(nodes, ""):
        name = node.path.rpartition("/")[2]
        first = names.setdefault(name, node)
        if first is not node:
            yield Finding(codes.NAME_TWICE, node.place, {"name": name, "other": _row(first.place)})
            continue
        folded = _as_kept(mark(form, node.path))
        other = marks.setdefault(folded, node.path)
        if other != node.path:
            yield Finding(codes.NAME_COLLIDES, node.place, {"name": node.path, "other": other, "mark": folded})
        yield from _length(form, node, repeat)
    yield from _rows(form, nodes, marks)


def _row(place: Place) -> int:
    return int("".join(filter(str.isdigit, place.cell)) or 0)


def _as_kept(text: str) -> str:
    """A mark as the least careful program gives it back."""
    return text.replace(".", "_").casefold()


def _all(nodes: tuple[Node, ...], repeat: str) -> Iterator[tuple[Node, str]]:
    """Every node with the repeat it stands in."""
    for node in nodes:
        yield node, repeat
        if isinstance(node, Group | Repeat):
            yield from _all(node.members, node.path if isinstance(node, Repeat) else repeat)


def _length(form: str, node: Node, repeat: str) -> Iterator[Finding]:
    longest = mark(form, with_row(node.path, repeat, _LAST_ROW) if repeat else node.path)
    if len(longest) > LONGEST:
        values: dict[str, Scalar] = {"mark": longest, "count": len(longest), "limit": LONGEST}
        yield Finding(codes.NAME_LONG, node.place, values)


def _rows(form: str, nodes: tuple[Node, ...], marks: dict[str, str]) -> Iterator[Finding]:
    """Names that look like a column of a row of a repeat: `inspections_2_found`."""
    prefixes = {_as_kept(mark(form, node.path)): node for node, _ in _all(nodes, "") if isinstance(node, Repeat)}
    for folded, path in marks.items():
        for prefix, repeat in prefixes.items():
            rest = folded.removeprefix(f"{prefix}_").partition("_")
            columns = {field.name.casefold() for field in repeat.members}
            if folded.startswith(f"{prefix}_") and rest[0].isdigit() and rest[2] in columns:
                values: dict[str, Scalar] = {
                    "name": path,
                    "other": f"{repeat.path}[{rest[0]}]/{rest[2]}",
                    "mark": folded,
                }
                place = next(node.place for node, _ in _all(nodes, "") if node.path == path)
                yield Finding(codes.NAME_COLLIDES, place, values)


def fields_of(nodes: tuple[Node, ...]) -> Iterator[Field]:
    """Every field of a form that is being read."""
    return (node for node, _ in _all(nodes, "") if isinstance(node, Field))
