"""An XLSForm workbook becomes a definition; all that is wrong in it is told at once, with its cell."""

from pathlib import Path

import pytest

from docgen.model import FieldType, Repeat
from tests.forms.tables import compiled, said

QUESTIONS = """
| type             | name    | label   | label::中文 (zh) | required     | constraint     | bind::docgen:items |
| begin group      | hazards | Hazards| 隐患             |              |                |                    |
| integer          | found   | Found  | 排查数           | yes          | . >= 0         | A1.1; A1.2         |
| integer          | mended  | Mended | 整改数           | ${found} > 0 | . <= ${found}  |                    |
| end group        |         |         |                  |              |                |                    |
| begin repeat     | visits  | Visits | 检查             |              |                |                    |
| date             | day     | Day    | 日期             | yes          |                |                    |
| select_one yn    | serious | Serious| 是否严重         |              |                |                    |
| end repeat       |         |         |                  |              |                |                    |
"""
YES_NO = """
| list_name | name | label::English (en) | label::中文 (zh) | aliases |
| yn        | yes  | Yes                 | 是               | √; 有   |
| yn        | no   | No                  | 否               |         |
"""


def test_rows_become_questions_groups_and_repeats(tmp_path: Path) -> None:
    definition, findings = compiled(tmp_path, QUESTIONS, YES_NO)
    assert findings == ()
    assert definition is not None
    assert [field.path for field in definition.fields] == [
        "hazards/found",
        "hazards/mended",
        "visits/day",
        "visits/serious",
    ]
    [visits] = definition.repeats
    assert isinstance(visits, Repeat)
    assert (visits.path, visits.rows) == ("visits", 10)


def test_a_question_keeps_all_that_its_row_says(tmp_path: Path) -> None:
    definition, _ = compiled(tmp_path, QUESTIONS, YES_NO)
    assert definition is not None
    found, mended = definition.named("found"), definition.named("mended")
    assert found is not None and mended is not None
    assert (found.type, found.required, found.constraint) == (FieldType.INTEGER, True, ". >= 0")
    assert found.items == ("A1.1", "A1.2")
    assert (found.label.said("en"), found.label.said("zh")) == ("Found", "排查数")
    assert (mended.required, mended.required_if) == (False, "${found} > 0")


def test_advice_is_what_should_hold_beside_what_must(tmp_path: Path) -> None:
    survey = """
    | type    | name | label | bind::docgen:advice | bind::docgen:advice_message_en | bind::docgen:advice_message_zh |
    | integer | all  | All   | . = ${done}         | All should be done.            | 应当全部完成。                 |
    | integer | done | Done  | . <                 |                                |                                |
    """
    _, findings = compiled(tmp_path, survey)
    assert said(findings) == ["E-EXPRESSION-VALUE survey!D3"]
    definition, _ = compiled(tmp_path, survey.replace(". < ", ""))
    assert definition is not None
    whole = definition.named("all")
    assert whole is not None
    assert whole.advice == ". = ${done}"
    assert (whole.advice_message.said("en"), whole.advice_message.said("zh")) == (
        "All should be done.",
        "应当全部完成。",
    )


def test_choices_keep_names_labels_and_aliases(tmp_path: Path) -> None:
    definition, _ = compiled(tmp_path, QUESTIONS, YES_NO)
    assert definition is not None
    serious = definition.named("serious")
    assert serious is not None
    assert [(c.name, c.label.said("zh"), c.aliases) for c in serious.choices] == [
        ("yes", "是", ("√", "有")),
        ("no", "否", ()),
    ]


def test_a_list_whose_choice_is_faulty_is_not_said_to_be_missing(tmp_path: Path) -> None:
    survey = "| type | name | label |\n| select_one col | colour | Colour |"
    choices = "| list_name | name | label |\n| col | dark blue | Dark blue |"
    assert said(compiled(tmp_path, survey, choices)[1]) == ["E-FORM-CHOICE-BLANKS choices!B2"]


def test_the_digest_is_that_of_what_is_said_not_of_the_file(tmp_path: Path) -> None:
    first, _ = compiled(tmp_path, QUESTIONS, YES_NO)
    again, _ = compiled(tmp_path, QUESTIONS.replace("| found ", "|  found"), YES_NO)
    other, _ = compiled(tmp_path, QUESTIONS.replace("Mended", "Put right"), YES_NO)
    assert first is not None and again is not None and other is not None
    assert first.digest == again.digest
    assert first.digest != other.digest


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        ("| integr | a | A |", "E-FORM-TYPE-NEAR survey!A2"),
        ("| geopoint | a | A |", "E-FORM-TYPE-DEVICE survey!A2"),
        ("| colour | a | A |", "E-FORM-TYPE survey!A2"),
        ("| text | | A |", "E-FORM-NAME-BLANK survey!B2"),
        ("| text | a-b | A |", "E-FORM-NAME survey!B2"),
        ("| text | 数量 | A |", "E-FORM-NAME survey!B2"),
        ("| text | a | |", "E-FORM-LABEL survey!C2"),
        ("| | a | A |", "E-FORM-TYPE-BLANK survey!A2"),
        ("| select_one | a | A |", "E-FORM-LIST-UNNAMED survey!A2"),
        ("| select_one yess_no | a | A |", "E-FORM-LIST-NEAR survey!A2"),
        ("| end group | | |", "E-FORM-END-ALONE survey!A2"),
        ("| calculate | a | |", "E-FORM-CALCULATION survey!2"),
        ("| text | a | A |\n| text | a | B |", "E-FORM-NAME-TWICE survey!B3"),
        ("| text | a | A |\n| text | A | B |", "E-FORM-NAME-COLLIDES survey!B3"),
        (f"| text | {'a' * 60} | A |", "E-FORM-NAME-LONG survey!B2"),
    ],
)
def test_what_is_wrong_in_a_row_is_told_with_its_cell(tmp_path: Path, row: str, finding: str) -> None:
    head = "| type | name | label |\n"
    choices = "| list_name | name | label |\n| yes_no | yes | Yes |\n| yes_no | no | No |"
    definition, findings = compiled(tmp_path, head + row, choices)
    assert definition is None
    assert finding in said(findings)


