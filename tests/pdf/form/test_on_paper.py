"""What is left of a form on paper or flattened: the layout still says where each answer stands."""

import io

import pdfplumber
import pypdfium2 as pdfium
import pytest
from PIL import Image

from docgen.pdf.form.geometry import CORNER, Kind, Layout, Rectangle, corner_marks
from docgen.pdf.form.layout import form_layout
from docgen.pdf.form.shape import Shape
from docgen.pdf.form.write import pdf_form
from tests.pdf.form.definitions import QIS, UNIT, blank_of, code_of_page

SCALE = 4
languages = pytest.mark.parametrize("language", QIS.languages)


def flattened(language: str) -> tuple[bytes, Layout]:
    """The form with its fields drawn into the pages and gone, by PDFium, and where its boxes were."""
    blank = blank_of(language=language)
    with pdfium.PdfDocument(pdf_form(blank, code_of_page=code_of_page(blank))) as document:
        document.init_forms()
        for page in document:
            page.flatten()
        written = io.BytesIO()
        document.save(written)
    return written.getvalue(), form_layout(Shape.of(blank))


def pictures(pdf: bytes) -> list[Image.Image]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.render(scale=SCALE).to_pil().convert("L") for page in document]


def darkness(picture: Image.Image, layout: Layout, place: Rectangle) -> float:
    """The share of `place` that is black."""
    corners = (place.left, layout.height - place.top, place.right, layout.height - place.bottom)
    left, top, right, bottom = (round(corner * SCALE) for corner in corners)
    histogram = picture.crop((left, top, right, bottom)).histogram()
    return sum(histogram[:128]) / max(sum(histogram), 1)


@languages
def test_what_a_flattened_form_says_in_a_box_is_read_there(language: str) -> None:
    pdf, layout = flattened(language)
    expected = {
        "head/unit_name": UNIT.name,
        "figures/ents_total": "128",
        "figures/invest": "12.50",
        "figures/level": "市级" if language == "zh" else "city",
        "figures/ents_inspected": "",
        "inspections[1]/subject": "春运安全专项检查",
    }
    boxes = {box.path: box for box in layout.boxes}
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for path, text in expected.items():
            place, page = boxes[path].cell, document.pages[boxes[path].page - 1]
            box = (place.left, layout.height - place.top, place.right, layout.height - place.bottom)
            assert "".join(page.within_bbox(box).extract_text().split()) == text, path


@languages
def test_each_cell_is_framed_where_the_layout_says(language: str) -> None:
    pdf, layout = flattened(language)
    seen = pictures(pdf)
    for box in layout.boxes:
        place = box.rectangle if box.kind in (Kind.CHECK, Kind.OPTION) else box.cell
        edges = (
            Rectangle(place.left - 0.5, place.bottom + 2, place.left + 0.5, place.top - 2),
            Rectangle(place.right - 0.5, place.bottom + 2, place.right + 0.5, place.top - 2),
            Rectangle(place.left + 2, place.bottom - 0.5, place.right - 2, place.bottom + 0.5),
            Rectangle(place.left + 2, place.top - 0.5, place.right - 2, place.top + 0.5),
        )
        assert all(darkness(seen[box.page - 1], layout, edge) > 0.2 for edge in edges), box


def test_ticked_boxes_are_darker_than_others() -> None:
    pdf, layout = flattened("zh")
    seen = pictures(pdf)
    ticked = {("figures/kinds", "road"), ("figures/kinds", "works"), ("head/quarter", "1")}
    for box in layout.boxes:
        if box.option:
            dark = darkness(seen[box.page - 1], layout, box.rectangle.inset(1.5))
            assert (dark > 0.05) is ((box.path, box.option) in ticked), box


def test_three_corner_marks_are_filled_and_the_lower_right_one_is_hollow() -> None:
    pdf, layout = flattened("en")
    for picture in pictures(pdf):
        middles = [mark.inset(CORNER * 0.35) for mark in corner_marks(layout.width, layout.height)]
        assert [round(darkness(picture, layout, middle)) for middle in middles] == [1, 1, 1, 0]
        whole = corner_marks(layout.width, layout.height)[3]
        assert darkness(picture, layout, whole) > 0.5


@languages
def test_words_are_read_from_the_page_as_they_were_printed(language: str) -> None:
    pdf, _ = flattened(language)
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        text = document.pages[0].extract_text()
    assert QIS.title.said(language) in text
    assert UNIT.name in text
