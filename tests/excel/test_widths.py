"""Columns of a sheet: as wide as what stands in them, or put into several lines until a page can be read."""

import io

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from docgen.excel import NewSheet, workbook_bytes
from docgen.excel.widths import PAGE, fitted, lines_of, width_of

NONE: frozenset[int] = frozenset()


def test_what_has_room_is_as_wide_as_what_stands_in_it() -> None:
    found = fitted([["unit", "name"], ["0101", "Fengling County Transport Bureau"]], NONE, NONE, 1)
    assert (found.columns, found.pages) == ((6.0, 34.0), 1)


def test_chinese_letters_take_two_places() -> None:
    assert width_of("枫岭县") == 6
    assert lines_of("枫岭县交通运输局", 8) == 3


def test_texts_are_put_into_lines_until_a_page_holds_them_and_the_longest_has_most_room() -> None:
    told = ["value", "0207 Lanjiang–Yueting Expressway Construction Headquarters", "QIS/2026Q4", "x " * 300, "y " * 60]
    found = fitted([["kind", "unit", "subject", "what is asked", "context"], *([told] * 5)], NONE, NONE, 1)
    assert found.pages == 1
    assert sum(found.columns) <= PAGE
    assert found.columns[3] == max(found.columns)


def test_more_columns_than_a_page_holds_go_on_beside_it_under_the_same_names() -> None:
    heads = tuple(f"figure number {n}" for n in range(40))
    sheet = NewSheet("QIS", ("unit", "name", *heads), [("0101", "Fengling Bureau", *range(40))], named=2)
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes([sheet], paper="Letter")))
    page = book["QIS"]
    assert page.page_setup.fitToWidth is not None
    assert int(page.page_setup.fitToWidth) > 1
    assert (page.print_title_cols, page.print_title_rows) == ("$A:$B", "$1:$1")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 1)


def test_hidden_columns_take_no_room() -> None:
    assert fitted([["a", "key"], ["1", "k" * 500]], NONE, frozenset({1}), 1).columns == (3.0, 0.0)


@given(st.lists(st.lists(st.text(max_size=80), min_size=6, max_size=6), min_size=1, max_size=8))
def test_no_column_is_without_room_and_none_wider_than_it_needs(rows: list[list[str]]) -> None:
    found = fitted(rows, frozenset({5}), NONE, 1)
    assert all(1 <= width <= 62 for width in found.columns)
    assert found.pages >= 1
