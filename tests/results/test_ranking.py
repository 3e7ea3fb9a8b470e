"""The ranking workbook reckons every rank as the rules do, in whatever program it is opened."""

import io
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen.assessment.campaign import one_version
from docgen.assessment.ranking import rank
from docgen.model import Case, CaseKind, CaseState, GradeState, Reason
from docgen.results import Year
from docgen.results.ranking import ranking_bytes
from tests.results.test_letters import year_of

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
SCORES = ("91.7", "98.3", "91.7", "59.0", "91.7")
VETO = Case(CaseKind.VETO, "V1", "", "", Reason("A death"), (), CaseState.CONFIRMED)
RANKS: dict[str, tuple[dict[str, Any], list[int | None]]] = {
    "contractors": ({}, [2, 1, 2, 5, 2]),
    "dense": ({"ties": "dense"}, [2, 1, 2, 3, 2]),
    "ties": ({"ties_by": ("A1.1",)}, [3, 1, 2, 5, 3]),
    "last": ({"vetoed_rank": "last"}, [1, 5, 1, 4, 1]),
    "none": ({"vetoed_rank": "none"}, [1, None, 1, 4, 1]),
}
"""The ranks of units with these scores, by settings; in the last two the second unit is vetoed."""


def ranked_year(year: Year, name: str) -> Year:
    """The campaign's first five units, of several types, with the scores above, ranked over all of them."""
    settings, _ = RANKS[name]
    rules = one_version(year.campaign, "rules.xlsx").rules
    rules = replace(rules, settings=replace(rules.settings, **settings))
    results = [
        replace(
            unit.result,
            score=Decimal(score),
            state=GradeState.SETTLED,
            ties=(Fraction(number == 2),) if name == "ties" else (),
            cases=(VETO,) if number == 1 and "vetoed_rank" in settings else (),
        )
        for number, (unit, score) in enumerate(zip(year.units, SCORES, strict=False))
    ]
    ranked = rank(rules, results)
    return replace(year, units=tuple(replace(u, result=r) for u, r in zip(year.units, ranked, strict=False)))


@needs_office
@pytest.mark.libreoffice
def test_ranks_over_all_units_stay_when_another_program_recalculates(tmp_path: Path) -> None:
    year = year_of(tmp_path / "campaign", "contractors")
    assert len({unit.unit.type for unit in year.units[:5]}) > 1, "units of one type would prove nothing"
    files = []
    for name in RANKS:
        book = openpyxl.load_workbook(io.BytesIO(ranking_bytes(ranked_year(year, name))))
        book.save(tmp_path / f"{name}.xlsx")  # without any value: what comes back was worked out
        files.append(tmp_path / f"{name}.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=120)
    for name, (_, ranks) in RANKS.items():
        sheet = openpyxl.load_workbook(tmp_path / "out" / f"{name}.xlsx", data_only=True).worksheets[1]
        codes = [unit.unit.code for unit in year.units[:5]]
        found = {str(row[1]): row[0] for row in sheet.iter_rows(min_row=4, values_only=True) if row[1]}
        assert [found[code] for code in codes] == [place or "—" for place in ranks], name


def test_scores_are_shown_with_the_decimals_they_are_printed_with(tmp_path: Path) -> None:
    year = ranked_year(year_of(tmp_path / "campaign", "contractors"), "contractors")
    sheet = openpyxl.load_workbook(io.BytesIO(ranking_bytes(year))).worksheets[1]
    column = next(cell.column for cell in sheet[3] if cell.value in ("score", "得分"))
    assert {sheet.cell(row, column).number_format for row in range(4, 9)} == {"0.0"}
