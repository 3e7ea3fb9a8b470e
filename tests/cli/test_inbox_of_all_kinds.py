"""What lies in the inbox beside filled forms: signed books are filed, pictures kept with the return they show."""

import io
import os
import shutil
import time
import zipfile
from email.message import EmailMessage
from errno import EACCES
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pypdfium2 as pdfium
import pytest

from docgen.campaign import load_campaign, start_campaign
from docgen.files import digest
from docgen.store import open_store
from tests.cli.conftest import run_in
from tests.cli.test_returns_desk import later, told
from tests.verify.office import Office, changed, countersigned, keyholder
from tests.verify.test_scans import photographs, scan
from tests.verify.test_verdicts import annotated

UNIT = "004170"
PERIOD = "2026Q1"


@pytest.fixture(scope="module")
def sent_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contractors' campaign with the forms of a quarter made as PDF."""
    folder = tmp_path_factory.mktemp("kinds") / "campaign"
    start_campaign(folder, "contractors", {})
    assert run_in(folder, "forms", "--period", PERIOD, "--format", "pdf").exit_code == 0
    return folder


@pytest.fixture
def folder(sent_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sent_once, tmp_path / "campaign"))


@pytest.fixture
def book(folder: Path) -> bytes:
    """The book of the unit, issued and signed by the issuer; the campaign keeps the unit's certificate."""
    campaign = load_campaign(folder).campaign
    assert campaign is not None
    (folder / "certificates").mkdir(exist_ok=True)
    (folder / "certificates" / f"{UNIT}.crt").write_bytes(keyholder(f"Unit {UNIT}").pem)
    with open_store(folder / "docgen.db") as store:
        return Office(campaign, store, keyholder("Issuer")).issue(UNIT)


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / "returns" / "2026-01-05" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    old = time.time() - 3600
    os.utime(path, (old, old))
    return path


def signed(book: bytes) -> bytes:
    return countersigned(book, keyholder(f"Unit {UNIT}"))


def state_of_book(folder: Path) -> str:
    units = told(later(folder, "status", "--books", "--json"))["units"]
    return str(next(one["state"] for one in units if one["unit"] == UNIT))


def test_a_signed_book_is_filed_as_a_book_and_is_no_return_that_cannot_be_read(folder: Path, book: bytes) -> None:
    path = put(folder, "our book.pdf", signed(book))
    first = told(later(folder, "collect", "--json"))
    assert [(one["unit"], one["standing"]) for one in first["books"]] == [(UNIT, "good")]
    assert state_of_book(folder) == "countersigned"
    assert told(later(folder, "status", "--json"))["unplaced"] == []
    journal = told(run_in(folder, "journal", "--last", "9", "--json"))["entries"]
    (entry,) = (one["act"] for one in journal if one["act"]["action"] == "countersigned")
    assert (entry["after"], entry["reason"]) == (digest(path.read_bytes()), "our book.pdf")
    assert told(later(folder, "collect", "--json"))["books"] == []


def test_an_altered_book_is_told_and_kept_as_evidence(folder: Path, book: bytes) -> None:
    put(folder, "a.pdf", changed(signed(book), annotated))
    found = told(later(folder, "collect", "--json"))
    assert [one["standing"] for one in found["books"]] == ["altered"]
    assert state_of_book(folder) == "altered"


def test_a_scanned_book_is_known_by_its_codes(folder: Path, book: bytes) -> None:
    put(folder, "scan0001.pdf", scan(photographs(book)))
    assert [one["standing"] for one in told(later(folder, "collect", "--json"))["books"]] == ["scan"]
    assert state_of_book(folder) == "scan_received"


def test_a_signed_book_in_a_mail_is_filed_too(folder: Path, book: bytes) -> None:
    mail = EmailMessage()
    mail["Date"], mail["Subject"] = "Wed, 8 Apr 2026 10:00:00 +0800", "signed"
    mail.set_content("as agreed")
    mail.add_attachment(signed(book), maintype="application", subtype="pdf", filename="签订.pdf")
    put(folder, "mail.eml", mail.as_bytes())
    assert [one["standing"] for one in told(later(folder, "collect", "--json"))["books"]] == ["good"]
    assert state_of_book(folder) == "countersigned"


