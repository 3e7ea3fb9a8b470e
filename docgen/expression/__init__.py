"""The small safe language of forms: XLSForm's expressions, read into a tree, worked out, said in words, put in Excel.

Never `eval`: a parser of a small subset of XPath, exact numbers, three-valued answers, patterns in linear time.
"""

from docgen.expression.evaluate import Known, Result, Scope, evaluate, holds
from docgen.expression.kinds import Meaning, Vocabulary, check, kind_of
from docgen.expression.offered import offered
from docgen.expression.parser import Parsed, parse
from docgen.expression.spreadsheet import Cells, as_excel, as_validation
from docgen.expression.tree import (
    CHOICES,
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
from docgen.expression.wording import Naming, in_words

__all__ = [
    "CHOICES",
    "Absent",
    "Call",
    "Cells",
    "Itself",
    "Kind",
    "Known",
    "Literal",
    "Meaning",
    "Naming",
    "Negation",
    "Operation",
    "Operator",
    "Parsed",
    "Reference",
    "Result",
    "Scope",
    "Tree",
    "Vocabulary",
    "as_excel",
    "as_validation",
    "check",
    "evaluate",
    "holds",
    "in_words",
    "kind_of",
    "offered",
    "parse",
    "parts",
    "references",
    "written",
]
