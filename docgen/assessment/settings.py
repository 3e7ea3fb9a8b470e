"""Sheet Settings: what the rules settle as a whole, each word with its Chinese name and what it may be."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from docgen.assessment.kinds.kind import AfterDeadline
from docgen.assessment.rules import Rounding, RuleSettings
from docgen.assessment.sheets import RuleRow
from docgen.assessment.slots import Slots, listed
from docgen.assessment.words import meant
from docgen.excel import fold, nearest
from docgen.findings import Finding
from docgen.findings import assessment as codes
from docgen.language import say

Read = Callable[[Slots, RuleRow], Any]


class Setting(NamedTuple):
    """A setting's Chinese name and how its value is read."""

    chinese: str
    read: Read


def _text(_: Slots, row: RuleRow) -> str:
    return row.text("value")


def _number(slots: Slots, row: RuleRow) -> object:
    return slots.number(row, "value")


def _count(slots: Slots, row: RuleRow) -> object:
    return slots.count(row, "value", 0)


def _yes(slots: Slots, row: RuleRow) -> object:
    return slots.word(row, "value", ("yes", "no"), "yes") == "yes"


def _words(_: Slots, row: RuleRow) -> tuple[str, ...]:
    return tuple(map(meant, listed(row.text("value"))))


def _one_of(*words: str) -> Read:
    return lambda slots, row: slots.word(row, "value", words, words[0])


def _day(slots: Slots, row: RuleRow) -> date | None:
    try:
        return date.fromisoformat(row.text("value"))
    except ValueError:
        slots.wrong(row, "value", say("days are written like 2026-07-01"))
        return None


def _rounding(slots: Slots, row: RuleRow) -> Rounding:
    return Rounding(slots.word(row, "value", tuple(Rounding), Rounding.HALF_UP))


SETTINGS: Mapping[str, Setting] = {
    "id": Setting("标识", _text),
    "version": Setting("版本", _text),
    "year": Setting("年度", _count),
    "from": Setting("施行日期", _day),
    "title": Setting("名称", _text),
    "total": Setting("总分", _number),
    "decimals": Setting("小数位数", _count),
    "rounding": Setting("修约方式", _rounding),
    "grade_from": Setting("定级依据", _one_of("rounded", "exact")),
    "missing": Setting("未报时", _one_of("lose", "ask")),
    "after_deadline": Setting("截止后", _one_of(*AfterDeadline)),
    "not_applicable": Setting("不适用项", _one_of("rescale", "average")),
    "least_applicable": Setting("适用分值下限", _number),
    "quarter_missing": Setting("缺报季度", _one_of("lose", "leave_out")),
    "bonus_cap": Setting("加分上限", _number),
    "deduction_cap": Setting("减分上限", _number),
    "bonus_lifts_grade": Setting("加分可升级", _yes),
    "no_bonus_with": Setting("不予加分情形", _words),
    "card_cap": Setting("黄牌最高等级", _text),
    "missing_cap": Setting("缺报最高等级", _text),
    "veto_grade": Setting("否决后等级", _text),
    "vetoed_rank": Setting("否决后排名", _one_of("none", "last")),
    "rank_within": Setting("排名范围", _one_of("unit_type", "all")),
    "ties": Setting("并列", _one_of("standard", "dense")),
    "ties_by": Setting("并列时比较", _words),
    "settle_open": Setting("待定可定级", _yes),
}


def read_settings(rows: tuple[RuleRow, ...], slots: Slots) -> RuleSettings:
    """The settings; a word that is not known, or twice there, is a finding."""
    known = {fold(name): key for key, setting in SETTINGS.items() for name in (key, setting.chinese)}
    read: dict[str, Any] = {}
    for row in rows:
        key = known.get(fold(row.text("setting")), "")
        if not key:
            near = nearest(row.text("setting"), [n for k, s in SETTINGS.items() for n in (k, s.chinese)])
            code = codes.SETTING_NEAR if near else codes.SETTING_UNKNOWN
            slots.findings.append(Finding(code, row.at("setting"), {"text": row.text("setting"), "nearest": near}))
        elif key in read:
            slots.findings.append(Finding(codes.RULE_ID_TWICE, row.at("setting"), {"id": row.text("setting")}))
        elif row.text("value"):
            read[key] = SETTINGS[key].read(slots, row)
    given = {"since" if key == "from" else key: value for key, value in read.items() if value is not None}
    return replace(RuleSettings(), **given)
