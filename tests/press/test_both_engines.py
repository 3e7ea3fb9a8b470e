"""Both engines over every shipped template: the same characters, nearly the same pages, the block for signing whole."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from docgen.books.print_run import sign_in_context
from docgen.files import digest
from docgen.language import speaking
from docgen.pdf.comparison import apart
from docgen.pdf.office import find_office
from docgen.pdf.pages import page_texts
from docgen.press import Order, make
from docgen.word.rows import heading_rows
from docgen.word.text import plain_text
from tests.press.papers import papers
from tests.proof import FULL
from tests.templates.documents import EVERY, TEMPLATES, campaign_of, ordered, path_of, three_units

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(find_office() is None, reason="LibreOffice with its Python bridge is not here"),
]
DOCUMENTS = [(name, number) for name in EVERY for number in range(3 if FULL else 1) if number < len(three_units(name))]
SIGN_IN = ("en/sign-in", "zh/sign-in", "contractors/sign-in")


PAPERS = (
    *(f"{language}/{name}" for language in ("en", "zh") for name in (
        "explanation", "hazard-notice", "notice", "objection-reply", "result-letter", "result-notice", "result-order",
        "result-report", "rules", "summons", "talk-record", "yellow-card",
    )),
    *(f"contractors/{name}" for name in (
        "hazard-notice", "notice", "result-letter", "result-notice", "result-order", "result-report",
    )),
)  # fmt: skip


WORD_ALONE = {"en/summary", "zh/summary", "contractors/summary"}
"""Made as a Word document for the office to go on with, and never as a PDF."""


def test_every_shipped_template_is_among_them() -> None:
    shipped = {path.relative_to(TEMPLATES).with_suffix("").as_posix() for path in TEMPLATES.rglob("*.docx")}
    assert shipped == {*EVERY, *SIGN_IN, *PAPERS, *WORD_ALONE}


@pytest.mark.parametrize(("name", "number"), DOCUMENTS)
def test_both_engines_show_the_same_on_as_many_pages_give_or_take_one(name: str, number: int) -> None:
    look_at_both(ordered(name, three_units(name)[number])[1])


@pytest.mark.parametrize("name", SIGN_IN)
def test_both_engines_show_the_same_sign_in_sheet(name: str) -> None:
    campaign, path = campaign_of(name), path_of(name)
    _, order = ordered(next(other for other in EVERY if language_of(other) == language_of(name)), three_units(name)[0])
    with speaking(campaign.settings.language):
        context = sign_in_context(campaign, tuple((unit.code, unit.code) for unit in campaign.active_units()))
    look_at_both(replace(order, template=path, digest=digest(path.read_bytes()), context=context, pages=(1, 5)))


@pytest.fixture(scope="module")
def ordered_papers(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Order]]:
    """The papers of a language, made up once."""
    return cache(lambda language: papers(language, tmp_path_factory.mktemp(language) / "campaign"))


@pytest.mark.parametrize("name", PAPERS)
def test_both_engines_show_the_same_paper(name: str, ordered_papers: Callable[[str], dict[str, Order]]) -> None:
    language, _, stem = name.partition("/")
    look_at_both(ordered_papers(language)[stem])


def language_of(name: str) -> str:
    return name.partition("/")[0]


def look_at_both(order: Order) -> None:
    """Every character in order, pages within one of each other, the block for signing whole, the same bytes twice."""
    orders = [replace(order, engine=engine) for engine in ("embedded", "libreoffice")]
    first, second = map(make, orders)
    assert (first.findings, second.findings) == ((), ())
    assert abs(first.pages - second.pages) <= 1
    said = plain_text(first.docx)
    running = (*said.headers, *said.footers, *heading_rows(first.docx))
    assert apart(page_texts(first.pdf), page_texts(second.pdf), running) == ("", "")
    assert [make(order) for order in orders] == [first, second]
