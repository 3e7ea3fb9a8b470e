"""What a template may do to a value with `|`: dates, numbers, amounts and numerals in the campaign's language.

Pure functions of the value and the `Style`: no clock, no locale of the machine. A blank goes through every filter as it
is, so that it never becomes 0 and the missing-data policy still sees it; only `dash` and `or_blank` print one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from babel.dates import format_date
from jinja2 import Undefined

from docgen.findings import Code, Finding, Place
from docgen.findings import word as codes
from docgen.word import numerals

Blank = None | Undefined
Printed = str | Blank
Filter = Callable[..., object]


class DateOrder(StrEnum):
    """In which order a short English date is written; Chinese dates are always year, month, day."""

    DAY_FIRST = "day/month/year"
    MONTH_FIRST = "month/day/year"
    YEAR_FIRST = "year/month/day"


@dataclass(frozen=True, slots=True)
class Style:
    """How values are printed: `language` (`en`, `zh`), `date_order`, and `date_format`, the pattern of a bare `date`.

    Patterns are those of Unicode CLDR (`yyyy-MM-dd`, `d MMMM y`); an empty one means the language's own long form.
    """

    language: str = "en"
    date_order: DateOrder = DateOrder.DAY_FIRST
    date_format: str = ""


class FilterError(ValueError):
    """A filter met a value it cannot print. `value` is the value, `filter` the filter's name, `code` says why."""

    def __init__(self, value: object, filter: str, code: Code) -> None:  # noqa: A002 - the word a user knows it by
        super().__init__(f"{filter}: {value!r}")
        self.value = value
        self.filter = filter
        self.code = code

    def __reduce__(self) -> tuple[type["FilterError"], tuple[object, str, Code]]:
        return type(self), (self.value, self.filter, self.code)

    def finding(self, place: Place) -> Finding:
        """The same as a finding at `place`."""
        return Finding(self.code, place, {"value": str(self.value), "filter": self.filter})


def filters(style: Style | str) -> Mapping[str, Filter]:
    """Every filter of docgen by its name, printing in `style`; a bare language means that language's usual style."""
    formats = _Formats(Style(style) if isinstance(style, str) else style)
    return {
        "date": formats.date,
        "number": number,
        "percent": percent,
        "rmb": rmb,
        "cn": cn,
        "cn_year": cn_year,
        "words": words,
        "ordinal": formats.ordinal,
        "dash": dash,
        "or_blank": or_blank,
        "yesno": formats.yesno,
    }


@dataclass(frozen=True, slots=True)
class _Formats:
    """The filters whose result depends on the style."""

    style: Style

    def date(self, value: object, form: str = "") -> Printed:
        """A date: `date`, `date("long")`, `date("short")`, or a pattern such as `date("yyyy-MM-dd")`."""
        if _is_blank(value):
            return _through(value)
        named = {
            "": self.style.date_format or _long(self.style),
            "long": _long(self.style),
            "short": _short(self.style),
        }
        pattern = named.get(form, form)
        if not _is_pattern(pattern):
            raise FilterError(form or pattern, "date", codes.BAD_FORMAT)
        return _written(_date(value, "date"), pattern, "zh" if self.style.language == "zh" else "en_GB")

    def ordinal(self, value: object) -> Printed:
        """A place in an order: 23rd, 第23."""
        if _is_blank(value):
            return _through(value)
        whole = _whole(value, "ordinal")
        return f"第{whole}" if self.style.language == "zh" else numerals.ordinal(whole)

    def yesno(self, value: object, yes: str = "", no: str = "") -> Printed:
        """Yes or No, 是 or 否, or the two texts given: `yesno("☑", "☐")`."""
        if _is_blank(value):
            return _through(value)
        if not isinstance(value, bool):
            raise FilterError(value, "yesno", codes.NOT_YES_OR_NO)
        usual = ("是", "否") if self.style.language == "zh" else ("Yes", "No")
        return (yes or usual[0]) if value else (no or usual[1])


def number(value: object, decimals: int | None = None) -> Printed:
    """A number with grouped thousands: 1,234.5; `number(2)`: 1,234.50, rounded half up."""
    if _is_blank(value):
        return _through(value)
    return _grouped(_number(value, "number"), decimals, "number")


