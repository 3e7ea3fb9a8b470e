"""Expressions as Excel formulas: LibreOffice works out the same as docgen does."""

import csv
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from docgen.expression import Absent, Itself, Reference, Result, as_excel, as_validation, holds, parse
from tests.expression.answers import Answers, worked_out

CELLS = {
    "found": "$A$1",
    "mended": "$B$1",
    "blank": "$C$1",
    "day": "$D$1",
    "end": "$E$1",
    "serious": "$F$1",
    "name": "$G$1",
}
VALUES: Mapping[str, Result] = {
    "found": 12,
    "mended": Decimal("9.5"),
    "blank": Absent.BLANK,
    "day": date(2026, 3, 5),
    "end": date(2026, 12, 31),
    "serious": "yes",
    "name": 'A "B"',
}
ROWS: Mapping[str, list[Result]] = {"column": [3, 4, 5], "rows": [True, True, True]}
ANSWERS = Answers(VALUES, 12, ROWS)
CALCULATIONS = (
    "${found} - ${mended}",
    "${found} * 2 + ${mended} div 4",
    "-${found} mod 5",
    "round(100 * ${mended} div ${found}, 2)",
    "round(-2.5)",
    "int(-3.7)",
    "abs(${mended} - ${found})",
    "sum(${column}) + count(${rows}) + max(${column}) + min(${found}, 5)",
    "if(${found} > 0, ${mended} div ${found}, '')",
    "if(${found} > 99, ${blank}, ${mended})",
    "if(${serious} = 'yes', 1, 0)",
    "if(${serious} != 'yes', 1, 0)",
    "coalesce(${blank}, ${mended}, 3)",
    "${end} - ${day}",
    "number(format-date(${day}, '%m')) * 100 + number(format-date(${day}, '%e'))",
    "number(format-date(${day}, '%Y%m'))",
    "string-length(concat(${name}, 'x', ${found}))",
    "date('2026-03-31') - ${day}",
    "${blank} + 1",
    "if(${blank} > 1, 1, 2)",
    "if(${found} > 99, 1, '') + 1",
    "coalesce(${blank}, ${blank}) - ${day}",
    "if(coalesce(${blank}, ${blank}) < ${day}, 1, 2)",
    "if(coalesce(${blank}, ${end}) < ${day}, 1, if(${found} > 5, 2, 3))",
)
RULES = (
    ". <= ${found}",
    ". < ${found}",
    ". <= ${blank}",
    ". > 0 and (${blank} = '' or . = ${blank})",
    "${serious} = 'no' or . > 1",
    "${day} < ${end} and format-date(${day}, '%Y') = '2026'",
    "not(starts-with(${name}, 'A')) or contains(${name}, 'B')",
    "if(${blank} > 1, 3, 2) > 5",
    "coalesce(${blank}, ${found}) > 5 and 1 > 2",
)


@dataclass(frozen=True)
class Sheet:
    """Row 1 holds the answers, A2:C2 a column of three rows, H1 the answer itself."""

    def cell(self, name: Reference | Itself) -> str:
        return "$H$1" if isinstance(name, Itself) else CELLS.get(name.name, "")

    def column(self, name: Reference) -> str:
        return "$A$2:$C$2" if name.name in ROWS else ""

    def choice(self, name: Reference | Itself, choice: str) -> str | None:
        labels = {"yes": "是", "no": "否"}
        return labels.get(choice, "") if isinstance(name, Reference) and name.name == "serious" else None

    def result(self, text: str) -> str:
        return {"late": "逾期"}.get(text, text)


def formula(text: str, *, rule: bool = False) -> str:
    tree = parse(text).tree
    assert tree is not None
    return as_validation(tree, Sheet()) if rule else as_excel(tree, Sheet())


def reckoned(folder: Path, formulas: list[str]) -> list[str]:
    """What LibreOffice makes of formulas, as text."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    shown = [12, 9.5, None, date(2026, 3, 5), date(2026, 12, 31), "是", 'A "B"', 12]
    for letter, value in enumerate(shown, 1):
        sheet.cell(1, letter).value = value
    for letter, value in enumerate((3, 4, 5), 1):
        sheet.cell(2, letter).value = value
    for number, text in enumerate(formulas, 3):
        sheet.cell(number, 1).value = f"={text}"
    book.save(folder / "sums.xlsx")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "csv",
        "--outdir",
        str(folder),
        str(folder / "sums.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (folder / "sums.csv").open(encoding="utf-8", newline="") as file:
        return [row[0] for row in csv.reader(file)][2:]


@pytest.mark.libreoffice
def test_excel_comes_to_the_same(tmp_path: Path) -> None:
    formulas = [*(formula(text) for text in CALCULATIONS), *(formula(text, rule=True) for text in RULES)]
    assert all(formulas)
    results = reckoned(tmp_path, formulas)
    for text, result in zip(CALCULATIONS, results, strict=False):
        expected = worked_out(text, ANSWERS)
        if isinstance(expected, Absent):
            assert result == "", text
        else:
            assert float(result) == pytest.approx(float(Fraction(str(expected))), abs=1e-9), text
    for text, result in zip(RULES, results[len(CALCULATIONS) :], strict=True):
        tree = parse(text).tree
        assert tree is not None
        assert (result == "TRUE") == (holds(tree, ANSWERS) is not False), text


@pytest.mark.parametrize(
    "text",
    [
        "regex(., '[0-9]+')",
        "count(distinct(${column})) > 1",
        "${elsewhere} > 1",
        "number(${serious}) > 1",
        "sum(QIS.deaths) = .",
        "string(${serious}) = 'yes'",
    ],
)
def test_what_excel_would_say_otherwise_is_left_to_the_reading(text: str) -> None:
    assert formula(text) == ""


def test_a_choice_that_is_worked_out_is_written_by_its_label() -> None:
    assert formula("if(${found} > 1, 'late', '')") == 'IF($A$1="","",IF(($A$1>1),"逾期",""))'


def test_a_cell_does_not_wait_for_the_table_below_it() -> None:
    assert formula(". <= 200 and . = count(${rows})", rule=True) == 'IF($H$1="",TRUE,($H$1<=200))'
    assert formula(". = count(${rows})", rule=True) == ""


def test_a_rule_longer_than_excel_takes_is_left_out() -> None:
    assert formula(" or ".join(["${found} > 1"] * 40), rule=True) == ""
    assert formula("${found} > 1", rule=True) == 'IF($A$1="",TRUE,($A$1>1))'
