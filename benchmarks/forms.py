"""CPU time per form: Excel workbooks against the same ones written afresh by XlsxWriter; rates of the other formats.

    python benchmarks/forms.py [--runs N] [--full]

The forms are the twelve of the shipped sample, for all its units, with what the campaign knows filled in. Both sides of
the Excel comparison run in turns in one process; what counts is the median of the runs. XlsxWriter is given the layout
worked out beforehand. Before anything is timed the workbooks of both sides are compared: every cell, formula, name and
property. Word and PDF forms are counted per second and core. `--full` makes 1,000 workbooks for the memory, else 200.

The last line is `ratio: X`: how many times less CPU docgen takes for a workbook of all twelve forms.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from statistics import median

import openpyxl
import xlsxwriter

from docgen.campaign import load_campaign, start_campaign
from docgen.excel.form import form_workbook
from docgen.excel.form.cells import shown
from docgen.excel.form.hidden import hide, list_choices
from docgen.excel.form.look import Looks
from docgen.excel.form.plan import Look, Plan, Slot, plan_form
from docgen.excel.form.rules import Formulas, Lists
from docgen.excel.form.sheet import Sheet, look_of, sheet_name
from docgen.forms import due_forms, load_definitions, make_blank
from docgen.forms.formulas import excel_formula
from docgen.forms.order import Order, write
from docgen.model import Blank
from docgen.model.blanks import HIDDEN_SHEET, identity_property
from docgen.pdf.qr import qr_png

TARGET = 10.0
RATES = {"docx": 100.0, "pdf": 25.0}
DAY = date(2026, 6, 20)
FRESH = 6
"""Units a turn that XlsxWriter is timed with; docgen's side does all of them, since the clock is coarse."""

Make = Callable[[Sequence[Blank]], bytes]


def main() -> int:
    """Measure, print, and tell by the exit code whether every figure is reached."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--runs", type=int, default=7, help="turns of each side; the median counts")
    cli.add_argument("--full", action="store_true", help="1,000 workbooks for the memory")
    options = cli.parse_args()
    every = _blanks()
    quarter = [[blank for blank in blanks if blank.definition.code in ("QIS", "HRL")] for blanks in every]
    ratios = [_against_xlsxwriter(*side, options.runs) for side in (("twelve forms", every), ("two forms", quarter))]
    reached = all([ratio >= TARGET for ratio in ratios] + [_rate(kind, every) for kind in RATES])
    reached &= _flat_memory(every, 1_000 if options.full else 200)
    print("all figures reached" if reached else "NOT all figures reached")
    print(f"ratio: {ratios[0]:.1f}")
    return 0 if reached else 1


def _blanks() -> list[list[Blank]]:
    """The twelve forms of every unit of the sample, as one workbook would hold them."""
    with tempfile.TemporaryDirectory() as folder:
        start_campaign(Path(folder, "campaign"), "safety-2026", {})
        campaign = load_campaign(Path(folder, "campaign")).campaign
        assert campaign is not None
        forms = load_definitions(campaign).forms
        dues = {due.form.code: due for due in due_forms(campaign, forms, tuple(forms), ("all",), DAY)}
        return [[make_blank(campaign, due, unit).blank for due in dues.values()] for unit in campaign.units]


# Excel


def _against_xlsxwriter(name: str, units: Sequence[Sequence[Blank]], runs: int) -> float:
    theirs, ours = _written_afresh(units[:FRESH]), _docgen(units)
    for blanks in units[:2]:
        if _content(theirs(blanks)) != _content(ours(blanks)):
            sys.exit(f"{name}: the workbooks of XlsxWriter and docgen differ")
    for blanks in units:  # each shape is drawn once, as in a batch of many units
        ours(blanks)
    pairs = [(_spent(theirs, units[:FRESH]), _spent(ours, units)) for _ in range(runs)]
    slow, quick = median(slow for slow, _ in pairs), median(quick for _, quick in pairs)
    print(f"{name}: XlsxWriter {slow:.1f} ms, docgen {quick:.2f} ms a workbook: {slow / quick:.1f} times", end="")
    print(f" (at least {TARGET:g}: {_verdict(slow / quick >= TARGET)})")
    return slow / quick


def _docgen(units: Sequence[Sequence[Blank]]) -> Make:
    codes = _codes(units)
    return lambda blanks: form_workbook(blanks, codes[blanks[0].unit.code], translate=excel_formula)


def _written_afresh(units: Sequence[Sequence[Blank]]) -> Make:
    """XlsxWriter draws each unit's whole workbook, values and all; layout and formulas were worked out beforehand."""
    plans = {blanks[0].unit.code: [plan_form(blank) for blank in blanks] for blanks in units}
    formulas = {
        blanks[0].unit.code: _Remembered(plans[blanks[0].unit.code], {b.definition.code: sheet_name(b) for b in blanks})
        for blanks in units
    }

    def make(blanks: Sequence[Blank]) -> bytes:
        unit = blanks[0].unit.code
        return _drawn(blanks, plans[unit], formulas[unit])

    for blanks in units:
        make(blanks)
    return make


