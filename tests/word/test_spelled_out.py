"""The plainer copy says what the document says, in words that every engine reads."""

import re
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.pdf.pages import page_texts
from docgen.press.engines import engine_named
from docgen.word.package import Part, pack, read_parts, zip_bytes
from docgen.word.spelled_out import spelled_out
from docgen.word.text import plain_text
from tests.pdf.snippets import document_with, run

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def numbered(levels: str, suffix: str = "nothing", numerals: tuple[tuple[str, str], ...] = LEVELS) -> bytes:
    """A document of paragraphs x0, x1 … at these levels, a digit each; `-` is one without a number."""
    number = '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = "".join(
        f"<w:p>{'' if level == '-' else number.format(level)}{run(f'x{at}')}</w:p>" for at, level in enumerate(levels)
    )
    rules = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{numeral}"/><w:suff w:val="{suffix}"/>'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>'
        f"<w:rPr><w:b/></w:rPr></w:lvl>"
        for index, (numeral, text) in enumerate(numerals)
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{rules}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    ).encode()
    parts = (p if p.name != "word/numbering.xml" else Part(p.name, numbering) for p in read_parts(document_with(body)))
    return zip_bytes(pack(parts))


def body(docx: bytes) -> str:
    return next(part.data for part in read_parts(docx) if part.name == "word/document.xml").decode()


def test_counted_numbers_are_written_out_and_with_them_all_of_their_list() -> None:
    said = plain_text(spelled_out(numbered("0112-01"))).body[1:]
    assert said == ("一、x0", "（一）x1", "（二）x2", "1.x3", "x4", "二、x5", "（一）x6")


def test_a_list_in_digits_stays_words_own() -> None:
    digits = numbered("00", numerals=(("decimal", "%1."),))
    assert spelled_out(digits) is digits


@pytest.mark.parametrize(("suffix", "between"), [("nothing", ""), ("space", " "), ("tab", "\t")])
def test_what_stands_between_number_and_text_stays(suffix: str, between: str) -> None:
    assert plain_text(spelled_out(numbered("0", suffix))).body[1] == f"一、{between}x0"


def test_the_number_keeps_the_look_and_the_indent_of_its_level() -> None:
    xml = body(spelled_out(numbered("0", "tab")))
    assert re.search(r'<w:ind w:left="720" w:hanging="360"/>', xml)
    assert re.search(r'<w:tab w:val="left" w:pos="720"/>', xml)
    assert re.search(r"<w:rPr><w:b/></w:rPr><w:t[^>]*>一、</w:t>", xml)


def test_an_indent_of_the_paragraphs_own_goes_before_that_of_the_level() -> None:
    source = numbered("0")
    own = body(source).replace(
        '<w:numId w:val="1"/></w:numPr>', '<w:numId w:val="1"/></w:numPr><w:ind w:firstLine="99"/>'
    )
    parts = (Part(p.name, own.encode()) if p.name == "word/document.xml" else p for p in read_parts(source))
    assert '<w:ind w:left="720" w:firstLine="99"/>' in body(spelled_out(zip_bytes(pack(parts))))


WRAPPERS = {
    "a content control": "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "a forced direction": '<w:bdo w:val="ltr">{}</w:bdo>',
    "an embedded direction": '<w:dir w:val="ltr">{}</w:dir>',
    "custom XML": '<w:customXml w:element="x">{}</w:customXml>',
}


@pytest.mark.parametrize("wrapper", WRAPPERS.values(), ids=WRAPPERS.keys())
def test_the_embedded_engine_draws_what_stands_inside(wrapper: str) -> None:
    docx = document_with(f"<w:p>{run('before ')}{wrapper.format(wrapper.format(run('WORD')))}{run(' after')}</w:p>")
    assert "before WORD after" in page_texts(engine_named("embedded").convert(docx).pdf)[0]


def test_the_embedded_engine_draws_counted_numbers() -> None:
    text = page_texts(engine_named("embedded").convert(numbered("0" * 12)).pdf)[0]
    assert all(f"{label}、x{at}" in text for at, label in enumerate((*"一二三四五六七八九十", "十一", "十二")))


def test_of_a_phonetic_guide_the_base_text_stays() -> None:
    guide = f"<w:r><w:ruby><w:rt>{run('yan')}</w:rt><w:rubyBase>{run('岩')}</w:rubyBase></w:ruby></w:r>"
    assert plain_text(spelled_out(document_with(f"<w:p>{run('大')}{guide}{run('石')}</w:p>"))).body[-1] == "大岩石"


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="<>&"), min_size=1, max_size=9)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["{}", *WRAPPERS.values()]), TEXTS), min_size=1, max_size=6))
def test_the_visible_text_is_the_same(pieces: list[tuple[str, str]]) -> None:
    paragraphs = "".join(f"<w:p>{wrapper.format(run(text))}{run('.')}</w:p>" for wrapper, text in pieces)
    docx = document_with(paragraphs)
    assert plain_text(spelled_out(docx)) == plain_text(docx)
    Document(BytesIO(spelled_out(docx)))


@settings(max_examples=30, deadline=None)
@given(st.text("012-", min_size=1, max_size=12))
def test_but_for_the_numbers_the_visible_text_of_lists_is_the_same(levels: str) -> None:
    docx = numbered(levels)
    spelled = [re.sub(r"^.*?(?=x\d)", "", text) for text in plain_text(spelled_out(docx)).body]
    assert spelled[1:] == list(plain_text(docx).body)[1:]
