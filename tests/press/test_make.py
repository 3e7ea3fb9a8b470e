"""One order, one document: rendered, paged, marked on every page, and fit or with the reason why not."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from docgen.errors import EngineError, FileTroubleError
from docgen.files import digest
from docgen.model import Identity, MissingPolicy
from docgen.pdf.engine import Converted
from docgen.press import Order, Pressed, contents, fingerprint, make
from docgen.press.engines import PlainerEngine
from docgen.press.identity import PageIdentity, parse
from docgen.word.text import plain_text
from tests.press.template import template

IDENTITY = Identity("B", "0101", 1, "3f9a2c41d5e6b7f8")
LONG = "A rule that everybody in the unit shall know by heart. " * 120


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("templates") / "book.docx"
    path.write_bytes(template())
    return path


def order(source: Path, *texts: str, name: str = "County Bureau") -> Order:
    chapters = [{"title": f"Chapter {n}", "text": text} for n, text in enumerate(texts, 1)]
    return Order(source, digest(source.read_bytes()), {"name": name, "chapters": chapters}, IDENTITY, title="A book")


def pages(pressed: Pressed) -> list[str]:
    with pypdfium2.PdfDocument(pressed.pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_a_fit_document_has_both_files_and_no_findings(source: Path) -> None:
    pressed = make(order(source, "First.", "Second."))
    assert (pressed.findings, pressed.is_fit, pressed.pages) == ((), True, 1)
    assert "Book of County Bureau" in plain_text(pressed.docx).body
    assert "Book of County Bureau" in pages(pressed)[0]


def test_every_page_carries_its_own_code(source: Path) -> None:
    pressed = make(order(source, LONG, LONG))
    assert pressed.pages > 2
    with pypdfium2.PdfDocument(pressed.pdf) as document:
        pictures = [page.render(scale=3).to_pil() for page in document]
    read = [parse(zxingcpp.read_barcodes(picture)[0].text) for picture in pictures]
    assert read == [PageIdentity(IDENTITY, number, pressed.pages) for number in range(1, pressed.pages + 1)]


@pytest.mark.parametrize("guess", [(), (1, 1, 1), (9, 9, 9), (None, None, None)])
def test_the_contents_say_the_true_pages_whatever_was_guessed(
    source: Path, guess: tuple[int | None, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = order(source, LONG, "Short.", LONG)
    if guess:
        monkeypatch.setattr(contents, "_guess", lambda _shape: guess)
    pressed = make(wanted)
    texts = pages(pressed)
    for number in (1, 2, 3):
        heading = f"Chapter {number}"
        true = next(page for page, text in enumerate(texts, 1) if heading in text.splitlines())
        entry = next(line for line in texts[0].splitlines() if line.startswith(heading) and line != heading)
        assert entry.rpartition(".")[2] == f"{true}"
    assert pressed == make(wanted)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What is converted from now on."""
    converted: list[bytes] = []
    convert = PlainerEngine.convert

    def counting(engine: PlainerEngine, docx: bytes) -> Converted:
        converted.append(docx)
        return convert(engine, docx)

    monkeypatch.setattr(PlainerEngine, "convert", counting)
    return converted


def test_a_second_conversion_is_made_only_where_no_document_before_was_like_this_one(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [order(source, LONG * n, "Short.") for n in (1, 2, 3)]
    contents._known.clear()
    for each in wanted:
        make(each)
    converted = counted(monkeypatch)
    for each in wanted:
        make(replace(each, context={**each.context, "name": "County Agency"}))
    assert len(converted) == len(wanted)


def test_a_heading_that_names_its_unit_costs_no_second_conversion(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = order(source, LONG, "Short.")
    contents._known.clear()
    make(wanted)
    converted = counted(monkeypatch)
    chapters = [{"title": f"Duties of the Ferry Company {n}", "text": text} for n, text in enumerate((LONG, "Short."))]
    pressed = make(replace(wanted, context={**wanted.context, "chapters": chapters}))
    assert (len(converted), pressed.is_fit) == (1, True)


def test_without_a_pdf_the_contents_have_no_pages(source: Path) -> None:
    pressed = make(replace(order(source, "First."), pdf=False))
    assert (pressed.pdf, pressed.pages, pressed.is_fit) == (b"", 0, True)
    assert "Chapter 1" in plain_text(pressed.docx).body[1]


def test_a_missing_value_makes_no_document_and_names_the_unit(source: Path) -> None:
    unnamed = order(source, "First.")
    pressed = make(replace(unnamed, context={"chapters": []}))
    assert not pressed.is_fit
    assert {found.place.unit for found in pressed.findings} == {"0101"}


def test_what_a_missing_value_becomes_is_the_campaigns_choice(source: Path) -> None:
    blank = replace(order(source), context={"chapters": [], "name": None}, missing=(("*", MissingPolicy.BLANK),))
    assert make(blank).is_fit


def test_too_few_pages_are_not_fit(source: Path) -> None:
    pressed = make(replace(order(source, "First."), pages=(2, 9)))
    assert not pressed.is_fit
    assert pressed.pdf


def test_a_signature_page_that_stands_alone_is_not_fit(tmp_path: Path) -> None:
    (path := tmp_path / "book.docx").write_bytes(template(alone=True))
    pressed = make(order(path, "First."))
    assert [found.code.id for found in pressed.findings] == ["E-PDF-SIGNATURE-ALONE"]
    assert not pressed.is_fit


def test_a_draft_says_so_on_every_page(source: Path) -> None:
    pressed = make(replace(order(source, LONG), watermark="DRAFT"))
    assert pressed.is_fit
    assert all("DRAFT" in text for text in pages(pressed))


def test_a_template_changed_while_books_are_made_is_noticed(source: Path) -> None:
    with pytest.raises(FileTroubleError, match="was changed"):
        make(replace(order(source, "First."), digest="0" * 64))


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(EngineError, match="quill"):
        fingerprint("quill")


def test_the_fingerprint_names_engine_and_version() -> None:
    assert "dxpdf" in fingerprint("embedded")
