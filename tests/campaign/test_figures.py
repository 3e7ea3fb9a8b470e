"""Figures of this year and of last year: 0 is a figure, a blank is none, and neither is ever taken for the other."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from docgen.campaign import Indicator, load_campaign
from tests.campaign.folders import HISTORY, Edit, make_folder, put, toml, write_workbook


def figures(folder: Path, code: str, *edits: Edit) -> tuple[Indicator, ...]:
    made = load_campaign(make_folder(folder / "campaign", *edits)).campaign
    assert made is not None
    unit = made.unit(code)
    assert unit is not None
    return made.indicators_of(unit)


def test_this_year_stands_beside_last_year(tmp_path: Path) -> None:
    assert figures(tmp_path, "001") == (Indicator("deaths", "Deaths", "", limit=1, last_year=2),)


def test_zero_is_a_figure(tmp_path: Path) -> None:
    assert figures(tmp_path, "002") == (Indicator("deaths", "Deaths", "", limit=0, last_year=0),)


def test_a_blank_last_year_is_not_known_and_not_zero(tmp_path: Path) -> None:
    assert figures(tmp_path, "002", put("history.xlsx!history!B3", None))[0].last_year is None


def test_an_indicator_of_other_types_is_not_the_units(tmp_path: Path) -> None:
    assert figures(tmp_path, "X-9") == ()


@pytest.mark.parametrize(("default", "expected"), [("7", 7), ("99.5", Decimal("99.5")), ('"none"', "none")])
def test_a_default_stands_where_a_cell_is_blank(default: str, expected: object, tmp_path: Path) -> None:
    edits = (toml('title = "Deaths"', f'title = "Deaths"\ndefault = {default}'), put("units.xlsx!indicators!B3", None))
    assert figures(tmp_path, "002", *edits)[0].limit == expected


def test_the_offices_own_figures_are_kept_apart_whatever_their_row_is_called(tmp_path: Path) -> None:
    for name in ("*", "合计", "Total"):
        folder = make_folder(tmp_path / name.replace("*", "star"), put("units.xlsx!indicators!A5", name))
        made = load_campaign(folder).campaign
        assert made is not None
        assert (dict(made.totals)["deaths"], dict(made.last_totals)["deaths"]) == (1, 2)


def test_both_sums_are_printed_when_the_units_exceed_the_office(tmp_path: Path) -> None:
    loaded = load_campaign(make_folder(tmp_path / "campaign", put("units.xlsx!indicators!B2", 4)))
    assert [f.code.id for f in loaded.findings] == ["W-TOTAL-EXCEEDED"]
    assert "make 4," in loaded.findings[0].message
    assert "is 1." in loaded.findings[0].message


def test_a_floor_is_exceeded_downwards(tmp_path: Path) -> None:
    edits = (toml('title = "Deaths"', 'title = "Deaths"\nlimit = "at_least"'), put("units.xlsx!indicators!B2", 0))
    loaded = load_campaign(make_folder(tmp_path / "campaign", *edits))
    assert [f.code.id for f in loaded.findings] == ["W-TOTAL-EXCEEDED"]


def move_history(folder: Path) -> None:
    (folder / "history.xlsx").unlink()
    (folder.parent / "last").mkdir()
    write_workbook(folder.parent / "last" / "figures.xlsx", {"history": HISTORY})


def test_last_year_may_come_from_the_previous_campaign(tmp_path: Path) -> None:
    edits = (move_history, toml("year = 2026", 'year = 2026\nprevious = "../last"'))
    assert figures(tmp_path, "001", *edits)[0].last_year == 2


def test_a_unit_that_is_new_this_year_has_no_last_year_to_miss(tmp_path: Path) -> None:
    edits = (put("units.xlsx!units!F4", date(2026, 2, 1)), put("history.xlsx!history!B3", None))
    assert load_campaign(make_folder(tmp_path / "campaign", *edits)).findings == ()
