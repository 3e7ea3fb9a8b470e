"""Marks and ids of forms: the same in every format, and told apart."""

import re

import pytest

from docgen.model.blanks import bookmark, form_id, mark, parse_form_id
from docgen.model.forms import row_of, with_row, without_row


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("deaths", "dg.ACR.deaths"),
        ("toll/deaths", "dg.ACR.toll.deaths"),
        ("inspections[2]/found", "dg.ACR.inspections.2.found"),
        ("part/inspections[12]/found", "dg.ACR.part.inspections.12.found"),
    ],
)
def test_a_mark_is_legal_as_an_excel_name_and_tells_the_row(path: str, expected: str) -> None:
    assert mark("ACR", path) == expected
    assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]*", mark("ACR", path))


def test_a_path_gains_and_loses_its_row() -> None:
    path = with_row("part/inspections/found", "part/inspections", 7)
    assert path == "part/inspections[7]/found"
    assert (row_of(path), without_row(path)) == (7, "part/inspections/found")
    assert row_of("part/found") is None


def test_a_bookmark_is_one_word_may_hold_and_differs_from_row_to_row() -> None:
    names = {bookmark(mark("QIS", f"inspections[{row}]/found")) for row in range(1, 200)}
    assert len(names) == 199
    assert all(re.fullmatch(r"_[A-Za-z0-9_]{1,39}", name) for name in names)


def test_the_id_of_a_form_is_taken_apart_again_though_a_unit_code_holds_dots() -> None:
    assert parse_form_id(form_id("QIS", "2026Q1", "01.02")) == ("QIS", "2026Q1", "01.02")
    assert parse_form_id("0101") is None
