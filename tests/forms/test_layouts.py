"""Forms in the office's own layouts: made by them, each a file of its own, made again when the layout changes."""

from dataclasses import replace
from pathlib import Path

from docx import Document

from docgen.campaign import Campaign
from docgen.forms import Choice, FormOutcome, FormsReport, Means, make_forms, write_layout
from docgen.model import FormDefinition
from tests.excel.layouts.test_layouts import members
from tests.forms.office import DAY, WHO, definitions, office
from tests.word.form import raw

LAYOUTS = ("templates/qis.xlsx", "templates/qis.docx")


def with_layouts(campaign: Campaign) -> dict[str, FormDefinition]:
    """The definitions, QIS with the standard look written out as its layouts."""
    known = definitions(campaign)
    for path in LAYOUTS:
        if not (campaign.folder / path).exists():
            write_layout(campaign, known, "QIS", campaign.folder / path)
    return known | {"QIS": replace(known["QIS"], layouts=LAYOUTS)}


def make(campaign: Campaign, known: dict[str, FormDefinition]) -> FormsReport:
    choice = Choice(DAY, periods=("2026Q2",), units=("0101", "0102"))
    return make_forms(campaign, known, who=WHO, choice=choice, means=Means(jobs=1))


def test_a_form_with_its_own_workbook_is_a_file_of_its_own_and_carries_its_identity(tmp_path: Path) -> None:
    campaign = office(tmp_path / "a")
    report = make(campaign, with_layouts(campaign))
    made = [(result.unit, result.forms, result.format) for result in report.results]
    assert made == [
        ("0101", ("HRL",), "xlsx"),
        ("0101", ("QIS",), "xlsx"),
        ("0102", ("QIS",), "docx"),
        ("0102", ("HRL",), "docx"),
    ]
    assert report.findings == ()
    folder = tmp_path / "a" / "out" / "forms" / "2026Q2"
    book = members((folder / report.results[1].file).read_bytes())
    assert b"dg.QIS.hazards.gen_found" in book["xl/workbook.xml"]
    assert b"QIS.2026Q2.0101" in book["docProps/custom.xml"]
    document = (folder / report.results[2].file).read_bytes()
    assert "dg.QIS.hazards.gen_found" in raw.controls(document)


def test_a_changed_layout_makes_its_forms_anew_and_no_others(tmp_path: Path) -> None:
    campaign = office(tmp_path / "a")
    known = with_layouts(campaign)
    make(campaign, known)
    assert make(campaign, known).count(FormOutcome.UNCHANGED) == 4
    layout = tmp_path / "a" / "templates" / "qis.docx"
    document = Document(str(layout))
    document.add_paragraph("Send it to {{ issuer }}.")
    document.save(str(layout))
    report = make(campaign, known)
    again = [result for result in report.results if result.outcome is not FormOutcome.UNCHANGED]
    assert [(result.unit, result.forms, result.format, result.outcome) for result in again] == [
        ("0102", ("QIS",), "docx", FormOutcome.MADE)
    ]
