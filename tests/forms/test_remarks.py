"""What the rules of a form say beside its fields, and as formulas in its cells."""

from pathlib import Path

import pytest

from docgen.excel.form import Said
from docgen.forms.formulas import excel_formula
from docgen.forms.remarks import remarks
from docgen.model import Blank, FormDefinition, Identity, Unit
from tests.forms.tables import compiled

FORM = """
| type             | name    | label  | label::中文 (zh) | required            | constraint              | relevant         | calculation |
| select_one yn    | serious | Serious | 是否严重        | yes                 |                         |                  |             |
| integer          | found   | Found   | 排查数          | yes                 | . >= 0                  |                  |             |
| integer          | mended  | Mended  | 整改数          | ${serious} = 'yes'  | . <= ${found}           |                  |             |
| date             | day     | Day     | 日期            |                     | . <= today()            | ${found} > 0     |             |
| decimal          | rate    | Rate    | 整改率          |                     |                         |                  | 100 * ${mended} div ${found} |
| select_one yn    | late    | Late    | 是否逾期        |                     |                         |                  | if(${mended} < ${found}, 'yes', 'no') |
| begin repeat     | visits  | Visits  | 检查            |                     |                         | ${found} > 1     |             |
| integer          | a       | A       | 甲              | yes                 | . <= ${b}               |                  |             |
| integer          | b       | B       | 乙              |                     | . <= ${found}           |                  |             |
| end repeat       |         |         |                 |                     |                         |                  |             |
| integer          | times   | Times   | 次数            |                     | . <= 9 and . = sum(${a})|                  |             |
"""  # noqa: E501 - a table
YES_NO = """
| list_name | name | label | label::中文 (zh) |
| yn        | yes  | Yes   | 是               |
| yn        | no   | No    | 否               |
"""


@pytest.fixture
def form(tmp_path: Path) -> FormDefinition:
    definition, findings = compiled(tmp_path, FORM, YES_NO)
    assert definition is not None, [str(finding) for finding in findings]
    return definition


def test_rules_are_said_in_the_language_of_the_form(form: FormDefinition) -> None:
    english, chinese = remarks(form, "en"), remarks(form, "zh")
    assert english == {
        "mended": "Must be answered if “Serious” is “Yes”. “Mended” is at most “Found”.",
        "day": "Only if “Found” is more than 0. “Day” is not after the day of receipt.",
        "visits": "Only if “Found” is more than 1.",
        "visits/a": "“A” is at most “B”.",
        "visits/b": "“B” is at most “Found”.",
        "times": "“Times” is at most 9 and is the sum of “A”.",
    }
    assert chinese["mended"] == "以下情况必填：“是否严重”等于“是”。“整改数”不大于“排查数”。"


def cell(path: str) -> str:
    return {"visits/a": "A9:A12", "serious": "B1"}.get(path, f"$B${len(path)}")


def formula(form: FormDefinition, path: str, *, rule: bool) -> str:
    return said(form, path, Said.RULE if rule else Said.CALCULATION)


def said(form: FormDefinition, path: str, what: Said) -> str:
    blank = Blank(form, Unit("1", "U", "t"), "2026Q1", Identity("F", "QIS.2026Q1.1", 1, "0"), "", "", "zh")
    return excel_formula(blank, path, cell, what)


def test_cells_work_out_what_is_calculated(form: FormDefinition) -> None:
    assert formula(form, "rate", rule=False) == 'IF(OR($B$6="",$B$5=""),"",((100*$B$6)/$B$5))'
    assert formula(form, "late", rule=False) == 'IF(OR($B$6="",$B$5=""),"",IF(($B$6<$B$5),"是","否"))'
    assert formula(form, "found", rule=False) == ""


def test_cells_check_what_is_typed_but_not_the_table_below(form: FormDefinition) -> None:
    assert formula(form, "mended", rule=True) == 'IF(OR($B$6="",$B$5=""),TRUE,($B$6<=$B$5))'
    assert formula(form, "times", rule=True) == 'IF($B$5="",TRUE,($B$5<=9))'
    assert formula(form, "serious", rule=True) == ""


def test_cells_know_when_they_are_not_asked(form: FormDefinition) -> None:
    assert said(form, "day", Said.RELEVANT) == 'IF($B$5="",TRUE,($B$5>0))'
    assert said(form, "visits/b", Said.RELEVANT) == 'IF($B$5="",TRUE,($B$5>1))'
    assert said(form, "found", Said.RELEVANT) == ""
