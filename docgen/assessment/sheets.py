"""The sheets of the Assessment Rules and their columns, the same in rules.xlsx and rules.yaml, in both languages.

Every cell is read as text, so that 0.1 is a tenth and `no` a word; what a text means is for the sheet's reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.excel import Column, ColumnType, Declaration
from docgen.findings import NOWHERE, Place

SCORING = (
    ("kind", ("kind", "计分方式")),
    ("value", ("value", "数据")),
    ("base", ("base", "基数")),
    ("values", ("values", "答复")),
    ("of", ("of", "table", "数据表")),
    ("where", ("where", "条件")),
    ("having", ("having", "其中")),
    ("columns", ("columns", "elements", "要素")),
    ("lose", ("lose", "扣分")),
    ("at_most", ("at most", "最多扣")),
    ("needed", ("needed", "应达数")),
    ("day", ("day", "期限")),
    ("late", ("late", "逾期得分")),
    ("forms", ("forms", "报表")),
    ("none", ("none", "无基数时")),
    ("bands", ("bands", "分档")),
    ("missing", ("missing", "未报时")),
    ("after_deadline", ("after deadline", "截止后")),
    ("may_overlap", ("may overlap", "可重复扣分")),
    ("reason", ("reason", "扣分原因")),
)
"""The columns by which an item, or a part of one, is counted."""

_CASE = (
    ("rule", ("rule", "编号")),
    ("title", ("title", "情形")),
    ("kind", ("kind", "认定方式")),
    ("value", ("value", "数据")),
    ("base", ("base", "基数")),
    ("of", ("of", "table", "数据表")),
    ("where", ("where", "条件")),
    ("same", ("same", "同类项")),
    ("at_least", ("at least", "至少")),
    ("days", ("days", "天数")),
    ("forms", ("forms", "报表")),
    ("unit_types", ("unit types", "单位类型")),
)

SHEETS: Mapping[str, tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "Settings": (("设置",), (("setting", ("setting", "设置项")), ("value", ("value", "取值")))),
    "Stages": (
        ("考核阶段", "阶段"),
        (
            ("stage", ("stage", "阶段")),
            ("title", ("title", "名称")),
            ("weight", ("weight", "权重")),
            ("kind", ("kind", "计分方式")),
            ("value", ("value", "数据")),
            ("base", ("base", "基数")),
            ("of", ("of", "table", "数据表")),
            ("ledger", ("ledger", "台账")),
            ("periods", ("periods", "期数")),
            ("tolerance", ("tolerance", "允许差")),
        ),
    ),
    "Grades": (
        ("等级", "考核等级", "等次", "考核等次"),
        (("grade", ("grade", "等级", "等次")), ("from", ("from", "下限"))),
    ),
    "Lateness": (("迟报",), (("days", ("days", "天数")), ("points", ("points", "得分")))),
    "Forms": (
        ("报表",),
        (
            ("form", ("form", "报表")),
            ("counts", ("counts", "计数")),
            ("caps_grade", ("caps grade", "缺报限级")),
            ("case", ("case", "归并列")),
        ),
    ),
    "Items": (
        ("考核项", "考核细则"),
        (
            ("item", ("item", "item id", "id", "编号", "考核项编号")),
            ("clause", ("clause", "条款", "条款号")),
            ("title", ("title", "考核内容", "考核项目")),
            ("points", ("points", "分值")),
            ("standard", ("standard", "scoring", "评分标准")),
            ("evidence", ("evidence", "查证材料")),
            ("unit_types", ("unit types", "单位类型", "适用类型")),
            *SCORING,
        ),
    ),
    "Parts": (
        ("分项", "分项计分"),
        (("item", ("item", "编号", "考核项编号")), ("points", ("points", "分值")), *SCORING),
    ),
    "Figures": (
        ("数据口径",),
        (
            ("figure", ("figure", "数据")),
            ("title", ("title", "名称")),
            ("of", ("of", "table", "数据表")),
            ("add", ("add", "合计列")),
            ("among", ("among", "范围")),
            ("where", ("where", "条件")),
            ("pending", ("pending", "待定条件")),
            ("otherwise", ("otherwise", "否则取")),
        ),
    ),
    "Lists": (("名单", "词表"), (("list", ("list", "名称")), ("words", ("words", "取值")))),
    "Derived": (
        ("派生列",),
        (
            ("of", ("of", "table", "数据表")),
            ("column", ("column", "列")),
            ("value", ("value", "取值")),
            ("where", ("where", "条件")),
        ),
    ),
    "Listed": (
        ("应列项",),
        (
            ("of", ("of", "table", "数据表")),
            ("list", ("list", "名册")),
            ("column", ("column", "对应列")),
            ("cells", ("cells", "补列值")),
        ),
    ),
    "Zeroed": (
        ("清零",),
        (
            ("rule", ("rule", "编号")),
            ("title", ("title", "情形")),
            ("items", ("items", "考核项")),
            ("of", ("of", "table", "数据表")),
            ("where", ("where", "条件")),
        ),
    ),
    "Bonus": (
        ("加减分",),
        (
            ("rule", ("rule", "编号")),
            ("title", ("title", "情形")),
            ("points", ("points", "分值")),
            ("of", ("of", "table", "数据表")),
            ("where", ("where", "条件")),
            ("matter", ("matter", "事项列")),
        ),
    ),
    "Veto": (("一票否决",), _CASE),
    "Summons": (("约见警示",), _CASE),
    "Cards": (("黄牌警诫",), _CASE),
    "Tests": (
        ("验算", "样例"),
        (
            ("case", ("case", "test case", "样例")),
            ("unit_type", ("unit type", "单位类型")),
            ("given", ("given", "给定")),
            ("expect", ("expect", "应得")),
        ),
    ),
}
"""Name of each sheet to its Chinese titles and its columns with the headings they may stand under."""

NEEDED = frozenset({"Items", "Stages", "Grades"})


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A row of the rules as texts by column, blank ones left out, and where each stands."""

    sheet: str
    cells: Mapping[str, str] = field(hash=False)
    places: Mapping[str, Place] = field(default_factory=dict, hash=False)
    place: Place = NOWHERE

    def at(self, column: str) -> Place:
        """Where a column's cell stands; the row's place where it is blank."""
        return self.places.get(column, self.place)

    def text(self, column: str) -> str:
        """A cell's text, empty where blank."""
        return self.cells.get(column, "")


Tables = Mapping[str, tuple[RuleRow, ...]]
"""The rows of the rules by sheet."""


def declaration(sheet: str) -> Declaration:
    """How a sheet of rules.xlsx is read: every cell as text."""
    titles, columns = SHEETS[sheet]
    typed = tuple(Column(name, ColumnType.TEXT, headings, required=not n) for n, (name, headings) in enumerate(columns))
    return Declaration(sheet, typed, (sheet, *titles), required=sheet in NEEDED)


def sheet_place(tables: Tables, sheet: str) -> Place:
    """A sheet as a whole, called as its file calls it."""
    rows = tables.get(sheet, ())
    return Place(rows[0].place.file, rows[0].place.sheet or sheet) if rows else Place(sheet=sheet)
