"""Whether an expression makes sense: its names are there, and like is put together with like."""

from dataclasses import dataclass, field
from typing import Protocol

from docgen.excel import nearest
from docgen.expression.functions import FUNCTIONS, MANY
from docgen.expression.tree import (
    COMPARISONS,
    EQUALITIES,
    LEVELS,
    Call,
    Itself,
    Kind,
    Literal,
    Negation,
    Operation,
    Operator,
    Reference,
    Tree,
    written,
)
from docgen.findings import Code, Finding, Place, Scalar
from docgen.findings import expression as codes
from docgen.language import enumerated, say

_MOMENTS = frozenset({Kind.DATE, Kind.MOMENT})
_LOGIC = LEVELS[0] | LEVELS[1]
ROWS = frozenset({"distinct", "distinct-values"})
"""Functions that give several values, for another function to go over."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for, seen from where the expression stands.

    `many`: it has a value in every row, and none is that of this one. `rows`: functions such as sum() can go over it.
    `choices` are those its answer is one of. `kind` is None where that cannot be told here (a field of another form).
    """

    kind: Kind | None
    many: bool = False
    rows: bool = False
    choices: tuple[str, ...] = ()


class Vocabulary(Protocol):
    """The names an expression may use where it stands."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name there is, to offer the nearest."""
        ...

    def meaning(self, name: Reference | Itself) -> Meaning | None:
        """What a name stands for; None if there is no such name."""
        ...


def check(
    tree: Tree, vocabulary: Vocabulary, place: Place, wanted: frozenset[Kind] = frozenset()
) -> tuple[Finding, ...]:
    """All that makes no sense in an expression that is to come to one of the `wanted` kinds."""
    checking = _Checking(vocabulary, place)
    kind = checking.kind(tree)
    checking.want(tree, kind, wanted)
    return tuple(dict.fromkeys(checking.findings))


def kind_of(tree: Tree, vocabulary: Vocabulary) -> Kind | None:
    """What an expression comes to; None where that cannot be told."""
    return _Checking(vocabulary, Place()).kind(tree)