def test_a_pdf_of_something_else_is_no_book(folder: Path, book: bytes) -> None:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    put(folder, "letter.pdf", made.getvalue())
    found = told(later(folder, "collect", "--json"))
    assert found["books"] == []
    assert told(later(folder, "status", "--json"))["unplaced"] == ["returns/2026-01-05/letter.pdf"]


def test_an_archive_of_forms_as_pdf_is_not_taken_for_a_book(folder: Path, book: bytes) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for form in sorted((folder / "out" / "forms").rglob("*.pdf"))[:2]:
            archive.write(form, form.name)
    put(folder, "三份.zip", packed.getvalue())
    put(folder, "photograph.jpg", photograph(folder))
    done = later(folder, "collect", "--json")
    assert told(done)["books"] == []
    assert "E-RETURN-CODE" not in done.stdout


def test_a_file_that_cannot_be_opened_is_counted_as_left_and_not_called_half_copied(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests may run as root, who may open everything: what the system would say is said for it."""
    put(folder, "closed.pdf", photograph(folder))
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "closed.pdf":
            raise PermissionError(EACCES, os.strerror(EACCES), str(path))
        return read(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", refused)
        done = run_in(folder, "collect")
    assert done.exit_code == 1
    assert "left for the next run: 1." in done.stderr
    assert "being copied" not in done.stderr


def photograph(folder: Path) -> bytes:
    """A photograph of the first page of the unit's form."""
    (form,) = (folder / "out" / "forms").rglob(f"{UNIT}*.pdf")
    with pdfium.PdfDocument(form) as document:
        picture = document[0].render(scale=2.5).to_pil().convert("RGB")
    made = io.BytesIO()
    picture.rotate(3, expand=True, fillcolor="white").save(made, "JPEG", quality=70)
    return made.getvalue()


def form_of(folder: Path) -> Any:
    forms = told(later(folder, "status", "--period", PERIOD, "--json"))["forms"]
    return next(one for one in forms if one["unit"] == UNIT)


def test_a_photograph_is_kept_with_its_return_which_is_asked_for_again_as_a_file(folder: Path, tmp_path: Path) -> None:
    put(folder, "微信图片_20260105.jpg", photograph(folder))
    later(folder, "collect")
    out = tmp_path / "chase.xlsx"
    later(folder, "status", "--period", PERIOD, "--out", str(out))
    form = form_of(folder)
    assert (form["state"], form["file"]) == ("unreadable", "returns/2026-01-05/微信图片_20260105.jpg")
    rows = [[str(cell) for cell in row] for row in openpyxl.load_workbook(out).worksheets[0].values]
    assert any(row[0] == UNIT and "as a file" in row[5] for row in rows)
    waiting = told(later(folder, "review", "--json"))["waiting"]
    assert any(one["unit"] == UNIT and "picture" in one["about"] for one in waiting)
    done = told(later(folder, "notices", "--period", PERIOD, "--json"))
    assert UNIT in {one["unit"] for one in done["notices"]}


def test_the_form_that_comes_after_its_photograph_takes_its_place(folder: Path) -> None:
    put(folder, "photo.jpg", photograph(folder))
    later(folder, "collect")
    (form,) = (folder / "out" / "forms").rglob(f"{UNIT}*.pdf")
    put(folder, form.name, form.read_bytes())
    later(folder, "collect")
    assert form_of(folder)["state"] == "received"


def test_a_file_nobody_can_place_is_named_until_it_is_dealt_with(folder: Path) -> None:
    put(folder, "note.txt", b"we shall send it next week")
    later(folder, "collect")
    done = later(folder, "status")
    assert "returns/2026-01-05/note.txt" in done.output
