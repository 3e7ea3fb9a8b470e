"""A hundred pages of Chinese official text: fonts, line pitch, line ends and table rows are as an office wants them."""

import ctypes
import io
import re
from functools import cache
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.shared import Pt
from docx.table import Table

from docgen.pdf.acceptance import Expected, accept
from docgen.pdf.pages import page_texts
from docgen.press.engines import engine_named
from docgen.word.text import plain_text
from tests.pdf.documents import packed, set_fonts
from tests.proof import size

CHAPTERS = size(5, 14)
PITCH = 28.0
TEXT = (
    "各县（区）交通运输局、局属各单位，要认真贯彻“安全第一、预防为主、综合治理”的方针，落实安全生产责任制；"
    "对排查出的隐患，做到整改措施、责任、资金、时限和预案“五落实”，逾期未改的，依照《安全生产法》第一百零二条处理。"
)
CLOSING = "，。；：！？、）》”’】〕"
OPENING = "（《“‘【〔"


def keep_rows_whole(table: Table) -> None:
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


@cache
def document() -> bytes:
    made = Document()
    for chapter in range(1, CHAPTERS + 1):
        set_fonts(made.add_heading(level=1).add_run(f"第{chapter}章　安全生产目标管理"), "黑体", "黑体")
        for number in range(12):
            paragraph = made.add_paragraph()
            set_fonts(paragraph.add_run(f"{number}．{TEXT * (1 + number % 3)}"), "Times New Roman", "仿宋")
            paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            paragraph.paragraph_format.line_spacing = Pt(PITCH)
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.runs[0].font.size = Pt(16)
        table = made.add_table(rows=0, cols=3)
        for row in range(20):
            cells = table.add_row().cells
            for cell, text in zip(cells, (f"起{chapter}·{row}", TEXT[: 40 + row], f"止{chapter}·{row}"), strict=True):
                cell.text = text
        keep_rows_whole(table)
    return packed(made)


@cache
def pdf() -> bytes:
    converted = engine_named("embedded").convert(document())
    assert converted.findings == ()
    return converted.pdf


@cache
def texts() -> list[str]:
    return page_texts(pdf())


def test_every_character_arrives_in_order() -> None:
    assert accept(pdf(), Expected(plain_text(document()).body, pages=(6 * CHAPTERS, 10 * CHAPTERS))) == ()


def letters(page: int) -> list[tuple[str, float, float]]:
    """The letters of a page in order, each with where it stands on its base line, in points."""
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    with pypdfium2.PdfDocument(pdf()) as opened:
        text = opened[page].get_textpage()
        for at in range(text.count_chars()):
            letter = text.get_text_range(at, 1)
            if letter.strip():
                pypdfium2.raw.FPDFText_GetCharOrigin(text, at, x, y)
                found.append((letter, x.value, y.value))
    return found


def test_no_line_begins_with_a_closing_sign_and_none_ends_with_an_opening_one() -> None:
    for page in range(1, 4):
        turns = [(last[0], first[0]) for last, first in pairwise(letters(page)) if first[2] < last[2] - 5]
        assert len(turns) > 15
        assert [turn for turn in turns if turn[1] in CLOSING or turn[0] in OPENING] == []


def test_no_row_of_a_table_is_cut() -> None:
    begun = [(page, mark) for page, text in enumerate(texts()) for mark in re.findall(r"起(\d+·\d+)", text)]
    ended = [(page, mark) for page, text in enumerate(texts()) for mark in re.findall(r"止(\d+·\d+)", text)]
    assert len(begun) == 20 * CHAPTERS
    assert begun == ended


def test_chinese_is_set_in_the_bundled_faces_and_never_as_drawings() -> None:
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        fonts = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item]
        names = {str(font.BaseFont).partition("+")[2] for font in fonts}
        types = {str(font.Subtype) for font in fonts}
    assert any("NotoSerifSC" in name for name in names)
    assert any("NotoSansSC" in name for name in names)
    assert "/Type3" not in types


def test_lines_are_as_far_apart_as_the_office_sets_them() -> None:
    bases = [y for _, _, y in letters(1)]
    gaps = [first - second for first, second in pairwise(bases) if first - second > 5]
    assert len(gaps) > 15
    assert gaps == [pytest.approx(PITCH, abs=0.1)] * len(gaps)
