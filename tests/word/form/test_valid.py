"""Word forms keep to the schemas of Office, whoever's the layout and whatever stands in them."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from docgen.forms import compile_definition
from docgen.model import Filled
from docgen.pdf.qr import qr_png
from docgen.word.form import standard_layout, word_form
from tests.valid import faults_of
from tests.word.form.forms import EVERYTHING, blank
from tests.word.form.raw import parts
from tests.word.form.test_layout import OWN, SMALL

SHIPPED = sorted((Path(__file__).parents[3] / "templates" / "forms").rglob("*.xlsx"))
VALUES = {
    "text": Filled("局长 & <b>\n第二行"),
    "date": Filled(date(2026, 4, 10)),
    "kinds": Filled(("port", "works")),
    "agreed": Filled(True),
    "kind": Filled("road", locked=True),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_form(tmp_path: Path, path: Path, language: str) -> None:
    definition = compile_definition(path).definition
    assert definition is not None
    form = blank(definition, language)
    assert faults_of(word_form(form, qr_png(form.code)).docx, tmp_path / "form.docx") == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_kind_of_field_filled_in(tmp_path: Path, language: str) -> None:
    docx = word_form(blank(EVERYTHING, language, values=VALUES)).docx
    assert faults_of(docx, tmp_path / "form.docx") == []


def test_layouts_as_they_are_written_and_as_the_office_has_them(tmp_path: Path) -> None:
    assert faults_of(standard_layout(EVERYTHING, "zh"), tmp_path / "look.docx") == []
    before = faults_of(OWN, tmp_path / "own.docx")  # python-docx's own template is not quite in order
    assert faults_of(word_form(blank(SMALL), layout=OWN).docx, tmp_path / "form.docx") == before


def test_the_check_itself_finds_what_is_out_of_order(tmp_path: Path) -> None:
    path = tmp_path / "bad.docx"
    with ZipFile(path, "w") as zipped:
        for name, data in parts(word_form(blank(SMALL)).docx).items():
            zipped.writestr(name, data.replace(b"<w:tcW", b'<w:shd w:val="clear"/><w:tcW', 1))
    assert faults_of(path.read_bytes(), path) != []