class _Remembered(Formulas):
    """Formulas worked out once for each cell, as if they stood in XlsxWriter's program."""

    def __init__(self, plans: Sequence[Plan], names: dict[str, str]) -> None:
        super().__init__(plans, names, excel_formula)
        self._known: dict[tuple[str, str, str], str] = {}

    def of(self, blank: Blank, slot: Slot) -> str:
        return self._once("of", blank, slot)

    def rule(self, blank: Blank, slot: Slot) -> str:
        return self._once("rule", blank, slot)

    def broken(self, blank: Blank, slot: Slot) -> str:
        return self._once("broken", blank, slot)

    def needless(self, blank: Blank, slot: Slot) -> str:
        return self._once("needless", blank, slot)

    def _once(self, what: str, blank: Blank, slot: Slot) -> str:
        key = (what, blank.definition.code, slot.path)
        if key not in self._known:
            self._known[key] = getattr(super(), what)(blank, slot)
        return self._known[key]


def _codes(units: Sequence[Sequence[Blank]]) -> dict[str, dict[str, bytes]]:
    """QR codes by unit and form; XlsxWriter's side bears the same small picture in every form."""
    return {blanks[0].unit.code: {b.definition.code: qr_png(b.code) for b in blanks} for blanks in units}


def _drawn(blanks: Sequence[Blank], plans: Sequence[Plan], formulas: Formulas) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        looks, lists = Looks(book, blanks[0].language), Lists()
        for plan in plans:
            Sheet(book, plan, looks, formulas, lists).draw("A4")
            _put_in(book, plan, looks, formulas, blanks)
        hide(book, plans)
        list_choices(book, lists)
        for row, blank in enumerate(blanks, 1):
            book.get_worksheet_by_name(HIDDEN_SHEET).write_string(row, 2, blank.code)
            book.set_custom_property(identity_property(blank.definition.code), blank.code, "text")
    return buffer.getvalue()


def _put_in(book: xlsxwriter.Workbook, plan: Plan, looks: Looks, formulas: Formulas, blanks: Sequence[Blank]) -> None:
    """The values of one form, and its short code, into the drawn sheet."""
    blank = plan.blank
    page = book.get_worksheet_by_name(sheet_name(blank))
    page.write_string(plan.code.row, plan.code.span.first, blank.short_code, looks.style(plan.code.look))
    for slot in plan.slots:
        filled, formula = blank.values.get(slot.path), formulas.of(blank, slot)
        if formula and (source := formulas.link(blank, slot)):
            filled = next(b for b in blanks if b.definition.code == source[0]).values.get(source[1])
        if filled is None or not blank.asks(slot.field):
            continue
        value = shown(slot.field, filled, blank)
        style = looks.style(Look.LOCKED if formula else look_of(blank, slot), slot.field)
        place = (slot.row, slot.span.first)
        if formula:
            page.write_formula(*place, formula, style, value)
        elif isinstance(value, str):
            page.write_string(*place, value, style)
        else:
            page.write_number(*place, value, style)


def _content(workbook: bytes) -> object:
    """What a workbook says, read by openpyxl: cells, formulas and their results, names, properties."""
    books = [openpyxl.load_workbook(BytesIO(workbook), data_only=results) for results in (False, True)]
    cells = [
        (page.title, cell.coordinate, cell.value, cell.protection.locked)
        for book in books
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    ]
    names = {name: found.attr_text for name, found in books[0].defined_names.items()}
    return cells, names, {found.name: found.value for found in books[0].custom_doc_props.props}


def _spent(make: Make, units: Sequence[Sequence[Blank]]) -> float:
    """CPU milliseconds a workbook."""
    began = time.process_time()
    for blanks in units:
        make(blanks)
    return (time.process_time() - began) / len(units) * 1000


# Word and PDF, and the memory of all three


def _rate(kind: str, units: Sequence[Sequence[Blank]]) -> bool:
    """Forms a second and core, QR codes made inside the timing; every layout has been drawn before."""
    some = [Order((blank,), kind) for blanks in units for blank in blanks]
    for order in some:
        if not write(order).is_fit:
            sys.exit(f"{kind}: a form of {order.blanks[0].unit.code} is not fit")
    began = time.process_time()
    for order in some:
        write(order)
    rate = len(some) / (time.process_time() - began)
    print(f"{kind}: {rate:.0f} forms a second and core (at least {RATES[kind]:g}: {_verdict(rate >= RATES[kind])})")
    return rate >= RATES[kind]


def _flat_memory(units: Sequence[Sequence[Blank]], count: int) -> bool:
    """Peak memory after the second half of so many workbooks, against that after the first."""
    orders = [Order(tuple(blanks), "xlsx") for blanks in units]
    peaks = []
    for half in range(2):
        for number in range(count // 2):
            write(orders[(half + number) % len(orders)])
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    growth = peaks[1] / peaks[0]
    print(f"memory over {count} workbooks: {peaks[0]:.0f} MB, then {peaks[1]:.0f} MB: {growth:.2f} times", end="")
    print(f" (at most 1.1: {_verdict(growth <= 1.1)})")
    return growth <= 1.1


def _verdict(reached: bool) -> str:
    return "reached" if reached else "NOT reached"


if __name__ == "__main__":
    sys.exit(main())
