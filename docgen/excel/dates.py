"""Dates as people write them, in Western and Chinese writing. A date that may mean two days is none."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from docgen.excel.columns import DateOrder
from docgen.findings import Code
from docgen.findings import excel as codes

_SERIALS = range(14_611, 73_051)  # 1940 to 2100: a number that is likely no day is not taken for one
EPOCH_1900, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
"""Day 0 of the two date systems; that of 1900 is exact from its 1 March on, and no earlier day is read."""
_DAY = 86_400_000
_NO_LETTERS = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_DATE_LETTER = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YMD = re.compile(r"(\d{4})\s*[-/.年。]\s*(\d{1,2})\s*[-/.月。]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_PARTIAL = re.compile(
    r"\d{4}\s*[-/.年]\s*(\d{1,2})?\s*月?\s*日?|\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"|[a-z]{3,9}\.? \d{1,4}|\d{1,2} [a-z]{3,9}"
)
_CLOCK = re.compile(r"[ t]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_MONTHS = {calendar.month_name[m].lower(): m for m in range(1, 13)} | {
    calendar.month_abbr[m].lower(): m for m in range(1, 13)
}


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date read, or why not; `one` and `other` are the two days an ambiguous one may mean."""

    day: date | None
    code: Code | None = None
    one: date | None = None
    other: date | None = None


def date_from_serial(number: float, epoch: datetime) -> DateRead:
    """The day with this number in the workbook's date system (1900 or 1904), or one typed as 20260305."""
    if number == int(number) and int(number) in _SERIALS:
        return DateRead((epoch + timedelta(days=int(number))).date())
    return date_from_text(f"{number:.0f}", None) if number == int(number) else DateRead(None, codes.NOT_A_DATE)


def moment_from_serial(number: Decimal, *, date1904: bool = False) -> datetime | time | None:
    """The moment a number cell stands for, to the millisecond; below 1 it is a time of day. None if it is no day."""
    if not (0 <= number < 1 or int(number) in _SERIALS):
        return None
    epoch = EPOCH_1904 if date1904 else EPOCH_1900
    moment = epoch + timedelta(milliseconds=round(number * _DAY))
    return moment.time() if number < 1 and moment < epoch + timedelta(days=1) else moment


@lru_cache(256)
def shows_date(pattern: str) -> bool:
    """Whether a number format shows a day or a time: `yyyy-mm-dd`, `h:mm`; of several the first counts."""
    return bool(_DATE_LETTER.search(_NO_LETTERS.sub("", pattern.partition(";")[0])))


def date_from_text(text: str, order: DateOrder | None) -> DateRead:
    """The day `text` writes; `order` settles which part of 3/5/2026 is the month."""
    plain = _CLOCK.sub("", _plain(text))
    if found := _YMD.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(plain):
        return _named(found[3], found[2], found[1])
    if found := _MONTH_FIRST.fullmatch(plain):
        return _named(found[3], found[1], found[2])
    if found := _SHORT.fullmatch(plain):
        return _either(int(found[1]), int(found[2]), int(found[3]), order)
    return DateRead(None, codes.DATE_PARTIAL if _PARTIAL.fullmatch(plain) else codes.NOT_A_DATE)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return _tens(plain).translate(_CHINESE) if re.search("[年月]", plain) else plain


def _tens(text: str) -> str:
    """十二月三十一日 with its tens as digits: 12月31日."""

    def digits(found: re.Match[str]) -> str:
        tens = (found[1] or "一").translate(_CHINESE)
        return tens + (found[2] or "0").translate(_CHINESE)

    return re.sub("([一二三])?十([一二三四五六七八九])?", digits, text)


def _day(year: int, month: int, day: int) -> DateRead:
    try:
        return DateRead(date(year, month, day))
    except ValueError:
        return DateRead(None, codes.DATE_INVALID)


def _named(year: str, month: str, day: str) -> DateRead:
    number = _MONTHS.get(month) or _MONTHS.get(month[:3])
    return _day(int(year), number, int(day)) if number else DateRead(None, codes.NOT_A_DATE)


def _either(first: int, second: int, year: int, order: DateOrder | None) -> DateRead:
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if order is DateOrder.DMY or (order is not DateOrder.MDY and month_first.day is None):
        return day_first
    if order is DateOrder.MDY or day_first.day is None or day_first == month_first:
        return month_first
    return DateRead(None, codes.DATE_AMBIGUOUS, day_first.day, month_first.day)
