"""The pages that the shipped templates make of the samples, read back from the PDF."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

import pypdfium2 as pdfium
import pytest
import zxingcpp

from docgen.campaign.citing import OWN_SECTION, cited
from docgen.language import speaking
from docgen.model import BoundClause, DutyGroup
from docgen.pdf.boxes import find_boxes
from docgen.pdf.comparison import essence
from docgen.pdf.office import find_office
from docgen.pdf.pages import page_texts
from docgen.press import Pressed, make
from docgen.press.identity import PageIdentity, parse
from tests.pdf.letters import letters
from tests.templates.documents import BOOKS, EVERY, SEALED, campaign_of, made, ordered, three_units

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice with its Python bridge is not here")

BLOCK = {
    "en": ("Party A (seal)", "Party B (seal)", "Head of the unit (signature)"),
    "zh": ("甲方（盖章）", "乙方（盖章）", "主要负责人（签字）"),
    "contractors": ("For the County", "For the Contractor", "Title:"),
}
BEFORE = {
    "en": "takes effect once both parties",
    "zh": "自双方签字并加盖公章之日起生效",
    "contractors": "of the two signature dates",
}
MM = 72 / 25.4


def language_of(name: str) -> str:
    return name.partition("/")[0]


def documents(*names: str) -> list[tuple[str, str]]:
    """Every template with units of three types."""
    return [(name, unit.code) for name in names for unit in three_units(name)]


@cache
def texts_of(name: str, code: str) -> tuple[str, ...]:
    return tuple(map(essence, page_texts(made(name, code)[1].pdf)))


@pytest.mark.parametrize(("name", "code"), documents(*EVERY))
def test_nothing_is_found_wrong_with_a_document(name: str, code: str) -> None:
    data, pressed = made(name, code)
    assert data.findings == ()
    assert pressed.findings == ()


@pytest.mark.parametrize("name", BOOKS)
def test_every_unit_of_the_sample_gets_its_book_without_a_finding(name: str) -> None:
    for unit in campaign_of(name).active_units():
        data, order = ordered(name, unit, pdf=False)
        pressed = make(order)
        assert pressed.docx
        assert (*data.findings, *pressed.findings) == (), unit.code


@pytest.mark.parametrize(("name", "code"), documents(*BOOKS))
def test_the_pages_print_the_numbers_that_the_unit_is_cited_by(name: str, code: str) -> None:
    campaign = campaign_of(name)
    unit = campaign.unit(code)
    assert unit is not None
    shown = "".join(texts_of(name, code))
    with speaking(campaign.settings.language):
        for group in campaign.duties_of(unit):
            if group.letter not in OWN_SECTION:
                assert essence(_heading(group)) in shown
            for clause in group.clauses:
                assert re.search(_printed(clause), shown), clause.id


def _heading(group: DutyGroup) -> str:
    """The group's heading with its number, which is what is cited before a clause's own."""
    place = cited(group, BoundClause("", "", ""))
    return f"{place}{group.heading}" if place.endswith("）") else f"{place}.{group.heading}"


def _printed(clause: BoundClause) -> str:
    """The clause's number and the beginning of its wording, up to a tag."""
    start = essence(clause.wording.partition("{{")[0])[:30]
    return re.escape(f"{clause.number}." if clause.number else "") + re.escape(start)


@pytest.mark.parametrize(("name", "code"), documents(*EVERY))
def test_signatures_stand_together_below_text_of_the_book(name: str, code: str) -> None:
    pages = texts_of(name, code)
    (page,) = (text for text in pages if essence(BLOCK[language_of(name)][0]) in text)
    assert all(essence(part) in page for part in BLOCK[language_of(name)])
    assert essence(BEFORE[language_of(name)]) in page.partition(essence(BLOCK[language_of(name)][0]))[0]


@pytest.mark.parametrize("name", ["en/book-letter", "zh/book-contract"])
@pytest.mark.parametrize("lines", [0, 5, 11, 16, 22])
def test_wherever_the_text_ends_the_signatures_stay_whole_and_with_it(name: str, lines: int) -> None:
    _, order = ordered(name, three_units(name)[0])
    basis = order.context["basis"]
    assert isinstance(basis, list)
    context = {**order.context, "basis": [*basis, *(f"《{n}》" for n in range(lines))], "items": []}
    pages = list(map(essence, page_texts(make(replace(order, context=context)).pdf)))
    (page,) = (text for text in pages if essence(BLOCK[language_of(name)][0]) in text)
    assert all(essence(part) in page for part in (*BLOCK[language_of(name)], BEFORE[language_of(name)]))


