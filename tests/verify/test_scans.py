"""Books that come back on paper: known by their QR codes, however badly scanned, and never called valid."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageEnhance

from docgen.model import BookState
from docgen.store import documents
from docgen.store.journal import entries
from docgen.verify import SigningState, Standing, Verdict, progress
from docgen.verify.keep import keep
from tests.books.office import WHO
from tests.verify.office import Office, changed, countersigned, open_office, plain_book
from tests.verify.test_verdicts import annotated


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = open_office(tmp_path)
    yield office
    office.store.close()


def photographs(pdf: bytes, dots: int = 150) -> list[Image.Image]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.render(scale=dots / 72).to_pil().convert("RGB") for page in document]


def scan(pictures: list[Image.Image], quality: int = 75) -> bytes:
    """A scanner's PDF: one JPEG a page, no text."""
    written = io.BytesIO()
    pictures[0].save(written, "PDF", save_all=True, append_images=pictures[1:], quality=quality, resolution=150)
    return written.getvalue()


def turned(picture: Image.Image) -> Image.Image:
    return picture.rotate(7, expand=True, fillcolor="white").rotate(90, expand=True)


def poor(picture: Image.Image) -> Image.Image:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=40)
    return Image.open(written).convert("RGB")


def shadowed(picture: Image.Image) -> Image.Image:
    shade = Image.linear_gradient("L").rotate(90).resize(picture.size)
    return Image.composite(picture, ImageEnhance.Brightness(picture).enhance(0.25), shade)


def stamped(picture: Image.Image) -> Image.Image:
    """A red seal pressed across the corner of the code."""
    over = Image.new("RGB", picture.size, "white")
    drawing = ImageDraw.Draw(over)
    left, top = int(picture.width * 470 / 595), int(picture.height * 28 / 842)
    drawing.ellipse((left - 60, top - 60, left + 40, top + 40), outline=(220, 30, 40), fill=(240, 90, 90), width=8)
    return ImageChops.multiply(picture, over)  # ink darkens paper, and leaves black black


@pytest.mark.parametrize("spoil", [turned, poor, shadowed, stamped], ids=lambda spoil: spoil.__name__)
def test_a_spoilt_scan_is_still_known_and_never_valid(
    spoil: Callable[[Image.Image], Image.Image], office: Office
) -> None:
    issued = office.issue("0001")
    verdict = office.verdict(scan([spoil(picture) for picture in photographs(issued)], quality=40))
    assert (verdict.standing, verdict.unit, verdict.is_good) == (Standing.SCAN, "0001", False)
    assert [sheet.page for sheet in verdict.sheets] == [1, 2]
    assert [finding.code.id for finding in verdict.findings] == ["W-RETURN-SCAN"]


def test_a_photograph_of_one_page_says_which_page_and_what_is_missing(office: Office) -> None:
    page = photographs(office.issue("0001"))[1]
    written = io.BytesIO()
    turned(shadowed(page)).save(written, "JPEG", quality=40)
    verdict = office.verdict(written.getvalue(), name="photo.jpg")
    assert (verdict.standing, [sheet.page for sheet in verdict.sheets]) == (Standing.SCAN, [2])
    missing = next(f for f in verdict.findings if f.code.id == "E-RETURN-SCAN-PAGES")
    assert dict(missing.values) == {"pages": 2, "missing": "1"}


def stack(office: Office) -> bytes:
    """Both units' books in one file, as they lay on the scanner: the second one's pages the wrong way round."""
    first, second = (photographs(office.issue(code)) for code in ("0001", "0002"))
    blank = Image.new("RGB", first[0].size, "white")
    return scan([*first, *reversed(second), blank])


def test_a_stack_of_books_in_one_file_is_told_apart(office: Office) -> None:
    verdicts = office.verify(stack(office)).verdicts
    assert [(v.unit, [(s.page, s.of) for s in v.sheets]) for v in verdicts] == [
        ("0001", [(1, 1), (2, 2)]),
        ("0002", [(2, 3), (1, 4)]),
    ]
    assert "W-RETURN-NO-CODE" in {finding.code.id for finding in verdicts[0].findings}


def test_a_stack_is_split_and_filed_once_with_its_journal(office: Office) -> None:
    report = office.verify(stack(office))
    kept = keep(office.campaign, office.store, report, WHO)
    assert [(one.unit, one.state) for one in kept] == [("0001", BookState.SCANNED), ("0002", BookState.SCANNED)]
    assert keep(office.campaign, office.store, report, WHO) == ()
    assert {unit.state for unit in progress(office.campaign, office.store).units} == {SigningState.SCAN_RECEIVED}
    with office.store.begin() as tx:
        assert [entry.act.after for entry in entries(tx, last=9)] == [one.digest for one in kept]
    for one in kept:
        path = office.campaign.folder / "archive" / one.digest[:2] / f"{one.digest}.pdf"
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) == 2
        again = office.verdict(path.read_bytes())
        assert [(sheet.page, sheet.of) for sheet in again.sheets] == [(1, 1), (2, 2)]


def test_a_scan_that_lacks_a_page_moves_nothing(office: Office) -> None:
    report = office.verify(scan(photographs(office.issue("0001"))[:1]))
    assert keep(office.campaign, office.store, report, WHO) == ()


def test_a_scan_of_a_draft_is_not_ours(office: Office) -> None:
    office.issue("0001", 2)
    verdict: Verdict = office.verdict(scan(photographs(plain_book("0001", 3))))
    assert verdict.standing is Standing.NOT_OURS


def test_good_and_altered_books_are_kept_and_a_good_one_is_never_moved_back(office: Office) -> None:
    both = countersigned(office.issue("0001"), office.key("0001"))
    spoilt = office.verify(changed(both, annotated))
    good = office.verify(both, name="good.pdf")
    states = [
        kept.state for report in (spoilt, good, spoilt) for kept in keep(office.campaign, office.store, report, WHO)
    ]
    assert states == [BookState.ALTERED, BookState.COUNTERSIGNED]
    with office.store.begin() as tx:
        assert documents.of_kind(tx, "book", 2026)[0].state is BookState.COUNTERSIGNED