@dataclass
class _Checking:
    vocabulary: Vocabulary
    place: Place
    findings: list[Finding] = field(default_factory=list)

    def report(self, code: Code, **values: Scalar) -> None:
        self.findings.append(Finding(code, self.place, values))

    def kind(self, tree: Tree) -> Kind | None:
        """The kind of a part that has one value; None where something is wrong with it, or it cannot be told."""
        match tree:
            case Literal(str() as text):
                return Kind.TEXT if text else Kind.NOTHING
            case Literal():
                return Kind.NUMBER
            case Reference() | Itself():
                return self.one(tree)
            case Negation(operand):
                self.want(operand, self.kind(operand), frozenset({Kind.NUMBER}))
                return Kind.NUMBER
            case Operation():
                return self.operation(tree)
            case Call():
                return self.call(tree)

    def want(self, tree: Tree, kind: Kind | None, wanted: frozenset[Kind]) -> None:
        if kind is not None and wanted and kind not in wanted and kind is not Kind.NOTHING:
            said = enumerated(said_kind(k) for k in sorted(wanted))
            self.report(codes.KIND_WRONG, text=written(tree), kind=said_kind(kind), wanted=said)

    def named(self, name: Reference | Itself) -> Meaning | None:
        meaning = self.vocabulary.meaning(name)
        if meaning is None and isinstance(name, Itself):
            self.report(codes.ITSELF_NOWHERE, example="{name}")
        elif meaning is None:
            near = nearest(str(name), self.vocabulary.names)
            self.report(codes.NAME_NEAR if near else codes.NAME_UNKNOWN, name=str(name), nearest=near)
        return meaning

    def one(self, name: Reference | Itself) -> Kind | None:
        meaning = self.named(name)
        if meaning is None:
            return None
        if meaning.kind is Kind.TABLE:
            self.report(codes.NAME_TABLE, name=str(name), brace=f"{{{name}}}")
            return None
        if meaning.many:
            self.report(codes.NAME_MANY, name=str(name), brace=f"{{{name}}}")
        return meaning.kind

    def operation(self, tree: Operation) -> Kind | None:
        operator = tree.operator
        left, right = self.kind(tree.left), self.kind(tree.right)
        if operator in _LOGIC:
            self.want(tree.left, left, frozenset({Kind.TRUTH}))
            self.want(tree.right, right, frozenset({Kind.TRUTH}))
            return Kind.TRUTH
        if operator in EQUALITIES:
            self.choice(tree.left, tree.right)
            self.choice(tree.right, tree.left)
        kind = _joined(operator, left, right)
        if left is not None and right is not None and kind is None:
            kinds = {"left_kind": said_kind(left), "right_kind": said_kind(right)}
            texts = {"left": written(tree.left), "right": written(tree.right), "operator": operator.value}
            self.report(codes.KINDS_DIFFER, **texts, **kinds)
        return Kind.TRUTH if operator in COMPARISONS else kind

    def choice(self, name: Tree, literal: Tree) -> None:
        """A text compared with a question that has choices is one of them."""
        if not isinstance(name, Reference | Itself) or not isinstance(literal, Literal) or literal.value == "":
            return
        meaning = self.vocabulary.meaning(name)
        if meaning is None or not meaning.choices or str(literal.value) in meaning.choices:
            return
        near = nearest(str(literal.value), meaning.choices)
        values = {"choice": str(literal.value), "nearest": near, "choices": enumerated(meaning.choices)}
        code = codes.CHOICE_NEARLY_LISTED if near else codes.CHOICE_NOT_LISTED
        self.report(code, name=written(name), **values)

    def call(self, call: Call) -> Kind | None:
        function = FUNCTIONS[call.function]
        if function.rows or (call.function in MANY and len(call.arguments) == 1):
            return self.over_rows(call)
        kinds = [self.kind(argument) for argument in call.arguments]
        for n, (argument, kind) in enumerate(zip(call.arguments, kinds, strict=True)):
            self.want(argument, kind, function.wants(n))
        if call.function == "selected":
            self.choice(call.arguments[0], call.arguments[1])
        return function.gives or self.alike(call, kinds[1:] if call.function == "if" else kinds)

    def over_rows(self, call: Call) -> Kind | None:
        """A function of a column: all its rows at once."""
        [argument] = call.arguments
        function = FUNCTIONS[call.function]
        if isinstance(argument, Call) and argument.function in ROWS:
            kind = self.over_rows(argument)
        elif isinstance(argument, Reference):
            meaning = self.named(argument)
            kind = meaning.kind if meaning else None
            if meaning and not meaning.rows:
                self.report(codes.NAME_ONE, function=call.function, name=str(argument))
            if kind is Kind.TABLE and call.function != "count":
                self.report(codes.NAME_TABLE, name=str(argument), brace=f"{{{argument}}}")
                kind = None
        else:
            self.report(codes.NAME_ONE, function=call.function, name=written(argument))
            return function.gives
        if kind is not Kind.TABLE:
            self.want(argument, kind, function.wants(0))
        return function.gives or kind

    def alike(self, call: Call, kinds: list[Kind | None]) -> Kind | None:
        """The one kind of several values; what is blank goes with all."""
        known = [kind for kind in kinds if kind is not None and kind is not Kind.NOTHING]
        for kind in known[1:]:
            if kind is not known[0] and not {kind, known[0]} <= _MOMENTS:
                texts = {"left": written(call), "right": written(call), "operator": f"{call.function}()"}
                kinds_said = {"left_kind": said_kind(known[0]), "right_kind": said_kind(kind)}
                self.report(codes.KINDS_DIFFER, **texts, **kinds_said)
                return None
        return known[0] if known else (Kind.NOTHING if kinds and None not in kinds else None)


def _joined(operator: Operator, left: Kind | None, right: Kind | None) -> Kind | None:
    """What comes of two kinds, None if they do not go together."""
    if left is None or right is None:
        return None
    if operator in EQUALITIES:
        fit = left is right or Kind.NOTHING in (left, right) or {left, right} <= _MOMENTS
        return Kind.TRUTH if (fit and Kind.SELECTION not in (left, right)) or Kind.NOTHING in (left, right) else None
    if operator in COMPARISONS:
        ordered = left is right and left in (Kind.NUMBER, Kind.TIME)
        return Kind.TRUTH if ordered or {left, right} <= _MOMENTS else None
    if left is right is Kind.NUMBER:
        return Kind.NUMBER
    if left in _MOMENTS and right is Kind.NUMBER and operator in (Operator.PLUS, Operator.MINUS):
        return left
    return Kind.NUMBER if operator is Operator.MINUS and {left, right} <= _MOMENTS else None


def said_kind(kind: Kind) -> str:
    """A kind in words of the current language."""
    return {
        Kind.NUMBER: say("a number"),
        Kind.TEXT: say("a text"),
        Kind.TRUTH: say("yes or no"),
        Kind.DATE: say("a date"),
        Kind.TIME: say("a time of day"),
        Kind.MOMENT: say("a date with its time"),
        Kind.SELECTION: say("a list of choices"),
        Kind.NOTHING: say("nothing"),
        Kind.TABLE: say("a table"),
    }[kind]