@pytest.mark.parametrize(("name", "code"), documents(*EVERY))
def test_every_page_bears_its_own_code(name: str, code: str) -> None:
    data, pressed = made(name, code)
    read = list(_codes(pressed))
    assert [(found.page, found.pages) for found in read] == [(n, pressed.pages) for n in range(1, pressed.pages + 1)]
    assert {found.identity for found in read} == {data.identity}


def _codes(pressed: Pressed) -> Iterator[PageIdentity]:
    with pdfium.PdfDocument(pressed.pdf) as document:
        for page in document:
            image = page.render(scale=2.5).to_pil()
            (code,) = zxingcpp.read_barcodes(image.crop((image.width // 2, 0, image.width, image.height // 6)))
            found = parse(code.text)
            assert found is not None
            yield found


@pytest.mark.parametrize(("name", "code"), documents(*SEALED))
def test_the_boxes_of_both_seals_are_in_the_pdf_side_by_side(name: str, code: str) -> None:
    with pdfium.PdfDocument(made(name, code)[1].pdf) as document:
        pictures = list(chain.from_iterable(_pictures(page) for page in document))
    boxes = sorted(box for box in pictures if box[3] - box[1] >= 45 * MM)
    assert len(boxes) == 2
    left, right = boxes
    assert left[1] == pytest.approx(right[1])
    assert left[2] < right[0]


ENGINES = ["embedded", pytest.param("libreoffice", marks=[pytest.mark.libreoffice, needs_office])]
SEAL = 42 * MM
"""The width of a round seal."""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", SEALED)
def test_the_seal_presses_on_the_name_and_the_date_a_little_below_its_middle(name: str, engine: str) -> None:
    issuer = campaign_of(name).settings.issuer.name
    pdf = made(name, three_units(name)[0].code, engine)[1].pdf
    box = next(box for box in find_boxes(pdf) if box.field == "Issuer1")
    middle, centre = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    column = [letter for letter in letters(pdf, box.page) if box.left - 60 < letter[1] < box.right + 60]
    pressed = [letter for letter in column if math.hypot(letter[1] - middle, letter[2] - centre) < SEAL / 2]
    shown = essence("".join(char for char, _, _ in pressed))
    assert len({round(y) for _, _, y in pressed}) == 2
    assert any(essence(issuer)[n : n + 4] in shown for n in range(len(essence(issuer)) - 3))
    assert ("月" if name.startswith("zh") else "__") in shown
    assert all(y < centre for _, _, y in pressed)
    above = min(y for _, _, y in column if y > centre + SEAL / 2)
    assert above - (centre + SEAL / 2) < 11 * MM  # no more than a line of the text


def _pictures(page: pdfium.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    for drawn in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE]):
        yield drawn.get_bounds()


@pytest.mark.parametrize("name", BOOKS)
def test_an_annex_without_entries_says_so(name: str) -> None:
    unit = three_units(name)[0]
    _, order = ordered(name, unit)
    assert isinstance(order.context["unit"], dict)
    bare = {**order.context, "unit": {**order.context["unit"], "hazards": []}, "forms": [], "calendar": []}
    shown = "".join(map(essence, page_texts(make(replace(order, context=bare)).pdf)))
    said = {
        "en": "No listed major hazard",
        "zh": "无挂牌督办的重大事故隐患",
        "contractors": "No corrective action was open",
    }
    assert essence(said[language_of(name)]) in shown


@needs_office
@pytest.mark.libreoffice
@pytest.mark.parametrize("name", EVERY)
def test_the_other_engine_prints_them_as_well(name: str) -> None:
    _, pressed = made(name, three_units(name)[0].code, "libreoffice")
    assert pressed.findings == ()


@pytest.mark.parametrize(("name", "code"), documents("zh/book-letter", "zh/book-contract", "en/book-letter"))
def test_the_notes_on_the_assessment_rules_never_stand_alone_on_a_page(name: str, code: str) -> None:
    said = {"en": ("The Rules carry 100 points", "Evidence"), "zh": ("本细则满分100分", "查证资料")}
    note, heading = map(essence, said[language_of(name)])
    (page,) = (text for text in texts_of(name, code) if note in text)
    assert heading in page


@pytest.mark.parametrize(("name", "code"), documents("en/book-letter", "en/book-contract"))
def test_the_control_targets_stand_on_one_page_with_their_table(name: str, code: str) -> None:
    first, last = essence("the following control targets shall be met"), essence("Control indicators for 2026")
    (page,) = (text for text in texts_of(name, code) if first in text)
    assert last in page
