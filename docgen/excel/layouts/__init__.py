"""An office's own workbook as the layout of a form: tags in its cells become places (docs/form-layouts.md).

The workbook's own XML is patched and never saved by a library, so that its shapes, charts and print set-up stay.
"""

from docgen.excel.layouts.fill import Made, workbook_from_layout
from docgen.excel.layouts.lint import lint_layout
from docgen.excel.layouts.standard import standard_layout

__all__ = ["Made", "lint_layout", "standard_layout", "workbook_from_layout"]
