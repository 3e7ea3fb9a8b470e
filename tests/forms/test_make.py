"""Making the forms of all units: what is made, kept, refused and taken away; and the files themselves, once."""

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from docgen.errors import UsageError
from docgen.findings import has_errors
from docgen.forms import FormOutcome, FormsReport, make_blank
from docgen.forms.layout import write_layout
from docgen.forms.order import Order
from docgen.model import ReturnState
from docgen.store import forms, open_store
from tests.forms.office import changed, definitions, due, make, office
from tests.forms.program import every_form

ROOT = Path(__file__).resolve().parents[2]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder / "out" / "forms").as_posix() for path in folder.rglob("out/forms/*/*.*"))


def outcomes(report: FormsReport) -> list[str]:
    return [f"{result.unit} {'+'.join(result.forms)}.{result.format} {result.outcome}" for result in report.results]


def test_each_unit_gets_the_format_it_prefers_and_excel_forms_share_a_workbook(tmp_path: Path) -> None:
    campaign = office(tmp_path / "a")
    make(campaign, periods=("2026Q2",))
    one, two, three = (f"{unit.code} {unit.short_name or unit.name}" for unit in campaign.units)
    assert files(tmp_path / "a") == sorted(
        [
            f"2026Q2/{one} 2026Q2.xlsx",
            *(f"2026Q2/{two} {form} 2026Q2.docx" for form in ("HRL", "QIS")),
            *(f"2026Q2/{three} {form} 2026Q2.pdf" for form in ("HRL", "QIS")),
        ]
    )


def test_a_form_that_is_named_is_a_file_of_its_own_in_every_format_asked_for(tmp_path: Path) -> None:
    campaign = office(tmp_path / "a")
    report = make(campaign, forms=("QIS",), periods=("2026Q2",), formats=("xlsx", "pdf"), units=("0101",))
    assert outcomes(report) == ["0101 QIS.xlsx made", "0101 QIS.pdf made"]


def test_what_is_there_is_not_made_again_and_what_changed_is(tmp_path: Path) -> None:
    campaign = office(tmp_path / "a")
    first = make(campaign, periods=("2026Q2",))
    assert first.count(FormOutcome.MADE) == 5
    assert make(campaign, periods=("2026Q2",)).count(FormOutcome.UNCHANGED) == 5
    (tmp_path / "a" / "out" / "forms" / first.results[0].period / first.results[0].file).unlink()
    renamed = changed(campaign, 2, name="Another name")
    again = make(renamed, periods=("2026Q2",))
    assert outcomes(again) == [
        "0101 QIS+HRL.xlsx made",
        "0102 QIS.docx unchanged",
        "0102 HRL.docx unchanged",
        "0103 QIS.pdf made",
        "0103 HRL.pdf made",
    ]


def test_the_store_knows_each_form_that_was_made(tmp_path: Path) -> None:
    campaign = office(tmp_path / "a")
    make(campaign, periods=("2026Q2",))
    with open_store(tmp_path / "a" / "docgen.db") as store, store.begin() as tx:
        known = forms.made(tx, period="2026Q2")
        [hazards] = forms.made(tx, form="HRL", unit="0101")
    assert [(form.form, form.unit, form.ending) for form in known] == [
        ("HRL", "0101", ".xlsx"),
        ("QIS", "0101", ".xlsx"),
        ("HRL", "0102", ".docx"),
        ("QIS", "0102", ".docx"),
        ("HRL", "0103", ".pdf"),
        ("QIS", "0103", ".pdf"),
    ]
    assert (hazards.state, hazards.version) == (ReturnState.MADE, "2026.1")
    assert hazards.file.endswith("2026Q2.xlsx")


