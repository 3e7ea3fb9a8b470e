"""The Assessment Rules as a file: one meaning in Excel and YAML, every mistake told with its place, nothing run."""

import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest
import yaml

from docgen.assessment import Parsed, read_rules
from docgen.assessment.lint import lint_rules
from docgen.assessment.where import WhereError, parse_where
from docgen.findings import Finding
from tests.assessment.shipped import SAMPLES, SHIPPED, rules

SETTINGS = {"id": "small", "year": "2026", "total": "10"}
Rows = list[dict[str, str]]
ROWS: dict[str, Rows] = {
    "Stages": [{"stage": "year_end", "weight": "100", "kind": "items"}],
    "Grades": [{"grade": "pass", "from": "60"}, {"grade": "fail", "from": "0"}],
    "Lateness": [{"days": "0", "points": "1"}, {"days": "5", "points": "0.5"}],
    "Items": [
        {"item": "A1", "clause": "A", "title": "a", "points": "4", "kind": "ratio", "value": "APR.signed",
         "base": "APR.should_sign", "none": "full"},
        {"item": "A2", "clause": "A", "title": "b", "points": "4", "kind": "per_row", "of": "ledger.meetings",
         "where": "attendance = absent", "lose": "1"},
        {"item": "A3", "clause": "A", "title": "c", "points": "2", "kind": "on_time", "forms": "QIS; APR"},
    ],
    "Tests": [
        {"case": "1", "given": "APR.signed = 9", "expect": "A1 = 3.6"},
        {"case": "2", "given": "1 × ledger.meetings (attendance: absent)", "expect": "A2 = 3"},
        {"case": "3", "given": "late APR = 3", "expect": "A3 = 1.5"},
    ],
}  # fmt: skip

SMALL: dict[str, object] = {"Settings": SETTINGS, **ROWS}


