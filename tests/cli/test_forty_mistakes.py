"""`docgen check` on a folder with forty different mistakes: forty findings, all at once, that one can act on."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from docgen.campaign import load_campaign, start_campaign
from docgen.cli.program import program
from docgen.results import lint_mail
from tests.docs.played import change_cells


class Mistake(NamedTuple):
    """What is done to the folder, and what must be told: the code, where, and a word of what to do."""

    done: str
    code: str
    where: str
    remedy: str


_ROSTER = "units.xlsx, sheet units, cell "
MISTAKES = [
    Mistake("units.xlsx, units, new row: Code = 004170; Full name = Twice; Unit type = Paving; Crews = 1",
            "E-CODE-TWICE", _ROSTER + "A", "code of its own"),
    Mistake("units.xlsx, units, new row: Code = 00 43; Full name = Odd; Unit type = Paving; Crews = 1",
            "E-CODE-UNSAFE", _ROSTER + "A", "letters A to Z"),
    Mistake("units.xlsx, units, new row: Code = 004301; Unit type = Paving; Crews = 1",
            "E-CELL-BLANK", _ROSTER + "B", "Fill it in"),
    Mistake("units.xlsx, units, new row: Code = 004302; Full name = Typeless; Crews = 1",
            "E-CELL-BLANK", _ROSTER + "D", "Fill it in"),
    Mistake("units.xlsx, units, new row: Code = 004303; Full name = Typo; Unit type = Pavving; Crews = 1",
            "E-TYPE-NEAR", _ROSTER + "D", "Paving"),
    Mistake("units.xlsx, units, new row: Code = 004304; Full name = Day; Unit type = Paving; Crews = 1; "
            "Active from = 31/31/2026", "E-DATE-INVALID", _ROSTER + "F", "Correct the date"),
    Mistake("units.xlsx, units, new row: Code = 004305; Full name = Order; Unit type = Paving; Crews = 1; "
            "Active from = 2026-05-01; Active until = 2026-04-01", "E-ACTIVE-ORDER", _ROSTER + "G", "two dates"),
    Mistake("units.xlsx, units, new row: Code = 004306; Full name = Birchfield Paving, Inc.; Unit type = Paving; "
            "Crews = 1", "E-NAME-TWICE", _ROSTER + "B", "seal"),
    Mistake("units.xlsx, units, row 004231: Preferred format = word", "E-NOT-A-CHOICE", _ROSTER + "K", "Choose one"),
    Mistake("units.xlsx, units, row 004226: Crews = two", "E-NOT-A-NUMBER", _ROSTER + "L", "digits only"),
    Mistake("units.xlsx, hazards, new row: Unit code = X99; No. = X-1; Location = A; Condition = B; Due = 2026-01-01; "
            "Responsible person = C", "E-UNIT-UNKNOWN", "units.xlsx, sheet hazards, cell A", "add the unit"),
    Mistake("units.xlsx, hazards, row CA-25-031: Due =", "E-CELL-BLANK", "sheet hazards, cell E", "Fill it in"),
    Mistake("units.xlsx, hazards, row CA-25-034: Due = soon", "E-NOT-A-DATE", "sheet hazards, cell E", "2026-03-05"),
    Mistake("units.xlsx, indicators, row 004203: Lost-time cases (cases) =",
            "E-INDICATOR-BLANK", "sheet indicators, cell B", "0 is a figure"),
    Mistake("units.xlsx, indicators, row 004226: Lost-time cases (cases) = none at all",
            "E-NOT-A-NUMBER", "sheet indicators, cell B", "digits only"),
    Mistake("units.xlsx, indicators, row 004185: Flaggers certified (%) = 180",
            "E-PERCENT-FORMAT", "sheet indicators, cell D", "98%"),
    Mistake("units.xlsx, people, new row: Unit code = 004170; Post = Principal",
            "E-CELL-BLANK", "sheet people, cell C", "Fill it in"),
    Mistake("units.xlsx, duties, new row: Clause = D1; Heading = More; Wording = See {{ unit.nmae }}.",
            "E-FIELD-UNKNOWN", "sheet duties, cell E", "unit.name"),
    Mistake("units.xlsx, duties, new row: Clause = D2; Wording = See this.; Items = Z9.9",
            "E-ITEM-UNKNOWN", "sheet duties, cell E", "add the item"),
    Mistake("units.xlsx, duties, new row: Clause = D3; Wording = See that.; Unit types = Pavving",
            "E-TYPE-NEAR", "sheet duties, cell F", "Paving"),
    Mistake("units.xlsx, duties, new row: Clause = C2; Variant = again; Wording = Report again.; Items = C2.1",
            "E-CLAUSE-TWICE", "sheet duties, cell E", "except_units"),
    Mistake("history.xlsx, history, row 004170: Lost-time cases (cases) = many",
            "E-NOT-A-NUMBER", "history.xlsx, sheet history, cell B", "digits only"),
    Mistake("ledgers.xlsx, signing, new row: Unit code = 004170; Signed on = yesterday",
            "E-NOT-A-DATE", "ledgers.xlsx, sheet signing, cell B", "2026-03-05"),
    Mistake("ledgers.xlsx, accidents, new row: Unit code = X77; Accident no = A-1; Occurred at = 2026-01-05 08:00; "
            "Liability = main; Deaths = 0; Missing = 0; Serious = 0",
            "E-UNIT-UNKNOWN", "sheet accidents, cell A", "add the unit"),
    Mistake("ledgers.xlsx, accidents, new row: Unit code = 004170; Accident no = A-2; Occurred at = 2026-01-06 08:00; "
            "Liability = somebody; Deaths = 0; Missing = 0; Serious = 0",
            "E-NOT-A-CHOICE", "sheet accidents, cell I", "Choose one"),
    Mistake("rules.xlsx, Items, row B1.1: Points = 30", "E-RULES-TOTAL", "rules.xlsx, sheet Items", "Correct"),
    Mistake("rules.xlsx, Items, row B2.1: Kind = ratoi", "E-RULE-KIND-NEAR", "sheet Items, cell G", "ratio"),
    Mistake("rules.xlsx, Parts, row INC.records: Where = reported_at > [occurred_at + 24",
            "E-RULE-CELL", "sheet Parts, cell G", "Correct the cell"),
    Mistake("rules.xlsx, Grades, row Fail: From = zero", "W-RULES-CHOICE", "sheet Grades", "agree"),
    Mistake("forms/QSR.xlsx, survey, new row: type = integr; name = oops; label::English (en) = Oops",
            "E-FORM-TYPE-NEAR", "forms/QSR.xlsx, sheet survey, cell A", "integer"),
    Mistake("forms/QSR.xlsx, survey, new row: type = integer; name = unit_code; label::English (en) = Again",
            "E-FORM-NAME-TWICE", "forms/QSR.xlsx, sheet survey, cell B", "a name of its own"),
    Mistake("forms/QSR.xlsx, survey, new row: type = integer; name = bad; label::English (en) = Bad; "
            "constraint = . >= (3", "E-EXPRESSION-BRACKET", "forms/QSR.xlsx, sheet survey, cell E", "Add )"),
    Mistake("forms/QSR.xlsx, survey, new row: type = select_one nolist; name = chosen; label::English (en) = Chosen",
            "E-FORM-LIST", "forms/QSR.xlsx, sheet survey, cell A", "Add the list"),
    Mistake("forms/TRN.xlsx, survey, new row: type = integer; name = nolabel",
            "E-FORM-LABEL", "forms/TRN.xlsx, sheet survey, cell C", "what is asked"),
    Mistake("forms/INC.xlsx, choices, new row: list_name = yes_no; name = yes; label::English (en) = Yes again",
            "E-FORM-CHOICE-TWICE", "forms/INC.xlsx, sheet choices, cell B", "Delete one"),
    Mistake("templates/agreement.docx: {{ issuer.name }} becomes {{ issuer.nmae }}",
            "E-FIELD-UNKNOWN", "templates/agreement.docx, body, paragraph", "issuer.name"),
    Mistake("templates/agreement.docx: {{ text }} becomes {{ text|upperr }}",
            "E-FILTER-UNKNOWN", "templates/agreement.docx, body, paragraph", "upper"),
    Mistake("campaign.toml: copies = becomes copys =", "E-KEY-NEAR", "campaign.toml, line", "copies"),
    Mistake("campaign.toml: max_pages = 1 becomes max_pages = 1 #", "E-PAGES-ORDER", "campaign.toml, line", "Exchange"),
    Mistake("campaign.toml: form = \"TRN\" becomes form = \"TNR\"",
            "E-FORM-UNKNOWN", "campaign.toml, line", "declare the form"),
    Mistake("campaign.toml: supplement = \"templates/supplement becomes supplement = \"templates/suplement",
            "E-TEMPLATE-NEAR", "campaign.toml, line", "Correct the path"),
    Mistake("campaign.toml: [books] becomes [signing]\nkey = \"keys/lost.p12\"\n\n[books]",
            "E-SIGNKEY-MISSING", "campaign.toml", "correct its path"),
    Mistake("templates/mail/books.txt: {{ unit.name }} becomes {{ unit.nam }}",
            "E-MAIL-TEXT-WRONG", "templates/mail/books.txt", "Correct the tag"),
    Mistake("templates/mail/forms.txt: Subject: becomes Subjcet:",
            "E-MAIL-SUBJECT", "templates/mail/forms.txt", "first line"),
]  # fmt: skip


def make(folder: Path, mistake: Mistake) -> None:
    file, _, change = mistake.done.partition(": ")
    if file.endswith((".toml", ".txt")):
        path = folder / file
        old, new = change.split(" becomes ")
        text = path.read_text(encoding="utf-8")
        assert old in text, mistake
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    else:
        change_cells(folder, mistake.done)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """What docgen check says of a folder with all of them."""
    folder = tmp_path_factory.mktemp("forty") / "campaign"
    start_campaign(folder, "contractors", {})
    for mistake in MISTAKES:
        make(folder, mistake)
    done = CliRunner(env={"DOCGEN_TODAY": "2026-01-12"}).invoke(program, ["-C", str(folder), "check", "--json"])
    findings: list[dict[str, str]] = json.loads(done.output)["findings"]
    assert done.exit_code == 1
    return findings


def test_there_are_forty_mistakes_at_least() -> None:
    assert len({(mistake.code, mistake.where) for mistake in MISTAKES}) >= 40


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m.code} {m.done[:30]}")
def test_a_mistake_is_told_with_its_place_and_what_to_do(mistake: Mistake, told: list[dict[str, str]]) -> None:
    fitting = [one for one in told if one["code"] == mistake.code and mistake.where in one["where"]]
    assert fitting, [one for one in told if one["code"] == mistake.code]
    assert any(mistake.remedy in one["remedy"] for one in fitting), fitting
    assert all(one["message"] for one in fitting)


@pytest.mark.parametrize("sample", ["safety-2026", "safety-2026-zh", "contractors"])
def test_the_shipped_mail_texts_have_none(sample: str, tmp_path: Path) -> None:
    start_campaign(tmp_path, sample, {})
    campaign = load_campaign(tmp_path).campaign
    assert campaign
    assert lint_mail(campaign) == ()


def test_no_finding_speaks_of_the_program(told: list[dict[str, str]]) -> None:
    inner = re.compile(r"docgen\.|object|Error\b|Traceback|None\b|\{\w+\}")
    said = [f"{one['message']} {one['remedy']}" for one in told]
    assert [one for one in said if inner.search(re.sub(r"“[^”]*”", "", one))] == []
