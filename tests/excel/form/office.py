"""Forms of an office, written by hand: a quarterly summary and a list of hazards, in English and Chinese."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from docgen.model import (
    Blank,
    Choice,
    Field,
    FieldType,
    Filled,
    FormDefinition,
    Group,
    Identity,
    Node,
    Repeat,
    Unit,
    Wording,
)
from docgen.model.blanks import form_id
from docgen.pdf.qr import qr_png
from docgen.press.identity import encode, short_code


def words(english: str, chinese: str = "") -> Wording:
    return Wording((("en", english), ("zh", chinese or english)))


YES_NO = (Choice("yes", words("yes", "是")), Choice("no", words("no", "否")))
LEVELS = (Choice("general", words("general", "一般")), Choice("major", words("major", "重大")))


def text(path: str, english: str, chinese: str, **more: object) -> Field:
    return Field(path, FieldType.TEXT, words(english, chinese), **more)  # type: ignore[arg-type]


def count(path: str, english: str, chinese: str, measure: tuple[str, str] = ("items", "项"), **more: object) -> Field:
    told = {"required": True, "constraint": ". >= 0", "measure": words(*measure)} | more
    return Field(path, FieldType.INTEGER, words(english, chinese), **told)  # type: ignore[arg-type]


HEADER = Group(
    "header",
    Wording(),
    (
        text("header/unit_name", "Unit", "填报单位", appearance="w2", shared="unit_name", read_only=True),
        text("header/unit_code", "Unit code", "单位代码", appearance="w2", shared="unit_code", read_only=True),
        text("header/principal", "Head of the unit", "单位负责人", appearance="w2", shared="principal", required=True),
        text("header/filler", "Filled in by", "填表人", appearance="w2", shared="filler", required=True),
        text("header/phone", "Telephone", "联系电话", appearance="w2", shared="phone"),
        Field(
            "header/fill_date", FieldType.DATE, words("Date", "报出日期"), required=True, appearance="w2", shared="day"
        ),
    ),
)

QIS = FormDefinition(
    "QIS",
    "1",
    words("Quarterly Work Safety Inspection Summary", "季度安全生产检查情况汇总表"),
    (
        HEADER,
        Group(
            "work",
            words("I. Inspections and hazards", "一、检查与隐患"),
            (
                count("work/special_inspections", "Special inspections", "专项检查次数", ("times", "次")),
                count(
                    "work/ents_total", "Enterprises to be inspected", "应检企业数", ("enterprises", "家"), shared="ents"
                ),
                count("work/ents_inspected", "Enterprises inspected", "已检企业数", ("enterprises", "家")),
                count("work/gen_found", "General hazards found", "一般隐患排查数"),
                count("work/gen_rectified", "General hazards rectified", "一般隐患整改数"),
                Field(
                    "work/rect_rate_gen",
                    FieldType.CALCULATE,
                    words("Share rectified", "整改率"),
                    calculation="round(${gen_rectified} div ${gen_found} * 100, 2)",
                    measure=words("%"),
                    percent=True,
                ),
                Field(
                    "work/invest",
                    FieldType.DECIMAL,
                    words("Spent on rectification", "治理资金"),
                    measure=words("10,000 yuan", "万元"),
                ),
                Field(
                    "work/meeting_held",
                    FieldType.SELECT_ONE,
                    words("Quarterly meeting held", "是否召开季度例会"),
                    required=True,
                    choices=YES_NO,
                ),
            ),
        ),
        Group(
            "enforcement",
            words("II. Enforcement", "二、行政执法"),
            (
                count("enforcement/joint_actions_q", "Joint enforcement actions", "联合执法次数", ("times", "次")),
                count(
                    "enforcement/illegal_found_q",
                    "Illegal operations found",
                    "查出非法违法行为",
                    unit_types=("county_bureau",),
                ),
            ),
        ),
        Field("summary", FieldType.TEXT, words("Summary of the work", "工作小结"), appearance="multiline"),
        Repeat(
            "inspections",
            words("III. Special inspections in detail", "三、专项检查明细"),
            (
                Field("inspections/date", FieldType.DATE, words("Date", "日期"), required=True),
                text("inspections/subject", "Subject", "检查主题", required=True),
                text("inspections/lead", "Led by", "带队领导"),
                text("inspections/places", "Places", "检查地点", appearance="multiline"),
                count("inspections/found", "Found", "发现隐患"),
                count("inspections/rectified", "Rectified", "已整改"),
                count("inspections/overdue", "Overdue", "逾期未改", unit_types=("county_bureau",)),
            ),
            rows=8,
        ),
    ),
    digest="1" * 64,
    languages=("en", "zh"),
    period="quarter",
)

HRL = FormDefinition(
    "HRL",
    "1",
    words("Hazard Rectification List", "事故隐患排查治理清单"),
    (
        HEADER,
        count("ents_total", "Enterprises", "企业总数", ("enterprises", "家"), shared="ents"),
        Repeat(
            "hazards",
            words("Hazards", "隐患清单"),
            (
                text("hazards/hazard_no", "Hazard no.", "编号", required=True),
                Field("hazards/found_date", FieldType.DATE, words("Found on", "排查日期"), required=True),
                text("hazards/place", "Place", "所在单位、部位", required=True),
                text("hazards/description", "Description", "隐患描述", required=True, appearance="multiline"),
                Field("hazards/level", FieldType.SELECT_ONE, words("Level", "隐患级别"), required=True, choices=LEVELS),
                text("hazards/duty_person", "Person responsible", "责任人"),
                text("hazards/measures", "Measures", "治理措施", appearance="multiline"),
                Field(
                    "hazards/fund", FieldType.DECIMAL, words("Fund", "治理资金"), measure=words("10,000 yuan", "万元")
                ),
                Field("hazards/deadline", FieldType.DATE, words("Deadline", "整改期限")),
                Field("hazards/monitored", FieldType.SELECT_ONE, words("Monitored", "是否监控"), choices=YES_NO),
                Field("hazards/rectified_date", FieldType.DATE, words("Rectified on", "整改完成日期")),
                text("hazards/accepted_by", "Accepted by", "验收人"),
            ),
            rows=15,
        ),
    ),
    digest="2" * 64,
    languages=("en", "zh"),
    period="quarter",
)

BUREAU = Unit("0101", "Fengling County Transport Bureau", "county_bureau")
STATION = Unit("0301", '兰江市𠮷祥客运站 <&> "A"', "station")


def blank(
    definition: FormDefinition = QIS,
    unit: Unit = BUREAU,
    *,
    language: str = "en",
    values: Mapping[str, Filled] | None = None,
    rows: Mapping[str, int] | None = None,
) -> Blank:
    """A form for the first quarter of 2026 with the name of its unit filled in, and `values`."""
    identity = Identity("F", form_id(definition.code, "2026Q1", unit.code), 1, definition.digest[:16].replace("1", "a"))
    return Blank(
        definition,
        unit,
        "2026Q1",
        identity,
        encode(identity),
        short_code(identity),
        language,
        issuer="Lanjiang Municipal Transport Bureau" if language == "en" else "兰江市交通运输局",
        due=date(2026, 4, 10),
        values={
            "header/unit_name": Filled(unit.name, locked=True),
            "header/unit_code": Filled(unit.code, locked=True),
            "header/phone": Filled("0788 555 0101"),
        }
        | dict(values or {}),
        rows={repeat.path: repeat.rows for repeat in definition.repeats} | dict(rows or {}),
        remarks={
            "work/gen_rectified": "not more than “General hazards found”"
            if language == "en"
            else "不大于“一般隐患排查数”"
        },
    )


def hazards(count: int) -> dict[str, Filled]:
    """Hazards carried over, one a row."""
    filled: dict[str, Filled] = {}
    for row in range(1, count + 1):
        filled |= {
            f"hazards[{row}]/hazard_no": Filled(f"LJ-2025-{row:03}", locked=True),
            f"hazards[{row}]/description": Filled("Cracks in the main girders, condition class 4"),
            f"hazards[{row}]/level": Filled("major"),
            f"hazards[{row}]/deadline": Filled(date(2026, 9, 30)),
            f"hazards[{row}]/fund": Filled(Decimal("12.5")),
        }
    return filled


def pictures(*blanks: Blank) -> dict[str, bytes]:
    return {one.definition.code: qr_png(one.code) for one in blanks}


def plain(nodes: tuple[Node, ...]) -> list[str]:
    return [node.path for node in nodes]


CAUSES = tuple(Choice(f"c{n}", words(f"Cause, number {n}, said at length", f"原因{n}，较长的说法")) for n in range(12))
EVERYTHING = FormDefinition(
    "ALL",
    "1",
    words("A form of every kind of question", "各类问题报表"),
    (
        HEADER,
        Field("note", FieldType.NOTE, words("Read the rules before you begin.", "填报前请先阅读考核细则。")),
        Group(
            "kinds",
            words("Kinds of answers", "各类答案"),
            (
                text("kinds/text", "A line", "一行文字"),
                text("kinds/long", "Sentences", "多行文字", appearance="multiline"),
                count("kinds/whole", "Whole number", "整数"),
                Field("kinds/part", FieldType.DECIMAL, words("Number", "小数"), measure=words("tonnes", "吨")),
                Field("kinds/share", FieldType.DECIMAL, words("Share", "比例"), percent=True),
                Field("kinds/day", FieldType.DATE, words("Day", "日期"), required=True),
                Field("kinds/hour", FieldType.TIME, words("Time of day", "时刻")),
                Field("kinds/moment", FieldType.DATETIME, words("Moment", "发生时间")),
                Field("kinds/one", FieldType.SELECT_ONE, words("One", "单选"), choices=CAUSES),
                Field("kinds/several", FieldType.SELECT_MULTIPLE, words("Several", "多选"), choices=LEVELS),
                Field("kinds/agreed", FieldType.ACKNOWLEDGE, words("Agreed", "已确认")),
                Field("kinds/seal", FieldType.IMAGE, words("Seal", "盖章")),
            ),
        ),
        Repeat(
            "events",
            words("Events", "事件"),
            (
                Field("events/at", FieldType.DATETIME, words("When", "时间"), required=True),
                text("events/where", "Where", "地点"),
                count("events/deaths", "Deaths", "死亡人数", ("persons", "人")),
                text("events/course", "What happened", "经过", appearance="multiline"),
            ),
            rows=3,
            transposed=True,
        ),
        Repeat(
            "alike",
            words("Columns of the same name", "同名列"),
            (text("alike/a", "Name", "名称"), text("alike/b", "Name", "名称"), text("alike/c", "name", "名称")),
            rows=2,
        ),
    ),
    digest="3" * 64,
    languages=("en", "zh"),
)
EVERY_VALUE = {
    "kinds/text": Filled("=1+1"),
    "kinds/whole": Filled(7),
    "kinds/part": Filled(Decimal("0.05")),
    "kinds/share": Filled(Decimal("98.5")),
    "kinds/day": Filled(date(2026, 4, 1)),
    "kinds/hour": Filled(time(9, 30)),
    "kinds/moment": Filled(datetime(2026, 4, 1, 9, 30)),
    "kinds/one": Filled("c3"),
    "kinds/several": Filled(("general", "major")),
    "kinds/agreed": Filled(True),
    "events[2]/where": Filled("东港\n二号泊位"),
    "events[2]/deaths": Filled(0),
}
