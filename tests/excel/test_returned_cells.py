"""Cells of a returned sheet stand where their sheet says, whatever else is left out of it while it is read."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from docgen.excel.returned.cells import Book, ledger, read_cells

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
STRINGS = ("mark", "sheet", "cell", "dg.A.one", "dg.A.two", "Form", "A1", "B2")
BOOK = Book(STRINGS, lambda: ("General",), since_1904=False)

Written = tuple[int | None, bool]
"""The number in a cell, None where it has only a format; and whether the cell says its own place."""


def sheet(rows: str) -> bytes:
    return SHEET.format(rows=rows).encode()


def row(cells: Sequence[Written]) -> str:
    """One row of cells from column A on, those that say no place after the one before them."""
    said = []
    for column, (number, placed) in enumerate(cells):
        place = f' r="{chr(65 + column)}1"' if placed else ""
        said.append(f'<c{place} s="3"/>' if number is None else f"<c{place}><v>{number}</v></c>")
    return f'<row r="1">{"".join(said)}</row>'


@given(st.lists(st.tuples(st.none() | st.integers(0, 99), st.booleans()), max_size=20))
def test_a_number_stands_in_its_column_whatever_cells_without_one_stand_before_it(cells: list[Written]) -> None:
    found = read_cells(sheet(row(cells)), BOOK, hidden=False)
    there = {(1, at): Decimal(number) for at, (number, _) in enumerate(cells, 1) if number is not None}
    assert {spot: cell.raw.number for spot, cell in found.items()} == there


def test_a_text_that_looks_like_a_cell_is_kept_as_it_stands() -> None:
    text = '<c r="B1" s="1"/><c r="C1"/>'
    written = f'<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[{text}]]></t></is></c></row>'
    assert read_cells(sheet(written), BOOK, hidden=False)[1, 1].raw.text == text


def listed(*rows: Sequence[str]) -> bytes:
    """A list of marks, each row the texts of its cells by their numbers."""
    made = ""
    for number, texts in enumerate(rows, 1):
        cells = (f'<c r="{"ABC"[at]}{number}" t="s"><v>{STRINGS.index(one)}</v></c>' for at, one in enumerate(texts))
        made += f'<row r="{number}" spans="1:3">{"".join(cells)}</row>'
    return sheet(made)


HEAD, ONE, TWO = ("mark", "sheet", "cell"), ("dg.A.one", "Form", "A1"), ("dg.A.two", "Form", "B2")


def test_of_a_list_of_marks_those_that_are_not_known_are_given() -> None:
    assert list(ledger(listed(HEAD, ONE, TWO), BOOK, {"dg.A.one"})) == [TWO]
    assert list(ledger(listed(HEAD, ONE, TWO), BOOK, set())) == [ONE, TWO]
    assert list(ledger(listed(HEAD, ONE, TWO), BOOK, {"dg.A.one", "dg.A.two"})) == []


def test_the_first_row_of_a_list_is_its_head_even_if_it_is_called_like_a_mark() -> None:
    assert list(ledger(listed(ONE, TWO), BOOK, {"dg.A.one"})) == [TWO]
