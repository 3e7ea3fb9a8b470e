"""docgen check goes from each clause to its fields and from each rule item to what feeds it, and tells every hole."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from docgen.campaign import Campaign, load_campaign, start_campaign
from docgen.findings import Finding
from docgen.forms import lint_forms


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    start_campaign(tmp_path / "c", "contractors", {})
    loaded = load_campaign(tmp_path / "c").campaign
    assert loaded is not None
    return loaded


def change(campaign: Campaign, form: str, old: str, new: str) -> None:
    """Write `new` into every cell of a definition that says `old`."""
    path = campaign.folder / "forms" / f"{form}.xlsx"
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == old]
    assert cells, f"{form} says nothing like {old}"
    for cell in cells:
        cell.value = new
    book.save(path)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code.id for finding in findings]


@pytest.mark.parametrize("sample", ["safety-2026", "safety-2026-zh", "contractors"])
def test_the_samples_have_no_hole(tmp_path: Path, sample: str) -> None:
    start_campaign(tmp_path / "c", sample, {})
    loaded = load_campaign(tmp_path / "c").campaign
    assert loaded is not None
    assert [str(finding) for finding in lint_forms(loaded)] == []


def test_a_field_that_a_clause_names_and_no_form_asks_is_told(campaign: Campaign) -> None:
    change(campaign, "INC", "reported_at", "written")
    findings = lint_forms(campaign)
    assert codes(findings) == ["E-FORM-FIELD"]
    assert findings[0].place.sheet == "duties"


def test_a_field_nearly_named_is_offered(campaign: Campaign) -> None:
    change(campaign, "TRN", "flaggers_certified", "flaggers_certificate")
    findings = lint_forms(campaign)
    assert codes(findings) == ["E-FORM-FIELD-NEAR"] * 2  # two wordings of the clause name it
    assert findings[0].values["nearest"] == "TRN.flaggers_certificate"


def test_an_item_that_nothing_feeds_is_told(campaign: Campaign) -> None:
    change(campaign, "QSR", "B2.1", "B1.1")
    findings = lint_forms(campaign)
    assert codes(findings) == ["W-ITEM-UNFED"]
    assert findings[0].values["item"] == "B2.1"


def test_a_ledger_may_feed_an_item(campaign: Campaign) -> None:
    change(campaign, "QSR", "B2.1", "B1.1")
    clauses = tuple(replace(c, fields=("L.corrections",)) if c.id == "B2" else c for c in campaign.clauses)
    assert codes(lint_forms(replace(campaign, clauses=clauses))) == []


def test_an_item_the_rules_do_not_have_is_told(campaign: Campaign) -> None:
    change(campaign, "INC", "C2.1", "C2.11")
    assert codes(lint_forms(campaign)) == ["E-FORM-ITEM-NEAR", "E-FORM-ITEM-NEAR", "W-ITEM-UNFED"]


def test_a_form_without_the_campaigns_language_is_told(campaign: Campaign) -> None:
    for column in ("label", "hint", "constraint_message"):
        change(campaign, "TRN", f"{column}::English (en)", f"{column}::Deutsch (de)")
    change(campaign, "TRN", "English (en)", "Deutsch (de)")
    [finding] = lint_forms(campaign)
    assert (finding.code.id, finding.values["other"]) == ("W-FORM-LANGUAGE", "de")


def test_units_that_are_not_asked_what_an_item_is_scored_by_are_told(tmp_path: Path) -> None:
    start_campaign(tmp_path / "c", "safety-2026", {})
    office = load_campaign(tmp_path / "c").campaign
    assert office is not None
    change(office, "APR", "-training_repair", "-training_repair, -station")
    findings = lint_forms(office)
    assert codes(findings) == ["W-ITEM-UNFED-BY"]
    assert (findings[0].values["item"], findings[0].values["types"]) == ("A4.1", "Coach station")


def test_a_unit_type_that_does_not_exist_is_told(tmp_path: Path) -> None:
    start_campaign(tmp_path / "c", "safety-2026", {})
    office = load_campaign(tmp_path / "c").campaign
    assert office is not None
    change(office, "QIS", "county_bureau, waterway_port, enforcement", "county_bureau, waterwayport, enforcement")
    assert codes(lint_forms(office))[0] == "E-FORM-UNIT-TYPE-NEAR"


def test_a_figure_typed_once_is_the_same_kind_of_figure_everywhere(tmp_path: Path) -> None:
    start_campaign(tmp_path / "c", "safety-2026", {})
    office = load_campaign(tmp_path / "c").campaign
    assert office is not None
    change(office, "TCT", "enterprises", "firms")
    assert codes(lint_forms(office)) == ["E-FORM-SHARED"]


def test_a_figure_compared_with_a_form_is_asked_there(tmp_path: Path) -> None:
    start_campaign(tmp_path / "c", "safety-2026", {})
    office = load_campaign(tmp_path / "c").campaign
    assert office is not None
    change(office, "APR", ". = sum(QIS.loss_q)", ". = sum(QIS.losses)")
    [finding] = lint_forms(office)
    assert (finding.code.id, finding.values["nearest"]) == ("E-FORM-FIELD-NEAR", "QIS.loss_q")


def test_what_cannot_be_read_of_a_form_is_told_before_all_else(campaign: Campaign) -> None:
    change(campaign, "QSR", "decimal", "decimel")
    found = lint_forms(campaign)
    assert "E-FORM-TYPE-NEAR" in codes(found)
    assert found[0].place.file == "forms/QSR.xlsx"
