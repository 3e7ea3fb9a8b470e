"""Every kind of question on a sheet: how its answer is shown, what a cell offers and accepts, and Office's schemas."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from docgen.excel.form import Said, form_workbook
from docgen.forms import compile_definition
from docgen.forms.formulas import excel_formula
from docgen.model import Blank
from tests.excel.form.office import EVERY_VALUE, EVERYTHING, HRL, QIS, blank, hazards, pictures
from tests.excel.form.raw import RawBook, read_raw
from tests.valid import faults_of

SHIPPED = sorted((Path(__file__).parents[3] / "templates" / "forms").rglob("*.xlsx"))


def everything(language: str = "en") -> Blank:
    return blank(EVERYTHING, language=language, values=EVERY_VALUE)


def made(*forms: Blank) -> bytes:
    return form_workbook(forms, pictures(*forms), translate=excel_formula)


def read(language: str = "en") -> RawBook:
    return read_raw(made(everything(language)))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kinds.text", "=1+1"),
        ("kinds.whole", "7"),
        ("kinds.part", "0.05"),
        ("kinds.share", "98.5"),
        ("kinds.day", "46113"),
        ("kinds.hour", str(9.5 / 24)),
        ("kinds.one", "原因3，较长的说法"),
        ("kinds.several", "一般；重大"),
        ("kinds.agreed", "是"),
        ("events.2.where", "东港\n二号泊位"),
        ("events.2.deaths", "0"),
        ("events.1.deaths", ""),
    ],
)
def test_an_answer_is_shown_as_its_kind_is_written(name: str, expected: str) -> None:
    assert read("zh").named(f"dg.ALL.{name}") == expected


def test_records_side_by_side_have_a_column_each() -> None:
    names = read().names
    places = [names[f"dg.ALL.events.{row}.deaths"].rpartition("!")[2] for row in (1, 2, 3)]
    columns = [re.sub(r"[$0-9]", "", place) for place in places]
    assert len({re.sub(r"[$A-Z]", "", place) for place in places}) == 1
    assert columns == sorted(set(columns))


def test_columns_of_a_table_that_bear_one_name_are_told_apart() -> None:
    [table] = [part for name, part in read().parts.items() if "tables/" in name]
    assert re.findall(rb'tableColumn id="\d" name="([^"]*)"', table) == [b"Name", b"Name 2", b"name 3"]


def test_a_cell_offers_and_accepts_what_its_kind_allows() -> None:
    book = openpyxl.load_workbook(BytesIO(made(everything(), blank(QIS))))
    rules = {str(rule.sqref): rule for rule in book.worksheets[0].data_validations.dataValidation}

    def rule(name: str) -> tuple[str, str | None]:
        [(_, address)] = book.defined_names[f"dg.ALL.{name}"].destinations
        found = rules[address.replace("$", "")]
        return str(found.type), found.formula1

    assert rule("kinds.day") == ("date", "1")
    assert rule("kinds.hour") == ("time", "0")
    assert rule("kinds.agreed") == ("list", '"yes,no"')
    assert rule("kinds.one") == ("list", "'_lists'!$A$1:$A$12")
    assert rule("kinds.part")[0] == "decimal"
    assert rule("kinds.whole")[0] == "custom"
    assert book["_lists"].sheet_state == "veryHidden"
    assert book["_lists"]["A4"].value == "Cause, number 3, said at length"


def test_a_rule_becomes_what_excel_refuses_and_what_it_colours() -> None:
    form = blank(QIS)
    told: list[tuple[str, Said]] = []

    def translate(_blank: Blank, path: str, refer: object, said: Said) -> str:
        told.append((path, said))
        return "A1>0" if path == "work/gen_found" and said is not Said.CALCULATION else ""

    book = openpyxl.load_workbook(BytesIO(form_workbook([form], pictures(form), translate=translate)))
    page = book.worksheets[0]
    custom = [rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "custom"]
    [(_, address)] = book.defined_names["dg.QIS.work.gen_found"].destinations
    cell = address.replace("$", "")
    assert custom == [f"AND(ISNUMBER({address}),{address}=INT({address}),A1>0)"]
    coloured = {str(area.sqref): [rule.formula[0] for rule in area.rules] for area in page.conditional_formatting}
    assert coloured == {cell: ["NOT(A1>0)", f'AND({address}<>"",NOT(A1>0))']}
    assert ("work/rect_rate_gen", Said.CALCULATION) in told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_workbook_keeps_to_the_schemas_of_office(tmp_path: Path, language: str) -> None:
    shipped = [compile_definition(path).definition for path in SHIPPED]
    forms = [blank(form, language=language) for form in shipped if form]
    assert faults_of(made(*forms), tmp_path / "shipped.xlsx") == []
    own = (everything(language), blank(HRL, language=language, values=hazards(20), rows={"hazards": 30}))
    assert faults_of(made(*own), tmp_path / "own.xlsx") == []
