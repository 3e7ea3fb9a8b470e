"""The Assessment Rules as a file: one meaning in Excel and YAML, every mistake told with its place, nothing run."""

import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import yaml

from docgen.assessment import Parsed, read_rules
from docgen.assessment.assess import assess_one
from docgen.assessment.lint import lint_rules
from docgen.assessment.trials import outcome, trial_dossier
from docgen.assessment.where import WhereError, parse_where
from docgen.findings import Code, Finding
from docgen.findings import assessment as codes
from docgen.model import Field, FieldType, FormDefinition, Wording
from tests.assessment.shipped import SAMPLES, SHIPPED, made, rules

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
        {"case": "3", "given": "late APR = 1", "expect": "A3 = 1.5"},
        {"case": "4", "given": "APR.signed = 0", "expect": "A1 = 0"},
        {"case": "5", "given": "APR.signed = 0; APR.should_sign = 0", "expect": "A1 = 4"},
        {"case": "6", "given": "4 × ledger.meetings (attendance: absent)", "expect": "A2 = 0"},
        {"case": "7", "given": "5 × ledger.meetings (attendance: absent)", "expect": "A2 = 0"},
        {"case": "8", "given": "late APR = 0", "expect": "A3 = 2"},
        {"case": "9", "given": "late APR = 5", "expect": "A3 = 1.5"},
        {"case": "10", "given": "late APR = 6", "expect": "A3 = 1"},
        {"case": "11", "given": "late APR = missing", "expect": "A3 = 1"},
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


BARE = {key: ROWS["Items"][0][key] for key in ("item", "clause", "title", "points")}
"""Item A1 with nothing that says how it is counted."""


def with_band(bands: str) -> dict[str, object]:
    item = {**BARE, "kind": "bands", "value": "APR.signed", "bands": bands}
    return {**SMALL, "Items": [item, *ROWS["Items"][1:]]}


def with_period(at_most: str) -> dict[str, object]:
    """Item A1 of 1 point a quarter, with a bound of so many points for its faults."""
    item = {**BARE, "kind": "each_period", "value": "QIS.done", "base": "QIS.faults", "needed": "4", "lose": "0.1"}
    return {**SMALL, "Items": [{**item, "at_most": at_most}, *ROWS["Items"][1:]]}


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
    ("an item without a case", {**SMALL, "Tests": [row for row in ROWS["Tests"] if not row["expect"].startswith("A1")]},
     "W-ITEM-UNTRIED"),
    ("a boundary no case looks at", {**SMALL, "Tests": ROWS["Tests"][:-1]}, "W-BOUNDARY-UNTRIED"),
    ("steps too fine", with_cell("Stages", 0, "weight", "99.99999"), "E-RULES-QUANTUM"),
    ("counted here and in parts", {**SMALL, "Parts": [{"item": "A1", "points": "4", "kind": "yes", "values": "APR.x"}]},
     "E-ITEM-COUNTED-TWICE"),
    ("parts that do not make the item", {**SMALL, "Items": [*ROWS["Items"][:2], {**ROWS["Items"][2], "kind": ""}],
     "Parts": [{"item": "A3", "points": "1", "kind": "yes", "values": "APR.x"}]}, "E-PARTS-SUM"),
    ("bands that leave the points unearned", with_band("90: 3; 0: 0"), "E-BANDS-POINTS"),
    ("values under every band", with_band("90: 4; 60: 2"), "W-BANDS-GAP"),
    ("bands out of order", with_band("60: 2; 90: 4"), "E-RULE-CELL"),
    ("a bound above the points", with_period("2"), "W-AT-MOST"),
    ("late that earns more", {**SMALL, "Items": [{**BARE, "kind": "by_date", "value": "APR.plan_date", "day": "03-31",
     "late": "5"}, *ROWS["Items"][1:]]}, "E-LATE-ABOVE"),
    ("a day there is not", {**SMALL, "Items": [{**BARE, "kind": "by_date", "value": "APR.plan_date", "day": "02-30"},
     *ROWS["Items"][1:]]}, "E-RULE-CELL"),
    ("a bonus above the cap", {**SMALL, "Settings": {**SETTINGS, "bonus_cap": "1"}, "Bonus": [
     {"rule": "B1", "title": "praised", "points": "2", "of": "ledger.bonus"}]}, "W-BONUS-ABOVE"),
    ("ties settled by nothing known", {**SMALL, "Settings": {**SETTINGS, "ties_by": "beauty"}}, "E-TIES"),
    ("a column derived for nobody", {**SMALL, "Derived": [
     {"of": "ledger.meetings", "column": "remote", "value": "yes", "where": "place = none"}]}, "W-NAME-UNUSED"),
    ("a text no one reads", with_cell("Items", 0, "title", "x" * 5000), "E-RULE-TEXT-LONG"),
    ("rows that are none", {**SMALL, "Items": "A1"}, "E-RULES-ROWS"),
    ("a sheet like none", {**SMALL, "Weather": []}, "E-RULES-SHEET"),
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


