"""XLSForm definitions -> forms: compiled and checked, and written in the formats units fill in."""

from docgen.forms.definition import Compiled, compile_definition

__all__ = [
    "Compiled",
    "compile_definition",
]
