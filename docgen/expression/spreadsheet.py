"""An expression as an Excel formula, where Excel can say the same: for cells that work out, and cells that check.

A cell left blank counts as 0 in Excel; here it does not. What hangs on a blank cell is blank itself in a calculation,
and is accepted by a check. What Excel would say otherwise than this language (patterns, lists of choices) is not said.
"""

from dataclasses import dataclass
from typing import Protocol

from docgen.expression.functions import FUNCTIONS
from docgen.expression.kinds import ROWS
from docgen.expression.tree import (
    EQUALITIES,
    LEVELS,
    NOTHING,
    Call,
    Itself,
    Literal,
    Negation,
    Operation,
    Operator,
    Reference,
    Tree,
    parts,
    written,
)

LONGEST = 255
"""The most letters Excel takes of the formula of a data validation."""


class Cells(Protocol):
    """Where answers stand in a sheet, and in which words."""

    def cell(self, name: Reference | Itself) -> str:
        """The cell of an answer, as a formula writes it; empty if it has none."""
        ...

    def column(self, name: Reference) -> str:
        """The cells of a column in all rows; of a repeat, those of a column that is filled in every row."""
        ...

    def choice(self, name: Reference | Itself, choice: str) -> str | None:
        """How the sheet writes a choice of this question; None for a question without choices."""
        ...

    def result(self, text: str) -> str:
        """How the sheet writes a text the expression comes to: a choice of its own question by its label."""
        ...


def as_excel(tree: Tree, cells: Cells) -> str:
    """The formula, without =, that comes to the same, blank where a cell it needs is blank; empty if Excel has none."""
    try:
        return _guarded(_Writing(cells).arm(tree), '""')
    except _UnsayableError:
        return ""


def as_validation(tree: Tree, cells: Cells) -> str:
    """The formula, without =, that is true unless what is typed breaks the rule; empty if Excel has none.

    Of several conditions joined by `and`, those are left out that Excel cannot say, and those over the rows of a table,
    which are filled in after what is typed here.
    """
    formulas = [formula for part in _both(tree) if (formula := _condition(part, cells))]
    needs = tuple(need for formula in formulas for need in formula.needs)
    texts = [formula.text for formula in formulas]
    joined = f"AND({','.join(texts)})" if len(texts) > 1 else "".join(texts)
    whole = _guarded(_Formula(joined, needs), "TRUE") if joined else ""
    return whole if len(whole) <= LONGEST else ""


def _both(tree: Tree) -> tuple[Tree, ...]:
    if isinstance(tree, Operation) and tree.operator is Operator.AND:
        return (*_both(tree.left), *_both(tree.right))
    return (tree,)


def _condition(tree: Tree, cells: Cells) -> "_Formula | None":
    over_rows = any(isinstance(part, Call) and FUNCTIONS[part.function].rows for part in parts(tree))
    if over_rows:
        return None
    try:
        return _Writing(cells).out(tree)
    except _UnsayableError:
        return None


class _UnsayableError(Exception):
    """Excel has no words for a part."""


@dataclass(frozen=True, slots=True)
class _Formula:
    """A formula and the single cells that must hold something for it to mean anything."""

    text: str
    needs: tuple[str, ...] = ()


def _guarded(formula: _Formula, otherwise: str) -> str:
    needs = tuple(dict.fromkeys(formula.needs))
    if not needs:
        return formula.text
    tests = ",".join(f'{cell}=""' for cell in needs)
    blank = tests if len(needs) == 1 else f"OR({tests})"
    return f"IF({blank},{otherwise},{formula.text})"


_SIGNS = {Operator.UNEQUAL: "<>", Operator.DIVIDED: "/"}


