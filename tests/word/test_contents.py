"""The table of contents lists the document's own headings, with the numbers and pages a reader finds there."""

import io
from collections.abc import Sequence
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from docgen.word.contents import Contents, Heading, Restart
from docgen.word.text import plain_text


def contents_of(docx: bytes) -> tuple[Heading, ...]:
    contents = Contents.read(docx)
    return contents.headings if contents else ()


def with_contents(docx: bytes, pages: Sequence[int | None]) -> bytes:
    contents = Contents.read(docx)
    return contents.paged(pages) if contents else docx


def packed(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def add_mark(paragraph: Paragraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if kind == "begin":
        mark.set(qn("w:dirty"), "true")
    paragraph.add_run()._element.append(mark)


def a_document(instruction: str = r'TOC \o "1-2" \h \z \u', *, stale: int = 2) -> WordDocument:
    """A contents field with `stale` old entries, then headings, some numbered, and a figure's caption."""
    document = Document()
    first = document.add_paragraph()
    add_mark(first, "begin")
    said = OxmlElement("w:instrText")
    said.text = f" {instruction} "
    first.add_run()._element.append(said)
    add_mark(first, "separate")
    for number in range(stale):
        (document.add_paragraph() if number else first).add_run(f"old entry {number}\t{number}")
    add_mark(document.add_paragraph() if stale else first, "end")
    document.add_heading("Duties & <targets>", 1)
    document.add_heading("Major\thazards", 2)
    document.add_heading("too deep", 3)
    document.add_paragraph("body text")
    document.add_heading("", 1)
    document.add_heading("附则", 1)
    return document


LISTED = ("Duties & <targets>", "Major hazards", "附则")


def entries(docx: bytes) -> list[str]:
    """The paragraphs before the first heading, with their page numbers."""
    paragraphs = Document(io.BytesIO(docx)).paragraphs
    styles = [paragraph.style.name if paragraph.style else "" for paragraph in paragraphs]
    return [paragraph.text for paragraph in paragraphs[: styles.index("Heading 1")] if paragraph.text]


def test_headings_of_the_levels_asked_for_are_listed_in_order() -> None:
    assert [(heading.level, heading.text) for heading in contents_of(packed(a_document()))] == [
        (1, LISTED[0]),
        (2, LISTED[1]),
        (1, LISTED[2]),
    ]


def test_a_document_without_contents_stays_as_it_is() -> None:
    document = Document()
    document.add_heading("alone", 1)
    docx = packed(document)
    assert (contents_of(docx), with_contents(docx, [])) == ((), docx)


@pytest.mark.parametrize("stale", [0, 1, 2, 5])
def test_old_entries_give_way_to_true_ones(stale: int) -> None:
    renewed = with_contents(packed(a_document(stale=stale)), [3, 4, 12])
    assert entries(renewed) == [f"{LISTED[0]}\t3", f"{LISTED[1]}\t4", f"{LISTED[2]}\t12"]
    assert plain_text(renewed).body[3:] == (LISTED[0], "Major\thazards", "too deep", "body text", "附则")


def test_renewing_twice_is_renewing_once_and_the_field_stays_a_field() -> None:
    once = with_contents(packed(a_document()), [3, 4, 12])
    assert with_contents(once, [3, 4, 12]) == once
    assert [heading.text for heading in contents_of(once)] == list(LISTED)
    body = ZipFile(io.BytesIO(once)).read("word/document.xml").decode()
    assert body.count('"begin"') == body.count('"end"') == 4
    assert "w:dirty" not in body


def test_every_entry_leads_to_the_bookmark_of_its_heading() -> None:
    renewed = with_contents(packed(a_document()), [1, 1, 1])
    root = Document(io.BytesIO(renewed)).element
    anchors = [link.get(qn("w:anchor")) for link in root.iter(qn("w:hyperlink"))]
    marks = {
        mark.get(qn("w:name")): "".join(text.text or "" for text in mark.getparent().iter(qn("w:t")))
        for mark in root.iter(qn("w:bookmarkStart"))
    }
    assert [marks[anchor] for anchor in anchors] == [LISTED[0], "Majorhazards", LISTED[2]]
    identifiers = [mark.get(qn("w:id")) for mark in root.iter(qn("w:bookmarkStart"))]
    assert len(identifiers) == len(set(identifiers)) == 3


def test_unknown_pages_and_a_field_without_pages_leave_them_out() -> None:
    assert entries(with_contents(packed(a_document()), [None, 2, None]))[:2] == [f"{LISTED[0]}\t", f"{LISTED[1]}\t2"]
    plain = with_contents(packed(a_document(r'TOC \o "1-1" \n')), [1, 2])
    assert entries(plain) == [LISTED[0], LISTED[2]]
    assert b"w:hyperlink" not in ZipFile(io.BytesIO(plain)).read("word/document.xml")


def test_as_many_pages_as_headings_are_asked_for() -> None:
    with pytest.raises(ValueError):
        with_contents(packed(a_document()), [1])


def test_the_printed_number_is_part_of_the_entry() -> None:
    document = a_document()
    for paragraph in document.paragraphs:
        if paragraph.style is not None and paragraph.style.name == "Heading 1" and paragraph.text:
            paragraph._p.get_or_add_pPr().append(_number_properties(document))
    headings = contents_of(packed(document))
    assert [heading.printed for heading in headings] == [f"1. {LISTED[0]}", LISTED[1], f"2. {LISTED[2]}"]


def test_a_heading_knows_the_section_its_pages_are_counted_from() -> None:
    document = a_document()
    for start, text in (("1", "chapter one"), (None, "chapter two"), ("5", "chapter three")):
        section = document.add_section()._sectPr
        numbering = section.makeelement(qn("w:pgNumType"), {} if start is None else {qn("w:start"): start})
        for old in section.findall(qn("w:pgNumType")):
            section.remove(old)
        section.append(numbering)
        document.add_paragraph(f"Before {text}")
        document.add_heading(text, 1)
    assert [(heading.text, heading.restart) for heading in contents_of(packed(document))[3:]] == [
        ("chapter one", Restart("Before chapter one", 1)),
        ("chapter two", Restart("Before chapter one", 1)),
        ("chapter three", Restart("Before chapter three", 5)),
    ]
    assert [heading.restart for heading in contents_of(packed(document))[:3]] == [None] * 3


def _number_properties(document: WordDocument) -> etree._Element:
    """The list of the template's style “List Number”, at its first level."""
    style = document.styles["List Number"].element
    properties = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", "0"), ("w:numId", style.find(f".//{qn('w:numId')}").get(qn("w:val")))):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        properties.append(element)
    return properties


def test_a_table_asked_again_with_other_pages_says_the_other_pages() -> None:
    contents = Contents.read(packed(a_document()))
    assert contents is not None
    contents.paged([1, 1, 1])
    assert contents.paged([3, 4, 12]) == with_contents(packed(a_document()), [3, 4, 12])
