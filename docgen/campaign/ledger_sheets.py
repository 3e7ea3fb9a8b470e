"""The office's own ledgers: their sheets, columns, and the words their cells may hold, in both languages.

What cells say in either language, the rules read in one: `absent` and 缺席 are the same word.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from docgen.excel import Column, ColumnType

Words = Mapping[str, tuple[str, ...]]
"""A word as the rules know it, and how people write it."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger: its name, the titles its sheet may bear, its columns besides the unit's code, the words of choices."""

    name: str
    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    words: tuple[tuple[str, Words], ...] = ()


def _column(name: str, kind: ColumnType, *titles: str, required: bool = False) -> Column:
    return Column(name, kind, (name.replace("_", " "), *titles), required)


def _choice(name: str, words: Words, *titles: str, required: bool = True) -> Column:
    choices = tuple(written for ways in words.values() for written in ways)
    return Column(name, ColumnType.CHOICE, (name.replace("_", " "), *titles), required, choices=choices)


TEXT, DATE, MOMENT = ColumnType.TEXT, ColumnType.DATE, ColumnType.MOMENT
COUNT, DECIMAL, YES_NO = ColumnType.COUNT, ColumnType.DECIMAL, ColumnType.YES_NO

_ATTENDANCE: Words = {"present": ("present", "出席"), "deputy": ("deputy", "代会"), "absent": ("absent", "缺席")}
_NOTICE: Words = {"summons": ("summons", "约见警示", "约见"), "card": ("card", "yellow card", "黄牌警诫", "黄牌")}
_INSPECTED: Words = {"passed": ("passed", "合格"), "failed": ("failed", "不合格")}
_HONOUR: Words = {"bonus": ("bonus", "加分", "表彰"), "criticism": ("criticism", "通报批评", "减分")}
_LEVEL: Words = {
    "city": ("city", "市级", "市"),
    "province": ("province", "省级", "省"),
    "nation": ("nation", "国家级", "国家"),
    "promoted": ("promoted", "全市推广"),
}
_FAULT: Words = {
    "revoked": ("revoked", "撤销", "被撤销"),
    "lost": ("lost", "败诉"),
    "complaint": ("complaint", "投诉查实"),
}
_EVENT: Words = {
    "near_miss": ("near miss", "near-miss", "未遂事故", "未遂"),
    "violation": ("violation", "违规行为", "违规"),
}
_LIABILITY: Words = {
    "full": ("full", "全责", "全部责任"),
    "main": ("main", "主责", "主要责任"),
    "equal": ("equal", "同责", "同等责任"),
    "minor": ("minor", "次责", "次要责任"),
    "none": ("none", "无责", "无责任"),
    "pending": ("pending", "待定"),
}
_STATE: Words = {
    "accepted": ("accepted", "已接收", "合格"),
    "returned": ("returned", "退回"),
    "waived": ("waived", "免报"),
    "missing": ("missing", "未报"),
}

