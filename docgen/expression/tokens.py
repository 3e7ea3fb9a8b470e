"""An expression's text cut into words."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum

from docgen.expression.tree import CHOICES
from docgen.findings import Code, Finding, Place, Scalar
from docgen.findings import expression as codes


class Sort(Enum):
    """What a word of an expression is."""

    NUMBER = "number"
    TEXT = "text"
    REFERENCE = "reference"
    FUNCTION = "function"
    OPERATOR = "operator"
    MARK = "mark"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, what it says, and at which letter, from 1, it begins."""

    sort: Sort
    text: str
    at: int


class Refused(Exception):  # noqa: N818 - carries a finding to the door of this room, and no further
    """The expression cannot be read; `finding` says why."""

    def __init__(self, code: Code, place: Place, **values: Scalar) -> None:
        super().__init__(code.id)
        self.finding = Finding(code, place, values)


_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_BARE = re.compile(rf"{_NAME}(?![A-Za-z0-9_.-]|\s*\()")
_WORDS = re.compile(
    rf"""(?P<blank>\s+)
    |(?P<number>\d+(?:\.\d+)?|\.\d+)
    |(?P<text>'[^']*'|"[^"]*")
    |(?P<reference>\$\{{\s*(?:{_NAME}\.)?{_NAME}\s*\}}|{_NAME}\.{_NAME}(?!\s*\())
    |(?P<function>[A-Za-z_][A-Za-z0-9_-]*(?=\s*\())
    |(?P<operator>(?:or|and|div|mod)(?![A-Za-z0-9_-])|!=|<=|>=|=(?!=)|<(?!>)|>|\+|-|\*)
    |(?P<mark>[().,])""",
    re.VERBOSE,
)
_MEANT = {
    "==": "=",
    "<>": "!=",
    "≠": "!=",
    "≤": "<=",
    "≥": ">=",
    "⩽": "<=",
    "⩾": ">=",
    "×": "*",
    "÷": "div",
    "/": "div",
    "%": "mod",
    "&&": "and",
    "||": "or",
    "&": "and",
    "|": "or",
    "!": "not( )",
    "’": "'",
    "‘": "'",
    "“": "'",
    "”": "'",
    "（": "(",
    "）": ")",
    "，": ",",
    "、": ",",
    "＝": "=",
    "＜": "<",
    "＞": ">",
    "＋": "+",
    "－": "-",
    "–": "-",
    "−": "-",
    "。": ".",
    "AND": "and",
    "OR": "or",
    "NOT": "not( )",
    "DIV": "div",
    "MOD": "mod",
}
"""What people write, and what it is called here."""


def tokens(text: str, place: Place, columns: Collection[str] = ()) -> Iterator[Token]:
    """The words of `text`, an END last; `columns` are bare names. Raises Refused at the first that means nothing."""
    at = 0
    while at < len(text):
        bare = _BARE.match(text, at)
        if bare and bare[0] in columns:
            yield Token(Sort.REFERENCE, f"{CHOICES}.{bare[0]}", at + 1)
            at = bare.end()
            continue
        found = _WORDS.match(text, at)
        if found is None or (found.lastgroup == "function" and _is_word(found["function"])):
            found = _operator_before_bracket(found) or _strange(text, at, place)
        if found.lastgroup != "blank":
            yield Token(Sort(found.lastgroup), _inside(found), at + 1)
        at = found.end()
    yield Token(Sort.END, "", len(text) + 1)


def _is_word(name: str) -> bool:
    return name in ("and", "or", "div", "mod")


def _operator_before_bracket(found: "re.Match[str] | None") -> "re.Match[str] | None":
    """`and (` is no function."""
    if found is None:
        return None
    return re.compile(r"(?P<operator>and|or|div|mod)").match(found.string, found.start())


def _inside(found: "re.Match[str]") -> str:
    text = found[0]
    if found.lastgroup == "text":
        return text[1:-1]
    return text.strip("${} \t\n") if found.lastgroup == "reference" else text


def _strange(text: str, at: int, place: Place) -> "re.Match[str]":
    rest = text[at:]
    if meant := next((m for m in sorted(_MEANT, key=len, reverse=True) if rest.startswith(m)), ""):
        raise Refused(codes.EXPRESSION_MEANT, place, text=meant, at=at + 1, meant=_MEANT[meant])
    if rest[0] in "'\"":
        raise Refused(codes.EXPRESSION_QUOTE, place, at=at + 1, quote=rest[0])
    if rest[0] == "$":
        shown = re.match(r"\$\{?[^}\s]*\}?", rest)
        raise Refused(codes.EXPRESSION_BRACE, place, text=shown[0] if shown else "$", at=at + 1, example="{name}")
    word = re.match(r"\w[\w.-]*", rest)
    if word and rest[word.end() :].lstrip().startswith("（"):
        raise Refused(codes.EXPRESSION_MEANT, place, text="（", at=at + rest.index("（") + 1, meant="(")
    if word:
        raise Refused(codes.EXPRESSION_BARE, place, text=word[0], at=at + 1, brace=f"{{{word[0]}}}")
    raise Refused(codes.EXPRESSION_CHARACTER, place, text=rest[0], at=at + 1)
