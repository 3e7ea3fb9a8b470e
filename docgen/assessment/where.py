"""Conditions on the rows of a table: comparisons joined by and, or, not. Parsed here, never handed to Python.

    level = major and (rectified_date is blank or rectified_date > [deadline])
    liability in blamed and deaths >= 3
    reported_at > [known_at] + 1 hours
    extension_to else deadline < [cutoff]

On the left stands a column; on the right a word, a number, a day, a text in quotes, or another column in brackets.
`in` takes words in parentheses or the name of a list of sheet Lists. `[cutoff]` is the day the assessment looks at,
`[today]` the day it is made, `[first_day]` that on which the term begins. A comparison with a blank cell is not met,
whichever it is, but for `!=`, which is `not =`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from docgen.assessment.comparison import Cells, Node, Operand, alternative, blank_test, both, compared, listed, negated
from docgen.assessment.comparison import fold_word as fold_word
from docgen.language import say

LONGEST = 600
DEEPEST = 20
_TOKEN = re.compile(
    r"\s*(?:(?P<op>!=|<=|>=|=|<|>|≠|≤|≥)|(?P<mark>[(),+\-，、；;])|\[(?P<column>\w+)\]|\"(?P<text>[^\"]*)\""
    r"|(?P<day>\d{4}-\d{2}-\d{2})|(?P<number>\d{1,12}(?:\.\d{1,6})?)(?!\w)|(?P<word>\w+))"
)
_OPS = {"≠": "!=", "≤": "<=", "≥": ">="}
_SPANS = {"day": 24, "days": 24, "hour": 1, "hours": 1}


class WhereError(ValueError):
    """A condition that cannot be read; the text says why, in the user's language."""


class Token(NamedTuple):
    """A word of the condition: what it is, and how it is written."""

    kind: str
    text: str


@dataclass(frozen=True)
class Condition:
    """A condition as written, ready to be tried on rows, and what it reads and compares with."""

    text: str = ""
    node: Node | None = None
    columns: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()

    def met(self, row: Cells) -> bool:
        """Whether a row meets it; every row meets one that is not written."""
        return self.node is None or self.node.met(row)

    def example(self, year: int) -> dict[str, object]:
        """Cells of a row that meets it, with its days in `year`."""
        return self.node.example(True, year) if self.node else {}


ANY = Condition()
"""The condition every row meets."""


def parse_where(text: str, lists: Mapping[str, tuple[str, ...]]) -> Condition:
    """The condition `text` writes; `lists` are the named ones. Raises WhereError."""
    if not text.strip():
        return ANY
    if len(text) > LONGEST:
        raise WhereError(say("it is longer than {most} letters", most=LONGEST))
    parser = _Parser(list(_tokens(text)), lists)
    node = parser.disjunction(0)
    parser.end()
    return Condition(text, node, frozenset(parser.columns), frozenset(parser.named))


def _tokens(text: str) -> Iterator[Token]:
    position, text = 0, text.rstrip()
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup is None:
            raise WhereError(say("“{text}” is not understood", text=text[position : position + 20].strip()))
        position = found.end()
        written = found[found.lastgroup]
        yield Token(found.lastgroup, "," if written in ("，", "、", "；", ";") else _OPS.get(written, written))


class _Parser:
    def __init__(self, tokens: list[Token], lists: Mapping[str, tuple[str, ...]]) -> None:
        self._tokens, self._at, self._lists = tokens, 0, lists
        self.columns: set[str] = set()
        self.named: set[str] = set()

    def disjunction(self, depth: int) -> Node:
        nodes = [self._conjunction(depth)]
        while self._takes("or"):
            nodes.append(self._conjunction(depth))
        return nodes[0] if len(nodes) == 1 else alternative(nodes)

    def _conjunction(self, depth: int) -> Node:
        nodes = [self._negation(depth)]
        while self._takes("and"):
            nodes.append(self._negation(depth))
        return nodes[0] if len(nodes) == 1 else both(nodes)

    def _negation(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise WhereError(say("it is nested more than {most} deep", most=DEEPEST))
        if self._takes("not"):
            return negated(self._negation(depth + 1))
        if self._takes("("):
            inner = self.disjunction(depth + 1)
            self._must(")")
            return inner
        return self._comparison()

    def _comparison(self) -> Node:
        names = [self._column(self._next("word").text)]
        while self._takes("else"):
            names.append(self._column(self._next("word").text))
        if self._takes("is"):
            return blank_test(tuple(names), self._filled())
        if self._takes("in"):
            return listed(tuple(names), self._words())
        op = self._next("op").text
        return compared(tuple(names), op, self._right())

    def _filled(self) -> bool:
        plain = not self._takes("not")
        word = self._next("word").text
        if word not in ("blank", "filled"):
            raise WhereError(say("after “is” stands blank or filled, not “{text}”", text=word))
        return (word == "filled") is plain

    def _column(self, name: str) -> str:
        self.columns.add(name)
        return name

    def _right(self) -> Operand:
        token = self._next("word", "number", "day", "text", "column")
        if token.kind == "column":
            return Operand(self._column(token.text), span=self._span())
        return Operand(value=self._literal(token))

    def _literal(self, token: Token) -> str | Decimal | date:
        if token.kind == "number":
            return Decimal(token.text)
        if token.kind != "day":
            return token.text
        try:
            return date.fromisoformat(token.text)
        except ValueError:
            raise WhereError(say("there is no day {text}", text=token.text)) from None

    def _span(self) -> timedelta:
        """The hours or days after a column, if any."""
        sign = 1 if self._takes("+") else -1 if self._takes("-") else 0
        if not sign:
            return timedelta()
        number, unit = self._next("number").text, self._next("word").text
        if unit not in _SPANS:
            raise WhereError(say("after a number of time stands days or hours, not “{text}”", text=unit))
        return sign * timedelta(seconds=int(Decimal(number) * 3600 * _SPANS[unit]))

    def _words(self) -> tuple[object, ...]:
        if not self._takes("("):
            name = self._next("word").text
            if name not in self._lists:
                raise WhereError(say("sheet Lists has no list “{name}”", name=name))
            self.named.add(name)
            return self._lists[name]
        words = [self._literal(self._next("word", "number", "text", "day"))]
        while self._takes(","):
            words.append(self._literal(self._next("word", "number", "text", "day")))
        self._must(")")
        return tuple(words)

    def _takes(self, text: str) -> bool:
        there = self._at < len(self._tokens)
        if there and self._tokens[self._at].text == text and self._tokens[self._at].kind in ("word", "mark"):
            self._at += 1
            return True
        return False

    def _must(self, text: str) -> None:
        if not self._takes(text):
            raise WhereError(say("a closing parenthesis is missing"))

    def _next(self, *kinds: str) -> Token:
        if self._at >= len(self._tokens):
            raise WhereError(say("it ends too early"))
        token = self._tokens[self._at]
        if token.kind not in kinds:
            raise WhereError(say("“{text}” stands in the wrong place", text=token.text))
        self._at += 1
        return token

    def end(self) -> None:
        """Nothing may be left."""
        if self._at < len(self._tokens):
            raise WhereError(say("“{text}” stands in the wrong place", text=self._tokens[self._at].text))
