"""Every page carries its own code, readable from a picture of the page; watermark and properties are as asked for."""

import io
from datetime import UTC, datetime

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from docx import Document
from docx.enum.text import WD_BREAK
from hypothesis import given
from hypothesis import strategies as st
from pikepdf.models.metadata import decode_pdf_date
from PIL import Image

from docgen.pdf.acceptance import Expected, accept
from docgen.pdf.qr import bordered, qr_modules, qr_png
from docgen.pdf.stamp import Codes, Properties, finish

from .documents import add_picture, pdf_of
from .poppler import needs_poppler, output_of, pictures_of

PLACEHOLDER = "DG1|B|LX-01|1|0123456789abcdef|-/-|QZ"


def of_page(page: int, pages: int) -> str:
    return f"DG1|B|LX-01|1|0123456789abcdef|{page}/{pages}|QZ"


@pytest.fixture(scope="module")
def book() -> bytes:
    """Three pages with the placeholder in the header, and on the second another code that is none of ours."""
    document = Document()
    add_picture(document, qr_png(PLACEHOLDER), width=2, in_header=True)
    for number in range(3):
        document.add_paragraph(f"第{number + 1}页的文字")
        if number == 1:
            add_picture(document, qr_png("a code of someone else"), width=4)
        if number < 2:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    return pdf_of(document)


def codes_on(page: Image.Image) -> list[str]:
    return sorted(code.text for code in zxingcpp.read_barcodes(page))


def test_each_page_says_its_own_number_and_other_codes_stay(book: bytes) -> None:
    stamped = finish(book, codes=Codes(PLACEHOLDER, of_page))
    assert stamped.codes == (1, 1, 1)
    assert [codes_on(page) for page in pictures_of(stamped.pdf)] == [
        [of_page(1, 3)],
        sorted([of_page(2, 3), "a code of someone else"]),
        [of_page(3, 3)],
    ]


def test_a_page_without_the_placeholder_is_told(book: bytes) -> None:
    assert finish(book, codes=Codes("a code of someone else", of_page)).codes == (0, 1, 0)
    assert finish(book, codes=Codes("no such code", of_page)).codes == (0, 0, 0)


def test_pages_that_share_their_pictures_are_stamped_each_for_itself(book: bytes) -> None:
    with pikepdf.open(io.BytesIO(book)) as document:
        shared = document.make_indirect(document.pages[1].Resources)
        for page in document.pages:
            page.Resources = shared
        written = io.BytesIO()
        document.save(written)
    stamped = finish(written.getvalue(), codes=Codes(PLACEHOLDER, of_page))
    assert [of_page(n, 3) in codes_on(page) for n, page in enumerate(pictures_of(stamped.pdf), 1)] == [True] * 3


def test_the_same_inputs_give_the_same_bytes(book: bytes) -> None:
    made = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
    properties = Properties("责任书", "Bureau", made)
    twice = [
        finish(book, properties=properties, codes=Codes(PLACEHOLDER, of_page), watermark="草稿").pdf for _ in range(2)
    ]
    assert twice[0] == twice[1]


def test_properties_are_those_given_and_no_others(book: bytes) -> None:
    made = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
    with pikepdf.open(io.BytesIO(finish(book, properties=Properties("责任书", "某局", made)).pdf)) as document:
        told = {key: str(value) for key, value in document.docinfo.items()}
    dates = {decode_pdf_date(told.pop(key)) for key in ("/CreationDate", "/ModDate")}
    assert (told, dates) == ({"/Title": "责任书", "/Author": "某局", "/Producer": "docgen"}, {made})


@pytest.mark.parametrize("word", ["DRAFT", "草稿", "<Draft & 草稿>"])
def test_a_watermark_lies_on_every_page_and_harms_nothing(book: bytes, word: str) -> None:
    marked = finish(book, watermark=word).pdf
    texts = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(marked)]
    assert [word in text for text in texts] == [True] * 3
    expected = Expected(tuple(f"第{n}页的文字" for n in (1, 2, 3)), running=(word,), pages=(3, 3), running_pictures=1)
    assert accept(marked, expected) == ()
    assert [PLACEHOLDER in codes_on(page) for page in pictures_of(marked)] == [True] * 3


class TestSeenByPoppler:
    """A second program finds nothing to complain of."""

    pytestmark = needs_poppler

    def test_pages_and_properties_are_read(self, book: bytes) -> None:
        stamped = finish(book, properties=Properties("责任书"), codes=Codes(PLACEHOLDER, of_page), watermark="草稿")
        told = output_of("pdfinfo", stamped.pdf)
        assert "Title:           责任书" in told
        assert "Pages:           3" in told


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_a_code_says_what_it_was_given(text: str) -> None:
    picture = Image.open(io.BytesIO(qr_png(text)))
    assert picture.mode == "1"
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [text]


def test_the_border_is_light_and_four_modules_wide() -> None:
    modules = qr_modules("a")
    framed = bordered(modules)
    assert len(framed) == len(framed[0]) == len(modules) + 8
    assert not any(any(row) for row in framed[:4]) and not any(row[0] or row[3] or row[-4] for row in framed)
    assert modules[0][:8] == (True,) * 7 + (False,)
