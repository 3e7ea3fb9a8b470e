"""The field's nouns as frozen values, shared by every room. Standard library only.

`campaign` holds the units, clauses and books of a year, `forms` what is asked of a unit, `blanks` a form that goes out,
`returns` what came back.
Nothing here reads or writes a file. Every name is had from `docgen.model` itself.
"""

from docgen.model.blanks import Blank, Filled
from docgen.model.campaign import (
    BooksSurvey,
    BookState,
    BoundClause,
    Clause,
    Contact,
    DutyGroup,
    Facts,
    Feature,
    Identity,
    InkSigning,
    Item,
    ItemState,
    MissingPolicy,
    Unit,
    UnitName,
    Value,
)
from docgen.model.forms import Choice, Field, FieldType, FormDefinition, Group, Node, Repeat, Wording
from docgen.model.returns import Answer, Candidate, FieldState, Method, Record, Return, ReturnState

__all__ = [
    "Answer",
    "Blank",
    "BookState",
    "BooksSurvey",
    "BoundClause",
    "Candidate",
    "Choice",
    "Clause",
    "Contact",
    "DutyGroup",
    "Facts",
    "Feature",
    "Field",
    "FieldState",
    "FieldType",
    "Filled",
    "FormDefinition",
    "Group",
    "Identity",
    "InkSigning",
    "Item",
    "ItemState",
    "Method",
    "MissingPolicy",
    "Node",
    "Record",
    "Repeat",
    "Return",
    "ReturnState",
    "Unit",
    "UnitName",
    "Value",
    "Wording",
]
