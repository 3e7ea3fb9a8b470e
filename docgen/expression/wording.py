"""An expression said in words of the current language, as a form says what it asks and a finding what is wrong."""

from fractions import Fraction
from typing import Protocol

from docgen.expression.kinds import Vocabulary, kind_of
from docgen.expression.tree import (
    COMPARISONS,
    EQUALITIES,
    NOTHING,
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
from docgen.language import enumerated, say

_DAYS = frozenset({Kind.DATE, Kind.MOMENT, Kind.TIME})


class Naming(Vocabulary, Protocol):
    """What names are called in the language spoken."""

    def label(self, name: Reference | Itself) -> str:
        """The label of a field, or of the answer the expression belongs to."""
        ...

    def choice(self, name: Reference | Itself, choice: str) -> str:
        """The label of one of its choices; the name itself where it has none."""
        ...


def in_words(tree: Tree, naming: Naming) -> str:
    """The expression as part of a sentence: “Hazards rectified” is at most “Hazards found”."""
    return _Saying(naming).said(tree)


class _Saying:
    def __init__(self, naming: Naming) -> None:
        self._naming = naming

    def said(self, tree: Tree) -> str:
        match tree:
            case Literal(str() as text):
                return say("“{text}”", text=text) if text else say("nothing")
            case Literal():
                return written(tree)
            case Reference() | Itself():
                return say("“{text}”", text=self._naming.label(tree))
            case Negation(operand):
                return f"-{self.said(operand)}"
            case Operation():
                return self.operation(tree)
            case Call():
                return self.call(tree)

    def operation(self, tree: Operation) -> str:
        match tree.operator:
            case Operator.AND | Operator.OR:
                return self.linked(tree)
            case Operator.PLUS | Operator.MINUS if self.is_day(tree.left) and isinstance(tree.right, Literal):
                return _moved(self.said(tree.left), tree.operator, Fraction(tree.right.value))
        if tree.operator in COMPARISONS:
            subject, predicate = self.clause(tree)
            return say("{subject} {predicate}", subject=subject, predicate=predicate)
        sign = {Operator.TIMES: "×", Operator.DIVIDED: "÷"}.get(tree.operator, tree.operator)
        return f"{self.held(tree, tree.left)} {sign} {self.held(tree, tree.right)}"

    def linked(self, tree: Operation) -> str:
        """Parts joined by and, or by or; what is said of one thing is said in one go: “X” is 1 or is 2."""
        told: list[tuple[str, list[str]]] = []
        for part in _chain(tree, tree.operator):
            subject, predicate = ("", self.held(tree, part))
            if isinstance(part, Operation) and part.operator in COMPARISONS:
                subject, predicate = self.clause(part)
            if told and subject and told[-1][0] == subject:
                told[-1][1].append(predicate)
            else:
                told.append((subject, [predicate]))
        sentences = [_sentence(subject, _together(predicates, tree.operator)) for subject, predicates in told]
        return _together(sentences, tree.operator)

    def clause(self, tree: Operation) -> tuple[str, str]:
        """A comparison as that of which it speaks and what it says of it."""
        if tree.operator in EQUALITIES and NOTHING in (tree.left, tree.right):
            blank = say("is blank") if tree.operator is Operator.EQUAL else say("is filled in")
            return self.said(tree.right if tree.left == NOTHING else tree.left), blank
        left, right = self.beside(tree.left, tree.right), self.beside(tree.right, tree.left)
        days = self.is_day(tree.left) or self.is_day(tree.right)
        return left, _in_time(tree.operator, right) if days else _compared(tree.operator, right)

    def is_day(self, tree: Tree) -> bool:
        """Whether a part is a day or a time."""
        return kind_of(tree, self._naming) in _DAYS

    def held(self, whole: Operation, part: Tree) -> str:
        """A part in brackets where it would not be held together otherwise."""
        text = self.said(part)
        loose = isinstance(part, Operation) and part.operator.binds < whole.operator.binds
        same = isinstance(part, Operation) and part is whole.right and part.operator.binds == whole.operator.binds
        return say("({text})", text=text) if loose or same else text

    def beside(self, part: Tree, other: Tree) -> str:
        """A part of a comparison; a choice is called by its label."""
        if isinstance(part, Literal) and isinstance(part.value, str) and isinstance(other, Reference | Itself):
            return say("“{text}”", text=self._naming.choice(other, part.value))
        return self.said(part)

    def call(self, call: Call) -> str:
        texts = [self.said(argument) for argument in call.arguments]
        match call.function, texts:
            case "number" | "int" | "string" | "date", [text]:
                return _plain(call.arguments[0], text)
            case "format-date", [day, _]:
                return _part_of(day, call.arguments[1])
            case "abs", [text]:
                return self.difference(call.arguments[0], text)
            case "if", [condition, then, otherwise]:
                return say(
                    "{then} if {condition}, otherwise {otherwise}", condition=condition, then=then, otherwise=otherwise
                )
            case "selected", [what, _]:
                chosen = self.beside(call.arguments[1], call.arguments[0])
                return say("{what} includes {chosen}", what=what, chosen=chosen)
        return _function(call, texts)

    def difference(self, argument: Tree, text: str) -> str:
        match argument:
            case Operation(Operator.MINUS, left, right):
                return say("the difference between {left} and {right}", left=self.said(left), right=self.said(right))
        return say("{text} without its sign", text=text)


def _plain(argument: Tree, text: str) -> str:
    """A value whatever it is made into; a date as it is written."""
    return argument.value if isinstance(argument, Literal) and isinstance(argument.value, str) else text


def _chain(tree: Tree, operator: Operator) -> list[Tree]:
    """The parts of a chain of `and` or of `or`."""
    if isinstance(tree, Operation) and tree.operator is operator:
        return [*_chain(tree.left, operator), *_chain(tree.right, operator)]
    return [tree]


def _together(texts: list[str], operator: Operator) -> str:
    *before, text = texts
    for one in reversed(before):
        if operator is Operator.AND:
            text = say("{left} and {right}", left=one, right=text)
        else:
            text = say("{left} or {right}", left=one, right=text)
    return text


def _moved(day: str, sign: Operator, days: Fraction) -> str:
    """A day or moment so much later or earlier."""
    hours = days * 24
    if hours % 24:
        span = say("{hours:hour|hours}", hours=written(Literal(hours)))
    else:
        span = say("{days:day|days}", days=written(Literal(days)))
    if sign is Operator.PLUS:
        return say("{day} plus {span}", day=day, span=span)
    return say("{day} less {span}", day=day, span=span)


def _sentence(subject: str, predicate: str) -> str:
    return say("{subject} {predicate}", subject=subject, predicate=predicate) if subject else predicate


def _compared(operator: Operator, right: str) -> str:
    match operator:
        case Operator.EQUAL:
            return say("is {right}", right=right)
        case Operator.UNEQUAL:
            return say("is not {right}", right=right)
        case Operator.LESS:
            return say("is less than {right}", right=right)
        case Operator.AT_MOST:
            return say("is at most {right}", right=right)
        case Operator.MORE:
            return say("is more than {right}", right=right)
    return say("is at least {right}", right=right)


def _in_time(operator: Operator, right: str) -> str:
    match operator:
        case Operator.LESS:
            return say("is before {right}", right=right)
        case Operator.AT_MOST:
            return say("is not after {right}", right=right)
        case Operator.MORE:
            return say("is after {right}", right=right)
        case Operator.AT_LEAST:
            return say("is not before {right}", right=right)
    return _compared(operator, right)


def _part_of(day: str, pattern: Tree) -> str:
    match pattern:
        case Literal("%Y"):
            return say("the year of {day}", day=day)
        case Literal("%m" | "%n"):
            return say("the month of {day}", day=day)
        case Literal("%d" | "%e"):
            return say("the day of the month of {day}", day=day)
    return say("{day} written as {pattern}", day=day, pattern=pattern.value if isinstance(pattern, Literal) else "")


def _function(call: Call, texts: list[str]) -> str:  # noqa: C901 - a table of sentences
    """What a function comes to, as a noun or a clause."""
    first, listed = (texts[0] if texts else ""), enumerated(texts)
    match call.function:
        case "sum":
            return say("the sum of {what}", what=first)
        case "count" if isinstance(call.arguments[0], Call):
            return say("the number of {what}", what=first)
        case "count":
            return say("the number of rows of {what}", what=first)
        case "count-non-empty":
            return say("the number of answers to {what}", what=first)
        case "count-selected":
            return say("the number of choices in {what}", what=first)
        case "distinct" | "distinct-values":
            return say("the different values of {what}", what=first)
        case "min":
            return say("the least of {what}", what=listed)
        case "max":
            return say("the greatest of {what}", what=listed)
        case "not":
            return say("it is not so that {what}", what=first)
        case "round" if len(texts) == 1:
            return say("{what} rounded to a whole number", what=first)
        case "round":
            return say("{what} rounded to {places} decimal places", what=first, places=texts[1])
        case "coalesce":
            return say("the first of {what} that is filled in", what=listed)
        case "concat":
            return say("{what} one after the other", what=listed)
        case "contains":
            return say("{what} contains {part}", what=first, part=texts[1])
        case "starts-with":
            return say("{what} begins with {part}", what=first, part=texts[1])
        case "regex":
            return say("{what} is written like the pattern {pattern}", what=first, pattern=texts[1])
        case "string-length":
            return say("the number of letters of {what}", what=first)
        case "today":
            return say("the day of receipt")
        case "true":
            return say("always")
    return say("never")
