"""The small safe language of forms: XLSForm's expressions, read into a tree, worked out, said in words, put in Excel.

Never `eval`: a parser of a small subset of XPath, exact numbers, three-valued answers, patterns in linear time.
"""

from docgen.expression.evaluate import Known, Result, Scope, evaluate, holds
from docgen.expression.parser import Parsed, parse
from docgen.expression.tree import (
    Absent,
    Call,
    Itself,
    Kind,
    Literal,
    Negation,
    Operation,
    Operator,
    Reference,
    Tree,
    parts,
    references,
    written,
)

__all__ = [
    "Absent",
    "Call",
    "Itself",
    "Kind",
    "Known",
    "Literal",
    "Negation",
    "Operation",
    "Operator",
    "Parsed",
    "Reference",
    "Result",
    "Scope",
    "Tree",
    "evaluate",
    "holds",
    "parse",
    "parts",
    "references",
    "written",
]
