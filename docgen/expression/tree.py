"""An expression as a frozen tree, and the kinds of things it speaks of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from fractions import Fraction


class Kind(StrEnum):
    """What a part of an expression is."""

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    """A date with its time of day."""
    SELECTION = "selection"
    """Several choices at once."""
    NOTHING = "nothing"
    """The empty text '': what is blank equals it, and it goes with every kind."""
    TABLE = "table"
    """A group or repeat."""


class Operator(StrEnum):
    """What stands between two parts."""

    OR = "or"
    AND = "and"
    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    DIVIDED = "div"
    REMAINDER = "mod"

    @property
    def binds(self) -> int:
        """How closely it holds its parts together: the higher first."""
        return next(n for n, level in enumerate(LEVELS) if self in level)


LEVELS = (
    frozenset({Operator.OR}),
    frozenset({Operator.AND}),
    frozenset({Operator.EQUAL, Operator.UNEQUAL}),
    frozenset({Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST}),
    frozenset({Operator.PLUS, Operator.MINUS}),
    frozenset({Operator.TIMES, Operator.DIVIDED, Operator.REMAINDER}),
)
"""XPath's order, from the loosest to the closest."""

EQUALITIES = LEVELS[2]
COMPARISONS = LEVELS[2] | LEVELS[3]


class Absent(Enum):
    """Why there is no value: none was written, or what was written is not known. Neither is ever 0 or false."""

    BLANK = "blank"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a text as it stands."""

    value: Fraction | str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """`${name}`: a field of this form; `FORM.name` one of another."""

    name: str
    form: str = ""
    at: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{self.form}.{self.name}" if self.form else self.name


CHOICES = "choices"
"""What stands for the form in a reference to a column of sheet choices, in a choice_filter."""


@dataclass(frozen=True, slots=True)
class Itself:
    """`.`: the answer the expression belongs to."""

    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negation:
    """`-x`."""

    operand: "Tree"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """Two parts and what stands between them."""

    operator: Operator
    left: "Tree"
    right: "Tree"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what it is given."""

    function: str
    arguments: "tuple[Tree, ...]"
    at: int = field(default=0, compare=False)


Tree = Literal | Reference | Itself | Negation | Operation | Call
"""A whole expression, or a part of one."""

NOTHING = Literal("")
"""The empty text: equal to what is blank."""


def parts(tree: Tree) -> Iterator[Tree]:
    """`tree` and all in it, from left to right."""
    yield tree
    match tree:
        case Negation(operand):
            yield from parts(operand)
        case Operation(_, left, right):
            yield from parts(left)
            yield from parts(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from parts(argument)


def references(tree: Tree) -> tuple[Reference, ...]:
    """The fields an expression names, each once, in order."""
    return tuple(dict.fromkeys(part for part in parts(tree) if isinstance(part, Reference)))


def written(tree: Tree) -> str:
    """The expression written out again, in one way whatever the blanks and brackets it was written with."""
    return _written(tree, -1)


def _written(tree: Tree, holder: int) -> str:
    match tree:
        case Literal(str() as text):
            quote = '"' if "'" in text else "'"
            return f"{quote}{text}{quote}"
        case Literal(value):
            return _number(Fraction(value))
        case Reference():
            return tree.name if tree.form == CHOICES else str(tree) if tree.form else f"${{{tree}}}"
        case Itself():
            return "."
        case Negation(operand):
            inner = _written(operand, len(LEVELS))
            return f"-({inner})" if isinstance(operand, Negation) else f"-{inner}"
        case Call(function, arguments):
            return f"{function}({', '.join(_written(argument, -1) for argument in arguments)})"
        case Operation(operator, left, right):
            binds = operator.binds
            text = f"{_written(left, binds - 1)} {operator} {_written(right, binds)}"
            return f"({text})" if binds <= holder else text


def _number(value: Fraction) -> str:
    """A literal's value in decimal digits, which all literals have."""
    if value.denominator == 1:
        return str(value.numerator)
    places = next(n for n in range(1, 5000) if (value * 10**n).denominator == 1)
    digits = str(value.numerator * 10**places // value.denominator).zfill(places + 1)
    return f"{digits[:-places]}.{digits[-places:]}"
