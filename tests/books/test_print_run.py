"""The print run: what lies in the archive goes before what lies about, in roster order, each copy on a front page."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from docgen.books import Choice, Means, PrintRun, make_books, print_run, release
from docgen.campaign import Campaign
from docgen.errors import StoreError, UsageError
from docgen.press import Order, Pressed
from docgen.word.text import plain_text
from tests.books.office import WHO, campaign, renamed, threads, units
from tests.books.quick import quick_fingerprint
from tests.templates.documents import TEMPLATES, campaign_of


def pages_by_digest(order: Order) -> Pressed:
    """Three pages for the first unit, two for the others; the width of the pages is the unit's code."""
    with pikepdf.new() as pdf:
        for _ in range(3 if order.identity.id == "0001" else 2):
            pdf.add_blank_page(page_size=(100 + int(order.identity.id) % 1000, 200))
        pdf.docinfo["/Title"] = order.identity.digest
        buffer = io.BytesIO()
        pdf.save(buffer, deterministic_id=True)
    return Pressed(b"DOCX", buffer.getvalue(), 2)


MEANS = Means(jobs=1, executor=threads, press=pages_by_digest, fingerprint=quick_fingerprint)


@pytest.fixture
def office(tmp_path: Path) -> Campaign:
    made = campaign(tmp_path, units(3))
    make_books(made, who=WHO, means=MEANS)
    return made


def printed(office: Campaign, choice: Choice | None = None) -> PrintRun:
    return print_run(office, who=WHO, choice=choice, means=MEANS)


def widths(office: Campaign) -> list[int]:
    with pikepdf.open(office.folder / "out" / "print-run" / "books.pdf") as pdf:
        return [round(float(page.mediabox[2])) for page in pdf.pages]


def test_each_book_is_printed_as_often_as_the_campaign_says_and_begins_on_a_front_page(office: Campaign) -> None:
    run = printed(office)
    first, second, third = 101, 102, 103
    assert widths(office) == [*[first] * 8, *[second] * 4, *[third] * 4]
    assert (run.pages, run.blank_backs) == (16, 2)


def test_without_duplex_there_are_no_blank_backs(office: Campaign) -> None:
    books = office.settings.books.model_copy(update={"duplex": False})
    assert printed(replace(office, settings=office.settings.model_copy(update={"books": books}))).pages == 14


def test_each_book_has_a_bookmark_with_its_number(office: Campaign) -> None:
    printed(office)
    with pikepdf.open(office.folder / "out" / "print-run" / "books.pdf") as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["No. 1 Unit 0001", "No. 2 Unit 0002", "No. 3 Unit 0003"]


def test_issued_books_come_from_the_archive_whatever_became_of_the_copies(office: Campaign) -> None:
    release(office, who=WHO, units=("0002",), means=MEANS)
    for copy in (office.folder / "out" / "books").glob("0002*"):
        copy.unlink()
    run = printed(office)
    assert [(book.unit, book.issued) for book in run.books] == [("0001", False), ("0002", True), ("0003", False)]
    assert widths(office).count(102) == 4


def test_an_archived_book_that_was_altered_is_not_printed(office: Campaign) -> None:
    release(office, who=WHO, units=("0002",), means=MEANS)
    archived = next((office.folder / "archive").rglob("*.pdf"))
    archived.chmod(0o644)
    archived.write_bytes(archived.read_bytes() + b" ")
    with pytest.raises(StoreError, match="altered"):
        printed(office)


def test_a_book_that_is_not_as_the_roster_says_now_is_left_out_and_said(office: Campaign) -> None:
    run = printed(renamed(office, "0003", "Renamed"))
    assert [book.unit for book in run.books] == ["0001", "0002"]
    assert [(f.code.id, f.place.unit) for f in run.findings] == [("W-NOT-IN-PRINT-RUN", "0003")]


def test_only_the_chosen_units_are_printed(office: Campaign) -> None:
    assert [book.unit for book in printed(office, Choice(units=("0002",))).books] == ["0002"]


def test_nothing_to_print_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="docgen books"):
        printed(campaign(tmp_path, units(1)))


def test_the_same_books_give_the_same_bytes(office: Campaign) -> None:
    file = office.folder / "out" / "print-run" / "books.pdf"
    printed(office)
    first = file.read_bytes()
    printed(office)
    assert file.read_bytes() == first


@pytest.mark.parametrize(("language", "size"), [("en", (612, 792)), ("zh", (595, 842))])
def test_the_sign_in_sheet_lists_every_unit_on_the_campaigns_paper(
    tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    shipped = campaign_of(f"{language}/book-letter")
    paper = type(shipped.settings.paper)("Letter" if language == "en" else "A4")
    office = replace(
        shipped,
        folder=tmp_path,
        units=shipped.units[:3],
        settings=shipped.settings.model_copy(update={"paper": paper}),
    )
    (tmp_path / "templates").mkdir()
    for name in ("book-letter", "sign-in"):
        source = TEMPLATES / language / f"{name}.docx"
        (tmp_path / "templates" / source.name).write_bytes(source.read_bytes())
    means = Means(jobs=1, executor=threads, fingerprint=quick_fingerprint)
    make_books(office, who=WHO, means=replace(means, press=pages_by_digest))
    run = print_run(office, who=WHO, means=means)
    assert (run.files, run.findings) == (("books.pdf", "sign-in.docx", "sign-in.pdf"), ())
    said = plain_text((tmp_path / "out" / "print-run" / "sign-in.docx").read_bytes()).body
    for unit in office.units:
        assert unit.name in said
        assert str(unit.lists["people"][0]["name"]) in said
    with pikepdf.open(tmp_path / "out" / "print-run" / "sign-in.pdf") as pdf:
        assert tuple(round(float(side)) for side in list(pdf.pages[0].mediabox)[2:]) == size
