"""Acceptance lets a good PDF pass and catches each fault that has been put into one."""

import io

import pikepdf
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from hypothesis import example, given, settings
from hypothesis import strategies as st

from docgen.findings.pdf import (
    BLANK_PAGE,
    BROKEN,
    FONT_NOT_EMBEDDED,
    PAGE_COUNT,
    PICTURE_MISSING,
    SIGNATURE_ALONE,
    SIGNATURE_SPLIT,
    TAG_LEFT,
    TEXT_DISPLACED,
    TEXT_MISSING,
)
from docgen.pdf.acceptance import Expected, accept
from docgen.pdf.comparison import essence
from docgen.pdf.embedded import EmbeddedEngine
from docgen.pdf.qr import qr_png

from .documents import add_field, add_picture, docx_of, pdf_of

CLAUSES = tuple(f"第{number}条 各单位对本单位安全生产工作负责。Clause {number} binds the unit." for number in range(60))
SIGNATURE = ("甲方（盖章）：", "乙方（盖章）：", "2026年3月5日")
RUNNING = ("某市交通运输局", "第 页 共 页")
EXPECTED = Expected(
    (*CLAUSES, *SIGNATURE), running=RUNNING, pages=(2, 6), pictures=1, running_pictures=1, signature=SIGNATURE
)


