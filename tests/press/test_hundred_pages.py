"""A hundred pages of Chinese official text with headings, tables and a signature block, in both engines.

Fonts, line pitch, the ends of lines, table rows and the seal's box are as an office wants them.
"""

import io
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from docgen.files import digest
from docgen.model import Identity
from docgen.pdf.boxes import Box, find_boxes
from docgen.pdf.comparison import essence
from docgen.pdf.office import find_office
from docgen.pdf.pages import page_texts
from docgen.press import Order, Pressed, make
from tests.pdf.documents import packed, set_fonts
from tests.pdf.letters import letters
from tests.pdf.poppler import pictures_of
from tests.press.template import add_named_picture
from tests.proof import size

OFFICE = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(find_office() is None, reason="LibreOffice with its Python bridge is not here"),
]
both_engines = pytest.mark.parametrize("engine", ["embedded", pytest.param("libreoffice", marks=OFFICE)])

CHAPTERS = size(5, 14)
PITCH = 28.0
BOX = 46.0
"""Millimetres of the box for a seal."""
LEFT = TOP = RIGHT = BOTTOM = 26.0
"""Margins, in millimetres."""
TEXT = (
    "各县（区）交通运输局、局属各单位，要认真贯彻“安全第一、预防为主、综合治理”的方针，落实安全生产责任制；"
    "对排查出的隐患，做到整改措施、责任、资金、时限和预案“五落实”，逾期未改的，依照《安全生产法》第一百零二条处理。"
)
CLOSING = "，。；：！？、）》”’】〕"
OPENING = "（《“‘【〔"


def document() -> WordDocument:
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    for chapter in range(1, CHAPTERS + 1):
        set_fonts(made.add_heading(level=1).add_run(f"第{chapter}章　安全生产目标管理"), "黑体", "黑体")
        for number in range(12):
            add_text(made.add_paragraph(), f"{number}．{TEXT * (1 + number % 3)}")
        add_table(made, chapter)
    add_text(closing := made.add_paragraph(), "本责任书自双方签字并加盖公章之日起生效。")
    closing.paragraph_format.keep_with_next = True
    add_signatures(made)
    return made


def add_text(paragraph: Paragraph, text: str) -> None:
    """Body text: size 3, imitation Song, a fixed line pitch."""
    run = paragraph.add_run(text)
    set_fonts(run, "Times New Roman", "仿宋")
    run.font.size = Pt(16)
    spacing = paragraph.paragraph_format
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(PITCH)
    spacing.space_after = Pt(0)


def add_table(document: WordDocument, chapter: int) -> None:
    table = document.add_table(rows=0, cols=3, style="Table Grid")
    for row in range(20):
        cells = table.add_row().cells
        for cell, text in zip(cells, (f"起{chapter}·{row}", TEXT[: 40 + row], f"止{chapter}·{row}"), strict=True):
            run = cell.paragraphs[0].add_run(text)
            set_fonts(run, "宋体", "宋体")
            run.font.size = Pt(10.5)
    keep_rows_whole(table)


def keep_rows_whole(table: Table) -> None:
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def add_signatures(document: WordDocument) -> None:
    """Two parties side by side, each with the box for its seal."""
    table = document.add_table(rows=1, cols=2)
    keep_rows_whole(table)
    for cell, party, seal in zip(table.rows[0].cells, ("甲方", "乙方"), ("issuer", "unit"), strict=True):
        add_party(cell, party, seal)


def add_party(cell: _Cell, party: str, seal: str) -> None:
    cell.text = f"{party}（盖章）：交通运输局"
    add_named_picture(cell.add_paragraph().add_run(), f"docgen:seal:{seal}", width=Mm(BOX))
    cell.add_paragraph("二〇二六年一月十五日")


