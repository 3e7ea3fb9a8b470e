"""Fillable Word forms: a layout, standard or an office's own, made into the form of one unit (docs/form-layouts.md)."""

from docgen.word.form.fill import word_form
from docgen.word.form.lint import lint_layout
from docgen.word.form.standard import standard_layout
from docgen.word.form.words import placeholder

__all__ = ["lint_layout", "placeholder", "standard_layout", "word_form"]
