"""Fields to read into, and what a return may hold in their place."""

from datetime import date
from decimal import Decimal

from docgen.model import Choice, Field, FieldType, Raw, Wording
from docgen.returns.values import Profile

YEAR_2019 = Profile(date(2019, 1, 1), date(2019, 12, 31), until=date(2020, 3, 31))
"""A return for the whole of 2019, filled in by the end of March 2020."""

COUNT = Field("n", FieldType.INTEGER, measure=Wording((("zh", "起"), ("en", "cases"))), required=True)
PEOPLE = Field("n", FieldType.INTEGER, measure=Wording((("zh", "人"), ("en", "persons"))))
TIMES = Field("n", FieldType.INTEGER, measure=Wording((("zh", "人次"), ("en", "person-times"))))
DISPENSERS = Field("n", FieldType.INTEGER, measure=Wording((("en", "dispensers"),)))
FIRMS = Field("n", FieldType.INTEGER, measure=Wording((("zh", "家"), ("en", "enterprises"))))
BARE = Field("n", FieldType.INTEGER)
LEAFLETS = Field("n", FieldType.INTEGER, measure=Wording((("zh", "份"), ("en", "copies"))), approximate=True)
YUAN = Field("d", FieldType.DECIMAL, measure=Wording((("zh", "元"), ("en", "yuan"))))
WAN = Field("d", FieldType.DECIMAL, measure=Wording((("zh", "万元"), ("en", "10,000 yuan"))))
SCORE = Field("d", FieldType.DECIMAL)
PERCENT = Field("p", FieldType.DECIMAL, percent=True)
DATE = Field("day", FieldType.DATE)
FILLED_IN = Field("fill_date", FieldType.DATE, appearance="filled-in")
EXPIRY = Field("expiry", FieldType.DATE, appearance="open-ended")
MONTH = Field("month", FieldType.DATE, appearance="month-year")
TIME = Field("at", FieldType.TIME)
MOMENT = Field("occurred_at", FieldType.DATETIME)
TEXT = Field("t", FieldType.TEXT)
TICK = Field("sealed", FieldType.ACKNOWLEDGE)
CALCULATED = Field("total", FieldType.CALCULATE)
YES_NO = Field(
    "done",
    FieldType.SELECT_ONE,
    choices=(
        Choice("yes", Wording((("en", "Yes"), ("zh", "是")))),
        Choice("no", Wording((("en", "No"), ("zh", "否")))),
    ),
)
LEVEL = Field(
    "level",
    FieldType.SELECT_ONE,
    choices=(
        Choice("general", Wording((("en", "General"), ("zh", "一般")))),
        Choice("major", Wording((("en", "Major"), ("zh", "重大"))), ("重大隐患",)),
    ),
)
QUARTER = Field("quarter", FieldType.SELECT_ONE, choices=tuple(Choice(str(n)) for n in range(1, 5)))
KINDS = Field("kinds", FieldType.SELECT_MULTIPLE, choices=(*LEVEL.choices, Choice("other", Wording((("zh", "其他"),)))))


def number(stored: str, pattern: str = "General", *, since_1904: bool = False) -> Raw:
    """A number cell."""
    return Raw(stored, Decimal(stored), pattern, since_1904)


def boxes(*chosen: str, of: int) -> Raw:
    """A row of check boxes, some of them ticked."""
    return Raw(chosen=chosen, boxes=of)
