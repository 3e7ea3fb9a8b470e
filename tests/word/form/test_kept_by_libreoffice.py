"""What LibreOffice keeps of a Word form that it opened and saved: every field is found again, whatever the format.

| saved as | tag | bookmark of a field | bookmark of a repeat | property | custom XML part |
|---|---|---|---|---|---|
| .docx | lost | kept | kept | kept | kept |
| .odt | lost | kept | kept | kept | lost |
| .doc | lost | kept | kept | kept | lost |
"""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from docgen.forms import compile_definition
from docgen.model import Blank, FormDefinition
from docgen.model.blanks import bookmark, mark
from docgen.model.forms import FieldType, with_row
from docgen.word.form import placeholder, word_form
from tests.word.form import raw
from tests.word.form.forms import EVERYTHING, QIS, asked, blank
from tests.word.form.office import FORMATS, Job, Saved, needs_libreoffice, typed_and_saved
from tests.word.form.test_layout import OWN, SMALL

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]

KEPT = {
    "docx": {"bookmark", "repeat", "property", "part"},
    "odt": {"bookmark", "repeat", "property"},
    "doc": {"bookmark", "repeat", "property"},
}
SHIPPED = sorted((Path(__file__).parents[3] / "templates" / "forms").rglob("*.xlsx"))
TYPED = {
    FieldType.TEXT: "局长A & <b> {{ x }}",
    FieldType.INTEGER: "无",
    FieldType.DECIMAL: "1.2万",
    FieldType.DATE: "2026年7月8日",
    FieldType.TIME: "9:30",
    FieldType.DATETIME: "2026年7月8日9时30分",
}

NAME = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}name"
BOXES = {FieldType.ACKNOWLEDGE, FieldType.SELECT_MULTIPLE}


@dataclass(frozen=True)
class Returned:
    """A form as it went out and as LibreOffice saved it, untouched or typed into."""

    blank: Blank
    saved: Saved
    typed: dict[str, str]


def forms() -> list[FormDefinition]:
    """The forms of the tests and those that are shipped."""
    compiled = [compile_definition(path).definition for path in SHIPPED]
    return [QIS, EVERYTHING, *(form for form in compiled if form and form.code != "QIS")]


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> list[Returned]:
    """Every form in one of the two languages; typed into, that which asks for everything, and one in an own layout."""
    work = tmp_path_factory.mktemp("kept")
    blanks = [blank(form, form.languages[number % len(form.languages)]) for number, form in enumerate(forms())]
    typed: list[dict[str, str]] = [{} for _ in blanks]
    blanks += [blank(EVERYTHING, "en"), blank(EVERYTHING, "zh"), blank(SMALL, "zh")]
    typed += [typing(form.definition) for form in blanks[-3:]]
    jobs = []
    for number, (form, texts) in enumerate(zip(blanks, typed, strict=True)):
        source = work / f"{number}.docx"
        source.write_bytes(word_form(form, layout=OWN if form.definition is SMALL else b"").docx)
        jobs.append(Job(source, work / str(number), texts))
    saved = typed_and_saved(jobs, work)
    return [Returned(*each) for each in zip(blanks, saved, typed, strict=True)]


def typing(definition: FormDefinition) -> dict[str, str]:
    """What is typed where, by bookmark."""
    inside = {column.path: repeat.path for repeat in definition.repeats for column in repeat.members}
    paths = {f.path: with_row(f.path, inside[f.path], 2) if f.path in inside else f.path for f in definition.fields}
    return {
        bookmark(mark(definition.code, paths[field.path])): TYPED[field.type]
        for field in definition.fields
        if field.type in TYPED
    }


@pytest.mark.parametrize("kind", FORMATS)
def test_every_field_of_every_form_keeps_the_carriers_of_the_table(returned: list[Returned], kind: str) -> None:
    for each in returned:
        assert carriers(each, kind) == KEPT[kind], each.blank.definition.code


def carriers(each: Returned, kind: str) -> set[str]:
    """By what all fields, all repeats and the form itself are found in what was saved."""
    docx, form = each.saved.as_docx(kind), each.blank
    names, tags = raw.bookmarks(docx).keys(), raw.controls(docx).keys()
    repeats = {bookmark(mark(form.definition.code, repeat.path)) for repeat in form.definition.repeats}
    found = {
        "tag": asked(form).keys() <= tags,
        "bookmark": {bookmark(of) for of in asked(form)} <= names,
        "repeat": repeats <= names,
        "property": raw.properties(docx) == {f"docgen.{form.definition.code}": form.code},
        "part": raw.form_parts(docx) == [(form.definition.code, form.code)],
    }
    return {name for name, kept in found.items() if kept}


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_not_filled_in_says_what_it_said(returned: list[Returned], kind: str) -> None:
    for each in returned:
        texts = raw.bookmarks(each.saved.as_docx(kind))
        for of, field in asked(each.blank).items():
            if bookmark(of) not in each.typed and field.type not in BOXES:
                assert texts[bookmark(of)] == placeholder(field, each.blank.language), of


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_typed_is_found_at_its_bookmark(returned: list[Returned], kind: str) -> None:
    filled = [each for each in returned if each.typed]
    assert len(filled) == 3
    for each in filled:
        texts = raw.bookmarks(each.saved.as_docx(kind))
        assert {name: texts[name] for name in each.typed} == each.typed


def test_the_bookmarks_stand_in_the_open_document_file_itself(returned: list[Returned]) -> None:
    for each in returned:
        with ZipFile(BytesIO(each.saved.file("odt"))) as zipped:
            content, meta = etree.fromstring(zipped.read("content.xml")), zipped.read("meta.xml").decode()
        names = {element.get(NAME) for element in content.iter()}
        assert {bookmark(of) for of in asked(each.blank)} <= names
        assert re.search(rf'meta:name="docgen\.{each.blank.definition.code}"[^>]*>{re.escape(each.blank.code)}<', meta)


def test_as_pages_each_form_has_its_title_its_code_on_every_page_and_its_headings_where_a_table_goes_on(
    returned: list[Returned],
) -> None:
    for each in returned:
        document = pypdfium2.PdfDocument(each.saved.file("pdf"))
        pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
        form = each.blank
        if form.definition is not SMALL:
            assert "".join(form.definition.title.said(form.language).split()) in pages[0]
        code = "".join(form.short_code.split())
        assert [code in page for page in pages] == [True] * len(pages), form.definition.code
        number = {"en": "№", "zh": "序号"}[form.language]
        if any(repeat.rows >= 20 for repeat in form.definition.repeats):
            assert all(number in page for page in pages[1:-1]), form.definition.code


def test_chinese_pages_are_set_in_chinese_fonts(returned: list[Returned]) -> None:
    chinese = [each for each in returned if each.blank.language == "zh" and each.blank.definition is not SMALL]
    assert len(chinese) > 3
    for each in chinese:
        with pikepdf.open(BytesIO(each.saved.file("pdf"))) as document:
            fonts = {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}
        assert any("NotoSerifSC" in font for font in fonts) and any("NotoSansSC" in font for font in fonts), fonts
