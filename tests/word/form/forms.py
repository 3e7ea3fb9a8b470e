"""Forms to test with: a quarterly summary like the office's own, and one that asks for everything a form can ask."""

from collections.abc import Mapping
from datetime import date

from docgen.model import Blank, Choice, Field, FieldType, Filled, FormDefinition, Group, Identity, Repeat, Unit, Wording
from docgen.model.blanks import mark
from docgen.model.forms import with_row


def said(en: str, zh: str) -> Wording:
    return Wording((("en", en), ("zh", zh)))


YES_NO = (Choice("yes", said("Yes", "是")), Choice("no", said("No", "否")))
INTEGER, DECIMAL, TEXT, DATE = FieldType.INTEGER, FieldType.DECIMAL, FieldType.TEXT, FieldType.DATE
TIMES, PLACES, HAZARDS = said("times", "次"), said("enterprises", "家"), said("items", "项")
MONEY, PEOPLE = said("10,000 yuan", "万元"), said("persons", "人")
ENFORCERS = ("county_bureau", "enforcement")


def count(path: str, label: Wording, measure: Wording, *, required: bool = True, types: tuple[str, ...] = ()) -> Field:
    return Field(path, INTEGER, label, measure=measure, required=required, unit_types=types)


HEADER = Group(
    "header",
    said("Reporting unit", "填报信息"),
    (
        Field("header/principal", TEXT, said("Head of the unit", "单位负责人"), required=True, appearance="w2"),
        Field("header/filler", TEXT, said("Filled in by", "填表人"), required=True, appearance="w2"),
        Field("header/phone", TEXT, said("Telephone", "联系电话"), appearance="w2"),
        Field("header/fill_date", DATE, said("Date of report", "报出日期"), required=True),
    ),
)
INSPECTIONS = Repeat(
    "inspections",
    said("Inspections in detail", "检查明细"),
    (
        Field("inspections/date", DATE, said("Date", "检查日期"), required=True),
        Field("inspections/subject", TEXT, said("Subject", "检查主题"), required=True),
        Field("inspections/lead", TEXT, said("Led by", "带队领导")),
        Field("inspections/places", TEXT, said("Places", "检查地点")),
        count("inspections/found", said("Found", "发现隐患"), HAZARDS),
        count("inspections/rectified", said("Rectified", "已整改"), HAZARDS),
        count("inspections/overdue", said("Overdue", "逾期未改"), HAZARDS, required=False),
    ),
    rows=10,
)
QIS = FormDefinition(
    "QIS",
    "1",
    said("Quarterly Summary of Safety Inspections", "季度安全生产检查情况汇总表"),
    (
        HEADER,
        Group(
            "work",
            said("Inspections and hazards", "检查与隐患治理"),
            (
                count("work/special_inspections", said("Special inspections", "专项检查次数"), TIMES),
                count("work/teams", said("Inspection teams", "检查组数"), said("teams", "个"), required=False),
                count("work/ents_total", said("Enterprises to be inspected", "应检企业数"), PLACES),
                count("work/ents_inspected", said("Enterprises inspected", "已检企业数"), PLACES),
                count("work/gen_found", said("General hazards found", "一般隐患排查数"), HAZARDS),
                count("work/gen_rectified", said("General hazards rectified", "一般隐患整改数"), HAZARDS),
                count("work/maj_found", said("Major hazards found", "重大隐患排查数"), HAZARDS),
                count("work/maj_rectified", said("Major hazards rectified", "重大隐患整改数"), HAZARDS),
                Field("work/invest", DECIMAL, said("Spent on rectification", "隐患治理资金"), measure=MONEY),
                Field(
                    "work/meeting_held",
                    FieldType.SELECT_ONE,
                    said("Quarterly meeting held", "是否召开季度例会"),
                    choices=YES_NO,
                    required=True,
                ),
                count("work/joint_actions", said("Joint actions", "联合执法"), TIMES, types=ENFORCERS),
                count(
                    "work/illegal_found",
                    said("Illegal acts found", "查处非法违法行为"),
                    said("cases", "起"),
                    types=ENFORCERS,
                ),
                Field("work/summary", TEXT, said("Summary", "工作小结"), appearance="multiline"),
            ),
        ),
        INSPECTIONS,
    ),
    digest="a" * 64,
    languages=("en", "zh"),
    period="quarter",
)
UNIT = Unit("0101", "East County Transport Bureau", "county_bureau")
ZH_UNIT = Unit("0101", "东川县交通运输局", "county_bureau")
REMARKS = {
    "work/ents_inspected": said("Not more than the enterprises to be inspected.", "不得大于应检企业数。"),
    "work/gen_rectified": said("Not more than the hazards found.", "不得大于排查数。"),
    "work/maj_rectified": said("Not more than the hazards found.", "不得大于排查数。"),
}


