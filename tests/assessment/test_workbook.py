"""The score workbook, recalculated by LibreOffice, gives the engine's own figures, cell by cell."""

import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from docgen.assessment import assess
from docgen.assessment.assess import assess_one
from docgen.assessment.names import Names
from docgen.assessment.office import dossiers
from docgen.assessment.trials import trial_dossier
from docgen.assessment.workbook import rounded, score_workbook
from docgen.model import Assessment
from tests.assessment.shipped import made, rules
from tests.assessment.years import Year, year
from tests.proof import size

CANARY = 999
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>"""
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")


def falsified(book: bytes, path: Path) -> None:
    """The workbook with every value that it keeps beside a formula made false: only reckoning gives the true ones."""
    path.write_bytes(book)
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    for name in members:
        if name.startswith("xl/worksheets/sheet"):
            text = re.sub(r"(</f>)<v>[^<]*</v>", rf"\1<v>{CANARY}</v>", members[name].decode())
            members[name] = re.sub(r'(<c r="[A-Z]+\d+" s="\d+") t="str"(><f>)', r"\1\2", text).encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, data in members.items():
            new.writestr(name, data)


def recalculated(path: Path, folder: Path) -> openpyxl.Workbook:
    """The workbook as LibreOffice reckons it, in a profile of its own that is told to recalculate."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(PROFILE)
    out = folder / "out"
    command = ["soffice", f"-env:UserInstallation=file://{profile.parent}", "--headless", "--convert-to", "xlsx",
               "--outdir", str(out), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return openpyxl.load_workbook(out / path.name, data_only=True)


def column(sheet: Worksheet, title: str) -> int:
    return next(n for n, cell in enumerate(sheet[1], 1) if str(cell.value).split(" (")[0] == title)


@needs_office
def test_recalculated_the_workbook_gives_the_same_figures(tmp_path: Path) -> None:
    given: Year = year(size(60, 1300), seed=7)
    results = assess(rules(), given.records, given.office)
    units = list(dossiers(rules(), given.records, given.office))
    path = tmp_path / "scores.xlsx"
    falsified(score_workbook(rules(), units, results), path)
    book = recalculated(path, tmp_path)
    compared, different = compare(book, results)
    assert different == []
    assert compared >= size(2_000, 50_000)


def to_nine(value: object) -> object:
    """A number to nine places; an empty text, which is what a formula can give for nothing, as nothing."""
    return round(value, 9) if isinstance(value, float | int) else value or None


def compare(book: openpyxl.Workbook, results: list[Assessment]) -> tuple[int, list[str]]:
    scores, points = book["Scores"], book["Points"]
    compared, different = 0, []

    def check(what: str, got: object, wanted: object) -> None:
        nonlocal compared
        compared += 1
        if (got if got is not None else "") != (wanted if wanted is not None else ""):
            different.append(f"{what}: {got!r}, not {wanted!r}")

    places = {item.id: column(points, item.id) for item in rules().items}
    titles = {stage.id: column(scores, stage.title) for stage in rules().stages}
    for row, one in enumerate(results, 2):
        for item in one.items:
            wanted = rounded(item.earned, 9) if item.applicable else None
            check(f"{one.unit} {item.item}", to_nine(points.cell(row, places[item.item]).value), wanted)
        check(f"{one.unit} canary", scores.cell(row, column(scores, "canary")).value, 2)
        if one.exact is None or one.score is None:
            continue
        for stage in one.stages:
            got = scores.cell(row, titles[stage.stage]).value
            wanted = None if stage.score is None else rounded(stage.score, 9)
            check(f"{one.unit} {stage.stage}", to_nine(got), wanted)
        check(f"{one.unit} exact", scores.cell(row, column(scores, "exact")).value, rounded(Fraction(one.exact), 9))
        check(f"{one.unit} score", scores.cell(row, column(scores, "score")).value, float(one.score))
        check(f"{one.unit} by score", scores.cell(row, column(scores, "grade by score")).value, one.by_score)
        check(f"{one.unit} grade", scores.cell(row, column(scores, "grade")).value, one.grade or "pending")
        check(f"{one.unit} rank", scores.cell(row, column(scores, "rank")).value, one.rank)
    return compared, different


def test_formulas_show_the_engines_values_where_nothing_recalculates(tmp_path: Path) -> None:
    given = year(5)
    results = assess(rules(), given.records, given.office)
    path = tmp_path / "scores.xlsx"
    path.write_bytes(score_workbook(rules(), list(dossiers(rules(), given.records, given.office)), results))
    _, different = compare(openpyxl.load_workbook(path, data_only=True), results)
    assert different == []


def test_the_same_results_make_the_same_bytes() -> None:
    given = year(3)
    made = [
        score_workbook(rules(), list(dossiers(rules(), given.records, given.office)),
                       assess(rules(), given.records, given.office))
        for _ in range(2)
    ]  # fmt: skip
    assert made[0] == made[1]


def test_a_day_is_shown_as_a_day_a_missing_return_by_a_word_and_a_unit_type_by_its_name(tmp_path: Path) -> None:
    dossier = trial_dossier(rules(), "APR.plan_date = 2026-03-05; late APR = missing")
    named = Names(types={dossier.type: "County bureau"})
    (tmp_path / "scores.xlsx").write_bytes(score_workbook(rules(), [dossier], [assess_one(made(), dossier)], named))
    figures = openpyxl.load_workbook(tmp_path / "scores.xlsx")["Figures"]
    shown = {str(head.value): cell for head, cell in zip(figures[1], figures[2], strict=True)}
    assert shown["type"].value == "County bureau"
    assert shown["A1.1: APR.plan_date"].value == datetime(2026, 3, 5)
    missing = [cell for head, cell in shown.items() if head.startswith("A8.1") and cell.value == 9999]
    assert missing
    assert {cell.number_format for cell in missing} == {'[=9999]"missing";0'}
