"""The folder as an object: units in roster order, joined sheets, names of old, active periods; csv as well as xlsx."""

import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.campaign import Campaign, Loaded, load_campaign
from docgen.findings import Level, has_errors
from docgen.model import Contact
from tests.campaign.folders import WORKBOOKS, Edit, make_folder, put, sheet_edit, toml


def campaign(folder: Path, *edits: Edit) -> Campaign:
    """The campaign of the faultless folder with `edits` that do no harm."""
    loaded = load_campaign(make_folder(folder / "campaign", *edits))
    assert loaded.campaign is not None, [str(f) for f in loaded.findings]
    assert not has_errors(loaded.findings)
    return loaded.campaign


def test_units_come_in_roster_order_with_their_columns_typed_as_declared(tmp_path: Path) -> None:
    units = campaign(tmp_path).units
    assert [(u.code, u.name, u.short_name, u.type) for u in units] == [
        ("001", "North Depot", "North", "depot"),
        ("002", "South Depot", "South", "depot"),
        ("G-1", "Main Garage", "Garage", "garage"),
        ("X-9", "Head Office", "Office", "office"),
    ]
    assert units[0].contact == Contact(email="n@roads.example")
    assert dict(units[0].facts) == {
        "staff": 12,
        "share": Decimal(98),
        "opened": date(2001, 5, 4),
        "night": True,
        "budget": Decimal("10.5"),
    }
    assert (units[2].facts["staff"], units[3].facts["staff"]) == (0, None)


def test_a_unit_without_a_short_name_is_called_by_its_full_name(tmp_path: Path) -> None:
    assert campaign(tmp_path, put("units.xlsx!units!C3", None)).units[0].short_name == "North Depot"


def test_further_sheets_become_lists_of_their_unit(tmp_path: Path) -> None:
    made = campaign(tmp_path)
    assert made.sheets == ("hazards",)
    assert [[dict(row) for row in unit.lists["hazards"]] for unit in made.units[:2]] == [
        [{"hazard_no": "H01", "level": "high"}, {"hazard_no": "H02", "level": "low"}],
        [],
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("001", "001"), ("north depot", "001"), (" North ", "001"), ("Old North", "001")),
        *(("HARBOUR  DEPOT", "002"), ("ｇ-1", "G-1")),
    ],
)
def test_a_unit_is_known_by_its_code_and_every_name_it_bears_or_bore(text: str, code: str, tmp_path: Path) -> None:
    match = campaign(tmp_path).unit_named(text)
    assert match.unit is not None
    assert match.unit.code == code


def test_a_name_two_units_bear_means_neither_and_an_unknown_one_offers_the_nearest(tmp_path: Path) -> None:
    made = campaign(tmp_path, put("units.xlsx!units!C4", "North"))
    both = made.unit_named("North")
    assert (both.unit, [u.code for u in both.candidates]) == (None, ["001", "002"])
    near = made.unit_named("Main Garrage")
    assert (near.unit, [u.code for u in near.candidates]) == (None, ["G-1"])
    assert made.unit_named("somewhere else").candidates == ()


def test_names_of_old_keep_their_dates(tmp_path: Path) -> None:
    south = campaign(tmp_path).units[1]
    assert [(n.text, n.valid_until) for n in south.names] == [("Harbour Depot", date(2019, 12, 31))]


def test_a_unit_closed_before_the_term_gets_no_book_one_closed_within_it_does(tmp_path: Path) -> None:
    made = campaign(tmp_path, put("units.xlsx!units!G4", date(2025, 12, 31)))
    assert [u.code for u in made.active_units()] == ["001", "G-1", "X-9"]


def test_a_period_a_unit_does_not_exist_in_is_not_due(tmp_path: Path) -> None:
    garage = campaign(tmp_path).units[2]
    assert garage.is_active(date(2026, 4, 1), date(2026, 6, 30))
    assert not garage.is_active(date(2026, 7, 1), date(2026, 9, 30))


def test_a_campaign_travels_to_a_worker_unchanged(tmp_path: Path) -> None:
    made = campaign(tmp_path)
    made.unit_named("North")
    again = pickle.loads(pickle.dumps(made))
    assert again == made
    assert again.duties_of(again.units[0]) == made.duties_of(made.units[0])


def as_csv(folder: Path) -> None:
    """The sheets of units.xlsx as one .csv a sheet, as a database would export them."""
    book = openpyxl.load_workbook(folder / "units.xlsx")
    for page in book.worksheets:
        rows = [["" if v is None else str(v) for v in row] for row in page.iter_rows(values_only=True)]
        name = "hazards" if page.title == "Listed hazards" else page.title
        (folder / f"{name}.csv").write_text("\n".join(";".join(row) for row in rows), encoding="utf-8-sig")
    (folder / "units.xlsx").unlink()


