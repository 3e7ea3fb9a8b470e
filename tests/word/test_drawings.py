"""Drawings in a document: shapes in place of a placeholder picture, drawn alike by both engines, and no pixels."""

import io
import shutil
import zipfile

import docx
import pypdfium2 as pdfium
import pytest
from docx.shared import Mm
from lxml import etree
from pypdfium2 import raw

from docgen.model.drawings import Area, Drawing
from docgen.pdf.qr import qr_png
from docgen.press.engines import engine_named
from docgen.word.drawings import PREFIX, with_drawings

FLAG = Drawing(
    3000,
    1000,
    "a flag & its pole",
    (Area("FFFFFF", "M0 0L3000 0L3000 1000L0 1000Z"), Area("C00000", "M0 0L1500 0Q3000 500 1500 1000L0 1000Z"),
     Area("000000", "M100 0L100 1000", line=2)),
)  # fmt: skip


def document(*names: str) -> bytes:
    made = docx.Document()
    for name in names:
        made.add_paragraph(f"before {name}")
        shape = made.add_picture(io.BytesIO(qr_png("x")), width=Mm(120))
        shape._inline.docPr.set("descr", PREFIX + name)
        made.add_paragraph(f"after {name}")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def test_each_area_becomes_a_shape_and_the_first_says_what_is_to_be_seen() -> None:
    root = body(with_drawings(document("flag"), {PREFIX + "flag": FLAG}))
    about = [one for one in root.iter() if str(one.tag).endswith("}docPr")]
    assert [one.get("descr") for one in about] == ["a flag & its pole", "", ""]
    assert len({one.get("id") for one in about}) == 3
    assert not [one for one in root.iter() if str(one.tag).endswith("}blip")]


def test_a_placeholder_without_a_drawing_is_taken_out() -> None:
    root = body(with_drawings(document("flag", "other"), {PREFIX + "flag": FLAG}))
    assert len([one for one in root.iter() if str(one.tag).endswith("}docPr")]) == 3


def test_other_pictures_stay() -> None:
    made = docx.Document(io.BytesIO(document("flag")))
    made.inline_shapes[0]._inline.docPr.set("descr", "a photograph")
    buffer = io.BytesIO()
    made.save(buffer)
    root = body(with_drawings(buffer.getvalue(), {PREFIX + "flag": FLAG}))
    assert [one.get("descr") for one in root.iter() if str(one.tag).endswith("}docPr")] == ["a photograph"]


def page(engine: str) -> tuple[pdfium.PdfDocument, pdfium.PdfPage]:
    pdf = engine_named(engine).convert(with_drawings(document("flag"), {PREFIX + "flag": FLAG})).pdf
    opened = pdfium.PdfDocument(pdf)
    return opened, opened[0]


def red(engine: str) -> tuple[float, float, float, float]:
    """The rectangle of the red area on the page, in points from the lower left."""
    opened, first = page(engine)
    with opened:
        assert not list(first.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])), "lines and areas, no pixels"
        picture = first.render(scale=1).to_pil().convert("RGB")
        width, height = picture.size
        spots = [(x, y) for x in range(width) for y in range(height) if _is_red(picture.getpixel((x, y)))]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return min(xs), min(ys), max(xs), max(ys)


def _is_red(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return bool(pixel[0] > 150 and pixel[1] < 60 and pixel[2] < 60)


def test_the_embedded_engine_draws_it_as_large_as_the_placeholder() -> None:
    left, top, right, bottom = red("embedded")
    assert bottom - top == pytest.approx(120 / 3 / 25.4 * 72, abs=3)
    assert right - left == pytest.approx(2250 / 3000 * 120 / 25.4 * 72, abs=3)


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_both_engines_draw_it_alike() -> None:
    assert red("libreoffice") == pytest.approx(red("embedded"), abs=4)