def a_book(
    *, clauses: tuple[str, ...] = CLAUSES, before_signature: int = 0, header_picture: bool = True
) -> WordDocument:
    """A book with a code on every page, page numbers, clauses, a picture and a signature block."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = RUNNING[0]
    if header_picture:
        add_picture(document, qr_png("code"), width=2, in_header=True)
    footer = document.sections[0].footer.paragraphs[0]
    for text, instruction in (("第 ", "PAGE"), (" 页 共 ", "NUMPAGES")):
        footer.add_run(text)
        add_field(footer, instruction, "1")
    footer.add_run(" 页")
    add_picture(document, qr_png("a drawing"), width=3)
    for clause in clauses:
        document.add_paragraph(clause)
    for _ in range(before_signature):
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for line in SIGNATURE:
        document.add_paragraph(line)
    return document


@pytest.fixture(scope="module")
def good() -> bytes:
    return pdf_of(a_book())


def faults(pdf: bytes, expected: Expected = EXPECTED) -> list[str]:
    return [finding.code.id for finding in accept(pdf, expected)]


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def test_a_good_book_has_no_fault(good: bytes) -> None:
    assert faults(good) == []


@pytest.mark.parametrize("kept", [0, 100, 0.5, 0.98])
def test_a_file_cut_short_is_no_book(good: bytes, kept: float) -> None:
    assert faults(good[: int(kept * len(good)) if kept < 1 else int(kept)]) == [BROKEN.id]


def test_what_is_no_pdf_at_all_is_no_book() -> None:
    assert faults(b"%PDF-1.7\nnothing\n%%EOF") == [BROKEN.id]


def test_too_many_and_too_few_pages_are_told(good: bytes) -> None:
    finding = accept(good, Expected((), running=RUNNING, pages=(1, 1)))[0]
    assert (finding.code, finding.values["most"]) == (PAGE_COUNT, 1)
    assert faults(good, Expected((), running=RUNNING, pages=(50, 60))) == [PAGE_COUNT.id]


def test_a_clause_that_did_not_arrive_is_quoted() -> None:
    found = accept(pdf_of(a_book(clauses=CLAUSES[:30] + CLAUSES[31:])), EXPECTED)
    assert [finding.code for finding in found] == [TEXT_MISSING]
    assert found[0].values == {"count": 1, "text": essence(CLAUSES[30])}


def test_one_lost_character_is_a_missing_clause() -> None:
    lost = CLAUSES[30].replace("负", "")
    assert faults(pdf_of(a_book(clauses=(*CLAUSES[:30], lost, *CLAUSES[31:])))) == [TEXT_MISSING.id]


def test_a_clause_in_another_place_is_told_apart_from_a_missing_one() -> None:
    moved = (*CLAUSES[:40], *CLAUSES[41:], CLAUSES[40])
    assert faults(pdf_of(a_book(clauses=moved))) == [TEXT_DISPLACED.id]


def test_text_of_notes_and_boxes_may_stand_anywhere_but_must_stand_somewhere(good: bytes) -> None:
    assert faults(good, Expected((), beside=(CLAUSES[50], CLAUSES[3]))) == []
    assert faults(good, Expected((), beside=("a note that is lost",))) == [TEXT_MISSING.id]


def test_an_unmeant_blank_page_is_placed_and_a_meant_one_passes() -> None:
    pdf = pdf_of(a_book(before_signature=2))
    found = [finding for finding in accept(pdf, EXPECTED) if finding.code == BLANK_PAGE]
    assert [finding.place.page for finding in found] == [page_count(pdf) - 1]
    assert BLANK_PAGE.id not in faults(pdf, Expected((), running=RUNNING, running_pictures=1, blank_pages=1))


def test_a_tag_left_over_is_placed_and_one_that_is_data_passes() -> None:
    pdf = EmbeddedEngine().convert(docx_of(["All is well.", "Given to {{ unit.name }} today."])).pdf
    found = accept(pdf, Expected(()))
    assert [(finding.code, finding.place.page) for finding in found] == [(TAG_LEFT, 1)]
    assert str(found[0].values["tag"]).startswith("{{unit.name}}")
    assert faults(pdf, Expected((), tags=1)) == []


def test_a_font_that_is_only_referred_to_is_named(good: bytes) -> None:
    with pikepdf.open(io.BytesIO(good)) as document:
        for font in document.pages[0].resources.Font.values():
            del font.DescendantFonts[0].FontDescriptor["/FontFile2"]
        bare = io.BytesIO()
        document.save(bare)
    found = [finding for finding in accept(bare.getvalue(), EXPECTED) if finding.code == FONT_NOT_EMBEDDED]
    assert any("NotoSerifSC" in str(finding.values["font"]) for finding in found)


def test_a_lost_picture_is_told_with_its_page() -> None:
    pdf = pdf_of(a_book(header_picture=False))
    found = [finding for finding in accept(pdf, EXPECTED) if finding.code == PICTURE_MISSING]
    assert [finding.place.page for finding in found] == list(range(2, page_count(pdf) + 1))
    assert faults(pdf_of(a_book()), Expected((), running=RUNNING, pictures=2, running_pictures=1)) == [
        PICTURE_MISSING.id
    ]


def test_a_signature_block_alone_on_its_page_is_told() -> None:
    pdf = pdf_of(a_book(before_signature=1))
    found = accept(pdf, EXPECTED)
    assert [(finding.code, finding.place.page) for finding in found] == [(SIGNATURE_ALONE, page_count(pdf))]


def test_a_signature_block_torn_apart_is_told() -> None:
    document = a_book()
    document.paragraphs[-1].paragraph_format.page_break_before = True
    assert faults(pdf_of(document)) == [SIGNATURE_SPLIT.id]


def test_numbers_leaders_and_tabs_of_a_list_do_no_harm() -> None:
    document = Document()
    for number in range(3):
        document.add_paragraph(f"duty {number}\t{number}", style="List Number")
    assert faults(pdf_of(document), Expected(tuple(f"duty {number}\t{number}" for number in range(3)))) == []


def test_a_paragraph_of_several_pages_is_followed_across_them() -> None:
    long = "".join(f"第{number}句话说的是安全。" for number in range(900))
    document = Document()
    document.sections[0].footer.paragraphs[0].text = "页脚"
    document.add_paragraph(long)
    document.add_paragraph("完")
    assert faults(pdf_of(document), Expected((long, "完"), running=("页脚",))) == []


@settings(max_examples=40, deadline=None)
@example(["\u1dcb"])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), min_size=1, max_size=4))
def test_any_text_arrives_or_is_a_missing_glyph(paragraphs: list[str]) -> None:
    pdf = EmbeddedEngine().convert(docx_of(paragraphs)).pdf
    found = accept(pdf, Expected(tuple(paragraphs), tags=99, blank_pages=1))
    assert [finding for finding in found if finding.code in (TEXT_MISSING, TEXT_DISPLACED)] == []
