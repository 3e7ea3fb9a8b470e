"""The field's nouns as frozen values, shared by every room. Standard library only.

`campaign` holds the units, clauses and books of a year, `forms` what is asked of a unit, `blanks` a form that goes out,
`found` what stands in a file, `returns` what came back.
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
from docgen.model.found import NOTHING, At, Block, Carried, Carrier, Cell, Content, Grid, Line, Raw, Spot
from docgen.model.returns import Answer, Candidate, FieldState, Method, Record, Return, ReturnState

__all__ = [
    "NOTHING",
    "Answer",
    "At",
    "Blank",
    "Block",
    "BookState",
    "BooksSurvey",
    "BoundClause",
    "Candidate",
    "Carried",
    "Carrier",
    "Cell",
    "Choice",
    "Clause",
    "Contact",
    "Content",
    "DutyGroup",
    "Facts",
    "Feature",
    "Field",
    "FieldState",
    "FieldType",
    "Filled",
    "FormDefinition",
    "Grid",
    "Group",
    "Identity",
    "InkSigning",
    "Item",
    "ItemState",
    "Line",
    "Method",
    "MissingPolicy",
    "Node",
    "Raw",
    "Record",
    "Repeat",
    "Return",
    "ReturnState",
    "Spot",
    "Unit",
    "UnitName",
    "Value",
    "Wording",
]
