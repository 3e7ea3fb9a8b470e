"""Any one number of the shipped rules, changed by one, fails a case beside them or a lint."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from docgen.assessment.campaign import other_year
from docgen.assessment.lint import lint_rules
from docgen.assessment.parse import parse_rules
from docgen.assessment.sheets import Tables
from tests.assessment.shipped import SHIPPED, rules
from tests.proof import size

LABELS = {"item", "rule", "clause", "title", "standard", "evidence", "unit_types", "reason", "case", "given", "expect"}
NAMES = {"value", "base", "values", "of", "columns", "add", "otherwise", "figure", "form", "items", "ledger", "matter"}
"""Columns that name things: a digit in them is part of a name."""
SETTINGS_WITHOUT_EFFECT = {"id", "version", "标识", "版本"}
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")


def numbers(tables: Tables) -> Iterator[tuple[str, int, str, int, int]]:
    """Every number that decides something: its sheet, row and column, and where it stands in the cell."""
    for sheet, rows in tables.items():
        for number, row in enumerate(rows if sheet != "Tests" else ()):
            for column, text in row.cells.items():
                if column in LABELS or (column in NAMES and sheet != "Settings"):
                    continue
                if sheet == "Settings" and row.text("setting") in SETTINGS_WITHOUT_EFFECT:
                    continue
                if sheet == "Settings" and row.text("setting") in ("title", "名称", "no_bonus_with", "不予加分情形"):
                    continue
                yield from ((sheet, number, column, *m.span()) for m in NUMBER.finditer(text))


def changed(tables: Tables, where: tuple[str, int, str, int, int], by: int) -> Tables:
    """`tables` with one number changed by one in its last place."""
    sheet, number, column, start, end = where
    row = tables[sheet][number]
    text = row.cells[column]
    digits = text[start:end]
    _, point, decimals = digits.partition(".")
    step = by * 10 ** -len(decimals) if point else by
    new = f"{float(digits) + step:.{len(decimals)}f}".zfill(len(digits))
    cells = {**row.cells, column: text[:start] + new + text[end:]}
    rows = list(tables[sheet])
    rows[number] = replace(row, cells=cells)
    return {**tables, sheet: tuple(rows)}


def noticed(tables: Tables) -> bool:
    parsed = parse_rules(tables)
    found = (*parsed.findings, *other_year(parsed.rules, 2026))
    return bool(found) or bool(lint_rules(parsed.rules, found))


@pytest.mark.parametrize("sample", SHIPPED)
def test_a_slip_in_any_number_is_noticed(sample: str) -> None:
    tables = rules(sample).tables
    places = list(numbers(tables))
    assert not noticed(tables)
    chosen = places[:: size(len(places) // 12, 1)]
    unseen = [
        f"{where[0]} {tables[where[0]][where[1]].place} {where[2]} {by:+d}"
        for where in chosen
        for by in (1, -1)
        if not noticed(changed(tables, where, by))
    ]
    assert unseen == []


def test_every_sheet_with_numbers_is_among_those_changed() -> None:
    sheets = {where[0] for where in numbers(rules().tables)}
    assert {"Items", "Parts", "Stages", "Grades", "Lateness", "Bonus", "Cards", "Derived", "Settings"} <= sheets
