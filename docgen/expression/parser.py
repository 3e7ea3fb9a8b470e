"""Text -> tree: XLSForm's expressions, a small subset of XPath. Nothing is ever run as a program."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from docgen.excel import nearest
from docgen.expression.calculate import CALCULATE
from docgen.expression.functions import FUNCTIONS
from docgen.expression.patterns import complaint
from docgen.expression.tokens import Refused, Sort, Token, tokens
from docgen.expression.tree import (
    LEVELS,
    Call,
    Itself,
    Literal,
    Negation,
    Operation,
    Operator,
    Reference,
    Tree,
    written,
)
from docgen.findings import NOWHERE, Finding, Place
from docgen.findings import expression as codes
from docgen.language import enumerated

LONGEST = 2000
"""The most letters an expression may have."""
DEEPEST = 30
"""How deep brackets and functions may stand inside one another."""


class Parsed(NamedTuple):
    """What came of reading an expression: the tree, or None and what is wrong with the text."""

    tree: Tree | None
    findings: tuple[Finding, ...] = ()


def parse(text: str, place: Place = NOWHERE, columns: Collection[str] = ()) -> Parsed:
    """Read an expression; `place` is where it stands, for the findings.

    `columns` are names that need no ${ }: those of sheet choices in a choice_filter, read as references to `CHOICES`.
    """
    try:
        if len(text) > LONGEST:
            raise Refused(codes.EXPRESSION_LONG, place, count=len(text), limit=LONGEST)
        return Parsed(_Reader(place, list(tokens(text, place, columns))).whole())
    except Refused as refused:
        return Parsed(None, (refused.finding,))


@dataclass
class _Reader:
    place: Place
    words: list[Token]
    next: int = 0
    depth: int = 0
    open: list[int] = field(default_factory=list)

    @property
    def word(self) -> Token:
        return self.words[self.next]

    def take(self) -> Token:
        word = self.word
        self.next += 1
        return word

    def takes(self, mark: str) -> bool:
        """Whether the next word is this mark, which is then passed."""
        here = self.word.sort is Sort.MARK and self.word.text == mark
        self.next += here
        return here

    def whole(self) -> Tree:
        tree = self.level(0)
        if self.word.sort is not Sort.END:
            raise Refused(codes.EXPRESSION_REST, self.place, text=self.word.text, at=self.word.at)
        return tree

    def level(self, level: int) -> Tree:
        """The parts joined by the operators of this level, from left to right."""
        if level == len(LEVELS):
            return self.signed()
        left = self.level(level + 1)
        while self.word.sort is Sort.OPERATOR and Operator(self.word.text) in LEVELS[level] - {None}:
            word = self.take()
            left = Operation(Operator(word.text), left, self.level(level + 1), word.at)
        return left

    def signed(self) -> Tree:
        signs = 0
        first = self.word.at
        while self.word.sort is Sort.OPERATOR and self.word.text == "-":
            self.take()
            signs += 1
        tree = self.single()
        return Negation(tree, first) if signs % 2 else tree

    def single(self) -> Tree:
        word = self.take()
        match word.sort, word.text:
            case Sort.NUMBER, text:
                return Literal(Fraction(text), word.at)
            case Sort.TEXT, text:
                return Literal(text, word.at)
            case Sort.REFERENCE, text:
                form, _, name = text.rpartition(".")
                return Reference(name, form, word.at)
            case Sort.FUNCTION, name:
                return self.call(name, word.at)
            case Sort.MARK, ".":
                return Itself(word.at)
            case Sort.MARK, "(":
                return self.bracketed(word.at)
        before = self.words[self.next - 2].text if self.next > 1 else ""
        raise Refused(codes.EXPRESSION_VALUE, self.place, before=before or word.text)

    def bracketed(self, at: int) -> Tree:
        self.go_in()
        tree = self.level(0)
        self.close(at)
        return tree

    def call(self, name: str, at: int) -> Tree:
        self.go_in()
        opened = self.take().at
        arguments: list[Tree] = []
        if not self.takes(")"):
            arguments.append(self.level(0))
            while self.takes(","):
                arguments.append(self.level(0))
            self.close(opened)
        else:
            self.depth -= 1
        call = Call(name, tuple(arguments), at)
        for refused in _faults(call, self.place):
            raise refused
        return call

    def go_in(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Refused(codes.EXPRESSION_DEEP, self.place, limit=DEEPEST)

    def close(self, opened: int) -> None:
        self.depth -= 1
        if not self.takes(")"):
            if self.word.sort is Sort.END:
                raise Refused(codes.EXPRESSION_BRACKET, self.place, at=opened)
            raise Refused(codes.EXPRESSION_REST, self.place, text=self.word.text, at=self.word.at)


def _faults(call: Call, place: Place) -> Iterator[Refused]:
    function = FUNCTIONS.get(call.function)
    if function is None:
        near = nearest(call.function, FUNCTIONS)
        code = codes.FUNCTION_NEAR if near else codes.FUNCTION_UNKNOWN
        yield Refused(code, place, name=call.function, nearest=near, known=enumerated(FUNCTIONS))
        return
    count = len(call.arguments)
    if count < function.fewest or (function.most is not None and count > function.most):
        values = {"name": call.function, "expected": function.expected(), "example": function.example}
        yield Refused(codes.FUNCTION_ARGUMENTS, place, count=count, **values)
    elif call.function == "date" and _is_no_date(call.arguments[0]):
        yield Refused(codes.DATE_LITERAL, place, text=written(call.arguments[0]))
    elif call.function == "regex" and (why := complaint(call.arguments[1])):
        pattern = call.arguments[1]
        shown = str(pattern.value) if isinstance(pattern, Literal) else ""
        yield Refused(codes.PATTERN_FAULTY, place, pattern=shown, why=why)


def _is_no_date(argument: Tree) -> bool:
    """Whether a text written out as a date is none: date('2026-02-30')."""
    if not isinstance(argument, Literal) or not isinstance(argument.value, str):
        return False
    return not isinstance(CALCULATE["date"]([argument.value]), date)