@cache
def pressed(engine: str, folder: Path) -> Pressed:
    source = folder / "book.docx"
    data = packed(document())
    source.write_bytes(data)
    return make(Order(source, digest(data), {}, Identity("B", "0101", 1, "0" * 16), engine=engine, pages=(1, 500)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hundred")


@both_engines
def test_every_character_arrives_in_order_and_the_signature_block_is_whole(engine: str, folder: Path) -> None:
    made = pressed(engine, folder)
    assert made.findings == ()  # acceptance looks at characters, fonts, pictures, blank pages and the block
    assert 6 * CHAPTERS <= made.pages <= 10 * CHAPTERS


@both_engines
def test_the_boxes_for_both_seals_are_kept_free_on_the_page_of_the_signatures(engine: str, folder: Path) -> None:
    pdf = pressed(engine, folder).pdf
    boxes = find_boxes(pdf)
    assert {box.field for box in boxes} == {"Issuer1", "Unit"}
    (page,) = {box.page for box in boxes}
    text = essence(page_texts(pdf)[page])
    assert all(essence(part) in text for part in ("甲方（盖章）", "乙方（盖章）", "之日起生效", "二〇二六年"))
    picture = pictures_of(pdf)[page].convert("L")
    for box in boxes:
        assert box.right - box.left == pytest.approx(BOX / 25.4 * 72, abs=1)
        assert picture.crop(_pixels(box, picture.height)).getextrema() == (255, 255)


def _pixels(box: Box, height: int) -> tuple[int, int, int, int]:
    """The inside of a box on a picture of 150 dots an inch."""
    scale = 150 / 72
    left, right = box.left * scale + 2, box.right * scale - 2
    return round(left), round(height - box.top * scale) + 2, round(right), round(height - box.bottom * scale) - 2


@both_engines
def test_nothing_is_printed_beyond_the_margins(engine: str, folder: Path) -> None:
    for picture in pictures_of(pressed(engine, folder).pdf)[:12]:
        ink = picture.convert("L").point(lambda shade: 255 * (shade < 128)).getbbox()
        assert ink is not None
        left, top, right, bottom = (pixels / 150 * 25.4 for pixels in ink)
        assert left >= LEFT - 2
        assert top >= TOP - 2
        assert right <= 210 - RIGHT + 5  # a sign that closes may hang at a line's end
        assert bottom <= 297 - BOTTOM + 2


@both_engines
def test_no_line_begins_with_a_closing_sign_and_none_ends_with_an_opening_one(engine: str, folder: Path) -> None:
    for page in range(1, 4):
        stand = letters(pressed(engine, folder).pdf, page)
        turns = [(last[0], first[0]) for last, first in pairwise(stand) if first[2] < last[2] - 5]
        assert len(turns) > 15
        assert [turn for turn in turns if turn[1] in CLOSING or turn[0] in OPENING] == []


@both_engines
def test_no_row_of_a_table_is_cut(engine: str, folder: Path) -> None:
    texts = map(essence, page_texts(pressed(engine, folder).pdf))
    marks = [(page, *found) for page, text in enumerate(texts) for found in re.findall(r"(起|止)(\d+·\d+)", text)]
    begun, ended = ([mark[::2] for mark in marks if mark[1] == end] for end in "起止")
    assert len(begun) == 20 * CHAPTERS
    assert begun == ended


@both_engines
def test_chinese_is_set_in_the_bundled_faces_and_never_as_drawings(engine: str, folder: Path) -> None:
    with pikepdf.open(io.BytesIO(pressed(engine, folder).pdf)) as opened:
        fonts = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item]
        names = {str(font.BaseFont).partition("+")[2] for font in fonts}
        types = {str(font.Subtype) for font in fonts}
    assert any("NotoSerifSC" in name for name in names)
    assert any("NotoSansSC" in name for name in names)
    assert "/Type3" not in types


@both_engines
def test_lines_are_as_far_apart_as_the_office_sets_them(engine: str, folder: Path) -> None:
    pdf = pressed(engine, folder).pdf
    bases = [y for _, _, y in letters(pdf, 1)]
    gaps = [first - second for first, second in pairwise(bases) if first - second > 5]
    assert len(gaps) > 15
    assert gaps == [pytest.approx(PITCH, abs=0.1)] * len(gaps)
