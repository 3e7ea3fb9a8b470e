"""What units really write, row by row of the table of inputs; each id of the table is tested here or where it says.

An outcome is a value; `NIL(value)` an explicit none; NA; BLANK; or the codes said, with a value beside warnings.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from docgen.excel import DateOrder
from docgen.model import Field, FieldState, Raw
from docgen.model.returns import AnswerValue
from docgen.returns.values import NO_END, Profile, Read, as_seen, read_value
from tests.returns.values import fields as f
from tests.returns.values.fields import YEAR_2019, number

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Nil:
    """An explicit "none" and what it is as a value."""

    value: AnswerValue


NA = FieldState.NOT_APPLICABLE
BLANK = FieldState.BLANK
FIFTH = date(2019, 3, 5)


@dataclass(frozen=True)
class Noted:
    """A value kept, with the codes it must be shown with."""

    value: AnswerValue
    codes: tuple[str, ...]


Outcome = AnswerValue | Nil | FieldState | Noted


def outcome(read: Read) -> Outcome:
    """A reading in the words of the table."""
    codes = tuple(finding.code.id for finding in read.findings)
    if read.state is FieldState.READ:
        if read.none:
            return Nil(read.value)
        return Noted(read.value, codes) if codes else read.value
    assert read.value is None
    return Noted(None, codes) if codes else read.state


def error(code: str) -> Noted:
    return Noted(None, (code,))


def warned(value: AnswerValue, code: str) -> Noted:
    return Noted(value, (code,))


DMY = Profile(YEAR_2019.first, YEAR_2019.last, order=DateOrder.DMY)
MDY = Profile(YEAR_2019.first, YEAR_2019.last, order=DateOrder.MDY)
GERMAN = Profile(YEAR_2019.first, YEAR_2019.last, order=DateOrder.DMY, decimal_comma=True)

Row = tuple[str, Field, str | Raw, Outcome]

TABLE: tuple[Row, ...] = (
    *(("n1", f.COUNT, text, value) for text, value in (("３", 3), ("１２", 12))),
    *(
        ("n2", f.COUNT, text, value)
        for text, value in {
            "三": 3,
            "十二": 12,
            "二十": 20,
            "两": 2,
            "廿三": 23,
            "一百零五": 105,
            "壹拾贰": 12,
            "一〇五": 105,
            "三千零二十": 3020,
            "一万零三": 10003,
            "二十三万": 230000,
            "twelve": 12,
            "ninety-nine": 99,
            "a hundred": 100,
            "Twenty one": 21,
        }.items()
    ),
    ("n3", f.COUNT, "3起", 3),
    ("n3", f.TIMES, "2 人次", 2),
    ("n3", f.COUNT, "共3起", 3),
    ("n3", f.FIRMS, "5(家)", 5),
    ("n3", f.DISPENSERS, "11 (dispensers)", 11),
    ("n3", f.DISPENSERS, "11（Dispensers）", 11),
    ("n3", f.DISPENSERS, "11 (beds)", error("E-NOT-NUMBER")),
    ("n3", f.PEOPLE, "12 persons", 12),
    ("n3", f.FIRMS, "5个", 5),
    ("n3", f.COUNT, "3万元", error("E-UNIT")),
    ("n3", f.COUNT, "3人", error("E-UNIT")),
    ("n3", f.COUNT, "¥3", error("E-UNIT")),
    ("n3", f.COUNT, "3%", error("E-UNIT")),
    *(("n5", f.COUNT, text, 1200) for text in ("1,200", "1，200", "1\u2009200", "１，２００", "1 200", "1'200")),
    ("n6", f.YUAN, "1.2万", Decimal(12000)),
    ("n6", f.YUAN, "1.2万元", Decimal(12000)),
    ("n6", f.WAN, "12000元", warned(Decimal("1.2"), "W-UNIT-CONVERTED")),
    ("n6", f.WAN, "￥12,000", warned(Decimal("1.2"), "W-UNIT-CONVERTED")),
    ("n6", f.WAN, "0.5亿元", warned(Decimal(5000), "W-UNIT-CONVERTED")),
    ("n6", f.WAN, "1.2万元", Decimal("1.2")),
    ("n6", f.WAN, "二十万元", Decimal(20)),
    ("n7", f.WAN, "2000万", error("W-UNIT-SUSPECT")),
    ("n7", f.WAN, "三万", error("W-UNIT-SUSPECT")),
    *(
        ("n8", f.COUNT, text, error("E-APPROX"))
        for text in ("约30", "30余", "近百", "5000多", "about 30", "3-5", "30+")
    ),
    ("n8", f.LEAFLETS, "5000余份", warned(5000, "W-APPROX")),
    ("n8", f.LEAFLETS, "约5000份", warned(5000, "W-APPROX")),
    ("n8", f.LEAFLETS, "nearly 5,000", warned(5000, "W-APPROX")),
    ("n8", f.LEAFLETS, "几千份", error("E-APPROX")),
    ("n10", f.COUNT, "3.0", 3),
    ("n10", f.COUNT, "3.5", error("E-NOT-INT")),
    ("n10", f.COUNT, "-1", error("E-RANGE")),
    ("n10", f.COUNT, number("3.0"), 3),
    ("n10", f.COUNT, number("3.5"), error("E-NOT-INT")),
    *(("n12", f.COUNT, text, BLANK) for text in ("", " ", "\u3000", "\u00a0", "____", "   起", "\u200b")),
    *(("n13", f.COUNT, text, Nil(0)) for text in ("无", "没有", "未发生", "零起", "nil", "None", "无。", "零")),
    *(("n13", f.COUNT, text, 0) for text in ("0", "〇", "０", "0起")),
    *(("n14", f.COUNT, text, NA) for text in ("/", "—", "－", "不涉及", "n/a", "N/A", "不适用", "——")),
    *(("n16", f.COUNT, text, error("E-SEE-ATTACHMENT")) for text in ("见附件", "详见附表2", "see attached list")),
    *(("n16", f.TEXT, text, error("E-PENDING")) for text in ("待统计", "不详", "正在核实", "to be confirmed")),
    *(("n17", f.COUNT, text, error("E-CELL-ERROR")) for text in ("#REF!", "#DIV/0!", "######")),
    ("n17", f.TEXT, Raw("#N/A", error=True), error("E-CELL-ERROR")),
    ("n18", f.COUNT, Raw(formula="SUM(B2:B9)"), error("E-FORMULA-NOCACHE")),
    ("n18", f.TEXT, Raw(formula="A1&A2"), error("E-FORMULA-NOCACHE")),
    ("n19", f.COUNT, "12", 12),
    ("n19", f.COUNT, "'12", 12),
    ("n19", f.COUNT, "’12", 12),
    ("p1", f.PERCENT, number("1", "0%"), Decimal(100)),
    ("p1", f.PERCENT, number("0.98", "0.00%"), Decimal(98)),
    ("p1", f.PERCENT, number("0.97999999999999998", "0%"), Decimal(98)),
    *(("p2", f.PERCENT, text, Decimal(100)) for text in ("100%", "１００％", "100％", "百分之百", "100 percent")),
    ("p2", f.PERCENT, "百分之九十八", Decimal(98)),
    ("p2", f.PERCENT, "98.5 %", Decimal("98.5")),
    ("p3", f.PERCENT, number("100"), Decimal(100)),
    ("p3", f.PERCENT, "100", Decimal(100)),
    *(("p4", f.PERCENT, raw, error("E-PCT-AMBIGUOUS")) for raw in (number("1"), "1", "1.0", number("0.98"), "0.98")),
    ("p6", f.PERCENT, "105%", error("E-RANGE")),
    ("p6", f.PERCENT, "≥95%", error("E-APPROX")),
    ("p6", f.PERCENT, "95%以上", error("E-APPROX")),
    *(
        ("d1", f.DATE, text, FIFTH)
        for text in (
            *("2019年3月5日", "2019.3.5", "2019-3-5", "2019/03/05", "2019。3。5", "20190305", "2019 年 3 月 5 日"),
            *("2019年3月5号", "2019年3月5日（星期二）", "5 March 2019", "March 5, 2019", "Tue, 5 Mar 2019"),
        )
    ),
    *(("d2", f.DATE, text, FIFTH) for text in ("二〇一九年三月五日", "二○一九年三月五日", "二零一九年三月五日")),
    ("d2", f.DATE, "二O一九年三月五日", warned(FIFTH, "W-DATE-LETTER")),
    ("d3", f.DATE, "3月5日", warned(FIFTH, "W-YEAR-INFERRED")),
    ("d3", f.DATE, "三月五日", warned(FIFTH, "W-YEAR-INFERRED")),
    ("d3", f.DATE, "5 March", warned(FIFTH, "W-YEAR-INFERRED")),
    ("d3", f.FILLED_IN, "1月8日", warned(date(2020, 1, 8), "W-YEAR-INFERRED")),
    ("d4", f.DATE, "19.3.5", warned(FIFTH, "W-YEAR-INFERRED")),
    ("d4", f.DATE, "3/5/2019", error("E-DATE-AMBIGUOUS")),
    ("d5", f.DATE, number("43529"), FIFTH),
    ("d5", f.DATE, number("42067", since_1904=True), FIFTH),
    ("d5", f.DATE, number("43529", "yyyy-mm-dd"), FIFTH),
    ("d5", f.DATE, number("20190305"), FIFTH),
    ("d7", f.DATE, "2019年2月29日", error("E-DATE-INVALID")),
    ("d7", f.DATE, "2019年13月1日", error("E-DATE-INVALID")),
    ("d8", f.DATE, "2019年3月", error("E-DATE-PARTIAL")),
    ("d8", f.DATE, "3月上旬", error("E-DATE-PARTIAL")),
    ("d8", f.MONTH, "2019年3月", date(2019, 3, 1)),
    ("d10", f.MOMENT, "2019年3月5日上午9时30分", datetime(2019, 3, 5, 9, 30)),
    ("d10", f.MOMENT, "2019-03-05 14:00", datetime(2019, 3, 5, 14)),
    ("d10", f.MOMENT, number("43529.395833333336", "yyyy/m/d h:mm"), datetime(2019, 3, 5, 9, 30)),
    ("d10", f.MOMENT, "9：30", error("E-DATE-PARTIAL")),
    ("d10", f.MOMENT, "2019年3月5日", error("E-DATE-PARTIAL")),
    *(("d10", f.TIME, text, time(14)) for text in ("下午2点", "14:00", "14时", "2 pm", "2:00 p.m.", "下午两点")),
    ("d10", f.TIME, "９：３０", time(9, 30)),
    ("d11", f.EXPIRY, "长期", NO_END),
    ("d11", f.EXPIRY, "no expiry", NO_END),
    ("d11", f.DATE, "长期", error("E-NOT-A-DATE")),
    *(("d12", f.DATE, text, BLANK) for text in ("2019年  月  日", "年 月 日", "201_年__月__日", "____年____月____日")),
    *(("b1", f.YES_NO, text, "yes") for text in ("是", "√", "有", "☑是 □否", "■是□否", "R是", "R是 £否", "Y", "yes")),
    *(("b1", f.YES_NO, text, "yes") for text in ("是（√） 否（ ）", "[x] Yes [ ] No", "是☑ 否□", "TRUE")),
    *(("b1", f.YES_NO, text, "no") for text in ("否", "无", "没有", "□是 ☑否", "N", "no", "×", "未落实")),
    ("b1", f.YES_NO, "□是 □否", BLANK),
    ("b1", f.YES_NO, f.boxes("yes", of=2), "yes"),
    ("b1", f.YES_NO, f.boxes("是", of=2), "yes"),
    ("b1", f.YES_NO, f.boxes(of=2), BLANK),
    ("b1", f.YES_NO, f.boxes("yes", "no", of=2), error("E-CHOICE-TWO")),
    ("b1", f.TICK, Raw("☒", ticked=True), True),
    ("b1", f.TICK, Raw("☐", ticked=False), BLANK),
    ("b1", f.TICK, "√", True),
    ("b1", f.TICK, "否", False),
    ("b3", f.YES_NO, "已落实", "yes"),
    ("b3", f.YES_NO, "基本落实", error("E-NOT-YESNO")),
    ("t9", f.TEXT, "4.50101E+17", error("E-PRECISION-LOST")),
    ("t9", f.TEXT, "7.71E+09", error("E-PRECISION-LOST")),
    ("t9", f.TEXT, number("4.50101199001011E+17"), error("E-PRECISION-LOST")),
    ("t9", f.TEXT, number("7710000000"), "7710000000"),
    ("s1", f.TEXT, "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ("s1", f.TEXT, "{{ unit.name }} <w:p>", "{{ unit.name }} <w:p>"),
)

ELSEWHERE = {
    "p4": "returns/checks/test_checks.py::test_p4_a_bare_1_is_settled",
    "t1": "returns/test_tables.py::test_a_total_row_is_no_record",
    "t2": "returns/test_tables.py::test_what_stands_in_a_hidden_row",
    "t3": "perturb/excel_damage.py::14 cells merged",
    "t5": "perturb/excel_damage.py::9 labels edited",
    "t7": "returns/checks/test_checks.py::test_t7_an_empty_table_is_an_error",
    "f1": 'perturb/collection.py::"f1"',
    "f2": 'perturb/collection.py::"f2"',
    "f3": 'perturb/collection.py::"f3"',
    "f5": 'perturb/collection.py::"f5"',
    "f6": 'perturb/collection.py::"f6"',
    "f7": 'perturb/collection.py::"f7"',
    "f9": "desk/test_versions_and_status.py::test_the_latest_acceptable_version_counts",
    "f10": 'perturb/collection.py::"f10"',
    "f11": 'perturb/collection.py::"f11"',
    "f12": 'perturb/collection.py::"f12"',
    "f13": 'perturb/collection.py::"f13"',
    "c1": "returns/checks/test_checks.py::test_c1_two_figures",
    "c2": "returns/checks/test_checks.py::test_c2_a_year_is_compared",
    "c4": "desk/test_versions_and_status.py::test_a_return_is_late_from_the_day_after",
    "c5": "ground/test_names.py::test",
    "c3": "returns/checks/test_checks.py::test_c3_figures_all_the_same",
}
"""Rows of the table that are tested elsewhere: the file below tests/, and what to look for in it."""
ROWS = (
    *("n1", "n2", "n3", "n5", "n6", "n7", "n8", "n10", "n12", "n13", "n14", "n16", "n17", "n18", "n19"),
    *("p1", "p2", "p3", "p4", "p6", "d1", "d2", "d3", "d4", "d5", "d7", "d8", "d10", "d11", "d12", "b1", "b3"),
    *("t1", "t2", "t3", "t5", "t7", "t9", "f1", "f2", "f3", "f5", "f6", "f7", "f9", "f10", "f11", "f12", "f13"),
    *("c1", "c2", "c3", "c4", "c5", "s1"),
)
"""Every row of the table."""


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_table_is_tested(row: str) -> None:
    if row in ELSEWHERE:
        path, _, wanted = ELSEWHERE[row].partition("::")
        assert wanted in (ROOT / "tests" / path).read_text(encoding="utf-8")
    else:
        assert row in {name for name, *_ in TABLE}


@pytest.mark.parametrize(("row", "field", "found", "expected"), TABLE, ids=[f"{r[0]}-{r[2]!r:.30}" for r in TABLE])
def test_what_units_really_write(row: str, field: Field, found: str | Raw, expected: Outcome) -> None:
    raw = Raw(found) if isinstance(found, str) else found
    assert outcome(read_value(field, raw, YEAR_2019)) == expected


@pytest.mark.parametrize(
    ("field", "text", "profile", "expected"),
    [
        (f.DATE, "3/5/2019", MDY, date(2019, 3, 5)),
        (f.DATE, "3/5/2019", DMY, date(2019, 5, 3)),
        (f.DATE, "5.3.19", DMY, warned(FIFTH, "W-YEAR-INFERRED")),
        (f.SCORE, "1.234,5", GERMAN, Decimal("1234.5")),
        (f.SCORE, "1,234.5", YEAR_2019, Decimal("1234.5")),
        (f.SCORE, "1,2", GERMAN, Decimal("1.2")),
        (f.SCORE, "1,2", YEAR_2019, error("E-NUMBER-TWO-WAYS")),
        (f.COUNT, "1.200", GERMAN, 1200),
        (f.MOMENT, "9:30", Profile(FIFTH, FIFTH, day=FIFTH), datetime(2019, 3, 5, 9, 30)),
        (f.SCORE, "1,200 USD", Profile(FIFTH, FIFTH, currency="1,000 USD"), warned(Decimal("1.2"), "W-UNIT-CONVERTED")),
    ],
)
def test_the_habits_of_a_campaign_settle_what_may_be_read_two_ways(
    field: Field, text: str, profile: Profile, expected: Outcome
) -> None:
    assert outcome(read_value(field, Raw(text), profile)) == expected


def test_a_day_without_its_year_that_lies_outside_the_period_is_an_error() -> None:
    spring = Profile(date(2019, 1, 1), date(2019, 3, 31), until=date(2019, 4, 30))
    assert outcome(read_value(f.DATE, Raw("8月1日"), spring)) == error("E-DATE-PERIOD")
    assert outcome(read_value(f.FILLED_IN, Raw("4月8日"), spring)) == warned(date(2019, 4, 8), "W-YEAR-INFERRED")


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (f.TEXT, "无", Nil("")),
        (f.WAN, "无", Nil(0)),
        (f.SCORE, "无", NA),
        (f.KINDS, "无", Nil(())),
        (f.DATE, "/", NA),
        (f.YES_NO, "/", NA),
    ],
)
def test_none_is_read_by_the_type_of_its_field(field: Field, text: str, expected: Outcome) -> None:
    read = read_value(field, Raw(text), YEAR_2019)
    assert outcome(read) == expected


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (f.LEVEL, "重大", "major"),
        (f.LEVEL, "Major", "major"),
        (f.LEVEL, "重大隐患", "major"),
        (f.LEVEL, "2. 重大", "major"),
        (f.LEVEL, "一般 / General", "general"),
        (f.LEVEL, "□一般 ☑重大", "major"),
        (f.LEVEL, "较重大", error("E-CHOICE-NEARLY")),
        (f.LEVEL, "特别", error("E-CHOICE")),
        (f.LEVEL, "☑一般 ☑重大", error("E-CHOICE-TWO")),
        (f.QUARTER, "三", "3"),
        (f.QUARTER, "3.0", "3"),
        (f.QUARTER, "5", error("E-CHOICE")),
        (f.KINDS, "其他、重大", ("major", "other")),
        (f.KINDS, "☑一般 □重大 ☑其他", ("general", "other")),
        (f.KINDS, "重大、火灾", error("E-CHOICE")),
    ],
)
def test_choices_are_told_by_name_label_alias_and_box_never_by_likeness(
    field: Field, text: str, expected: Outcome
) -> None:
    assert outcome(read_value(field, Raw(text), YEAR_2019)) == expected


def test_a_prompt_left_in_its_place_is_blank() -> None:
    profile = Profile(FIFTH, FIFTH, placeholders=frozenset({"Type here"}))
    for text in ("Type here", "Click or tap here to enter text.", "单击或点击此处输入文字。", "请选择"):
        assert outcome(read_value(f.TEXT, Raw(text), profile)) == BLANK


def test_a_place_that_holds_nothing_is_blank() -> None:
    assert outcome(read_value(f.COUNT, None, YEAR_2019)) == BLANK


@pytest.mark.parametrize(
    ("stored", "pattern", "seen"),
    [
        ("46268", "yyyy\\-mm\\-dd", "2026-09-03"),
        ("46302.375", "m/d/yyyy h:mm", "2026-10-07 09:00"),
        ("0.5", "h:mm", "12:00"),
        ("46268", "General", "46268"),
    ],
)
def test_a_day_stands_there_as_a_day_and_not_as_the_number_a_sheet_stores(stored: str, pattern: str, seen: str) -> None:
    assert as_seen(Raw.of_number(stored, pattern)) == seen


def test_a_question_that_docgen_works_out_is_blank_where_its_formula_has_no_result() -> None:
    share = replace(f.COUNT, calculation="${tagged} * 100 div ${all}")
    assert read_value(share, Raw(formula="E2*100/E1"), YEAR_2019).state is FieldState.BLANK
