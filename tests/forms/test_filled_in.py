"""Every shipped form in every format, filled in by other programs, is read back by its marks with none of docgen's."""

import io
from collections.abc import Mapping

import openpyxl
import pikepdf
import pypdf
from pikepdf.form import ChoiceField, Form, RadioButtonGroup, TextField

from docgen.excel.form import form_workbook
from docgen.model import Blank, Field, FieldType
from docgen.model.blanks import bookmark, tag
from docgen.pdf.form.states import state_of
from docgen.pdf.form.write import pdf_form
from docgen.pdf.qr import qr_png
from docgen.word.form import word_form
from tests.excel.form.raw import read_raw
from tests.pdf.form.definitions import blank_of, code_of_page
from tests.pdf.form.test_shipped import definition, each_form
from tests.word.form import raw
from tests.word.form.forms import asked
from tests.word.form.test_filled import typed as typed_in_raw_xml

BOXES = {FieldType.SELECT_MULTIPLE, FieldType.ACKNOWLEDGE, FieldType.IMAGE}


def form_of(workbook: str, language: str) -> Blank:
    return blank_of(definition(workbook), language, values={}, remarks={})


def places(form: Blank) -> Mapping[str, Field]:
    """What the unit is to type, by mark."""
    return {of: field for of, field in asked(form).items() if field.type not in BOXES and not field.read_only}


def texts(form: Blank) -> dict[str, str]:
    """Another text for each place, as people write it: not all of them fit their question."""
    words = {"en": "Filled in, no.", "zh": "填报内容第"}[form.language]
    return {of: f"{words} {number} <&>" for number, of in enumerate(places(form), 1)}


@each_form
def test_in_word_by_the_raw_xml_of_its_controls(workbook: str, language: str) -> None:
    form = form_of(workbook, language)
    said = texts(form)
    docx = typed_in_raw_xml(word_form(form).docx, {tag(of): text for of, text in said.items()})
    controls, bookmarks = raw.controls(docx), raw.bookmarks(docx)
    assert {of: controls[tag(of)].text for of in said} == said
    assert {of: bookmarks[bookmark(of)] for of in said} == said


@each_form
def test_in_excel_by_openpyxl(workbook: str, language: str) -> None:
    form = form_of(workbook, language)
    said = texts(form)
    book = openpyxl.load_workbook(io.BytesIO(form_workbook([form], {form.definition.code: qr_png(form.code)})))
    for of, text in said.items():
        [(sheet, cell)] = book.defined_names[of].destinations
        book[sheet][cell.replace("$", "")] = text
    saved = io.BytesIO()
    book.save(saved)
    read = read_raw(saved.getvalue())
    assert {of: read.named(of) for of in said} == said


@each_form
def test_in_a_pdf_by_pikepdf(workbook: str, language: str) -> None:
    form = form_of(workbook, language)
    said = {of: text for of, text in texts(form).items() if not places(form)[of].choices}
    chosen = {of: field.choices[-1].name for of, field in places(form).items() if field.choices}
    with pikepdf.open(io.BytesIO(pdf_form(form, code_of_page=code_of_page(form)))) as document:
        fields = Form(document)
        for of, text in said.items():
            place = fields[of]
            assert isinstance(place, TextField)
            place.value = text
        for of, name in chosen.items():
            one = fields[of]
            if isinstance(one, RadioButtonGroup):
                one.value = pikepdf.Name(f"/{state_of(places(form)[of], name)}")
            else:
                assert isinstance(one, ChoiceField)
                one.value = name
        saved = io.BytesIO()
        document.save(saved)
    read = pypdf.PdfReader(saved).get_fields() or {}
    assert {of: read[of]["/V"] for of in said} == said
    states = {of: state_of(places(form)[of], name) for of, name in chosen.items()}
    held = {of: str(read[of]["/V"]) for of in chosen}
    assert {of: text.removeprefix("/") for of, text in held.items()} == {
        of: states[of] if text.startswith("/") else chosen[of] for of, text in held.items()
    }
