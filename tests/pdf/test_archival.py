"""PDF/A-2b: what a PDF says of itself, that nothing forbidden is in it, and that it is the same every time."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import ImageCms

from docgen.pdf.archival import faults, srgb_profile
from docgen.pdf.embedded import EmbeddedEngine
from docgen.pdf.libreoffice import LibreOfficeEngine
from docgen.pdf.office import find_office
from docgen.pdf.pages import page_texts
from docgen.pdf.stamp import Properties, finish
from tests.pdf.documents import docx_of

TEXTS = ("Annual report", "安全生产目标管理责任书")


def archived(pdf: bytes, watermark: str = "") -> bytes:
    properties = Properties("安全 & <safety>", "市交通运输局", archival=True)
    return finish(pdf, properties=properties, watermark=watermark).pdf


@pytest.fixture(scope="module")
def embedded() -> bytes:
    return EmbeddedEngine().convert(docx_of(TEXTS)).pdf


def test_without_the_option_a_pdf_does_not_claim_to_be_for_keeping(embedded: bytes) -> None:
    assert "XMP does not say PDF/A-2b" in faults(finish(embedded).pdf)


@pytest.mark.parametrize("watermark", ["", "草稿"])
def test_with_it_nothing_speaks_against_it_and_nothing_is_lost(embedded: bytes, watermark: str) -> None:
    pdf = archived(embedded, watermark)
    assert faults(pdf) == ()
    assert all(text in page_texts(pdf)[0] for text in TEXTS)


def test_title_and_author_stand_in_the_description_as_they_are(embedded: bytes) -> None:
    with pikepdf.open(io.BytesIO(archived(embedded))) as pdf, pdf.open_metadata() as said:
        assert (said["dc:title"], said["dc:creator"]) == ("安全 & <safety>", ["市交通运输局"])
        assert said.pdfa_status == "2B"


def test_the_same_document_gives_the_same_bytes(embedded: bytes) -> None:
    assert archived(embedded) == archived(embedded)


def test_the_profile_is_srgb_and_bears_no_moment() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    assert profile.profile.xcolor_space.strip() == "RGB"
    assert srgb_profile()[24:36] == bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))


def forbid_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x"))


def hide_note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, F=2, Rect=[0, 0, 9, 9])
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])


def lose_font(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]


def lose_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (forbid_script, "forbidden action /JavaScript"),
        (hide_note, "annotation /Text"),
        (lose_font, "not embedded"),
        (lose_colours, "no output intent"),
    ],
)
def test_what_is_forbidden_is_found(embedded: bytes, spoil: Callable[[pikepdf.Pdf], None], word: str) -> None:
    with pikepdf.open(io.BytesIO(archived(embedded))) as pdf:
        spoil(pdf)
        spoilt = io.BytesIO()
        pdf.save(spoilt)
    assert any(word in fault for fault in faults(spoilt.getvalue()))


@pytest.mark.libreoffice
@pytest.mark.skipif(find_office() is None, reason="LibreOffice with its Python bridge is not here")
def test_libreoffice_exports_it_and_it_stays_so() -> None:
    engine = LibreOfficeEngine(archival=True)
    first, second = (archived(engine.convert(docx_of(TEXTS)).pdf) for _ in range(2))
    engine.close()
    assert faults(first) == ()
    assert first == second
