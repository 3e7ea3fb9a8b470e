"""`docgen check` finds everything at once, changes nothing, and marks faults in a copy of the template."""

import json
import re
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from docgen.campaign import sample_names, start_campaign
from tests.cli.conftest import run_in


def misspell(folder: Path) -> Path:
    """Put a misspelt tag into the campaign's template."""
    template = folder / "templates" / "agreement.docx"
    document = Document(str(template))
    document.add_paragraph("For {{ unit.nmae }}.")
    document.save(str(template))
    return template


@pytest.mark.parametrize("sample", sample_names())
def test_every_sample_is_without_errors(tmp_path: Path, sample: str) -> None:
    start_campaign(tmp_path / "c", sample, {})
    document = json.loads(run_in(tmp_path / "c", "check", "--json").stdout)
    assert (document["exit_code"], document["result"]["counts"]["errors"]) == (0, 0)


def test_a_misspelt_tag_is_found_with_the_nearest_name(fresh: Path) -> None:
    misspell(fresh)
    done = run_in(fresh, "check")
    assert done.exit_code == 1
    assert "unit.nmae" in done.stdout
    assert "unit.name" in done.stdout


def test_a_misspelt_tag_in_a_clause_is_found_at_its_cell(fresh: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(fresh / "units.xlsx")
    sheet = book["duties"]
    heads = {str(cell.value).lower(): cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value}
    sheet.cell(sheet.max_row, heads["wording"]).value = "Reports to {{ issuer.nam }}."
    book.save(fresh / "units.xlsx")
    found = json.loads(run_in(fresh, "check", "--json").stdout)["findings"]
    (fault,) = [f for f in found if "issuer.nam" in f["message"]]
    assert fault["place"]["sheet"] == "duties"
    assert fault["place"]["cell"].endswith(str(sheet.max_row))


def test_a_grade_or_a_figure_that_campaign_toml_misspells_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    start_campaign(tmp_path / "c", "contractors", {})
    file = tmp_path / "c" / "campaign.toml"
    text = file.read_text("utf-8").replace('when = "Fail"', 'when = "Failed"')
    file.write_text(text.replace('actual = "QSR.lost_time"', 'actual = "QSR.lost_tme"'), "utf-8")
    found = {f["code"]: f["message"] for f in json.loads(run_in(tmp_path / "c", "check", "--json").stdout)["findings"]}
    assert "Failed" in found["W-CONSEQUENCE-UNKNOWN"]
    assert found["W-CONSEQUENCE-UNKNOWN"].endswith("known: Fail.")
    assert "nearest: lost_time" in found["E-INDICATOR-ACTUAL"]


def test_a_form_whose_definition_has_a_fault_is_not_said_to_be_missing_where_an_indicator_names_it(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "c"
    start_campaign(folder, "contractors", {})
    book = openpyxl.load_workbook(folder / "forms" / "QSR.xlsx")
    book["survey"].append(["integer", "near_misses"])
    book.save(folder / "forms" / "QSR.xlsx")
    found = [f["code"] for f in json.loads(run_in(folder, "check", "--json").stdout)["findings"]]
    assert [code for code in found if code.startswith("E-")] == ["E-FORM-LABEL"]


def test_annotate_marks_the_fault_in_a_copy_and_leaves_the_template_alone(fresh: Path) -> None:
    template = misspell(fresh)
    before = template.read_bytes()
    done = run_in(fresh, "check", "--annotate")
    copy = fresh / "out" / "annotated" / "agreement.docx"
    assert "Annotated copy: out/annotated/agreement.docx" in done.stderr
    assert any("unit.nmae" in comment.text for comment in Document(str(copy)).comments)
    assert template.read_bytes() == before
    assert list(fresh.rglob(".partial")) == []


def test_annotate_writes_nothing_where_nothing_is_wrong(fresh: Path) -> None:
    run_in(fresh, "check", "--annotate")
    assert not (fresh / "out").exists()


def test_points_that_do_not_add_up_are_told_once(fresh: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(fresh / "rules.xlsx")
    points = next(cell for row in book["Items"] for cell in row if cell.value == 25)
    points.value = 26
    book.save(fresh / "rules.xlsx")
    told = json.loads(run_in(fresh, "check", "--json").stdout)["findings"]
    assert [one["code"] for one in told if "TOTAL" in one["code"]] == ["E-RULES-TOTAL"]


def test_check_changes_nothing(fresh: Path) -> None:
    before = {path: path.read_bytes() for path in fresh.rglob("*") if path.is_file()}
    run_in(fresh, "check")
    assert {path: path.read_bytes() for path in fresh.rglob("*") if path.is_file()} == before


def test_a_broken_settings_file_is_a_finding_with_its_line(fresh: Path) -> None:
    (fresh / "campaign.toml").write_text('name = "x"\nyear = = 3\n', encoding="utf-8")
    done = run_in(fresh, "check")
    assert done.exit_code == 1
    assert "campaign.toml, line 2" in done.stdout


def test_findings_are_told_in_the_campaigns_language(tmp_path: Path) -> None:
    start_campaign(tmp_path / "c", "safety-2026-zh", {})
    (tmp_path / "c" / "units.xlsx").unlink()
    where = json.loads(run_in(tmp_path / "c", "check", "--json").stdout)["findings"][0]["where"]
    assert "units.xlsx" in where


def test_an_office_s_own_layout_is_checked_against_its_form(fresh: Path) -> None:
    run_in(fresh, "forms", "INC", "--layout", "templates/inc.docx")
    settings = fresh / "campaign.toml"
    text = settings.read_text(encoding="utf-8")
    named = text.replace('code = "INC"', 'code = "INC"\nlayouts = ["templates/inc.docx"]')
    settings.write_text(named, encoding="utf-8")
    before = json.loads(run_in(fresh, "check", "--json").stdout)["findings"]
    document = Document(str(fresh / "templates" / "inc.docx"))
    document.add_paragraph('{{ field("wether") }}')
    document.save(str(fresh / "templates" / "inc.docx"))
    after = json.loads(run_in(fresh, "check", "--json").stdout)["findings"]
    (fault,) = [finding for finding in after if finding not in before]
    assert (fault["code"], fault["place"]["file"]) == ("E-LOOKUP-UNKNOWN", "templates/inc.docx")


def test_a_campaign_that_does_not_say_its_year_is_not_told_that_its_rules_are_of_another(fresh: Path) -> None:
    settings = fresh / "campaign.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("\nyear = ", "\nyaer = "), encoding="utf-8")
    told = run_in(fresh, "check").stdout
    assert "E-KEY-NEAR" in told
    assert "E-RULES-YEAR" not in told


def test_a_template_without_a_place_for_the_signature_is_told_before_books_are_made(fresh: Path) -> None:
    assert "E-TEMPLATE-NO-BOX" not in run_in(fresh, "check").stdout
    assert run_in(fresh, "keys", "demo").exit_code == 0
    done = run_in(fresh, "check")
    assert (done.exit_code, "E-TEMPLATE-NO-BOX" in done.stdout) == (1, True)
    assert "Books can be made" not in done.stderr


def test_a_form_changed_under_the_same_version_is_told_by_check(made: Path) -> None:
    from openpyxl import load_workbook

    assert run_in(made, "forms", "--period", "2026Q1", "--format", "xlsx").exit_code == 0
    assert "E-FORM-CHANGED" not in run_in(made, "check").stdout
    book = load_workbook(made / "forms" / "QSR.xlsx")
    rows = list(book["survey"].iter_rows())
    at = next(n for n, cell in enumerate(rows[0]) if str(cell.value).startswith("label"))
    cell = next(row[at] for row in rows[1:] if row[at].value)
    cell.value = f"{cell.value}, otherwise"
    book.save(made / "forms" / "QSR.xlsx")
    done = run_in(made, "check")
    assert (done.exit_code, "E-FORM-CHANGED" in done.stdout) == (1, True)


@pytest.mark.parametrize(("lowest", "code"), [((95, 99, 0), "E-GRADES-ORDER"), ((90, 70, 60), "E-GRADE-GAP")])
def test_what_is_wrong_with_the_grades_of_campaign_toml_is_told_once_and_where_they_stand(
    fresh: Path, lowest: tuple[int, ...], code: str
) -> None:
    path = fresh / "campaign.toml"
    text = re.sub(r"(?ms)^\[\[grades\]\].*?(?=^\[(?!\[grades)|\Z)", "", path.read_text(encoding="utf-8"))
    grades = "".join(f'\n[[grades]]\nname = "G{one}"\nfrom = {one}\n' for one in lowest)
    path.write_text(text + grades, encoding="utf-8")
    told = json.loads(run_in(fresh, "check", "--json").stdout)["findings"]
    (finding,) = [one for one in told if one["code"].startswith("E-GRADE")]
    assert (finding["code"], finding["place"]["file"]) == (code, "campaign.toml")
    assert finding["place"]["field"].endswith("from")
