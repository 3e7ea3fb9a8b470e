"""Excel forms: what each carries so that it is found again, and that it can be filled in by hand and by programs."""

import re

from docgen.excel.form import FormBook, form_workbook
from docgen.model import Filled
from docgen.model.blanks import HIDDEN_COLUMNS, HIDDEN_SHEET
from tests.excel.form.office import HRL, STATION, blank, hazards, pictures
from tests.excel.form.raw import RawBook, read_raw


def workbook(*, language: str = "en") -> RawBook:
    blanks = [blank(language=language), blank(HRL, language=language, values=hazards(2))]
    return read_raw(form_workbook(blanks, pictures(*blanks)))


def test_every_field_has_a_name_in_the_workbook_and_a_row_in_its_hidden_sheet() -> None:
    book = workbook()
    marks = {"dg.QIS.header.unit_name", "dg.QIS.work.gen_found", "dg.QIS.inspections", "dg.QIS.inspections.8.found"}
    assert marks | {"dg.HRL.hazards.15.accepted_by"} <= book.names.keys()
    hidden = book.cells[HIDDEN_SHEET]
    rows = [[hidden.get(f"{letter}{row}", "") for letter in "ABCDE"] for row in range(1, 400)]
    assert tuple(rows[0]) == HIDDEN_COLUMNS
    told = {mark: (sheet, cell) for mark, sheet, cell, _, _ in rows if mark.startswith("dg.")}
    named = {name: place.replace("$", "") for name, place in book.names.items() if name.startswith("dg.")}
    assert {mark: f"'{sheet}'!{cell}" for mark, (sheet, cell) in told.items()} == named
    assert book.states[HIDDEN_SHEET] == "veryHidden"


def test_who_it_was_sent_to_stands_in_properties_hidden_sheet_and_picture() -> None:
    blanks = [blank(), blank(HRL)]
    book = read_raw(form_workbook(blanks, pictures(*blanks)))
    assert book.properties == {"docgen.QIS": blanks[0].code, "docgen.HRL": blanks[1].code}
    hidden = book.cells[HIDDEN_SHEET]
    told = {hidden[f"A{row}"]: (hidden[f"B{row}"], hidden[f"C{row}"]) for row in (2, 3)}
    assert told == {
        "docgen.QIS": ("QIS Quarterly Work Safety", blanks[0].code),
        "docgen.HRL": ("HRL Hazard Rectification List", blanks[1].code),
    }
    assert set(pictures(*blanks).values()) <= set(book.parts.values())
    assert blanks[0].short_code in book.cells["QIS Quarterly Work Safety"].values()


def test_prefilled_values_stand_in_their_cells() -> None:
    book = workbook()
    assert book.named("dg.HRL.hazards.2.hazard_no") == "LJ-2025-002"
    assert book.named("dg.HRL.hazards.2.level") == "major"
    assert book.named("dg.HRL.hazards.2.deadline") == "46295"  # 30 September 2026
    assert book.named("dg.HRL.hazards.2.fund") == "12.5"
    assert book.named("dg.QIS.header.phone") == "0788 555 0101"


def test_a_formula_is_sent_out_with_a_result_saved() -> None:
    """Without one, a reader could not tell an untouched form from one saved by a program that works nothing out."""
    form = blank()
    book = read_raw(form_workbook([form, blank(HRL)], pictures(form, blank(HRL))))
    [sheet] = [name for name in book.parts if name.endswith("worksheets/sheet2.xml")]
    assert book.formulas["HRL Hazard Rectification List"]
    assert b"</f><v></v>" in book.parts[sheet]
    assert not re.search(rb'<c [^>]*s="[0-9]+"><f>', book.parts[sheet])


def test_a_field_not_asked_of_a_unit_has_no_name_and_a_dash() -> None:
    station = blank(unit=STATION)
    book = read_raw(form_workbook([station], pictures(station)))
    assert "dg.QIS.enforcement.illegal_found_q" not in book.names
    assert "dg.QIS.inspections.1.overdue" not in book.names
    assert "—" in book.cells["QIS Quarterly Work Safety"].values()


def test_the_workbook_made_once_is_filled_for_each_unit_as_if_made_afresh() -> None:
    first, second = blank(), blank(values={"work/gen_found": Filled(3)})
    book = FormBook([first])
    book.fill([first], pictures(first))
    assert book.fill([second], pictures(second)) == form_workbook([second], pictures(second))