def percent(value: object, decimals: int | None = None) -> Printed:
    """A number of percent, as rosters keep it: 12.5 is 12.5%; `percent(0)`: 13%."""
    if _is_blank(value):
        return _through(value)
    return _grouped(_number(value, "percent"), decimals, "percent") + "%"


def rmb(value: object) -> Printed:
    """An amount of yuan in Chinese capitals: 1005.30 is 壹仟零伍元叁角整."""
    if _is_blank(value):
        return _through(value)
    amount = _number(value, "rmb")
    if amount != amount.quantize(Decimal("0.01"), ROUND_HALF_UP):
        raise FilterError(value, "rmb", codes.NOT_AN_AMOUNT)
    return numerals.capitals(amount)


def cn(value: object) -> Printed:
    """A number in Chinese numerals: 23 is 二十三."""
    return _through(value) if _is_blank(value) else numerals.chinese(_number(value, "cn"))


def cn_year(value: object) -> Printed:
    """A year, or a date's year, digit by digit in Chinese: 二〇二六."""
    if _is_blank(value):
        return _through(value)
    if isinstance(value, date):
        return numerals.chinese_year(value.year)
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise FilterError(value, "cn_year", codes.NOT_A_YEAR)
    return numerals.chinese_year(int(text))


def words(value: object) -> Printed:
    """A whole number in English words: 23 is twenty-three."""
    return _through(value) if _is_blank(value) else numerals.english(_whole(value, "words"))


_Value = TypeVar("_Value")


def dash(value: _Value) -> _Value | str:
    """A dash for a blank, any other value as it is."""
    return "—" if value is None or value == "" else value


def or_blank(value: _Value) -> _Value | str:
    """Nothing for a blank, on purpose: the missing-data policy is not asked."""
    return "" if value is None else value


def _is_blank(value: object) -> bool:
    return value is None or value == "" or isinstance(value, Undefined)


def _through(value: object) -> Blank:
    return value if isinstance(value, Undefined) else None


def _number(value: object, name: str) -> Decimal:
    """`value` as an exact number below the limit; text counts if it is nothing but a number, as in a csv file."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise FilterError(value, name, codes.NOT_A_NUMBER)
    text = str(value)
    try:
        exact = Decimal(text) if text.isascii() and "_" not in text else None
    except ArithmeticError:
        exact = None
    if exact is None or not exact.is_finite():
        raise FilterError(value, name, codes.NOT_A_NUMBER)
    if abs(exact) >= numerals.LIMIT:
        raise FilterError(value, name, codes.TOO_LARGE)
    return exact


def _whole(value: object, name: str) -> int:
    exact = _number(value, name)
    if exact != int(exact):
        raise FilterError(value, name, codes.NOT_WHOLE)
    return int(exact)


def _grouped(exact: Decimal, decimals: int | None, name: str) -> str:
    if decimals is None:
        text = f"{exact:,f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if not isinstance(decimals, int) or not 0 <= decimals <= 10:
        raise FilterError(decimals, name, codes.BAD_FORMAT)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded if rounded else abs(rounded):,f}"


def _date(value: object, name: str) -> date:
    """`value` as a date; text counts if it is a date written as 2026-03-05, as in a json file."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise FilterError(value, name, codes.NOT_A_DATE) from None


def _long(style: Style) -> str:
    if style.language == "zh":
        return "y年M月d日"
    return "MMMM d, y" if style.date_order is DateOrder.MONTH_FIRST else "d MMMM y"


def _short(style: Style) -> str:
    if style.language == "zh":
        return "y-MM-dd"
    orders = {DateOrder.MONTH_FIRST: "MM/dd/y", DateOrder.DAY_FIRST: "dd/MM/y", DateOrder.YEAR_FIRST: "y-MM-dd"}
    return orders[style.date_order]


@lru_cache(maxsize=256)
def _is_pattern(pattern: str) -> bool:
    """Whether `pattern` prints something of a date: its letters, but for 'quoted' ones, are fields of a date."""
    letters = {letter for part in pattern.split("'")[::2] for letter in part if letter.isascii() and letter.isalpha()}
    return bool(letters) and letters <= set("yMLdE")


@lru_cache(maxsize=4096)
def _written(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale)
