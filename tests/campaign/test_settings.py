"""campaign.toml: what it may say, and in which line it says it wrong."""

import errno
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from docgen.campaign import Settings, load_campaign
from docgen.campaign.lines import Lines
from docgen.excel import ColumnType, DateOrder
from docgen.findings import Finding
from docgen.language import speaking
from docgen.model import MissingPolicy
from tests.campaign.folders import TOML, make_folder, toml

PAGE = Path(__file__).parents[2] / "docs" / "campaign.md"


def settings(text: str = TOML) -> Settings:
    return Settings.model_validate(tomllib.loads(text))


def only(folder: Path, old: str, new: str) -> Finding:
    """The one finding after `old` in campaign.toml was changed to `new`."""
    findings = load_campaign(make_folder(folder / "campaign", toml(old, new))).findings
    assert len(findings) == 1, [str(f) for f in findings]
    return findings[0]


EXAMPLES = [
    pytest.param(text, id=f"{path.stem} {number}")
    for path in sorted(PAGE.parent.rglob("*.md"))
    for number, text in enumerate(re.findall(r"```toml\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL), 1)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_settings_are_understood_as_the_pages_write_them(example: str) -> None:
    written = tomllib.loads(example)
    assert written.keys() & Settings.model_fields.keys()
    Settings.model_validate(tomllib.loads(TOML) | written)


def test_the_example_of_the_documentation_is_a_campaign() -> None:
    example = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    said = settings(example[1])
    assert (said.name, said.date_order) == ("Work Safety Responsibility 2026", DateOrder.DMY)
    assert said.sheets["units"].columns["region"].type is ColumnType.TEXT
    assert said.missing["unit.contact.phone"] is MissingPolicy.MARK


@pytest.mark.parametrize("day", ["2026-02-15", "2027-01-01", "2024-12-01"])
def test_a_year_of_returns_begins_with_a_month_near_its_january(tmp_path: Path, day: str) -> None:
    finding = only(tmp_path, "year = 2026", f"year = 2026\nyear_begins = {day}")
    assert "year_begins is the first day of a month" in str(finding)


def test_periods_have_the_days_of_the_year_of_returns() -> None:
    said = settings(TOML.replace("year = 2026", "year = 2026\nyear_begins = 2025-10-01", 1))
    first, year = said.period("2026Q1"), said.period("2026")
    assert first is not None and year is not None
    assert (first.first, first.last) == (date(2025, 10, 1), date(2025, 12, 31))
    assert (year.first, year.last) == (date(2025, 10, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("pattern", "order"),
    [
        *(("MM/dd/yyyy", DateOrder.MDY), ("d MMMM yyyy", DateOrder.DMY), ("yyyy年M月d日", DateOrder.YMD)),
        *(("", None), ("MMMM yyyy", None)),
    ],
)
def test_how_dates_are_printed_says_how_they_are_read(pattern: str, order: DateOrder | None) -> None:
    assert settings(TOML.replace('date_format = ""', f'date_format = "{pattern}"')).date_order is order


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('language = "en"', 'language = "fr"', "'en' or 'zh'"),
        ("min_pages = 2", "min_pages = 0", "1 or more"),
        ('date_format = ""', 'date_format = "dd/mm/yyyy"', "M for the month"),
        ('date_format = ""', 'date_format = "D MMMM YYYY"', "DY is no part"),
        ('title = "Deaths"', 'title = "Deaths"\ntype = "date"', "percent"),
        ("min_pages = 2", 'min_pages = 2\ncopies = "two"', "whole number"),
        ("min_pages = 2", 'min_pages = 2\nnumber = "{year}"', "same number"),
        ("min_pages = 2", 'min_pages = 2\nnumber = "{yaer}-{seq}"', "{year}"),
        ("min_pages = 2", 'min_pages = 2\nfile_name = "{code"', "{code}"),
        ("min_pages = 2", 'min_pages = 2\nfile_name = "book"', "same name"),
        ("min_pages = 2", 'min_pages = 2\nfile_name = "{type} {year}"', "same name"),
        ("min_pages = 2", 'min_pages = 2\nfile_name = "../x/{name}"', "another folder"),
        ("templates/book.docx", "../book.docx", "inside the campaign folder"),
        ("first = 2026-01-01", 'first = "New Year"', "2026-03-05"),
        ("last = 2026-12-31", "last = 2025-12-31", "before the first"),
        ('name = "Road Office"', 'name = ""', "not be empty"),
        ('basis = ["Roads Act"]', 'basis = "Roads Act"', "square brackets"),
        ('opened = "date"', 'opened = "day"', "'date'"),
        ("times = 4", "times = 4\n[choices]\nweights = { self = 50 }", "100"),
    ],
)
def test_a_value_that_cannot_be_is_told_with_its_reason(old: str, new: str, why: str, tmp_path: Path) -> None:
    finding = only(tmp_path, old, new)
    assert finding.code.id == "E-KEY-VALUE"
    assert why in finding.message


def test_a_misspelt_key_is_offered_the_nearest_wherever_it_stands(tmp_path: Path) -> None:
    for n, (old, new, nearest) in enumerate(
        [
            ("year = 2026", "year = 2026\nlangauge = 1", "language"),
            ('title = "Staff"', 'titel = "Staff"', "title"),
            ("from = 70", "form = 1\nfrom = 70", "from"),
            ("total = true", "totl = true\ntotal = true", "total"),
        ]
    ):
        finding = only(tmp_path / str(n), old, new)
        assert (finding.code.id, finding.values["nearest"]) == ("E-KEY-NEAR", nearest)


def test_lines_are_found_past_long_values_and_inside_repeated_tables() -> None:
    text = '''name = """
year = 1999
"""
year = 2026          # the key itself
[[forms]]
code = "A"
[[forms]]
times = [
  1, # code = "B"
]
code = "C"
[unit_types."city hall"]
name = "City"
books.copies = 2
'''
    lines = Lines(text)
    assert lines.of(("year",)) == 4
    assert [lines.of(("forms", n, "code")) for n in (0, 1)] == [6, 11]
    assert lines.of(("unit_types", "city hall", "name")) == 13
    assert lines.of(("unit_types", "city hall", "books", "copies")) == 14
    assert lines.of(("unit_types", "city hall", "basis")) == 12
    assert lines.of(("grades",)) is None


def test_a_key_left_out_does_not_keep_the_roster_from_being_checked(tmp_path: Path) -> None:
    def break_roster(folder: Path) -> None:
        (folder / "units.xlsx").write_bytes(b"")

    folder = make_folder(
        tmp_path / "campaign", toml('[issuer]\nname = "Road Office"\nsigner = "Ada"\n', ""), break_roster
    )
    assert [f.code.id for f in load_campaign(folder).findings] == ["E-KEY-MISSING", "E-EMPTY-FILE"]


@pytest.mark.parametrize(
    ("old", "new", "shown", "why"),
    [
        ("year = 2026", "year = ", "year =", "a value is missing"),
        ('signer = "Ada"', "signer = Ada", "signer = Ada", "without quotation marks"),
        ('signer = "Ada"', "signer = “Ada”", "signer = “Ada”", "the plain ones"),
        ('signer = "Ada"', 'signer＝"Ada"', 'signer＝"Ada"', "the plain ones"),
        ("[term]", "[term", "[term", "the square bracket"),
        ('signer = "Ada"', 'signer = "Ada"\nsigner = "Bob"', 'signer = "Bob"', "twice"),
    ],
)
def test_a_line_that_is_no_toml_is_shown_with_what_is_usual(
    old: str, new: str, shown: str, why: str, tmp_path: Path
) -> None:
    finding = only(tmp_path, old, new)
    assert finding.code.id == "E-TOML-BROKEN"
    assert finding.message.startswith(f"“{shown}” cannot be read")
    assert why in finding.message
    assert re.search(r"line \d+", str(finding.place))


def test_a_fault_of_a_chinese_campaign_is_told_in_chinese_whatever_language_is_spoken(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "campaign", toml('"en"', '"zh"'), toml("year = 2026", "year = "))
    (finding,) = load_campaign(folder).findings
    with speaking("zh"):
        assert not re.search("[A-Za-z]{2}", finding.message.replace("year", ""))


def test_a_campaign_saved_as_gbk_is_told_to_be_saved_as_utf_8(tmp_path: Path) -> None:
    def as_gbk(folder: Path) -> None:
        (folder / "campaign.toml").write_bytes(TOML.replace("Road Office", "公路局").encode("gbk"))

    (finding,) = load_campaign(make_folder(tmp_path / "campaign", as_gbk)).findings
    assert (finding.code.id, finding.place.line) == ("E-TOML-ENCODING", None)
    assert "UTF-8" in finding.remedy


def test_a_missing_key_is_said_to_be_missing_in_its_line_of_the_file(tmp_path: Path) -> None:
    finding = only(tmp_path, 'name = "Depot"\n', "")
    assert str(finding.place).startswith(f"campaign.toml, line {TOML.splitlines().index('[unit_types.depot]') + 1}")
    assert finding.message == "“name” is missing."


def test_why_campaign_toml_cannot_be_read_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "campaign.toml").write_text("year = 2027\n")

    def refuses(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuses)
    (finding,) = load_campaign(tmp_path).findings
    assert finding.message == "The file cannot be read: you have no right to, or another program has it open."


@pytest.mark.parametrize("wrong", ["last = 2026-12-32", "last = 2026-13-01", "last = 2026-2-31"])
@pytest.mark.parametrize("inline", [False, True])
def test_a_day_there_is_none_of_is_told_as_that_and_not_as_a_bracket(tmp_path: Path, wrong: str, inline: bool) -> None:
    table = "[term]\nfirst = 2026-01-01\nlast = 2026-12-31\n"
    new = f"term = {{ first = 2026-01-01, {wrong} }}\n" if inline else table.replace("last = 2026-12-31", wrong)
    (tmp_path / "campaign.toml").write_text((new if inline else "") + TOML.replace(table, "" if inline else new))
    (finding,) = load_campaign(tmp_path).findings
    assert (finding.code.id, "there is no such date" in finding.message) == ("E-TOML-BROKEN", True), finding.message


def test_a_wrong_table_is_shown_as_it_is_written_and_not_as_a_program_sees_it(tmp_path: Path) -> None:
    finding = only(tmp_path, "[term]", "[choices]\nweights = { self = 20, year_end = 60 }\n[term]")
    assert "“{ self = 20, year_end = 60 }”" in finding.message