def test_a_definition_changed_under_the_same_version_is_refused_with_what_changed(tmp_path: Path) -> None:
    campaign = office(tmp_path / "a")
    known = definitions(campaign)
    make(campaign, known, periods=("2026Q2",))
    before = files(tmp_path / "a")
    header, *rest = known["QIS"].body
    members = (replace(header.members[0], required=True), *header.members[2:])  # type: ignore[union-attr]
    other = replace(known["QIS"], body=(replace(header, members=members), *rest), digest="f" * 64)  # type: ignore[arg-type]
    report = make(campaign, known | {"QIS": other}, periods=("2026Q2",))
    assert (report.results, files(tmp_path / "a")) == ((), before)
    assert has_errors(report.findings)
    changes = [str(finding.values["change"]) for finding in report.findings]
    assert "“header/form_code” is gone" in changes
    assert "required of “header/campaign_year” was false, is true" in changes
    newer = replace(other, version="2026.2")
    again = make(campaign, known | {"QIS": newer}, periods=("2026Q2",))
    assert (again.count(FormOutcome.MADE), again.count(FormOutcome.UNCHANGED)) == (3, 2)


def test_a_file_somebody_typed_into_is_kept_in_quarantine(tmp_path: Path) -> None:
    campaign = office(tmp_path / "a")
    [first, *_] = make(campaign, periods=("2026Q2",), units=("0101",)).results
    path = tmp_path / "a" / "out" / "forms" / "2026Q2" / first.file
    path.write_bytes(b"typed into")
    report = make(campaign, periods=("2026Q2",), units=("0101",))
    assert [finding.code.id for finding in report.findings] == ["W-FORM-EDITED"]
    assert [kept.read_bytes() for kept in (tmp_path / "a" / "out" / "quarantine").glob("*.xlsx")] == [b"typed into"]


def test_the_forms_of_a_unit_that_is_gone_are_taken_away(tmp_path: Path) -> None:
    campaign = office(tmp_path / "a")
    make(campaign, periods=("2026Q2",), formats=("xlsx",))
    smaller = replace(campaign, units=campaign.units[:2])
    report = make(smaller, periods=("2026Q2",), formats=("xlsx",))
    assert report.count(FormOutcome.REMOVED) == 1
    assert len(files(tmp_path / "a")) == 2


def test_an_unknown_unit_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="9999"):
        make(office(tmp_path / "a"), units=("9999",))


def test_the_standard_look_is_written_and_never_over_a_file_that_is_there(tmp_path: Path) -> None:
    campaign = office(tmp_path / "a")
    write_layout(campaign, definitions(campaign), "OBJ", tmp_path / "obj.docx")
    assert (tmp_path / "obj.docx").read_bytes().startswith(b"PK")
    for path in (tmp_path / "obj.docx", tmp_path / "obj.pdf"):
        with pytest.raises(UsageError):
            write_layout(campaign, definitions(campaign), "OBJ", path)


@pytest.mark.parametrize("sample", ["safety-2026", "safety-2026-zh"])
def test_every_form_in_every_format_is_the_same_bytes_wherever_it_is_made(tmp_path: Path, sample: str) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    report = every_form(here, 1, 1, sample)
    assert (report.count(FormOutcome.FAILED), report.findings) == (0, ())
    office(there, sample)
    program = [sys.executable, "-m", "tests.forms.program", str(there), "2", "1"]
    environment = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)}
    subprocess.run(program, env=environment, cwd=ROOT, check=True, capture_output=True)
    assert files(here) == files(there) != []
    for name in files(here):
        assert (here / "out/forms" / name).read_bytes() == (there / "out/forms" / name).read_bytes(), name


def test_an_order_comes_out_of_another_process_as_it_went_in(tmp_path: Path) -> None:
    campaign = office(tmp_path / "a")
    for period in ("2026Q2", "2026Q3"):
        form = make_blank(campaign, due(campaign, "HRL", period), campaign.units[0]).blank
        order = Order((form,), "docx", "Letter", b"layout")
        assert pickle.loads(pickle.dumps(order)) == order
    assert len(pickle.dumps(order)) < 60_000
