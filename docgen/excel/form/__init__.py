"""Fillable Excel forms: one workbook for the forms of a unit and period, a sheet a form (docs/forms.md).

`FormBook(blanks, codes)` draws the workbook once, `fill` makes that of each unit; `form_workbook` is for a single one.
"""

from docgen.excel.form.book import FormBook, form_workbook
from docgen.excel.form.rules import Refer, Said, Translate, untranslated

__all__ = ["FormBook", "Refer", "Said", "Translate", "form_workbook", "untranslated"]
