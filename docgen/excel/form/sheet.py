"""Drawing a planned form on a sheet: printed texts, cells to fill in, tables, protection, print set-up, names."""

import base64
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from docgen.excel.form.grid import Span
from docgen.excel.form.look import Looks
from docgen.excel.form.plan import Label, Look, Plan, Slot, Table
from docgen.excel.form.rules import Formulas, Lists, validation
from docgen.excel.paper import PAPERS
from docgen.model import Blank, FieldType
from docgen.model.blanks import mark

FOOTER = "short-code-of-{form}"
"""What stands in the footer of a form until it is filled with the form's own short code."""

_SIZES = {"A4": (595.0, 842.0), "Letter": (612.0, 792.0)}
"""Width and height of the paper, upright, in points."""
_SIDE, _TOP, _BOTTOM = 0.5, 0.6, 0.7
"""The margins, in inches."""
_SMALLEST = 0.68
"""How small a form of hardly more than a page may be printed to stay on one."""
_QR = "docgen:qr"
_QR_PIXELS = 78
"""The side of the QR code, at 96 pixels an inch: 20.6 mm on paper that is not scaled."""
_WHITE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTw9IAAAAABJRU5ErkJggg=="
)
_NAME = 31
"""Letters of a sheet's name, at most."""


def picture_of(form: str) -> bytes:
    """A white point that stands for the QR code of a form until the form is filled, unlike that of any other."""
    return _WHITE + form.encode()


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

    def __init__(self, book: Workbook, plan: Plan, looks: Looks, formulas: Formulas, lists: Lists) -> None:
        self._book, self._plan, self._looks, self._formulas, self._lists = book, plan, looks, formulas, lists
        self._page: Worksheet = book.add_worksheet(sheet_name(plan.blank))

    def draw(self, paper: str) -> None:
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
        self._picture()

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
        style = self._looks.style(look, None if look is Look.ABSENT else slot.field)
        formula = self._formulas.of(blank, slot)
        self._put(slot.row, slot.span, "—" if look is Look.ABSENT else "", style)
        if formula:
            locked = self._looks.style(Look.LOCKED, slot.field)
            if slot.span.first < slot.span.last:
                for column in range(slot.span.first, slot.span.last + 1):
                    self._page.write_blank(slot.row, column, None, locked)
            self._page.write_formula(slot.row, slot.span.first, formula, locked, "")
        if look is not Look.ABSENT:
            self._name(slot.path, f"{self._cell(slot)}")
            if look is Look.INPUT and not formula and not self._in_table(slot):
                self._check(slot, slot.row)

    def _table(self, table: Table) -> None:
        span = table.span
        heads = [label for label in self._plan.labels if label.row == table.head and label.span.first >= span.first]
        columns = [{"header": label.text} for label in heads]
        name = f"dg_{self._plan.blank.definition.code}_{table.repeat.path.replace('/', '_')}"
        options = {"columns": columns, "autofilter": False, "style": None, "name": name}
        self._page.add_table(table.head, span.first, table.last, span.last, options)
        for slot in self._plan.slots:
            if slot.row == table.first and slot.field.type.is_asked and not slot.field.calculation:
                self._check(slot, table.last, first=slot.span.first == span.first)

    def _in_table(self, slot: Slot) -> bool:
        return any(table.first <= slot.row <= table.last for table in self._plan.tables)

    def _check(self, slot: Slot, last: int, *, first: bool = False) -> None:
        """What the cell, and those below it to row `last`, accept; the first column of a table may say "none"."""
        blank, area = self._plan.blank, (slot.row, slot.span.first, last, slot.span.first)
        if rules := validation(slot, blank, self._formulas, self._lists):
            if first and slot.field.type is not FieldType.TEXT:
                rules["error_type"] = "warning"
            self._page.data_validation(*area, rules)
        shown = (
            (self._formulas.needless(blank, slot), Look.NEEDLESS),
            (self._formulas.broken(blank, slot), Look.BROKEN),
        )
        for formula, look in shown:
            if formula:
                style = self._looks.signal(look)
                self._page.conditional_format(*area, {"type": "formula", "criteria": formula, "format": style})

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
        page.set_paper(PAPERS[paper])
        if plan.grid.landscape:
            page.set_landscape()
        page.set_margins(left=_SIDE, right=_SIDE, top=_TOP, bottom=_BOTTOM)
        page.center_horizontally()
        page.fit_to_pages(1, 1 if _nearly_one_page(plan, _SIZES[paper]) else 0)
        page.print_area(0, 0, plan.rows - 1, plan.grid.whole.last)
        if len(plan.tables) == 1 and plan.tables[0].last - plan.tables[0].first >= 8:
            page.repeat_rows(plan.tables[0].head)
        page.set_footer(f"&L&8{FOOTER.format(form=plan.blank.definition.code)}&R&8&P / &N")

    def _picture(self) -> None:
        """The QR code at the right of the first two rows."""
        pixels = _pixels(self._plan)
        column, left = 0, sum(pixels) - _QR_PIXELS - 2
        while left > pixels[column]:
            left -= pixels[column]
            column += 1
        place = {"x_offset": left, "y_offset": 2, "object_position": 2}
        size = {"x_scale": _QR_PIXELS, "y_scale": _QR_PIXELS}
        picture = BytesIO(picture_of(self._plan.blank.definition.code))
        options = {"image_data": picture, "description": _QR, **place, **size}
        self._page.insert_image(0, column, "qr.png", options)

    def _name(self, path: str, cells: str) -> None:
        sheet = self._page.get_name()
        self._book.define_name(mark(self._plan.blank.definition.code, path), f"='{sheet}'!{cells}")

    @staticmethod
    def _cell(slot: Slot) -> str:
        return str(xl_rowcol_to_cell(slot.row, slot.span.first, row_abs=True, col_abs=True))


def _pixels(plan: Plan) -> list[int]:
    """The widths of the columns on a screen of 96 pixels an inch."""
    return [int(width * 7 + 0.5) + 5 for width in plan.grid.widths]


def _nearly_one_page(plan: Plan, paper: tuple[float, float]) -> bool:
    """Whether all of the form can be read on one page."""
    across, down = reversed(paper) if plan.grid.landscape else paper
    wide = (across - 2 * _SIDE * 72) / (sum(_pixels(plan)) * 0.75)
    high = (down - (_TOP + _BOTTOM) * 72) / sum(plan.heights.values())
    return min(wide, high) >= _SMALLEST