def test_nested_repeats_and_open_groups_are_refused_with_a_remedy(tmp_path: Path) -> None:
    survey = """
    | type         | name  | label |
    | begin repeat | outer | Outer |
    | text         | a     | A     |
    | begin repeat | inner | Inner |
    | text         | b     | B     |
    | end repeat   |       |       |
    | end repeat   |       |       |
    | begin group  | tail  | Tail  |
    | text         | c     | C     |
    """
    definition, findings = compiled(tmp_path, survey)
    assert definition is None
    assert said(findings) == ["E-FORM-REPEAT-IN-REPEAT survey!A4", "E-FORM-END-MISSING survey!A8"]
    assert "two tables one after the other" in findings[0].remedy


def test_names_that_a_spreadsheet_makes_alike_are_refused(tmp_path: Path) -> None:
    survey = """
    | type         | name     | label |
    | begin group  | a        | A     |
    | text         | b_c      | BC    |
    | end group    |          |       |
    | begin group  | a_b      | AB    |
    | text         | c        | C     |
    | end group    |          |       |
    | begin repeat | t        | T     |
    | text         | x        | X     |
    | end repeat   |          |       |
    | text         | t_2_x    | TX    |
    """
    _, findings = compiled(tmp_path, survey)
    assert said(findings) == ["E-FORM-NAME-COLLIDES survey!B6", "E-FORM-NAME-COLLIDES survey!B11"]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    survey = """
    | type    | nmae | label |
    | integer | a    | A     |
    """
    _, findings = compiled(tmp_path, survey, settings="| version |\n| 1 |")
    assert {f.code.id for f in findings} >= {"E-FORM-COLUMN-NEAR", "E-FORM-HEADINGS", "E-FORM-SETTING"}


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        ("| note | a | A | yes | | | |", "W-FORM-COLUMN-MISPLACED survey!D2"),
        ("| text | a | A | | yes | | |", "W-FORM-COLUMN-MISPLACED survey!E2"),
        ("| text | a | A | | | 5 | |", "W-FORM-COLUMN-MISPLACED survey!F2"),
        ("| text | a | A | yes | | | | yes |", "E-FORM-UNANSWERABLE survey!H2"),
        ("| integer | a | A | | | | three |", "E-FORM-DEFAULT survey!G2"),
        ("| date | a | A | | | | 5 March |", "E-FORM-DEFAULT survey!G2"),
        ("| select_one yes_no | a | A | | | | maybe |", "E-FORM-DEFAULT survey!G2"),
        ("| text | a | A |\n| text | b | A |", "W-FORM-LABEL-TWICE survey!B3"),
        (
            "| calculate | a | | | | | | | ${b} + 1 |\n| calculate | b | | | | | | | ${a} + 1 |",
            "E-FORM-CIRCLE survey!I2",
        ),
        ("| integer | a | A | | | | | | 'many' |", "E-EXPRESSION-KIND survey!I2"),
        ("| select_one yes_no | a | A | | | | | | 'maybe' |", "E-FORM-CALCULATED-CHOICE survey!I2"),
        ("| text | a | A | ${b} = 'yes' |", "E-EXPRESSION-NAME survey!D2"),
    ],
)
def test_what_a_question_cannot_mean_is_told(tmp_path: Path, row: str, finding: str) -> None:
    own = "bind::docgen:percent | bind::docgen:rows"
    head = f"| type | name | label | required | {own} | default | read_only | calculation |"
    choices = "| list_name | name | label |\n| yes_no | yes | Yes |\n| yes_no | no | No |"
    _, findings = compiled(tmp_path, f"{head}\n{row}", choices)
    assert finding in said(findings)


def test_a_choice_filter_names_the_columns_of_its_list(tmp_path: Path) -> None:
    survey = """
    | type              | name   | label  | choice_filter       |
    | select_one county | county | County |                     |
    | select_one town   | town   | Town   | county = ${county}  |
    | select_one town   | other  | Other  | cuonty = ${county}  |
    """
    choices = """
    | list_name | name | label | county |
    | county    | n    | North |        |
    | town      | quay | Quay  | n      |
    """
    _, findings = compiled(tmp_path, survey, choices)
    assert said(findings) == ["E-EXPRESSION-BARE survey!D4"]


def test_the_key_of_a_form_and_of_its_table_are_told_by_a_column(tmp_path: Path) -> None:
    survey = """
    | type         | name | label | bind::docgen:key |
    | text         | no   | No.   | yes              |
    | begin repeat | t    | T     |                  |
    | text         | a    | A     | yes              |
    | text         | b    | B     |                  |
    | end repeat   |      |       |                  |
    """
    definition, _ = compiled(tmp_path, survey)
    assert definition is not None
    assert (definition.key, definition.repeats[0].key) == (("no",), ("a",))
