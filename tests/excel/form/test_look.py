"""How a form's sheet is laid out: widths, heights, and what is printed on one page."""

from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from docgen.excel.form import form_workbook
from docgen.excel.form.grid import text_width
from docgen.excel.form.plan import Look, Plan, plan_form
from docgen.forms import compile_definition
from docgen.model import FormDefinition
from tests.excel.form.office import blank, pictures

FOLDER = Path(__file__).parents[3] / "templates" / "forms"
CASES = [
    (path.relative_to(FOLDER).as_posix(), language)
    for path in sorted(FOLDER.rglob("*.xlsx"))
    for language in (("en",) if path.parent.name == "contractors" else ("en", "zh"))
]
each_form = pytest.mark.parametrize(("workbook", "language"), CASES)


@cache
def definition(workbook: str) -> FormDefinition:
    form = compile_definition(FOLDER / workbook).definition
    assert form is not None
    return form


def plan(workbook: str, language: str) -> Plan:
    return plan_form(blank(definition(workbook), language=language))


@each_form
def test_every_label_has_room_for_its_lines(workbook: str, language: str) -> None:
    laid = plan(workbook, language)
    for label in laid.labels:
        if label.look is Look.LABEL and label.text:
            letters = laid.grid.width(label.span) * laid.heights[label.row] / 15
            assert text_width(label.text) <= letters, label.text


@each_form
def test_the_name_of_the_unit_has_half_a_line_at_least(workbook: str, language: str) -> None:
    laid = plan(workbook, language)
    (slot,) = (slot for slot in laid.slots if slot.path == "header/unit_name")
    assert laid.grid.width(slot.span) >= laid.grid.width(laid.grid.whole) / 2


@each_form
def test_no_form_is_printed_smaller_than_two_thirds(workbook: str, language: str) -> None:
    laid = plan(workbook, language)
    line = (842 if laid.grid.landscape else 595) - 72
    assert line / (sum(int(width * 7 + 0.5) + 5 for width in laid.grid.widths) * 0.75) >= 2 / 3


@pytest.mark.parametrize(("workbook", "high"), [("ACR.xlsx", True), ("OBJ.xlsx", True), ("APR.xlsx", False)])
def test_what_hardly_needs_a_second_page_is_printed_on_one(workbook: str, high: bool) -> None:
    form = blank(definition(workbook))
    with ZipFile(BytesIO(form_workbook([form], pictures(form)))) as zipped:
        sheet = zipped.read("xl/worksheets/sheet1.xml")
    assert (b'fitToHeight="0"' not in sheet) is high
