"""The parts of a condition: each can be tried on a row, and can give the cells of a row that meets it, for probes."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, reduce
from typing import TypeVar, cast

from docgen.expression import Call, Literal, Operation, Operator, Reference, Tree
from docgen.expression.tree import NOTHING

Cells = Mapping[str, object]
"""A row's cells by column; yes and no are the words, a blank cell is None or absent."""
Example = dict[str, object]
V = TypeVar("V")

_DAYS = {"cutoff": 12, "today": 12, "first_day": 1}
"""Days every row knows, and the month an example takes them to lie in."""


@dataclass(frozen=True)
class Node:
    """A condition or a part of one; `example(wanted, year)` gives cells that meet it, or that do not.

    `tree` is the same as an expression, by which it is said in words.
    """

    met: Callable[[Cells], bool]
    example: Callable[[bool, int], Example]
    tree: Tree


@dataclass(frozen=True, slots=True)
class Operand:
    """The right side of a comparison: a column, moved by a span of time, or a value."""

    column: str = ""
    value: object = None
    span: timedelta = timedelta()

    def of(self, row: Cells) -> object:
        """What it is for `row`."""
        if not self.column:
            return self.value
        cell = row.get(self.column)
        return cell + self.span if self.span and isinstance(cell, (date, datetime)) else cell

    @property
    def tree(self) -> Tree:
        """As a part of an expression; a span of time in days."""
        if not self.column:
            return _literal(self.value)
        column = Reference(self.column)
        days = Fraction(self.span // timedelta(seconds=1), 86_400)
        sign = Operator.PLUS if days > 0 else Operator.MINUS
        return Operation(sign, column, Literal(abs(days))) if days else column


def _literal(value: object) -> Tree:
    if isinstance(value, date):
        return Call("date", (Literal(value.isoformat()),))
    return Literal(value if isinstance(value, str) else Fraction(cast(Decimal, value)))


def _column(names: tuple[str, ...]) -> Tree:
    first, *others = map(Reference, names)
    return Call("coalesce", (first, *others)) if others else first


def _joined(operator: Operator, trees: Iterable[Tree]) -> Tree:
    return reduce(lambda left, right: Operation(operator, left, right), trees)


def fold_word(value: V) -> V:
    """A text as conditions compare it: whatever its capitals and width; anything else as it is."""
    return cast(V, _folded(value)) if isinstance(value, str) else value


@lru_cache(maxsize=10_000)
def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _tree(node: Node) -> Tree:
    return node.tree


def both(nodes: Sequence[Node]) -> Node:
    """All of `nodes`."""

    def example(wanted: bool, year: int) -> Example:
        return _merged(nodes, True, year) if wanted else nodes[0].example(False, year)

    return Node(lambda row: all(node.met(row) for node in nodes), example, _joined(Operator.AND, map(_tree, nodes)))


def alternative(nodes: Sequence[Node]) -> Node:
    """Any of `nodes`."""

    def example(wanted: bool, year: int) -> Example:
        return nodes[0].example(True, year) if wanted else _merged(nodes, False, year)

    return Node(lambda row: any(node.met(row) for node in nodes), example, _joined(Operator.OR, map(_tree, nodes)))


def negated(node: Node) -> Node:
    """Not `node`."""
    return Node(
        lambda row: not node.met(row), lambda wanted, year: node.example(not wanted, year), Call("not", (node.tree,))
    )


def blank_test(names: tuple[str, ...], filled: bool) -> Node:
    """Whether the first of `names` that is filled, or none, is there."""

    def example(wanted: bool, year: int) -> Example:
        return {names[0]: "x" if wanted is filled else None}

    tree = Operation(Operator.UNEQUAL if filled else Operator.EQUAL, _column(names), NOTHING)
    return Node(lambda row: (_first(row, names) is not None) is filled, example, tree)


def listed(names: tuple[str, ...], words: tuple[object, ...]) -> Node:
    """Whether a cell is one of `words`."""
    known = frozenset(map(fold_word, words))
    return Node(
        lambda row: fold_word(_first(row, names)) in known,
        lambda wanted, year: {names[0]: words[0] if wanted else "?"},
        _joined(Operator.OR, (Operation(Operator.EQUAL, _column(names), _literal(word)) for word in words)),
    )


def compared(names: tuple[str, ...], op: str, right: Operand) -> Node:
    """A cell compared with a value or another cell."""

    def example(wanted: bool, year: int) -> Example:
        return _beside(names[0], op if wanted else _OPPOSITE[op], right, year)

    tree = Operation(Operator(op), _column(names), right.tree)
    if op in ("=", "!="):
        equal = op == "="
        return Node(lambda row: _equal(_first(row, names), right.of(row)) is equal, example, tree)
    holds = _HOLDS[op]
    return Node(lambda row: _ordered(holds, _first(row, names), right.of(row)), example, tree)


_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_HOLDS: Mapping[str, Callable[[bool, bool], bool]] = {
    "<": lambda less, equal: less,
    "<=": lambda less, equal: less or equal,
    ">": lambda less, equal: not (less or equal),
    ">=": lambda less, equal: not less,
}


def _merged(nodes: Sequence[Node], wanted: bool, year: int) -> Example:
    merged: Example = {}
    for node in nodes:
        merged |= node.example(wanted, year)
    return merged


def _first(row: Cells, names: tuple[str, ...]) -> object:
    for name in names:
        if (value := row.get(name)) is not None:
            return value
    return None


def _equal(one: object, other: object) -> bool:
    if one is None or other is None:
        return False
    one, other = _alike(fold_word(one), fold_word(other))
    return one == other


def _ordered(holds: Callable[[bool, bool], bool], one: object, other: object) -> bool:
    if one is None or other is None:
        return False
    one, other = _alike(one, other)
    if isinstance(one, str) or isinstance(other, str) or (isinstance(one, date) is not isinstance(other, date)):
        return False
    return holds(one < other, one == other)  # type: ignore[operator]


def _alike(one: object, other: object) -> tuple[object, object]:
    """Two moments as days, where one of them is a day only."""
    return (_day(one), _day(other)) if isinstance(one, datetime) is not isinstance(other, datetime) else (one, other)


def _day(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def _beside(name: str, op: str, right: Operand, year: int) -> Example:
    """A cell that stands to the right side as `op` says, and the right side's own cell where it is a column."""
    if op == "!=":
        return {name: "?"}
    cells: Example = {}
    target = right.value
    if right.column:
        hour = 8 if abs(right.span) % timedelta(days=1) else 0
        target = datetime(year, 6, 15, hour) if hour else date(year, _DAYS.get(right.column, 6), 15)
        if right.column not in _DAYS:
            cells[right.column] = target
        target = target + right.span
    return cells | {name: _moved(target, {"<": -1, ">": 1}.get(op, 0))}


def _moved(target: object, steps: int) -> object:
    if isinstance(target, datetime):
        return target + steps * timedelta(hours=1)
    if isinstance(target, date):
        return target + steps * timedelta(days=1)
    return target + steps if steps and not isinstance(target, str) else target  # type: ignore[operator]