def test_a_folder_of_csv_files_is_the_same_campaign(tmp_path: Path) -> None:
    excel = campaign(tmp_path / "excel")
    text = campaign(tmp_path / "text", as_csv)
    assert [(u.code, u.name, u.facts, u.lists) for u in text.units] == [
        (u.code, u.name, u.facts, u.lists) for u in excel.units
    ]
    assert [text.duties_of(u) for u in text.units] == [excel.duties_of(u) for u in excel.units]
    assert (text.indicators, text.totals) == (excel.indicators, excel.totals)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    edits = (
        put("units.xlsx!units!H3", "nobody"),
        put("units.xlsx!units!I4", "many"),
        put("units.xlsx!Listed hazards!C2", "middling"),
        put("units.xlsx!indicators!B3", None),
        put("rules.xlsx!Items!D2", 51),
        put("history.xlsx!history!B2", None),
        toml("min_pages = 2", "min_pages = 20"),
        toml("signer =", "singer ="),
    )
    loaded = load_campaign(make_folder(tmp_path / "campaign", *edits))
    assert sorted(f.code.id for f in loaded.findings) == [
        "E-INDICATOR-BLANK",
        "E-KEY-NEAR",
        "E-NOT-A-CHOICE",
        "E-NOT-A-NUMBER",
        "E-PAGES-ORDER",
        "W-EMAIL",
        "W-LAST-YEAR-BLANK",
        "W-POINTS-TOTAL",
    ]


def _errors(loaded: Loaded) -> list[tuple[str, str]]:
    return [(f.place.unit, f.code.id) for f in loaded.findings if f.level is Level.ERROR]


def test_an_error_in_the_row_of_a_unit_names_that_unit(tmp_path: Path) -> None:
    loaded = load_campaign(make_folder(tmp_path / "campaign", put("units.xlsx!units!I4", "many")))
    assert _errors(loaded) == [("002", "E-NOT-A-NUMBER")]


def test_an_error_in_the_offices_own_row_is_no_units(tmp_path: Path) -> None:
    loaded = load_campaign(make_folder(tmp_path / "campaign", put("units.xlsx!indicators!B5", "#REF!")))
    assert _errors(loaded) == [("", "E-CELL-ERROR")]


def test_a_row_of_totals_under_the_roster_is_no_unit(tmp_path: Path) -> None:
    edits = (put("units.xlsx!units!A7", "合计"), put("units.xlsx!units!I7", 19))
    made = campaign(tmp_path, *edits)
    assert [u.code for u in made.units] == ["001", "002", "G-1", "X-9"]


def test_an_error_of_the_campaign_is_no_units(tmp_path: Path) -> None:
    loaded = load_campaign(make_folder(tmp_path / "campaign", toml("min_pages = 2", "min_pages = 20")))
    assert _errors(loaded) == [("", "E-PAGES-ORDER")]


@pytest.mark.parametrize("data", [b"", b"<html>", b"PK\x03\x04"])
def test_a_roster_that_cannot_be_read_is_the_only_thing_told(data: bytes, tmp_path: Path) -> None:
    loaded = load_campaign(make_folder(tmp_path / "campaign", lambda f: (f / "units.xlsx").write_bytes(data)))
    assert loaded.campaign is None
    assert [f.place.file for f in loaded.findings] == ["units.xlsx"]


def test_a_roster_without_units_and_a_folder_without_anything_say_so(tmp_path: Path) -> None:
    empty = make_folder(tmp_path / "a", sheet_edit("units.xlsx!units", lambda page: page.delete_rows(3, 9)))
    assert "E-NO-UNITS" in [f.code.id for f in load_campaign(empty).findings]
    assert [f.code.id for f in load_campaign(tmp_path / "nowhere").findings] == ["E-NO-SETTINGS"]


SHEETS = [f"{file}!{sheet}" for file, sheets in WORKBOOKS.items() for sheet in sheets]
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 3, 1)),
    st.text(st.characters(exclude_categories=("Cc", "Cs"))),
    st.sampled_from(["#REF!", "=A1", "*", "合计", "001", "-", "code", "{{ unit.name }}", "1/2/2026"]),
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(st.tuples(st.sampled_from(SHEETS), st.sampled_from("ABCDEFGHIJKL"), st.integers(1, 7), ANYTHING))
)
def test_whatever_stands_in_whatever_cell_the_folder_is_read_and_nothing_is_told_twice(
    changes: list[tuple[str, str, int, object]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any") / "campaign"
    loaded = load_campaign(make_folder(folder, *(put(f"{s}!{c}{r}", v) for s, c, r, v in changes)))
    told = [(f.code.id, f.place, tuple(f.values.items())) for f in loaded.findings]
    assert len(told) == len(set(told))
    for finding in loaded.findings:
        assert finding.message
        assert finding.remedy
    for unit in loaded.campaign.units if loaded.campaign else ():
        assert loaded.campaign
        assert loaded.campaign.duties_of(unit) is not None
        assert loaded.campaign.indicators_of(unit) is not None
