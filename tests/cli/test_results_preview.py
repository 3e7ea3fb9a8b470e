"""A preview says that it is one: across every page of the PDF, by both engines, and in Word's file; it is sent."""

import json
import shutil
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest

from docgen.campaign import start_campaign
from tests.cli.conftest import run_in
from tests.cli.test_send_and_outbox import with_mail
from tests.results.server import serving

DAY = ("--today", "2027-02-01")
SOFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")


def pages(pdf: Path) -> list[str]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def words_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def start(folder: Path, engine: str) -> Path:
    start_campaign(folder, "contractors", {})
    if engine != "embedded":
        path = folder / "campaign.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('engine = "embedded"', f'engine = "{engine}"'), encoding="utf-8")
    return folder


@pytest.mark.parametrize("engine", ["embedded", pytest.param("libreoffice", marks=[pytest.mark.libreoffice, SOFFICE])])
def test_every_page_of_a_preview_is_marked_and_no_page_of_a_letter(tmp_path: Path, engine: str) -> None:
    folder = start(tmp_path / "campaign", engine)
    for words in (("results", "--preview"), ("results",)):
        done = run_in(folder, *words, *DAY)
        assert done.exit_code == 0, done.output
    out = folder / "out" / "results"
    previews, letters = sorted((out / "preview").glob("*.pdf")), sorted((out / "letters").glob("*.pdf"))
    assert (len(previews), len(letters)) == (6, 6)
    for preview, letter in zip(previews[:2], letters[:2], strict=True):
        assert all("PREVIEW" in page for page in pages(preview))
        assert not any("PREVIEW" in page for page in pages(letter))
        assert "not published yet" in words_of(preview.with_suffix(".docx"))
        assert "not published yet" not in words_of(letter.with_suffix(".docx"))


def test_previews_are_sent_and_nothing_is_published_by_that(tmp_path: Path) -> None:
    folder = start(tmp_path / "campaign", "embedded")
    run_in(folder, "results", "--preview", *DAY)
    with serving() as (port, box):
        with_mail(folder, port)
        for _ in range(2):
            run_in(folder, "send", "previews", "--yes", *DAY)
    assert len(box.mails) == 6
    assert not (folder / "archive").exists() or not list((folder / "archive").rglob("*.pdf"))
    acts = json.loads(run_in(folder, "journal", "--last", "50", "--json").stdout)["result"]["entries"]
    assert "result published" not in {entry["act"]["action"] for entry in acts}


def test_results_are_published_before_the_objections_are_in_for_a_reason_only(tmp_path: Path) -> None:
    folder = start(tmp_path / "campaign", "embedded")
    run_in(folder, "results", "--preview", *DAY)
    publish = ("results", "--publish", "--approver", "Eleanor Vance", "--document", "12", *DAY)
    refused = run_in(folder, *publish)
    assert refused.exit_code == 2
    assert "Units may object until 2027-02-08; nothing was published." in refused.stderr
    assert run_in(folder, *publish, "--reason", "the County asks for it today").exit_code == 0
    assert "the County asks for it today" in run_in(folder, "journal", "--last", "20").stdout
