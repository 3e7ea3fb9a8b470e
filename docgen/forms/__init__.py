"""XLSForm definitions -> forms: compiled and checked, and written in the formats units fill in.

`load_definitions(campaign)` compiles the campaign's definitions; `make_forms` makes the blank forms of every unit and
period, `write_layout` the standard look of one for editing.
"""

from typing import TYPE_CHECKING

from docgen.doors import opening

if TYPE_CHECKING:
    from docgen.campaign.due import Due
    from docgen.forms.bench import Choice, Means
    from docgen.forms.blanks import MadeBlank, make_blank
    from docgen.forms.canonical import definition_from, definition_json
    from docgen.forms.definition import Compiled, compile_definition
    from docgen.forms.due import due_forms
    from docgen.forms.layout import write_layout
    from docgen.forms.lint import lint_forms
    from docgen.forms.load import Definitions, load_definitions
    from docgen.forms.make import make_forms
    from docgen.forms.order import FORMATS
    from docgen.forms.report import FormOutcome, FormResult, FormsReport
    from docgen.forms.schemas import json_schema, table_schemas
    from docgen.forms.versions import changed_definitions, earlier_definitions

__all__ = [
    "FORMATS",
    "Choice",
    "Compiled",
    "Definitions",
    "Due",
    "FormOutcome",
    "FormResult",
    "FormsReport",
    "MadeBlank",
    "Means",
    "changed_definitions",
    "compile_definition",
    "definition_from",
    "definition_json",
    "due_forms",
    "earlier_definitions",
    "json_schema",
    "lint_forms",
    "load_definitions",
    "make_blank",
    "make_forms",
    "table_schemas",
    "write_layout",
]

__getattr__ = opening(
    __name__,
    {
        **dict.fromkeys(("Due",), "docgen.campaign.due"),
        **dict.fromkeys(("Choice", "Means"), "docgen.forms.bench"),
        **dict.fromkeys(("MadeBlank", "make_blank"), "docgen.forms.blanks"),
        **dict.fromkeys(("definition_from", "definition_json"), "docgen.forms.canonical"),
        **dict.fromkeys(("Compiled", "compile_definition"), "docgen.forms.definition"),
        **dict.fromkeys(("due_forms",), "docgen.forms.due"),
        **dict.fromkeys(("write_layout",), "docgen.forms.layout"),
        **dict.fromkeys(("lint_forms",), "docgen.forms.lint"),
        **dict.fromkeys(("Definitions", "load_definitions"), "docgen.forms.load"),
        **dict.fromkeys(("make_forms",), "docgen.forms.make"),
        **dict.fromkeys(("FORMATS",), "docgen.forms.order"),
        **dict.fromkeys(("FormOutcome", "FormResult", "FormsReport"), "docgen.forms.report"),
        **dict.fromkeys(("json_schema", "table_schemas"), "docgen.forms.schemas"),
        **dict.fromkeys(("changed_definitions", "earlier_definitions"), "docgen.forms.versions"),
    },
)
