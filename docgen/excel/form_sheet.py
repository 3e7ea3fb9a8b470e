"""Drawing a planned form on a sheet: printed texts, cells to fill in, tables, protection, print set-up, names."""

from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from docgen.excel.form_grid import Span
from docgen.excel.form_look import Looks
from docgen.excel.form_plan import Label, Look, Plan, Slot, Table
from docgen.excel.form_rules import Formulas, validation
from docgen.model import Blank, FieldType
from docgen.model.blanks import mark

FOOTER = "short-code-of-{form}"
"""What stands in the footer of a form until it is filled with the form's own short code."""

_PAPERS = {"A4": 9, "Letter": 1}
_QR = "docgen:qr"
_QR_POINTS = 58.0
_NAME = 31
"""Letters of a sheet's name, at most."""


def sheet_name(blank: Blank) -> str:
    """The name of a form's sheet: its code and as much of its title as Excel allows."""
    title = "".join(" " if letter in "[]:*?/\\'" else letter for letter in blank.definition.title.said(blank.language))
    name = f"{blank.definition.code} {title}"
    if len(name) <= _NAME:
        return name.strip()
    whole_words = name[: _NAME + 1].rpartition(" ")[0]
    return (whole_words if " " in whole_words else name[:_NAME]).strip()


def look_of(blank: Blank, slot: Slot) -> Look:
    """Whether the cell is to be filled in, is filled in for good, or is not asked of this unit."""
    field = slot.field
    if not blank.asks(field):
        return Look.ABSENT
    filled = blank.values.get(slot.path)
    fixed = field.type is FieldType.CALCULATE or field.read_only or (filled is not None and filled.locked)
    return Look.LOCKED if fixed else Look.INPUT


class Sheet:
    """A form's sheet being drawn into `book`."""

    def __init__(self, book: Workbook, plan: Plan, looks: Looks, formulas: Formulas) -> None:
        self._book, self._plan, self._looks, self._formulas = book, plan, looks, formulas
        self._page: Worksheet = book.add_worksheet(sheet_name(plan.blank))

    def draw(self, paper: str, qr: bytes) -> None:
        """Everything but what belongs to one unit."""
        plan, page = self._plan, self._page
        for column, width in enumerate(plan.grid.widths):
            page.set_column(column, column, width)
        for row, height in plan.heights.items():
            page.set_row(row, height)
        for table in plan.tables:
            self._table(table)
        for label in plan.labels:
            self._label(label)
        for slot in plan.slots:
            self._slot(slot)
        self._protect()
        self._print(paper)
        self._picture(qr)

    def _label(self, label: Label) -> None:
        self._put(label.row, label.span, label.text, self._looks.style(label.look))

    def _put(self, row: int, span: Span, text: str, style: object) -> None:
        """A text in a cell, or in a block of merged ones. Never taken for a formula."""
        if span.first == span.last:
            self._page.write_string(row, span.first, text, style) if text else self._page.write_blank(
                row, span.first, None, style
            )
        else:
            self._page.merge_range(row, span.first, row, span.last, text, style)

    def _slot(self, slot: Slot) -> None:
        blank = self._plan.blank
        look = look_of(blank, slot)
        style = self._looks.style(look, None if look is Look.ABSENT else slot.field.type)
        formula = self._formulas.of(blank, slot)
        self._put(slot.row, slot.span, "—" if look is Look.ABSENT else "", style)
        if formula:
            locked = self._looks.style(Look.LOCKED, slot.field.type)
            if slot.span.first < slot.span.last:
                for column in range(slot.span.first, slot.span.last + 1):
                    self._page.write_blank(slot.row, column, None, locked)
            self._page.write_formula(slot.row, slot.span.first, formula, locked, "")
        if look is not Look.ABSENT:
            self._name(slot.path, f"{self._cell(slot)}")
            if look is Look.INPUT and not formula and (rules := validation(slot, self._plan, self._formulas)):
                self._page.data_validation(slot.row, slot.span.first, slot.row, slot.span.first, dict(rules))

    def _table(self, table: Table) -> None:
        span = table.span
        heads = [label for label in self._plan.labels if label.row == table.head and label.span.first >= span.first]
        columns = [{"header": label.text} for label in heads]
        name = f"dg_{self._plan.blank.definition.code}_{table.repeat.path.replace('/', '_')}"
        options = {"columns": columns, "autofilter": False, "style": None, "name": name}
        self._page.add_table(table.head, span.first, table.last, span.last, options)

    def _protect(self) -> None:
        for path, (first, span, last) in self._plan.bodies.items():
            self._name(path, xl_range_abs(first, span.first, last, span.last))
        allowed = {"format_columns": True, "format_rows": True, "select_locked_cells": True}
        self._page.protect("", allowed)
        self._page.freeze_panes(self._plan.frozen, 0)
        typed = (slot for slot in self._plan.slots if look_of(self._plan.blank, slot) is Look.INPUT)
        if start := next(typed, None):
            self._page.set_selection(start.row, start.span.first, start.row, start.span.first)

    def _print(self, paper: str) -> None:
        page, plan = self._page, self._plan
        page.set_paper(_PAPERS[paper])
        if plan.grid.landscape:
            page.set_landscape()
        page.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.7)
        page.center_horizontally()
        page.fit_to_pages(1, 0)
        page.print_area(0, 0, plan.rows - 1, plan.grid.whole.last)
        if len(plan.tables) == 1 and plan.tables[0].last - plan.tables[0].first >= 8:
            page.repeat_rows(plan.tables[0].head)
        page.set_footer(f"&L&8{FOOTER.format(form=plan.blank.definition.code)}&R&8&P / &N")

    def _picture(self, qr: bytes) -> None:
        """The QR code at the right of the first two rows."""
        pixels = [int(width * 7 + 0.5) + 5 for width in self._plan.grid.widths]
        column, left = 0, sum(pixels) - int(_QR_POINTS * 96 / 72) - 2
        while left > pixels[column]:
            left -= pixels[column]
            column += 1
        place = {"x_offset": left, "y_offset": 2, "object_position": 2}
        options = {"image_data": BytesIO(qr), "description": _QR, **place, **_scale(qr)}
        self._page.insert_image(0, column, "qr.png", options)

    def _name(self, path: str, cells: str) -> None:
        sheet = self._page.get_name()
        self._book.define_name(mark(self._plan.blank.definition.code, path), f"='{sheet}'!{cells}")

    @staticmethod
    def _cell(slot: Slot) -> str:
        return str(xl_rowcol_to_cell(slot.row, slot.span.first, row_abs=True, col_abs=True))


def _scale(qr: bytes) -> dict[str, float]:
    """Factors that give the picture its size on paper, whatever its pixels."""
    pixels = int.from_bytes(qr[16:20], "big")
    factor = _QR_POINTS * 96 / 72 / pixels
    return {"x_scale": factor, "y_scale": factor}
