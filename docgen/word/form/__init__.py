"""Fillable Word forms: a layout, standard or an office's own, made into the form of one unit (docs/form-layouts.md)."""

from typing import TYPE_CHECKING

from docgen.doors import opening

if TYPE_CHECKING:
    from docgen.word.form.fill import word_form
    from docgen.word.form.lint import lint_layout
    from docgen.word.form.prompts import placeholder
    from docgen.word.form.standard import standard_layout

__all__ = ["lint_layout", "placeholder", "standard_layout", "word_form"]

__getattr__ = opening(
    __name__,
    {
        **dict.fromkeys(("word_form",), "docgen.word.form.fill"),
        **dict.fromkeys(("lint_layout",), "docgen.word.form.lint"),
        **dict.fromkeys(("standard_layout",), "docgen.word.form.standard"),
        **dict.fromkeys(("placeholder",), "docgen.word.form.prompts"),
    },
)
