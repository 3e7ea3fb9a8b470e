"""Forms filled by writers that know nothing of docgen: what they write is found again at the marks."""

import random
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from docgen.model import FieldType
from docgen.model.blanks import bookmark, tag
from docgen.word.form import word_form
from tests.word.form import raw
from tests.word.form.forms import EVERYTHING, QIS, asked, blank

TYPED = (FieldType.TEXT, FieldType.INTEGER, FieldType.DECIMAL, FieldType.TIME, FieldType.DATETIME, FieldType.DATE)
ALPHABET = "0123456789 ,.;:-/%abzABZ&<>\"'{}=#@局长安全生产隐患整改无２０年月日\u00a0\u3000éß𠮷"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_typed_into_the_raw_xml_of_the_controls_is_found_by_tags_and_by_bookmarks(language: str) -> None:
    form = blank(EVERYTHING, language)
    letters = random.Random(20260701)
    texts = {
        tag(of): "".join(letters.choices(ALPHABET, k=letters.randint(1, 40)))
        for of, field in asked(form).items()
        if field.type in TYPED
    }
    docx = typed(word_form(form).docx, texts)
    controls, bookmarks = raw.controls(docx), raw.bookmarks(docx)
    assert {of: controls[of].text for of in texts} == texts
    marks = {tag(of): bookmark(of) for of in asked(form)}
    assert {of: bookmarks[marks[of]] for of in texts} == texts


def typed(docx: bytes, texts: dict[str, str]) -> bytes:
    """The form as Word saves it after `texts` were typed into its controls: one run each, no placeholder any more."""
    root = raw.body(docx)
    for control in list(root.iter(f"{raw.W}sdt")):
        name = control.find(f"{raw.W}sdtPr/{raw.W}tag")
        text = texts.get(name.get(f"{raw.W}val", "")) if name is not None else None
        if text is None:
            continue
        properties, content = control.find(f"{raw.W}sdtPr"), control.find(f"{raw.W}sdtContent")
        assert properties is not None and content is not None
        for flag in properties.findall(f"{raw.W}showingPlcHdr"):
            properties.remove(flag)
        for run in list(content):
            content.remove(run)
        words = etree.SubElement(etree.SubElement(content, f"{raw.W}r"), f"{raw.W}t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return with_body(docx, root)


def with_body(docx: bytes, root: etree._Element) -> bytes:
    """The file with another body."""
    saved = BytesIO()
    with ZipFile(saved, "w", ZIP_DEFLATED) as zipped:
        for name, data in raw.parts(docx).items():
            zipped.writestr(name, etree.tostring(root) if name == "word/document.xml" else data)
    return saved.getvalue()


def test_what_is_typed_where_controls_are_shown_as_plain_text_is_found_at_the_bookmark() -> None:
    """As in a program that unwraps content controls: their text stays, and is typed over in its cell."""
    form = blank(QIS, "zh")
    root = raw.body(word_form(form).docx)
    for control in list(root.iter(f"{raw.W}sdt")):
        parent, content = control.getparent(), control.find(f"{raw.W}sdtContent")
        assert parent is not None and content is not None
        place = parent.index(control)
        parent[place : place + 1] = list(content)
    plain = with_body(word_form(form).docx, root)
    texts = {bookmark(of): str(number) for number, of in enumerate(asked(form))}
    document = Document(BytesIO(plain))
    for start in list(document.element.iter(qn("w:bookmarkStart"))):
        if start.get(qn("w:name")) in texts:
            run = start.getnext()
            assert run.tag == qn("w:r"), "the bookmark begins where the text does"
            run.find(qn("w:t")).text = texts[start.get(qn("w:name"))]
    saved = BytesIO()
    document.save(saved)
    assert raw.controls(saved.getvalue()) == {}
    found = raw.bookmarks(saved.getvalue())
    assert {name: found[name] for name in texts} == texts


def test_each_place_stands_alone_in_its_cell_so_that_what_is_typed_beside_the_control_is_found_there() -> None:
    for form in (blank(QIS, "zh"), blank(EVERYTHING, "en")):
        marks = {bookmark(of) for of in asked(form)}
        for start in raw.body(word_form(form).docx).iter(f"{raw.W}bookmarkStart"):
            if start.get(f"{raw.W}name") in marks:
                cell = next(start.iterancestors(f"{raw.W}tc"))
                assert list(cell.iter(f"{raw.W}bookmarkStart")) == [start]
                outside = [t.text for t in cell.iter(f"{raw.W}t") if not list(t.iterancestors(f"{raw.W}sdt"))[:-1]]
                boxes = [choice for field in form.definition.fields for choice in field.choices]
                labels = {choice.label.said(form.language) for choice in boxes} | {"　"}
                assert set(outside) <= labels
