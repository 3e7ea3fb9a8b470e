"""Both engines on one page: what differs is marked, what does not is not, and the page needs nothing else."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from docgen.books import side_by_side
from docgen.campaign import Campaign, load_campaign, start_campaign
from docgen.pdf.comparison import apart
from docgen.pdf.office import find_office
from docgen.press import Order, Pressed, make


@pytest.fixture
def office(tmp_path: Path) -> Campaign:
    start_campaign(tmp_path / "office", "contractors", {})
    campaign = load_campaign(tmp_path / "office").campaign
    assert campaign is not None
    return replace(campaign, units=campaign.active_units()[:1])


def embedded_only(order: Order) -> Pressed:
    return make(replace(order, engine="embedded"))


def test_two_equal_books_are_the_same_on_every_page(office: Campaign) -> None:
    shown = side_by_side(office, press=embedded_only)
    (book,) = shown.books
    page = shown.path.read_text(encoding="utf-8")
    assert (book.is_same_text, page.count("the same"), page.count("pair differs")) == (True, 1, 0)
    assert page.count("<img") == 2 * len(book.sides[0].pictures) > 4


def test_the_page_needs_nothing_from_outside(office: Campaign) -> None:
    page = side_by_side(office, press=embedded_only).path.read_text(encoding="utf-8")
    assert all(source.startswith("data:image/png;base64,") for source in re.findall(r'src="([^"]*)"', page))
    assert not re.search(r"<script|<link|url\(|http", page)


def test_a_book_that_one_engine_does_not_make_is_shown_as_missing(office: Campaign) -> None:
    def press(order: Order) -> Pressed:
        made = embedded_only(order)
        return made if order.engine == "embedded" else replace(made, pdf=b"")

    shown = side_by_side(office, press=press)
    assert not shown.books[0].is_same_text
    assert "only embedded:" in shown.path.read_text(encoding="utf-8")


@pytest.mark.libreoffice
@pytest.mark.skipif(find_office() is None, reason="LibreOffice with its Python bridge is not here")
def test_both_engines_show_the_same_characters(office: Campaign) -> None:
    shown = side_by_side(office)
    assert [book.apart for book in shown.books] == [("", "")]
    assert shown.findings == ()


def test_what_only_one_shows_is_told_without_page_numbers_and_headers() -> None:
    first, second = ["Head 1 one two", "Head 2 three"], ["Head 1 one", "Head 2 two", "Head 3 three!"]
    assert apart(first, second, ["Head"]) == ("", "!")
    assert apart(["ab"], ["a"], []) == ("b", "")
