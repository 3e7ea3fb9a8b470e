"""An expression worked out over answers: exactly, and never with a value nobody wrote.

What is blank or not known makes everything unknown that depends on it; it is never 0 and never false. Numbers are
exact. A test with the empty text, `${x} = ''`, asks whether a field is blank and is always answered for one that is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from docgen.expression.calculate import CALCULATE, joined
from docgen.expression.calculate import Known as Inner
from docgen.expression.kinds import ROWS
from docgen.expression.tree import (
    EQUALITIES,
    NOTHING,
    Absent,
    Call,
    Itself,
    Literal,
    Negation,
    Operation,
    Operator,
    Reference,
    Tree,
)

Known = str | int | Decimal | Fraction | bool | date | datetime | time | tuple[str, ...]
"""A value an answer has or an expression gives; a Fraction where a number has no end in decimals."""
Result = Known | Absent
"""What an expression comes to."""


class Scope(Protocol):
    """The answers an expression is worked out over, as seen from one field of one row."""

    @property
    def today(self) -> date:
        """The day that `today()` means."""
        ...

    def one(self, name: Reference | Itself) -> Result:
        """The answer a name means here: that of the same row, or the only one there is."""
        ...

    def rows(self, name: Reference) -> Sequence[Result] | Absent:
        """The answers of a column in every row that holds a record, or as many True as a repeat has such rows."""
        ...


def evaluate(tree: Tree, scope: Scope) -> Result:
    """What the expression comes to over these answers; `Absent.UNKNOWN` where that cannot be told."""
    return _settled(_Working(scope).out(tree))


def holds(tree: Tree, scope: Scope) -> bool | None:
    """Whether the answers fulfil the expression; None where that cannot be told."""
    result = evaluate(tree, scope)
    return result if isinstance(result, bool) else None


def _settled(result: Inner | Absent) -> Result:
    """A result as others count: whole numbers as int, others as Decimal where they end."""
    if not isinstance(result, Fraction):
        return result
    if result.denominator == 1:
        return int(result)
    rest, twos, fives = result.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return result
    places = max(twos, fives)
    sign, digits = result < 0, abs(result.numerator) * 10**places // result.denominator
    return Decimal((int(sign), tuple(map(int, str(digits))), -places))


def _inner(result: Result) -> Inner | Absent:
    """A value as it is reckoned with here."""
    if isinstance(result, int | Decimal) and not isinstance(result, bool):
        return Fraction(result)
    return Absent.BLANK if result in ("", ()) else result


@dataclass(frozen=True, slots=True)
class _Working:
    scope: Scope

    def out(self, tree: Tree) -> Inner | Absent:
        match tree:
            case Literal(value):
                return value if value != "" else Absent.BLANK
            case Reference() | Itself():
                return _inner(self.scope.one(tree))
            case Negation(operand):
                number = self.out(operand)
                return -number if isinstance(number, Fraction) else Absent.UNKNOWN
            case Operation(Operator.AND | Operator.OR as operator, left, right):
                return _either(self.out(left), self.out(right), decisive=operator is Operator.OR)
            case Operation():
                return self.operation(tree)
            case Call():
                return self.call(tree)

    def operation(self, tree: Operation) -> Inner | Absent:
        left, right = self.out(tree.left), self.out(tree.right)
        if tree.operator in EQUALITIES and NOTHING in (tree.left, tree.right):
            return _is_blank(right if tree.left == NOTHING else left, tree.operator)
        if isinstance(left, Absent) or isinstance(right, Absent):
            return Absent.UNKNOWN
        return joined(tree.operator, left, right)

    def call(self, call: Call) -> Inner | Absent:
        match call.function:
            case "if":
                return self.chosen(call)
            case "coalesce":
                return self.first(call)
            case "today":
                return self.scope.today
            case "count" | "count-non-empty" | "sum" | "min" | "max":
                return self.over_rows(call)
            case "distinct" | "distinct-values":
                return Absent.UNKNOWN  # several values, and one is wanted
        values = [self.out(argument) for argument in call.arguments]
        known = [value for value in values if not isinstance(value, Absent)]
        return CALCULATE[call.function](known) if len(known) == len(values) else Absent.UNKNOWN

    def chosen(self, call: Call) -> Inner | Absent:
        condition = self.out(call.arguments[0])
        return self.out(call.arguments[1 if condition else 2]) if isinstance(condition, bool) else Absent.UNKNOWN

    def first(self, call: Call) -> Inner | Absent:
        for argument in call.arguments:
            value = self.out(argument)
            if value is not Absent.BLANK:
                return value
        return Absent.BLANK

    def over_rows(self, call: Call) -> Inner | Absent:
        """A function of all its values at once: those of the rows, or those it is given one by one."""
        values = self.column(call)
        if values is None:
            return Absent.UNKNOWN
        known = [value for value in values if not isinstance(value, Absent)]
        if call.function == "count":
            return Fraction(len(values))
        if call.function == "count-non-empty" and Absent.UNKNOWN not in values:
            return Fraction(len(known))
        return CALCULATE[call.function](known) if len(known) == len(values) else Absent.UNKNOWN

    def column(self, call: Call) -> list[Inner | Absent] | None:
        """The values a function goes over; None where it cannot be told which rows there are."""
        [first, *others] = call.arguments
        if isinstance(first, Call) and first.function in ROWS and not others:
            values = self.column(first)
            known = [value for value in values or () if not isinstance(value, Absent)]
            return None if values is None or len(known) < len(values) else list(dict.fromkeys(known))
        if others or not isinstance(first, Reference):
            return [self.out(argument) for argument in call.arguments]
        rows = self.scope.rows(first)
        return None if isinstance(rows, Absent) else [_inner(value) for value in rows]


def _either(left: Inner | Absent, right: Inner | Absent, *, decisive: bool) -> bool | Absent:
    """`or` where True is decisive, `and` where False is; undecided if an unknown part could turn it."""
    if left is decisive or right is decisive:
        return decisive
    return not decisive if left is right is (not decisive) else Absent.UNKNOWN


def _is_blank(value: Inner | Absent, operator: Operator) -> bool | Absent:
    if value is Absent.UNKNOWN:
        return Absent.UNKNOWN
    return (value is Absent.BLANK) == (operator is Operator.EQUAL)
