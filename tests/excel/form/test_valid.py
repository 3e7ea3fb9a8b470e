"""Excel forms keep to the schemas of Office."""

from pathlib import Path

import pytest

from docgen.excel.form import form_workbook
from docgen.forms import compile_definition
from docgen.forms.formulas import excel_formula
from docgen.pdf.qr import qr_png
from tests.valid import faults_of
from tests.word.form.forms import blank

SHIPPED = sorted((Path(__file__).parents[3] / "templates" / "forms").glob("*.xlsx"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_workbook_of_all_shipped_forms(tmp_path: Path, language: str) -> None:
    definitions = [compile_definition(path).definition for path in SHIPPED]
    blanks = [blank(definition, language) for definition in definitions if definition]
    codes = {form.definition.code: qr_png(form.code) for form in blanks}
    assert faults_of(form_workbook(blanks, codes, translate=excel_formula), tmp_path / "all.xlsx") == []
