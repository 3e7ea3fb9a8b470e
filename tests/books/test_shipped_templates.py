"""Every template that is shipped, also those no sample uses by itself, is faultless against its sample's data."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from docgen.books import lint_templates, lint_wordings
from docgen.books.context import book_context
from docgen.campaign import Campaign, load_campaign, start_campaign
from docgen.word.contract import Contract
from docgen.word.lint import lint_template

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SAMPLES = {"en": "safety-2026", "zh": "safety-2026-zh", "contractors": "contractors"}


@cache
def campaign(folder: Path, sample: str) -> Campaign:
    start_campaign(folder / sample, sample, {})
    found = load_campaign(folder / sample).campaign
    assert found is not None
    return found


@cache
def contract(folder: Path, sample: str) -> Contract:
    whole = campaign(folder, sample)
    return Contract.from_context(*(book_context(whole, unit) for unit in whole.units), required=("docgen:qr",))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("samples")


SHEETS = ("supplement.docx", "sign-in.docx")
"""Templates that are told more than a book: checked as their campaign's own."""
BOOKS = sorted(path for path in TEMPLATES.glob("*/*.docx") if path.name.startswith(("book-", "agreement")))


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_shipped_book_template_has_no_fault(folder: Path, path: Path) -> None:
    known = contract(folder, SAMPLES[path.parent.name])
    assert [str(finding) for finding in lint_template(path, contract=known)] == []


@pytest.mark.parametrize("sample", SAMPLES.values())
def test_the_sheets_beside_the_books_have_no_fault(folder: Path, sample: str) -> None:
    linted = {Path(lint.name).name: lint.faults for lint in lint_templates(campaign(folder, sample))}
    assert [linted[name] for name in SHEETS] == [(), ()]


def test_a_campaign_that_binds_nobody_yet_has_nothing_to_be_checked_against(folder: Path) -> None:
    nobody = replace(campaign(folder, "contractors"), units=())
    assert lint_templates(nobody) == ()
    assert lint_wordings(nobody) == ()
