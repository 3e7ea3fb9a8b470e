"""The shipped Word templates: made to be edited in Word by an office, and to print the same in every engine."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.text.paragraph import Paragraph
from lxml import etree

from docgen.campaign.citing import OWN_SECTION
from docgen.word.contract import Contract
from docgen.word.lint import lint_template
from docgen.word.numbering import List, read_lists
from docgen.word.package import read_parts
from docgen.word.styles import read_styles
from tests.templates.documents import BOOKS, EVERY, SEALED, ordered, path_of, three_units

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
CHINESE = re.compile("[\u3400-\u9fff]")
TYPED_NUMBER = re.compile(r"^\s*(\d+[.、．]|[（(]?[一二三四五六七八九十]+[)）、]|[A-Z]\.\s|[IVX]+\.\s|附件|Annex )")
NUMBERED = ("heading 1", "heading 2", "heading 3", "Annex Heading", "Clause", "Subclause", "Article", "Article Item")
HELD_BY_STYLES = {f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines")}
RUN_LAYOUT = {f"{W}{name}" for name in ("rStyle", "rFonts")}


@cache
def parts_of(name: str) -> dict[str, bytes]:
    return {part.name: part.data for part in read_parts(path_of(name).read_bytes())}


def roots(name: str) -> Iterator[etree._Element]:
    """Body, headers and footers."""
    for part, data in parts_of(name).items():
        if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", part):
            yield etree.fromstring(data)


def opened(name: str) -> DocumentObject:
    return Document(str(path_of(name)))


def lists_of(name: str) -> dict[str, List]:
    return read_lists(parts_of(name)["word/numbering.xml"])


@pytest.mark.parametrize("name", EVERY)
def test_the_lint_finds_no_fault_with_what_a_book_may_say(name: str) -> None:
    _, order = ordered(name, three_units(name)[0])
    assert lint_template(path_of(name), contract=Contract.from_context(dict(order.context))) == ()


@pytest.mark.parametrize("name", EVERY)
def test_every_header_has_the_place_of_the_code(name: str) -> None:
    headers = {part: data for part, data in parts_of(name).items() if part.startswith("word/header")}
    assert headers
    for data in headers.values():
        names = [shape.get("descr") for shape in etree.fromstring(data).iter(f"{DRAWING}docPr")]
        assert names == ["docgen:qr"]


@pytest.mark.parametrize("name", SEALED)
def test_two_boxes_of_45_mm_and_more_are_kept_free_for_seals(name: str) -> None:
    body = etree.fromstring(parts_of(name)["word/document.xml"])
    names = [shape.get("descr", "") for shape in body.iter(f"{DRAWING}docPr")]
    heights = [int(shape.get("cy", "0")) for shape in body.iter(f"{DRAWING}extent")]
    boxes = dict(zip(names, heights, strict=True))
    assert set(boxes) == {"docgen:seal:issuer", "docgen:seal:unit"}
    assert all(height >= 45 * 36_000 for height in boxes.values())


@pytest.mark.parametrize("name", EVERY)
def test_headings_and_clauses_are_numbered_by_word(name: str) -> None:
    lists, styles = lists_of(name), read_styles(parts_of(name)["word/styles.xml"])
    for style in styles.values():
        if style.name in NUMBERED:
            level = lists[style.list_id].level_of_style(style.id)
            assert level is not None, style.name
            assert level == style.list_level
    typed = [p.text for p in opened(name).paragraphs if TYPED_NUMBER.match(p.text) and not _in_contents(p)]
    assert typed == []


@pytest.mark.parametrize("name", EVERY)
def test_every_style_that_is_named_exists(name: str) -> None:
    styles = etree.fromstring(parts_of(name)["word/styles.xml"])
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    naming = [f"{W}{tag}" for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")]
    named = {element.get(f"{W}val") for root in (styles, *roots(name)) for element in root.iter(*naming)}
    assert named <= known


def _in_contents(paragraph: Paragraph) -> bool:
    style = paragraph.style
    return style is not None and (style.name or "").startswith("toc")


@pytest.mark.parametrize("name", EVERY)
def test_every_paragraph_bears_a_style_and_the_styles_hold_the_layout(name: str) -> None:
    known = read_styles(parts_of(name)["word/styles.xml"])
    for root in roots(name):
        for paragraph in root.iter(f"{W}p"):
            properties = paragraph.find(f"{W}pPr")
            assert properties is not None
            style = properties.find(f"{W}pStyle")
            assert style is not None
            assert style.get(f"{W}val") in known
            assert {child.tag for child in properties} <= HELD_BY_STYLES
        for run in root.iter(f"{W}rPr"):
            assert {child.tag for child in run} <= RUN_LAYOUT


@pytest.mark.parametrize("name", EVERY)
def test_a_tag_stands_in_one_run(name: str) -> None:
    for root in roots(name):
        for text in root.iter(f"{W}t"):
            shown = text.text or ""
            assert shown.count("{{") == shown.count("}}")
            assert shown.count("{%") == shown.count("%}")


@pytest.mark.parametrize("name", EVERY)
def test_fonts_and_languages_are_set_for_chinese_text(name: str) -> None:
    styles = etree.fromstring(parts_of(name)["word/styles.xml"])
    fonts = list(styles.iter(f"{W}rFonts"))
    assert fonts
    assert all(font.get(f"{W}eastAsia") for font in fonts)
    languages = list(styles.iter(f"{W}lang"))
    assert len(languages) >= 2
    assert all(language.get(f"{W}val") and language.get(f"{W}eastAsia") == "zh-CN" for language in languages)
    for root in roots(name):
        for run in root.iter(f"{W}r"):
            if CHINESE.search("".join(t.text or "" for t in run.iter(f"{W}t"))):
                hint = run.find(f"{W}rPr/{W}rFonts")
                assert hint is not None
                assert hint.get(f"{W}hint") == "eastAsia"


@pytest.mark.parametrize("name", EVERY)
def test_no_document_grid_is_needed(name: str) -> None:
    assert all(next(root.iter(f"{W}docGrid"), None) is None for root in roots(name))


@pytest.mark.parametrize("name", EVERY)
def test_rows_of_tables_are_not_split_and_heads_repeat(name: str) -> None:
    body = etree.fromstring(parts_of(name)["word/document.xml"])
    for row in body.iter(f"{W}tr"):
        assert row.find(f"{W}trPr/{W}cantSplit") is not None
    for table in body.iter(f"{W}tbl"):
        look = table.find(f"{W}tblPr/{W}tblStyle")
        if look is not None and look.get(f"{W}val") == "OfficeTable":
            first = next(table.iter(f"{W}tr"))
            assert first.find(f"{W}trPr/{W}tblHeader") is not None


@pytest.mark.parametrize("name", BOOKS)
def test_groups_with_a_section_of_their_own_are_not_among_the_duties(name: str) -> None:
    text = "\n".join(paragraph.text for paragraph in opened(name).paragraphs)
    if name.startswith("contractors"):
        assert "{%p for g in duties" in text
    else:
        assert 'g.letter not in "TP"' in text
        assert set("TP") == OWN_SECTION
        assert all(f'g.letter == "{letter}"' in text for letter in OWN_SECTION)