def blank(
    definition: FormDefinition = QIS,
    language: str = "en",
    *,
    values: Mapping[str, Filled] | None = None,
    unit: Unit | None = None,
    rows: Mapping[str, int] | None = None,
) -> Blank:
    """A form for the first quarter of 2026."""
    unit = unit or (ZH_UNIT if language == "zh" else UNIT)
    return Blank(
        definition,
        unit,
        "2026Q1",
        Identity("F", f"{definition.code}.2026Q1.{unit.code}", 1, "3f9a2c41d05e7b86"),
        f"DG1|F|{definition.code}.2026Q1.{unit.code}|1|3f9a2c41d05e7b86|-/-|KX",
        f"F-{definition.code}.2026Q1.{unit.code}-1-3F9A2C41-KX",
        language,
        issuer="市交通运输局" if language == "zh" else "City Transport Bureau",
        due=date(2026, 4, 10),
        values=values or {},
        rows=rows or {},
        remarks={path: text.said(language) for path, text in REMARKS.items()},
    )


LEVELS = (Choice("general", said("General", "一般")), Choice("major", said("Major", "重大")))
KINDS = (
    Choice("port", said("Port", "港口")),
    Choice("road", said("Road transport", "道路运输")),
    Choice("works", said("Works & sites", "工程施工")),
    Choice("water", said("Waterways", "水上交通")),
    Choice("other", said("Other", "其他")),
)
EVERYTHING = FormDefinition(
    "ALL",
    "2",
    said("Everything a Form Can Ask", "各类填报项目一览表"),
    (
        Field("intro", FieldType.NOTE, said("Fill in what applies.", "据实填写。")),
        Field("text", TEXT, said("Text", "文字"), hint=said("One line.", "一行即可。")),
        Field("long", TEXT, said("Long text", "长文字"), appearance="multiline"),
        Field("integer", INTEGER, said("Whole number", "整数"), required=True),
        Field("decimal", DECIMAL, said("Number", "小数")),
        Field("share", DECIMAL, said("Share", "比例"), percent=True),
        Field("date", DATE, said("Date", "日期")),
        Field("time", FieldType.TIME, said("Time", "时间")),
        Field("moment", FieldType.DATETIME, said("Date and time", "发生时间")),
        Field("yes", FieldType.SELECT_ONE, said("Yes or no", "是否"), choices=YES_NO),
        Field("kind", FieldType.SELECT_ONE, said("Kind", "类别"), choices=KINDS),
        Field("kinds", FieldType.SELECT_MULTIPLE, said("Kinds", "涉及领域"), choices=KINDS),
        Field("agreed", FieldType.ACKNOWLEDGE, said("All of this is true", "以上内容属实")),
        Field("photo", FieldType.IMAGE, said("Photograph", "现场照片")),
        Field("total", FieldType.CALCULATE, said("Total", "合计"), calculation="${integer} + 1"),
        Field("hidden", FieldType.CALCULATE, calculation="1"),
        Group(
            "part",
            said("A part", "某部分"),
            (
                Field("part/text", TEXT, said("Text of the part", "本部分文字"), appearance="w2"),
                Repeat(
                    "part/rows",
                    said("Rows in a part", "分项明细"),
                    (
                        Field("part/rows/text", TEXT, said("Text", "文字")),
                        Field("part/rows/level", FieldType.SELECT_ONE, said("Level", "等级"), choices=LEVELS),
                        Field("part/rows/kinds", FieldType.SELECT_MULTIPLE, said("Kinds", "领域"), choices=KINDS[:3]),
                        Field("part/rows/seen", FieldType.ACKNOWLEDGE, said("Seen", "已核")),
                        Field("part/rows/day", DATE, said("Day", "日期")),
                    ),
                    rows=3,
                ),
            ),
        ),
        Repeat(
            "events",
            said("Events", "事件"),
            (
                Field("events/name", TEXT, said("Name", "名称")),
                Field("events/deaths", INTEGER, said("Deaths", "死亡人数"), measure=PEOPLE),
            ),
            rows=3,
            transposed=True,
        ),
        Field("a" * 30 + "/" + "b" * 40, TEXT, said("A long path", "很长的路径")),
    ),
    languages=("en", "zh"),
)


def asked(form: Blank) -> dict[str, Field]:
    """The field of each place the unit is asked to fill in, by its mark."""
    definition = form.definition
    found: dict[str, Field] = {}
    inside = {column.path: repeat for repeat in definition.repeats for column in repeat.members}
    for field in definition.fields:
        if not field.type.is_asked or not form.asks(field):
            continue
        repeat = inside.get(field.path)
        rows = range(1, repeat.rows + 1) if repeat else ()
        paths = [with_row(field.path, repeat.path, row) for row in rows] if repeat else [field.path]
        found |= {mark(definition.code, path): field for path in paths}
    return found
