"""Next year's campaign from this one: what stays stays, dates move, and the old folder is only read."""

import hashlib
import io
import tomllib
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from docgen.campaign import load_campaign, start_campaign, start_next_year
from docgen.campaign.nextyear import later_text
from docgen.errors import CampaignError, UsageError
from docgen.excel.carry import still_open


def digests(folder: Path) -> dict[str, str]:
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("sample", ["safety-2026", "safety-2026-zh", "contractors"])
def test_the_new_year_can_be_loaded_and_the_old_folder_is_as_it_was(tmp_path: Path, sample: str) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    start_campaign(old, sample, {})
    before = digests(old)
    begun = start_next_year(new, old)
    assert digests(old) == before
    one, other = load_campaign(old).campaign, load_campaign(new).campaign
    assert one
    assert other
    assert other.settings.year == one.settings.year + 1
    assert other.settings.term.first == one.settings.term.first.replace(year=one.settings.term.first.year + 1)
    assert [u.code for u in other.units] == [u.code for u in one.units]
    assert other.settings.previous == "../old"
    assert begun.to_confirm


def test_dates_and_periods_of_the_calendar_move_and_are_marked(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    start_campaign(old, "safety-2026", {})
    start_next_year(new, old)
    one, other = load_campaign(old).campaign, load_campaign(new).campaign
    assert one
    assert other
    moved = [(e.date.replace(year=e.date.year + 1), later_text(e.period, 2026)) for e in one.settings.calendar]
    assert [(e.date, e.period) for e in other.settings.calendar] == moved
    text = (new / "campaign.toml").read_text(encoding="utf-8")
    assert text.count("# to be confirmed") >= len(moved)
    assert other.settings.working_days.holidays == ()


def test_the_years_of_laws_stay(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    start_campaign(old, "safety-2026", {})
    start_next_year(new, old)
    assert "as amended in 2021" in (new / "campaign.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Agreements 2026", "Agreements 2027"),
        ("2026Q1", "2027Q1"),
        ("by 8 January 2027", "by 8 January 2028"),
        ("2026年度", "2027年度"),
        ("No. 20260", "No. 20260"),
        ("12026", "12026"),
        ("2025", "2025"),
        ("School Year 2025–26", "School Year 2026–27"),
        ("2026-27", "2027-28"),
        ("2025/2026", "2026/2027"),
        ("2024–25", "2024–25"),
        ("from 2026-12-31 on", "from 2027-12-31 on"),
    ],
)
def test_a_year_in_a_text_is_counted_on_where_it_is_a_number_of_its_own(text: str, expected: str) -> None:
    assert later_text(text, 2026) == expected


def test_of_a_ledger_only_what_is_still_open_goes_along() -> None:
    book = openpyxl.Workbook()
    warnings = book.active
    assert warnings is not None
    warnings.title = "warnings"
    for row in (["Unit code", "Due", "Done"], ["0101", date(2026, 5, 1), date(2026, 4, 1)], ["0102", date(2026, 5, 1)]):
        warnings.append(row)
    signing = book.create_sheet("signing")
    signing.append(["Unit code", "Date"])
    signing.append(["0101", date(2026, 2, 1)])
    buffer = io.BytesIO()
    book.save(buffer)
    after = openpyxl.load_workbook(io.BytesIO(still_open(buffer.getvalue())))
    assert [[c.value for c in row][:1] for row in after["warnings"].iter_rows()] == [["Unit code"], ["0102"]]
    assert [[c.value for c in row] for row in after["signing"].iter_rows()] == [["Unit code", "Date"]]


def test_there_must_be_a_campaign_to_go_on_from_and_none_where_it_begins(tmp_path: Path) -> None:
    with pytest.raises(CampaignError):
        start_next_year(tmp_path / "new", tmp_path)
    start_campaign(tmp_path / "old", "contractors", {})
    with pytest.raises(UsageError):
        start_next_year(tmp_path / "old", tmp_path / "old")


def test_a_comment_stays_above_the_table_it_speaks_of(tmp_path: Path) -> None:
    start_campaign(tmp_path / "old", "contractors", {})
    start_next_year(tmp_path / "new", tmp_path / "old")
    start_next_year(tmp_path / "newer", tmp_path / "new")
    text = (tmp_path / "newer" / "campaign.toml").read_text(encoding="utf-8")
    assert "# The County, as it signs.\n[issuer]" in text
    assert "# The fiscal year, both days included.\n[term]" in text
    assert text.count('\nprevious = "../new"\n') == 1
    assert tomllib.loads(text)["year"] == 2028


def test_the_keys_that_stay_behind_are_named_among_what_is_to_be_confirmed(tmp_path: Path) -> None:
    old = tmp_path / "old"
    start_campaign(old, "contractors", {})
    assert not [line for line in start_next_year(tmp_path / "unsigned", old).to_confirm if "keys" in line]
    with (old / "campaign.toml").open("a") as file:
        file.write('\n[signing]\nkey = "keys/issuer.p12"\nunits = "keys/units"\n[[signing.further]]\nkey = "b.p12"\n')
    (line,) = [line for line in start_next_year(tmp_path / "new", old).to_confirm if "keys" in line]
    assert all(name in line for name in ("keys/issuer.p12", "keys/units", "b.p12", str(old)))