class _Writing:
    def __init__(self, cells: Cells) -> None:
        self._cells = cells

    def out(self, tree: Tree) -> _Formula:
        match tree:
            case Literal(str() as text):
                return _Formula(_quoted(text))
            case Literal():
                return _Formula(written(tree))
            case Reference() | Itself():
                return self.single(tree)
            case Negation(operand):
                inner = self.out(operand)
                return _Formula(f"(-{inner.text})", inner.needs)
            case Operation():
                return self.operation(tree)
            case Call("if" | "coalesce", _):
                formula = self.arm(tree)
                return _Formula(formula.text, (*formula.needs, formula.text))
            case Call():
                return self.call(tree)

    def single(self, name: Reference | Itself) -> _Formula:
        """An answer of which the value counts; that of a question with choices is a label, and means nothing here."""
        cell = self._cells.cell(name)
        if not cell or self._cells.choice(name, "") is not None:
            raise _UnsayableError
        return _Formula(cell, (cell,))

    def operation(self, tree: Operation) -> _Formula:
        if tree.operator in EQUALITIES:
            if NOTHING in (tree.left, tree.right):
                return self.blank(tree)
            for name, literal in ((tree.left, tree.right), (tree.right, tree.left)):
                if chosen := self.chosen(name, literal, tree.operator):
                    return chosen
        left, right = self.out(tree.left), self.out(tree.right)
        needs = (*left.needs, *right.needs)
        if tree.operator in LEVELS[0] | LEVELS[1]:
            return _Formula(f"{tree.operator.upper()}({left.text},{right.text})", needs)
        if tree.operator is Operator.REMAINDER:
            return _Formula(f"({left.text}-{right.text}*TRUNC({left.text}/{right.text}))", needs)
        return _Formula(f"({left.text}{_SIGNS.get(tree.operator, tree.operator.value)}{right.text})", needs)

    def blank(self, tree: Operation) -> _Formula:
        """A test whether a cell is blank, which needs nothing in it."""
        part = tree.right if tree.left == NOTHING else tree.left
        cell = self._cells.cell(part) if isinstance(part, Reference | Itself) else ""
        if not cell:
            raise _UnsayableError
        sign = _SIGNS.get(tree.operator, "=")
        return _Formula(f'({cell}{sign}"")')

    def chosen(self, name: Tree, literal: Tree, operator: Operator) -> _Formula | None:
        """Whether a question has been answered by a choice, which the sheet writes by its label."""
        if not isinstance(name, Reference | Itself) or not isinstance(literal, Literal):
            return None
        label, cell = self._cells.choice(name, str(literal.value)), self._cells.cell(name)
        if label is None or not cell:
            return None
        return _Formula(f"({cell}{_SIGNS.get(operator, '=')}{_quoted(label)})", (cell,))

    def call(self, call: Call) -> _Formula:
        first = call.arguments[0] if call.arguments else None
        match call.function:
            case "sum" | "count" | "count-non-empty":
                return self.over_rows(call)
            case "min" | "max" if len(call.arguments) == 1 and isinstance(first, Reference):
                return self.over_rows(call)
            case "number" | "string" | "date" if first is not None:
                return self.made(call.function, first)
            case "format-date" if first is not None:
                day = self.out(first)
                return _Formula(_date_text(day.text, call.arguments[1]), day.needs)
            case "selected" if first is not None:
                if chosen := self.chosen(first, call.arguments[1], Operator.EQUAL):
                    return chosen
                raise _UnsayableError
        pattern = _PATTERNS.get((call.function, len(call.arguments))) or _PATTERNS.get((call.function, -1))
        if pattern is None:
            raise _UnsayableError
        parts = [self.out(argument) for argument in call.arguments]
        texts = [part.text for part in parts]
        return _Formula(pattern.format(*texts, all=",".join(texts), joined="&".join(texts)), _needs(*parts))

    def over_rows(self, call: Call) -> _Formula:
        [argument] = call.arguments
        if isinstance(argument, Call) and argument.function in ROWS:
            raise _UnsayableError
        column = self._cells.column(argument) if isinstance(argument, Reference) else ""
        if not column:
            raise _UnsayableError
        name = {"count": "COUNTA", "count-non-empty": "COUNTA"}.get(call.function, call.function.upper())
        return _Formula(f"{name}({column})")

    def choose(self, call: Call) -> _Formula:
        """Only what the condition needs must be there; each branch looks after itself."""
        condition = self.out(call.arguments[0])
        branches = ",".join(_guarded(self.arm(branch), '""') for branch in call.arguments[1:])
        return _Formula(f"IF({condition.text},{branches})", condition.needs)

    def arm(self, tree: Tree) -> _Formula:
        """What the whole comes to, or a branch of it; it may be blank."""
        match tree:
            case Literal(str() as text):
                return _Formula(_quoted(self._cells.result(text)))
            case Call("if", _):
                return self.choose(tree)
            case Call("coalesce", _):
                return self.first(tree)
        return self.out(tree)

    def first(self, call: Call) -> _Formula:
        text = '""'
        for argument in reversed(call.arguments):
            part = self.out(argument)
            cell = part.text
            text = f'IF({cell}<>"",{cell},{text})' if part.needs == (cell,) else _guarded(part, text)
        return _Formula(text)

    def made(self, function: str, argument: Tree) -> _Formula:
        """A value made into another kind; parts of a date have functions of their own."""
        match function, argument:
            case "date", Literal(str() as text):
                year, month, day = text.split("-")
                return _Formula(f"DATE({int(year)},{int(month)},{int(day)})")
            case "number", Call("format-date", (day, Literal(str() as part))) if part in _PARTS:
                inner = self.out(day)
                return _Formula(f"{_PARTS[part]}({inner.text})", inner.needs)
        inner = self.out(argument)
        template = {"number": "VALUE({})", "string": '({}&"")', "date": "INT({})"}[function]
        return _Formula(template.format(inner.text), inner.needs)


_PARTS = {"%Y": "YEAR", "%m": "MONTH", "%n": "MONTH", "%d": "DAY", "%e": "DAY", "%H": "HOUR", "%M": "MINUTE"}
_FILLED = {"%Y": "", "%n": "", "%e": "", "%h": "", "%m": "00", "%d": "00", "%H": "00", "%M": "00", "%S": "00"}
_PATTERNS = {
    ("abs", 1): "ABS({0})",
    ("concat", -1): "({joined})",
    ("contains", 2): "ISNUMBER(FIND({1},{0}))",
    ("false", 0): "FALSE",
    ("int", 1): "TRUNC({0})",
    ("max", -1): "MAX({all})",
    ("min", -1): "MIN({all})",
    ("not", 1): "NOT({0})",
    ("round", 1): "ROUND({0},0)",
    ("round", 2): "ROUND({0},{1})",
    ("starts-with", 2): "(LEFT({0},LEN({1}))={1})",
    ("string-length", 1): "LEN({0})",
    ("today", 0): "TODAY()",
    ("true", 0): "TRUE",
}
"""Functions by name and number of values (-1: any) to what Excel calls them."""


def _needs(*parts: _Formula) -> tuple[str, ...]:
    return tuple(cell for part in parts for cell in part.needs)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _date_text(day: str, pattern: Tree) -> str:
    """A date in the parts of a pattern, none of which hangs on the language Excel speaks."""
    if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
        raise _UnsayableError
    rest, pieces = pattern.value, []
    while rest:
        if rest[:2] in _PARTS:
            value = f"{_PARTS[rest[:2]]}({day})"
            pieces.append(f'TEXT({value},"{_FILLED[rest[:2]]}")' if _FILLED[rest[:2]] else value)
            rest = rest[2:]
        else:
            pieces.append(_quoted(rest[0]))
            rest = rest[1:]
    joined = "&".join(pieces)
    return f'({joined}&"")'