def field(name: str, kind: FieldType, *items: str) -> Field:
    return Field(f"heading/{name}", kind, items=items)


FORM = (field("signed", FieldType.INTEGER), field("should_sign", FieldType.INTEGER))
BESIDE_FORMS = [
    ("a field its form does not ask", FORM[:1], "E-RULE-FIELD"),
    ("a figure that is a text", (FORM[0], field("should_sign", FieldType.TEXT)), "E-RULE-FIELD-NUMBER"),
    ("fields nothing reads", (*FORM, field("teams", FieldType.INTEGER, "A1")), "I-FIELD-UNREAD"),
]


@pytest.mark.parametrize(("fields", "code"), [pytest.param(f, c, id=name) for name, f, c in BESIDE_FORMS])
def test_rules_are_compared_with_the_forms_they_read(tmp_path: Path, fields: tuple[Field, ...], code: str) -> None:
    parsed = read_rules(written(tmp_path, SMALL))
    form = FormDefinition("APR", "1", Wording(), fields)
    assert [f.code.id for f in lint_rules(parsed.rules, parsed.findings, [form])] == [code]


def test_rules_that_fit_their_form_have_no_findings(tmp_path: Path) -> None:
    parsed = read_rules(written(tmp_path, SMALL))
    form = FormDefinition("APR", "1", Wording(), FORM)
    assert lint_rules(parsed.rules, parsed.findings, [form]) == ()


def test_an_overlap_that_is_meant_is_not_told(tmp_path: Path) -> None:
    meant = {**ROWS["Items"][1], "item": "A4", "may_overlap": "yes"}
    _, findings = all_of(written(tmp_path, {**SMALL, "Items": [*ROWS["Items"], meant]}))
    assert "W-RULES-OVERLAP" not in [f.code.id for f in findings]


ELSEWHERE = {
    "E-RESULT-DIFFERS", "E-RESULT-NOT-KEPT", "W-ANSWER-TWICE",  # of results and records, not of rules
    "W-RULES-CHOICE", "E-RULES-YEAR",  # beside a campaign
    "E-RULES-FROM", "E-RULES-FROM-DAY", "E-RULES-VERSION", "E-RULES-WHAT-IF",
    "E-BARE-SCORE",  # of the office's ledger: tests/assessment/test_figures.py
    "W-OBJECTION-ITEM",  # of the ledger of objections
    "W-RULES-REWRITTEN",  # beside other versions and what was published: tests/cli/test_rules_versions.py
    "E-RULE-TYPE",  # beside its unit types: below
    "E-RULES-UNREADABLE", "E-RULES-BIG", "E-RULES-LONG", "E-RULES-YAML", "E-RULES-ALIAS", "E-RULES-TAG",
    "E-RULES-DEEP",  # of hostile files: below
}  # fmt: skip


def test_every_row_of_the_lint_has_a_fault_that_shows_it() -> None:
    seeded = {code for _, _, code in MISTAKES} | {code for _, _, code in BESIDE_FORMS} | ELSEWHERE
    assert {one.id for one in vars(codes).values() if isinstance(one, Code)} == seeded


def test_a_unit_type_the_campaign_does_not_know_is_told_with_the_nearest(tmp_path: Path) -> None:
    path = written(tmp_path, with_cell("Items", 0, "unit_types", "Coach opperator"))
    told = [f for f in read_rules(path, {"Coach operator": "coach"}).findings if f.code.id == "E-RULE-TYPE"]
    assert [f.values["type"] for f in told] == ["Coach opperator"]


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


def test_a_hostile_workbook_is_refused_within_a_second(tmp_path: Path) -> None:
    """A sheet that unpacks to a thousand times its size, one of very many rows, and one that is noise."""
    good = SAMPLES / "contractors" / "rules.xlsx"
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 200_000))
    many = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    for name, filler in (("bomb", b" " * 100_000_000), ("long", many), ("noise", b"\x00\xff" * 1000)):
        path = tmp_path / f"{name}.xlsx"
        with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for item in old.infolist():
                data = filler if item.filename == "xl/worksheets/sheet1.xml" else old.read(item)
                new.writestr(item.filename, data)
        start = time.process_time()
        parsed = read_rules(path)
        assert time.process_time() - start < 1
        assert [f.level for f in parsed.findings][:1] == ["error"]


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


def test_a_case_may_write_a_score_with_or_without_the_decimals_it_is_printed_with() -> None:
    dossier = trial_dossier(rules(), "")
    result = assess_one(made(), dossier)
    assert str(result.score) == "100.00"
    assert [outcome(result, f"score = {text}", dossier) for text in ("100", "100.0", "100.00")] == [""] * 3
    assert outcome(result, "score = 99.99", dossier) == "score = 100.00"
    between = replace(result, score=None, between=(Decimal("90.0"), Decimal("93.5")))
    assert outcome(between, "between = 90 and 93.50", dossier) == ""
