"""What LibreOffice keeps of an Excel form that it opened, typed into and saved: every field is found again.

| saved as | name of a cell | name of a repeat | hidden sheet | property | linked cells |
|---|---|---|---|---|---|
| .xlsx | kept | kept | kept | kept | worked out |
| .ods | kept | kept | kept | kept | worked out |
| .xls | kept, dots turned into _ | kept, dots turned into _ | kept | kept | worked out |
"""

from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import zxingcpp

from docgen.excel.form import form_workbook
from docgen.forms import compile_definition
from docgen.model import Blank, FormDefinition
from docgen.model.blanks import HIDDEN_SHEET, mark
from docgen.model.forms import FieldType, with_row
from tests.excel.form.libreoffice import FORMATS, Job, needs_libreoffice, typed_and_saved
from tests.excel.form.office import HRL, QIS, blank, pictures
from tests.excel.form.raw import RawBook, read_raw

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]

SHIPPED = sorted((Path(__file__).parents[3] / "templates" / "forms").rglob("*.xlsx"))
TYPED: dict[str, str | float] = {
    "dg.QIS.header.principal": "局长A & <b> {{ x }} =1+1",
    "dg.QIS.work.ents_total": 24,
    "dg.QIS.work.meeting_held": "是",
    "dg.QIS.header.fill_date": 46120.0,
    "dg.QIS.inspections.2.subject": "客运",
    "dg.HRL.hazards.15.description": "“新”隐患\n第二行",
}
LINKED = {"dg.HRL.header.principal": "局长A & <b> {{ x }} =1+1", "dg.HRL.ents_total": "24"}
"""What is typed once and stands in the other form too."""


@dataclass(frozen=True)
class Returned:
    """A workbook as it went out, with the forms in it, and as LibreOffice saved it."""

    blanks: list[Blank]
    sent: RawBook
    job: Job

    def read(self, kind: str) -> RawBook:
        """The workbook in the format it was saved in, as raw XML."""
        return read_raw(self.job.as_xlsx(kind))


def shipped() -> list[FormDefinition]:
    compiled = [compile_definition(path).definition for path in SHIPPED]
    return [definition for definition in compiled if definition]


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> list[Returned]:
    """All shipped forms in one workbook, untouched, in both languages; and two forms that were typed into."""
    work = tmp_path_factory.mktemp("kept")
    every = shipped()
    workbooks: list[tuple[list[Blank], dict[str, str | float]]] = [
        ([blank(form, language="en") for form in every], {}),
        ([blank(form, language="zh") for form in every if "zh" in form.languages], {}),
        ([blank(form, language="zh") for form in (QIS, HRL)], TYPED),
    ]
    result = []
    for number, (blanks, typed) in enumerate(workbooks):
        source = work / f"{number}.xlsx"
        source.write_bytes(form_workbook(blanks, pictures(*blanks)))
        result.append(Returned(blanks, read_raw(source.read_bytes()), Job(source, work / str(number), typed)))
    typed_and_saved([each.job for each in result], work)
    return result


def expected_marks(form: Blank) -> set[str]:
    """The marks of every field the unit is asked and every repeat; calculations without a label only serve others."""
    definition = form.definition
    inside = {column.path: repeat for repeat in definition.repeats for column in repeat.members}
    marks = {mark(definition.code, repeat.path) for repeat in definition.repeats}
    for field in definition.fields:
        silent = field.type is FieldType.CALCULATE and not field.label
        if not form.asks(field) or silent or field.type is FieldType.NOTE:
            continue
        repeat = inside.get(field.path)
        rows = range(1, form.rows[repeat.path] + 1) if repeat else ()
        paths = [with_row(field.path, repeat.path, row) for row in rows] if repeat else [field.path]
        marks |= {mark(definition.code, path) for path in paths}
    return marks


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("number", range(3))
def test_every_field_is_found_by_its_name_and_by_the_hidden_sheet(
    returned: list[Returned], kind: str, number: int
) -> None:
    sent = returned[number]
    book = sent.read(kind)
    marks = set().union(*map(expected_marks, sent.blanks))
    assert marks and marks <= sent.sent.names.keys()
    named = {name.replace(".", "_"): place for name, place in book.names.items()}
    for one in marks:
        assert named[one.replace(".", "_")].replace("$", "") == sent.sent.names[one].replace("$", ""), one
    if kind != "xls":
        assert marks <= book.names.keys()
    assert book.cells[HIDDEN_SHEET] == sent.sent.cells[HIDDEN_SHEET]
    assert book.states[HIDDEN_SHEET] == "hidden"


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("number", range(3))
def test_who_it_was_sent_to_is_still_told(returned: list[Returned], kind: str, number: int) -> None:
    book = returned[number].read(kind)
    codes = {f"docgen.{form.definition.code}": form.code for form in returned[number].blanks}
    assert {name: book.properties.get(name) for name in codes} == codes


@pytest.mark.parametrize("kind", FORMATS)
def test_what_was_typed_is_read_under_its_name_and_figures_typed_once_stand_in_every_form(
    returned: list[Returned], kind: str
) -> None:
    book = returned[2].read(kind)
    names = {name.replace(".", "_"): name for name in book.names}
    read = {name: book.named(names[name.replace(".", "_")]) for name in {**TYPED, **LINKED}}
    assert read == {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in TYPED.items()} | (
        LINKED
    )


def test_a_printed_form_is_as_wide_as_its_paper_and_its_code_can_be_scanned(returned: list[Returned]) -> None:
    with pdfium.PdfDocument(returned[2].job.folder / "saved.pdf") as document:
        sizes = [tuple(round(side) for side in page.get_size()) for page in document]
        scans = [page.render(scale=200 / 72, grayscale=True).to_pil() for page in document]
    assert (sizes[0], set(sizes[1:])) == ((595, 842), {(842, 595)})
    codes = {code.text for scan in scans for code in zxingcpp.read_barcodes(scan)}
    assert codes == {form.code for form in returned[2].blanks}