def written(tmp_path: Path, rules_of: dict[str, object]) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(yaml.safe_dump(rules_of, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def all_of(path: Path) -> tuple[Parsed, list[Finding]]:
    parsed = read_rules(path)
    return parsed, [*parsed.findings, *lint_rules(parsed.rules, parsed.findings)]


def with_cell(sheet: str, row: int, column: str, value: str | None) -> dict[str, object]:
    """The small rules with one cell changed; None clears it."""
    rows = [dict(one) for one in ROWS[sheet]]
    rows[row].pop(column, None)
    if value is not None:
        rows[row][column] = value
    return {**SMALL, sheet: rows}


def test_rules_without_a_mistake_have_no_findings(tmp_path: Path) -> None:
    assert all_of(written(tmp_path, SMALL))[1] == []


@pytest.mark.parametrize("sample", SHIPPED)
def test_the_shipped_rules_have_nothing_wrong_or_odd(sample: str) -> None:
    assert all_of(SAMPLES / sample / "rules.xlsx")[1] == []


MISTAKES = [
    ("unknown kind", with_cell("Items", 0, "kind", "ratoi"), "E-RULE-KIND-NEAR"),
    ("kind like none", with_cell("Items", 0, "kind", "astrology"), "E-RULE-KIND"),
    ("no kind", with_cell("Items", 0, "kind", None), "E-ITEM-NOT-COUNTED"),
    ("slot missing", with_cell("Items", 0, "base", None), "E-RULE-CELL-BLANK"),
    ("nothing said of 0 of 0", with_cell("Items", 0, "none", None), "E-RULE-CELL-BLANK"),
    ("slot of another kind", with_cell("Items", 0, "lose", "1"), "W-RULE-CELL-UNUSED"),
    ("no figure", with_cell("Items", 0, "value", "signed now"), "E-RULE-CELL"),
    ("figure that is not named", with_cell("Items", 0, "value", "deaths"), "E-RULE-CELL"),
    ("no table", with_cell("Items", 1, "of", "meetings"), "E-RULE-CELL"),
    ("condition cut off", with_cell("Items", 1, "where", "attendance ="), "E-RULE-CELL"),
    ("condition with an unknown list", with_cell("Items", 1, "where", "attendance in away"), "E-RULE-CELL"),
    ("condition that calls", with_cell("Items", 1, "where", "__import__('os')"), "E-RULE-CELL"),
    ("no number", with_cell("Items", 1, "lose", "one"), "E-RULE-CELL"),
    ("number without end", with_cell("Items", 1, "lose", "1" * 40), "E-RULE-NUMBER-HUGE"),
    ("number with a power", with_cell("Items", 1, "lose", "1e9999999"), "E-RULE-NUMBER-HUGE"),
    ("negative deduction", with_cell("Items", 1, "lose", "-1"), "E-POINTS-NEGATIVE"),
    ("deduction above the points", with_cell("Items", 1, "lose", "5"), "W-LOSE-ABOVE"),
    ("points missing", with_cell("Items", 0, "points", None), "E-RULE-POINTS"),
    ("points that do not make the total", with_cell("Items", 0, "points", "5"), "E-RULES-TOTAL"),
    ("item twice", with_cell("Items", 1, "item", "A1"), "E-RULE-TWICE"),
    ("weights that do not make 100", with_cell("Stages", 0, "weight", "90"), "E-RULES-WEIGHTS"),
    ("no stage of items", with_cell("Stages", 0, "kind", "visits"), "E-RULES-STAGE"),
    ("grades out of order", with_cell("Grades", 1, "from", "70"), "E-GRADE-ORDER"),
    ("no grade below", with_cell("Grades", 1, "from", "10"), "E-GRADE-GAP"),
    ("a grade no score reaches", with_cell("Grades", 0, "from", "101"), "E-GRADE-HIGH"),
    ("ladder out of order", with_cell("Lateness", 1, "days", "0"), "E-LADDER-ORDER"),
    ("ladder and points", with_cell("Lateness", 0, "points", "2"), "E-LADDER-POINTS"),
    ("no ladder", {k: v for k, v in SMALL.items() if k != "Lateness"}, "E-LADDER-MISSING"),
    ("no cases", {k: v for k, v in SMALL.items() if k != "Tests"}, "W-NO-CASES"),
    ("an item without a case", with_cell("Tests", 0, "expect", "score = 100"), "W-ITEM-UNTRIED"),
    ("a case that fails", with_cell("Tests", 0, "expect", "A1 = 3.7"), "E-CASE-FAILED"),
    ("a case not understood", with_cell("Tests", 0, "given", "sign everything"), "E-CASE-WORDS"),
    ("unknown setting", {**SMALL, "Settings": {**SETTINGS, "decimalz": "2"}}, "E-SETTING-NEAR"),
    ("setting like none", {**SMALL, "Settings": {**SETTINGS, "weather": "2"}}, "E-SETTING"),
    ("unknown sheet", {**SMALL, "Gradez": []}, "E-RULES-SHEET-NEAR"),
    ("part of no item", {**SMALL, "Parts": [{"item": "A9", "points": "1", "kind": "yes", "values": "APR.x"}]},
     "E-RULE-ITEM"),
    ("formula", with_cell("Items", 1, "lose", "=1+1"), "E-RULE-FORMULA"),
    ("list nobody reads", {**SMALL, "Lists": [{"list": "away", "words": "absent"}]}, "W-NAME-UNUSED"),
    ("grade of a cap", {**SMALL, "Settings": {**SETTINGS, "card_cap": "fine"}}, "E-GRADE-UNKNOWN"),
    ("the same rows twice", {**SMALL, "Items": [*ROWS["Items"], {**ROWS["Items"][1], "item": "A4"}]},
     "W-RULES-OVERLAP"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "code"), [pytest.param(g, c, id=name) for name, g, c in MISTAKES])
def test_a_mistake_is_told_with_its_place_and_a_remedy(tmp_path: Path, given: dict[str, object], code: str) -> None:
    _, findings = all_of(written(tmp_path, given))
    told = [f for f in findings if f.code.id == code]
    assert told, [f.code.id for f in findings]
    assert all(f.place.sheet or f.place.line for f in told)
    assert all(f.message and f.remedy for f in told)


HOSTILE = {
    "nested": "Items: " + "[" * 5000,
    "nested mappings": "\n".join("  " * n + "a:" for n in range(300)),
    "a bomb of aliases": "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nItems: [*b,*b,*b]",
    "an object": "Items: !!python/object/apply:os.system ['true']",
    "long": "Items:\n" + "- {item: A, points: 1}\n" * 40_000,
    "too many bytes": "Items: '" + "x" * 2_000_000 + "'",
    "no text": "\x00\x01\x02",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_within_a_second(tmp_path: Path, name: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(HOSTILE[name], encoding="utf-8")
    start = time.process_time()
    parsed = read_rules(path)
    assert time.process_time() - start < 1
    assert [f.level for f in parsed.findings][:1] == ["error"]
    assert all(f.place.file == "rules.yaml" for f in parsed.findings[:1])


def test_deep_conditions_are_refused() -> None:
    for text in ("(" * 400 + "a = b" + ")" * 400, "not " * 100 + "a = b", "a = b or " * 200 + "a = b"):
        with pytest.raises(WhereError):
            parse_where(text, {})


@pytest.mark.parametrize("sample", SHIPPED)
def test_excel_and_yaml_have_one_digest(tmp_path: Path, sample: str) -> None:
    tables = rules(sample).tables
    path = written(tmp_path, {sheet: [dict(row.cells) for row in rows] for sheet, rows in tables.items()})
    assert read_rules(path).rules.digest == rules(sample).digest


def test_the_shipped_workbooks_are_those_of_the_plain_text() -> None:
    script = SAMPLES.parent / "scripts" / "write_rules.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("sample", SHIPPED)
def test_plain_text_and_workbook_say_the_same(sample: str) -> None:
    text = read_rules(SAMPLES.parent / "scripts" / "rules" / f"{sample}.yaml")
    assert (text.rules.digest, len(text.rules.trials)) == (rules(sample).digest, len(rules(sample).trials))


def test_a_formula_in_a_workbook_is_refused(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(SAMPLES / "safety-2026" / "rules.xlsx")
    book["Grades"]["B2"] = "=90"
    path = tmp_path / "rules.xlsx"
    book.save(path)
    told = [f for f in read_rules(path).findings if f.code.id == "E-RULE-FORMULA"]
    assert [(f.place.sheet, f.place.row, f.place.column) for f in told] == [("Grades", 2, 2)]
