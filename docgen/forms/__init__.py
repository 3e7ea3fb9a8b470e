"""XLSForm definitions -> forms: compiled and checked, and written in the formats units fill in."""

from docgen.forms.definition import Compiled, compile_definition
from docgen.forms.load import Definitions, load_definitions

__all__ = [
    "Compiled",
    "Definitions",
    "compile_definition",
    "load_definitions",
]