LEDGERS: tuple[Ledger, ...] = (
    Ledger(
        "meetings",
        ("meetings", "会议", "会议台账"),
        (
            _column("meeting", TEXT, "会议名称", "会议", required=True),
            _column("date", DATE, "日期", required=True),
            _choice("attendance", _ATTENDANCE, "到会情况"),
            _column("note", TEXT, "备注"),
        ),
        (("attendance", _ATTENDANCE),),
    ),
    Ledger(
        "supervision",
        ("supervision", "督查", "督查台账"),
        (
            _column("quarter", TEXT, "季度", required=True),
            _column("score", DECIMAL, "督查得分", "得分", required=True),
            _column("reason", TEXT, "得分说明", "说明", required=True),
            _column("team", TEXT, "督查组"),
            _column("findings", TEXT, "发现问题"),
        ),
    ),
    Ledger(
        "warnings",
        ("warnings", "警示", "约见警示和黄牌台账", "警示台账"),
        (
            _column("notice_no", TEXT, "通知书编号", "文号", required=True),
            _choice("kind", _NOTICE, "种类"),
            _column("rule", ColumnType.CODE, "依据", required=True),
            _column("date", DATE, "发出日期", "日期", required=True),
            _column("attended", YES_NO, "是否到场"),
            _column("due", DATE, "整改期限"),
            _column("done", DATE, "整改完成日期"),
            _choice("reinspection", _INSPECTED, "复查结果", required=False),
            _column("note", TEXT, "备注"),
        ),
        (("kind", _NOTICE), ("reinspection", _INSPECTED)),
    ),
    Ledger(
        "veto",
        ("veto", "一票否决", "否决台账"),
        (
            _column("rule", ColumnType.CODE, "编号", required=True),
            _column("date", DATE, "日期", required=True),
            _column("facts", TEXT, "事实", required=True),
            _column("reason", TEXT, "理由"),
            _column("document", TEXT, "文号"),
        ),
    ),
    Ledger(
        "bonus",
        ("bonus", "加减分", "加减分台账"),
        (
            _column("matter", TEXT, "事项", required=True),
            _choice("kind", _HONOUR, "类别"),
            _choice("level", _LEVEL, "级别"),
            _column("document", TEXT, "文号"),
            _column("date", DATE, "日期"),
        ),
        (("kind", _HONOUR), ("level", _LEVEL)),
    ),
    Ledger(
        "unlisted",
        ("unlisted", "未列入隐患", "未列入清单的重大隐患"),
        (
            _column("hazard", TEXT, "隐患内容", required=True),
            _column("date", DATE, "检查日期", required=True),
            _column("place", TEXT, "部位"),
            _column("document", TEXT, "检查文书"),
        ),
    ),
    Ledger(
        "enforcement",
        ("enforcement", "执法", "执法过错台账"),
        (
            _column("document", TEXT, "文号", required=True),
            _choice("kind", _FAULT, "情形"),
            _column("date", DATE, "日期"),
            _column("facts", TEXT, "事实"),
        ),
        (("kind", _FAULT),),
    ),
    Ledger(
        "accidents",
        ("accidents", "事故", "事故台账"),
        (
            _column("accident_no", ColumnType.CODE, "事故编号", required=True),
            _column("occurred_at", MOMENT, "发生时间", required=True),
            _column("known_at", MOMENT, "获知时间"),
            _column("reported_at", MOMENT, "报告时间"),
            _column("place", TEXT, "地点"),
            _column("category", TEXT, "行业类别"),
            _column("accident_type", TEXT, "事故类型"),
            _choice("liability", _LIABILITY, "责任认定"),
            _column("deaths", COUNT, "死亡", "死亡人数", required=True),
            _column("missing", COUNT, "失踪", "失踪人数", required=True),
            _column("serious", COUNT, "重伤", "重伤人数", required=True),
            _column("loss", DECIMAL, "直接经济损失"),
            _column("rescue_at_once", YES_NO, "是否立即救援"),
            _column("aftermath_done", YES_NO, "是否妥善善后"),
            _column("source", TEXT, "信息来源"),
        ),
        (("liability", _LIABILITY),),
    ),
    Ledger(
        "events",
        ("events", "事件", "未遂和违规台账"),
        (
            _column("document", TEXT, "文号", required=True),
            _column("date", DATE, "日期", required=True),
            _choice("kind", _EVENT, "类别"),
            _column("facts", TEXT, "事实", required=True),
        ),
        (("kind", _EVENT),),
    ),
    Ledger(
        "submissions",
        ("submissions", "报送", "报送台账"),
        (
            _column("form", ColumnType.CODE, "报表", required=True),
            _column("period", ColumnType.CODE, "报告期", required=True),
            _column("received", DATE, "收到日期"),
            _choice("state", _STATE, "状态"),
            _column("reason", TEXT, "理由", required=True),
        ),
        (("state", _STATE),),
    ),
)
"""Every ledger the rules may read, but for `signing`, which is the books' own."""
