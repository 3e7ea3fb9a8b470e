"""Forms filled in by other programs, and whatever a roster holds: what was typed is read by its name, as a text."""

import re
from collections.abc import Mapping
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.excel.form import form_workbook
from docgen.model import Filled
from tests.excel.form.office import HRL, blank, hazards, pictures
from tests.excel.form.raw import read_raw, typed_into

TYPED = {
    "dg.QIS.header.principal": "王 <局长> & {{ x }}",
    "dg.QIS.work.gen_found": "12",
    "dg.QIS.work.meeting_held": "是",
    "dg.QIS.inspections.8.places": "line\nbreak",
    "dg.HRL.hazards.15.deadline": "46295",
}
HOSTILE = ('=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(1)", "=cmd|' /C calc'!A0", "{{ 7*7 }}", "</t></is></c>")


def sent() -> bytes:
    blanks = [blank(language="zh"), blank(HRL, language="zh", values=hazards(2))]
    return form_workbook(blanks, pictures(*blanks))


def typed_by_openpyxl(data: bytes, typed: Mapping[str, str]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    for name, text in typed.items():
        [(sheet, address)] = book.defined_names[name].destinations
        book[sheet][address.replace("$", "")] = int(text) if text.isdecimal() else text
    filled = BytesIO()
    book.save(filled)
    return filled.getvalue()


@pytest.mark.parametrize("writer", [typed_into, typed_by_openpyxl])
def test_what_another_program_typed_is_read_under_its_name(writer: object) -> None:
    book = read_raw(writer(sent(), TYPED))  # type: ignore[operator]
    assert {name: book.named(name) for name in TYPED} == TYPED
    assert book.named("dg.HRL.hazards.2.hazard_no") == "LJ-2025-002"


def test_only_the_cells_to_fill_in_are_unlocked() -> None:
    book = openpyxl.load_workbook(BytesIO(sent()))
    page = book.worksheets[0]
    assert page.protection.sheet
    assert page.protection.password is None
    unlocked = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    named = {
        place.partition("!")[2].replace("$", "")
        for name, place in read_raw(sent()).names.items()
        if name.startswith("dg.QIS.") and ":" not in place
    }
    locked = {"unit_name", "unit_code", "rect_rate_gen"}
    fixed = {n for n in named if page[n].protection.locked}
    assert len(fixed) == len(locked)
    assert named - fixed <= unlocked


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_from_a_roster_becomes_a_formula_a_link_or_a_tag(text: str) -> None:
    told = {"header/unit_name": Filled(text, locked=True), "header/phone": Filled(text)}
    form = blank(values=told)
    data = form_workbook([form], pictures(form))
    book = read_raw(data)
    assert book.named("dg.QIS.header.unit_name") == book.named("dg.QIS.header.phone") == text
    plain = blank()
    assert book.formulas == read_raw(form_workbook([plain], pictures(plain))).formulas
    assert not [name for name in book.parts if "vba" in name.lower() or "external" in name.lower()]
    assert not [name for name, part in book.parts.items() if b"<hyperlink" in part or b"<oleObject" in part]


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_any_unicode_text_is_shown_as_it_is(text: str) -> None:
    form = blank(values={"header/phone": Filled(text)})
    shown = read_raw(form_workbook([form], pictures(form))).named("dg.QIS.header.phone")
    legal = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
    assert shown == legal.replace("\r\n", "\n").replace("\r", "\n")


def test_a_file_made_of_the_same_forms_is_the_same_bytes_whatever_was_made_before() -> None:
    first = sent()
    form_workbook([blank(values={"work/gen_found": Filled(3)})], pictures(blank()))
    assert sent() == first
