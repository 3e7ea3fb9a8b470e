"""The rules said back in words: figures, columns and days as the forms and ledgers print them, in both languages."""

import re
from functools import cache

import pytest

from docgen.assessment.columns import Columns, columns_of
from docgen.assessment.names import Names, form_names, names_of
from docgen.assessment.sentences import sentences
from docgen.assessment.where import parse_where
from docgen.campaign import load_campaign
from docgen.language import current_language, speaking
from tests.assessment.shipped import SAMPLES, rules
from tests.perturb.sent import FORMS, compiled, definitions

LISTS = {"blamed": ("equal", "main")}


def columns(table: str) -> Columns:
    """Those of a table of the shipped forms or of a ledger, in the language spoken."""
    forms = {one.code: form_names(one, current_language()) for one in definitions()}
    return columns_of(Names(forms), table)


@pytest.mark.parametrize(
    ("table", "condition", "english", "chinese"),
    [
        ("HRL.rows", "level = major", "“Level” is “Major”", "“隐患级别”等于“重大”"),
        ("HRL.rows", "level = Major", "“Level” is “Major”", "“隐患级别”等于“重大”"),
        ("HRL.rows", "monitored != yes", "“Monitored” is not “Yes”", "“是否监控”不等于“是”"),
        ("HRL.rows", "rectified_date is blank", "“Rectified on” is blank", "“整改完成日期”为空"),
        ("HRL.rows", "not level = major", "it is not so that “Level” is “Major”", None),
        (
            "HRL.rows",
            "deadline < [cutoff] and (rectified_date is blank or rectified_date > [deadline])",
            "“Deadline” is before “cut-off day” and (“Rectified on” is blank or is after “Deadline”)",
            "“整改期限”早于“考核截止日”，并且（“整改完成日期”为空，或者晚于“整改期限”）",
        ),
        (
            "HRL.rows",
            "extension_to else deadline <= 2026-12-31",
            "the first of “Extended to”, “Deadline” that is filled in is not after 2026-12-31",
            "“延期至”、“整改期限”中第一个已填写的值不晚于2026-12-31",
        ),
        ("ledger.veto", "rule = V3", "“rule” is “V3”", "“编号”等于“V3”"),
        ("ledger.warnings", "kind = card", "“kind” is “card”", "“种类”等于“黄牌警诫”"),
        ("ledger.accidents", "liability in blamed", "“liability” is “equal” or is “main”", None),
        ("ledger.accidents", "deaths >= 3", "“deaths” is at least 3", "“死亡”不小于3"),
        (
            "ledger.accidents",
            "reported_at > [known_at] + 1 hours",
            "“reported at” is after “known at” plus 1 hour",
            "“报告时间”晚于“获知时间”后1小时",
        ),
        (
            "ledger.accidents",
            "reported_at > [known_at] - 2 days",
            "“reported at” is after “known at” less 2 days",
            "“报告时间”晚于“获知时间”前2日",
        ),
        ("ledger.accidents", "", "any", "任意条件"),
    ],
)
def test_a_condition_is_said_as_the_form_or_ledger_prints_it(
    table: str, condition: str, english: str, chinese: str | None
) -> None:
    read = parse_where(condition, LISTS)
    for language, wanted in (("en", english), ("zh", chinese)):
        with speaking(language):
            assert wanted in (None, columns(table).met(read))


def test_what_a_span_of_time_is_added_to_is_a_day_even_where_the_form_is_not_known() -> None:
    read = parse_where("reported_at > [known_at] + 36 hours", {})
    assert Columns().met(read) == "“reported at” is after “known at” plus 36 hours"


@pytest.mark.parametrize(
    ("name", "row", "words"),
    [
        ("safety-2026", "V3", "1 row of ledger “veto” where “rule” is “V3”"),
        ("safety-2026", "F3.1", "1 point off for each row of ledger “enforcement”, at most 2"),
        ("safety-2026", "Y3", "2 rows of ledger “accidents” where “deaths” is at least 3, within 365 days"),
        ("safety-2026", "M1", "−1 point for a row of ledger “bonus” where"),
        ("safety-2026", "H1.1", "1 point × “Emergency plans in place” (APR) ÷ “Emergency plans required” (APR)"),
        ("safety-2026", "A1.1", "is 31 March or before"),
        ("safety-2026", "T2.2", "that (liability deaths + serious injuries) lies above (“Deaths” of last year + "),
        ("safety-2026", "late", "“yes” in a row of ledger “accidents” where “reported at” is after “known at” plus 1"),
        ("safety-2026-zh", "F3.1", "每有1条“执法”台账中的记录扣1分，最多扣2分"),
        ("safety-2026-zh", "Y3", "365日内有2条“事故”台账中“死亡”不小于3的记录"),
        ("safety-2026-zh", "A1.1", "“审定日期”（APR）在3月31日前（含当日）得0.5分"),
        ("contractors", "C2.1", "Incident report (INC) where “Reported in writing” is after “Occurred” plus 1 day"),
    ],
)
def test_a_row_of_the_rules_is_said_in_words(name: str, row: str, words: str) -> None:
    assert any(words in told for id_, told in said(name) if id_ == row), [t for i, t in said(name) if i == row]


@pytest.mark.parametrize("name", ["safety-2026", "safety-2026-zh", "contractors"])
def test_no_name_of_the_rules_is_left_over(name: str) -> None:
    left = re.compile(r"\b[A-Z]{3}\.\w|ledger\.|limit\.|last\.|[a-z]_[a-z]|\[|!=|>=|<=|–")
    assert [(row, told) for row, told in said(name) if left.search(told)] == []


@cache
def said(name: str) -> tuple[tuple[str, str], ...]:
    """Every sentence of a sample's rules with the row it belongs to, in the sample's language."""
    campaign = load_campaign(SAMPLES / name).campaign
    assert campaign is not None
    forms = definitions() if name != "contractors" else compiled(FORMS / "contractors")
    with speaking(campaign.settings.language):
        told = sentences(rules(name), names_of(rules(name), campaign, forms))
    return tuple((one.id, one.words) for one in told)
