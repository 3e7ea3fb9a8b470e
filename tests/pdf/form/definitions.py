"""Forms for the tests of PDF forms, written by hand: one like the quarterly inspection summary."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from docgen.model.blanks import Blank, Filled
from docgen.model.campaign import Identity, Unit
from docgen.model.forms import Choice, Field, FieldType, FormDefinition, Group, Node, Repeat, Wording
from docgen.press import identity as pages

YES_NO = (Choice("yes", Wording((("en", "Yes"), ("zh", "是")))), Choice("no", Wording((("en", "No"), ("zh", "否")))))


def said(en: str, zh: str) -> Wording:
    return Wording((("en", en), ("zh", zh)))


def asked(path: str, kind: FieldType, en: str, zh: str, **more: object) -> Field:
    return Field(path, kind, said(en, zh), **more)  # type: ignore[arg-type]


def count(path: str, en: str, zh: str, **more: object) -> Field:
    return asked(path, FieldType.INTEGER, en, zh, required=True, **more)


QUARTERS = tuple(Choice(str(n), said(f"Quarter {n}", f"第{n}季度")) for n in range(1, 5))

QIS_BODY: tuple[Node, ...] = (
    Group(
        "head",
        said("Reporting unit", "填报单位"),
        (
            asked("head/unit_name", FieldType.TEXT, "Full name of the unit", "填报单位全称", required=True),
            asked("head/principal", FieldType.TEXT, "Head of the unit", "单位负责人", required=True),
            asked("head/phone", FieldType.TEXT, "Telephone", "联系电话"),
            asked("head/fill_date", FieldType.DATE, "Date reported", "报出日期", required=True),
            asked("head/quarter", FieldType.SELECT_ONE, "Quarter", "季度", required=True, choices=QUARTERS),
        ),
    ),
    Group(
        "figures",
        said("Inspections and hazards", "检查与隐患"),
        (
            count("figures/special_inspections", "Special inspections", "专项检查次数", measure=said("times", "次")),
            count("figures/ents_total", "Enterprises to be inspected", "应检企业数", measure=said("enterprises", "家")),
            count("figures/ents_inspected", "Enterprises inspected", "已检企业数", measure=said("enterprises", "家")),
            count("figures/gen_found", "General hazards found", "一般隐患排查数", measure=said("items", "项")),
            asked(
                "figures/rect_rate",
                FieldType.DECIMAL,
                "Rectification rate",
                "整改率",
                percent=True,
                hint=said("rectified ÷ found", "整改数÷排查数"),
            ),
            asked(
                "figures/invest",
                FieldType.DECIMAL,
                "Spent on rectification",
                "治理资金",
                measure=said("10,000 yuan", "万元"),
            ),
            asked("figures/meeting_held", FieldType.SELECT_ONE, "Meeting held", "是否召开季度例会", choices=YES_NO),
            asked(
                "figures/kinds",
                FieldType.SELECT_MULTIPLE,
                "Kinds of traffic inspected",
                "检查领域",
                choices=(
                    Choice("road", said("road", "道路运输")),
                    Choice("water", said("waterway", "水上交通")),
                    Choice("works", said("construction", "工程施工")),
                ),
            ),
            asked(
                "figures/level",
                FieldType.SELECT_ONE,
                "Level of supervision",
                "挂牌督办级别",
                appearance="minimal",
                choices=(Choice("city", said("city", "市级")), Choice("county", said("county", "县级"))),
            ),
            asked("figures/sealed", FieldType.ACKNOWLEDGE, "Sealed by the unit", "已加盖公章"),
            asked("figures/summary", FieldType.TEXT, "Summary of the work", "工作小结", appearance="multiline"),
            count("figures/ships", "Ships inspected", "检查船舶数", unit_types=("port",)),
        ),
    ),
    Repeat(
        "inspections",
        said("Inspections in detail", "检查明细"),
        (
            asked("inspections/date", FieldType.DATE, "Date", "日期", required=True),
            asked("inspections/subject", FieldType.TEXT, "Subject", "主题"),
            asked("inspections/lead", FieldType.TEXT, "Led by", "带队领导"),
            asked("inspections/led", FieldType.SELECT_ONE, "Report filed", "是否有记录", choices=YES_NO),
            count("inspections/found", "Hazards found", "排查隐患"),
            count("inspections/rectified", "Rectified", "已整改"),
        ),
        rows=25,
    ),
)

QIS = FormDefinition(
    "QIS",
    "1",
    said("Quarterly Safety Inspection Summary", "季度安全生产检查情况汇总表"),
    QIS_BODY,
    digest="ab" * 32,
    languages=("en", "zh"),
    period="quarter",
)

UNIT = Unit("0101", "青岭市交通运输综合行政执法支队", "agency")


def blank_of(definition: FormDefinition = QIS, language: str = "zh", **more: object) -> Blank:
    """A form for `UNIT` with some values."""
    identity = Identity("F", f"{definition.code}.2026Q1.0101", 1, "0123456789abcdef")
    made = Blank(
        definition,
        UNIT,
        "2026Q1",
        identity,
        pages.encode(identity),
        pages.short_code(identity),
        language,
        issuer="青岭市交通运输局",
        due=date(2026, 4, 10),
        values={
            "head/unit_name": Filled(UNIT.name, "roster", locked=True),
            "head/quarter": Filled("1", "period"),
            "figures/ents_total": Filled(128, "history"),
            "figures/invest": Filled(Decimal("12.50")),
            "figures/kinds": Filled(("road", "works")),
            "figures/level": Filled("city"),
            "inspections[1]/subject": Filled("春运安全专项检查"),
        },
        remarks={
            "figures/ents_inspected": "不得大于应检企业数。" if language == "zh" else "must not exceed the total."
        },
    )
    return replace(made, **more)  # type: ignore[arg-type]


def code_of_page(blank: Blank):  # type: ignore[no-untyped-def]
    return lambda page, of: pages.encode(blank.identity, page, of)
