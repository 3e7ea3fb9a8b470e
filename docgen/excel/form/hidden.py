"""The sheets nobody sees: what each cell of the forms is, and the choices of drop-downs too long for a cell."""

from collections.abc import Iterator, Sequence

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from docgen.excel.form.plan import Plan
from docgen.excel.form.rules import LISTS_SHEET, Lists
from docgen.excel.form.sheet import sheet_name
from docgen.model.blanks import HIDDEN_COLUMNS, HIDDEN_SHEET, identity_property, mark


def hide(book: xlsxwriter.Workbook, plans: Sequence[Plan]) -> None:
    """The sheet that says what each cell is."""
    page = book.add_worksheet(HIDDEN_SHEET)
    page.very_hidden()
    style = book.add_format({"num_format": "@"})
    for number, row in enumerate((HIDDEN_COLUMNS, *_hidden_rows(plans))):
        for column, text in enumerate(row):
            page.write_string(number, column, text, style) if text else page.write_blank(number, column, None, style)


def list_choices(book: xlsxwriter.Workbook, lists: Lists) -> None:
    """The sheet of the longer drop-downs, if there are any."""
    if lists.columns:
        page = book.add_worksheet(LISTS_SHEET)
        page.very_hidden()
        for column, words in enumerate(lists.columns):
            for row, word in enumerate(words):
                page.write_string(row, column, word)


def _hidden_rows(plans: Sequence[Plan]) -> Iterator[tuple[str, str, str, str, str]]:
    for plan in plans:
        form = plan.blank.definition.code
        yield identity_property(form), sheet_name(plan.blank), "", "identity", ""
    for plan in plans:
        form, sheet = plan.blank.definition.code, sheet_name(plan.blank)
        for path, (first, span, last) in plan.bodies.items():
            label = next(r.label.said(plan.blank.language) for r in plan.blank.definition.repeats if r.path == path)
            yield mark(form, path), sheet, xl_range(first, span.first, last, span.last), "repeat", label
        for slot in plan.slots:
            if plan.blank.asks(slot.field):
                cell = xl_rowcol_to_cell(slot.row, slot.span.first)
                yield mark(form, slot.path), sheet, cell, slot.field.type.value, slot.label
