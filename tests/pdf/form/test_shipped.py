"""Every form that is shipped, as a PDF, in each of its languages."""

import subprocess
from functools import cache
from itertools import combinations
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from docgen.forms.definition import compile_definition
from docgen.model.blanks import Blank, Filled, mark
from docgen.model.forms import Field, FieldType, FormDefinition, Repeat, with_row
from docgen.model.returns import AnswerValue
from docgen.pdf.form.geometry import SlotName
from docgen.pdf.form.layout import form_layout
from docgen.pdf.form.shape import Shape, is_printed
from docgen.pdf.form.wrap import fitted
from docgen.pdf.form.write import pdf_form
from tests.pdf.form.definitions import blank_of, code_of_page
from tests.pdf.form.test_layout import overlap

FOLDER = Path(__file__).parents[3] / "templates" / "forms"
LIMIT = 150_000
WORKBOOKS = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.xlsx"))
CHARACTERS = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)]
"""The 3,666 commonest Chinese characters, by the standard GB 2312."""
LONG_NAMES = {
    "en": "Lanjiang Long-Distance Coach (Group) Company Limited, Branch for the Integrated Operation of Urban, Rural "
    "and Tourist Passenger Services in Fengling, Yueting and Tongyi Counties",
    "zh": "澜江市长途汽车客运（集团）股份有限公司枫陵县、月汀县、桐溪县城乡客运一体化暨旅游包车客运运营管理分公司",
}
SENTENCE = {"en": "put right within its term", "zh": "已责令企业限期整改并复查"}


@cache
def definition(workbook: str) -> FormDefinition:
    compiled = compile_definition(FOLDER / workbook)
    assert compiled.definition is not None, compiled.findings
    return compiled.definition


def cases() -> list[tuple[str, str]]:
    return [(workbook, language) for workbook in WORKBOOKS for language in definition(workbook).languages]


each_form = pytest.mark.parametrize(("workbook", "language"), cases())


def unit_type(form: FormDefinition) -> str:
    types = [*form.unit_types, *(kind for field in form.fields for kind in field.unit_types)]
    return next((kind for kind in types if not kind.startswith("-")), "county")


def paths(form: FormDefinition, field: Field) -> list[str]:
    repeat: Repeat | None = next((one for one in form.repeats if field in one.members), None)
    return [with_row(field.path, repeat.path, row) for row in range(1, repeat.rows + 1)] if repeat else [field.path]


def value(field: Field, language: str) -> AnswerValue:
    if field.choices:
        first = field.choices[0].name
        return (first,) if field.type is FieldType.SELECT_MULTIPLE else first
    return 3 if field.type is FieldType.INTEGER else SENTENCE[language] if field.type is FieldType.TEXT else None


@each_form
def test_every_field_that_is_asked_has_its_box_and_no_box_lies_on_another(workbook: str, language: str) -> None:
    form = definition(workbook)
    shape = Shape(form, unit_type(form), language)
    layout = form_layout(shape)
    asked = [f for f in form.fields if shape.asks(f) and is_printed(f) and f.type is not FieldType.NOTE]
    assert {box.mark for box in layout.boxes} >= {mark(form.code, path) for f in asked for path in paths(form, f)}
    for page in layout.pages:
        assert not any(overlap(one.cell, other.cell) for one, other in combinations(page.boxes, 2))


@each_form
def test_the_longest_name_of_a_unit_is_no_small_print(workbook: str, language: str) -> None:
    form = definition(workbook)
    layout = form_layout(Shape(form, unit_type(form), language))
    (place,) = (box.rectangle for box in layout.boxes if box.path == "header/unit_name")
    assert fitted(LONG_NAMES[language], place.width - 4, place.height - 1, 9.5)[0] >= 7.0
    heads = [s for page in layout.pages for s in page.slots if s.name is SlotName.UNIT]
    assert min(fitted(LONG_NAMES[language], s.rectangle.width - 80, 12, 9.5)[0] for s in heads) >= 4.5


@pytest.mark.qpdf
@each_form
def test_it_is_small_and_whole_even_when_each_cell_is_prefilled_with_other_words(
    workbook: str, language: str, tmp_path: Path
) -> None:
    blank = prefilled(workbook, language)
    pdf = pdf_form(blank, code_of_page=code_of_page(blank))
    assert len(pdf) <= LIMIT
    (tmp_path / "form.pdf").write_bytes(pdf)
    subprocess.run(["qpdf", "--check", tmp_path / "form.pdf"], check=True, capture_output=True)


def test_what_is_too_much_for_our_own_letters_is_drawn_all_the_same() -> None:
    blank = prefilled("HRL.xlsx", "zh")
    with pdfium.PdfDocument(pdf_form(blank, code_of_page=code_of_page(blank))) as document:
        document.init_forms()
        for page in document:
            page.flatten()
        drawn = {char for page in document for char in page.get_textpage().get_text_bounded()}
    said = {char for filled in blank.values.values() for char in str(filled.value or "") if char in CHARACTERS}
    assert len(said) > 1_500
    assert said <= drawn


def prefilled(workbook: str, language: str) -> Blank:
    """The form with twelve other letters in every cell that holds text: more than one form ever says."""
    form = definition(workbook)
    values = {
        path: Filled(
            other_words(number) if field.type is FieldType.TEXT and language == "zh" else value(field, language)
        )
        for number, (field, path) in enumerate((field, path) for field in form.fields for path in paths(form, field))
    }
    remarks = {field.path: SENTENCE[language] for field in form.fields}
    return blank_of(form, language, values=values, remarks=remarks)


def other_words(number: int) -> str:
    start = number * 12 % len(CHARACTERS)
    return "".join(CHARACTERS[start : start + 12])
