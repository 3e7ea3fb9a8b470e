"""Days as units write them, with what they leave out: 3月5日, 19.3.5, 二O一九年. Whole dates are read as in any sheet.

Nothing is guessed: a year that is not written is taken only from the one place it can be, the time the form is about.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from docgen.excel import DateOrder
from docgen.excel.dates import date_from_text, moment_from_serial
from docgen.findings import Code, Finding
from docgen.findings import excel as date_codes
from docgen.findings import returns_values as codes
from docgen.model import Field, Raw
from docgen.returns.values.numbers import exact, shown
from docgen.returns.values.plain import plain, words
from docgen.returns.values.profile import Profile
from docgen.returns.values.read import BLANK, Read, bad, good

NO_END = date.max
"""What "长期" (no expiry) is as a date: later than any other."""

_CENTURY_SURE = 2
"""A year in two digits is believed so many years before or after the form's own."""
_LATE = timedelta(days=92)
"""How long after its period a form is filled in, if nobody says."""
_NO_END = words("长期 长期有效 永久 永久有效 无限期 无固定期限 permanent indefinite unlimited open-ended long-term") | {
    *("long term", "no expiry", "no end date", "does not expire", "no expiration")
}
_UNTOUCHED = re.compile(
    r"(\d{4}|\d{3}_?|_+)?[ _]*年[ _]*月[ _]*日?|_*[/.-][ _]*[/.-][ _]*(\d{4})?|(?:dd|mm|yyyy)([/.-](?:dd|mm|yyyy)){2}"
)
_WEEKDAY = re.compile(
    r"[ ,(]*(星期|周|礼拜)[一二三四五六日天]\)?$|^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\.?,? "
)
_MONTH_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日?")
_ENGLISH_DAY = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})|([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?)\.?")
_SHORT_YEAR = re.compile(r"'?(\d{1,2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?")
_MONTH_ONLY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})月?")
_CHINESE_ZERO = re.compile(r"(?<=[〇零一二三四五六七八九Oo])[Oo0](?=[〇零一二三四五六七八九Oo0])")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def read_date(field: Field, raw: Raw, profile: Profile) -> Read:
    """A day; a field with the appearance `month-year` takes a month for its first day."""
    if raw.number is not None:
        return _typed(raw, exact(raw.number))
    text = _tidy(raw.text)
    if _UNTOUCHED.fullmatch(text):
        return BLANK
    text = re.sub(r"\s*([年月])\s*|\s+(日)", r"\1\2", text)
    if text in _NO_END:
        return good(NO_END) if "open-ended" in field.appearance else bad(date_codes.NOT_A_DATE, raw.text)
    if "month-year" in field.appearance and (month := _MONTH_ONLY.fullmatch(arabic(text))):
        return _first_of_month(int(month[1]), int(month[2]), raw.text)
    return _day_of(text, field, raw.text, profile)


def _typed(raw: Raw, number: Decimal) -> Read:
    moment = moment_from_serial(number, date1904=raw.since_1904)
    if isinstance(moment, datetime):
        return good(moment.date())
    whole = date_from_text(shown(number), None)
    return good(whole.day) if whole.day else bad(date_codes.NOT_A_DATE, raw.text)


def _tidy(text: str) -> str:
    tidy = plain(text).casefold().rstrip("。.;,，、")
    return _WEEKDAY.sub("", re.sub(r"(?<=\d)\s*号|(?<=[一二三四五六七八九十])号", "日", tidy)).strip()


def _day_of(text: str, field: Field, raw: str, profile: Profile) -> Read:
    """The day `text` writes; `raw` is what stood there."""
    mended = _CHINESE_ZERO.sub("〇", text)
    whole = date_from_text(mended, profile.order)
    if whole.day and mended != text:
        return good(whole.day, _confirm(codes.YEAR_WITH_LETTER, raw, whole.day))
    if whole.day:
        return good(whole.day)
    if whole.code in (date_codes.DATE_INVALID, date_codes.DATE_AMBIGUOUS):
        two = {"one": str(whole.one), "other": str(whole.other)} if whole.one and whole.other else {}
        return bad(whole.code, raw, **two)
    return _without_century(mended, raw, profile) or _without_year(mended, field, raw, profile) or _none(mended, raw)


def _none(text: str, raw: str) -> Read:
    partial = re.search(r"\d\s*月|[一二三四五六七八九十]月|[上中下]旬|月[底初末]|年[底初末]", text)
    code = date_from_text(text, None).code
    return bad(date_codes.DATE_PARTIAL if partial else code or date_codes.NOT_A_DATE, raw)


def _confirm(code: Code, raw: str, value: date) -> Finding:
    return Finding(code, values={"text": raw, "value": value.isoformat()})


def _without_century(text: str, raw: str, profile: Profile) -> Read | None:
    """19.3.5: the year in two digits, where the campaign's order puts it."""
    found = _SHORT_YEAR.fullmatch(text)
    if not found:
        return None
    parts = [int(part) for part in found.groups()]
    if profile.order in (DateOrder.DMY, DateOrder.MDY) and "年" not in text:
        first, second, year = parts
        month, number = (second, first) if profile.order is DateOrder.DMY else (first, second)
    else:
        year, month, number = parts
    value = _day(2000 + year, month, number)
    if value is None:
        return bad(date_codes.DATE_INVALID, raw)
    if abs(value.year - profile.first.year) > _CENTURY_SURE:
        return bad(date_codes.DATE_PARTIAL, raw)
    return good(value, _confirm(codes.YEAR_INFERRED, raw, value))


def _without_year(text: str, field: Field, raw: str, profile: Profile) -> Read | None:
    """3月5日: of the year in which the form could mean it, if there is just one."""
    if found := _MONTH_DAY.fullmatch(arabic(text)):
        month, number = int(found[1]), int(found[2])
    elif (found := _ENGLISH_DAY.fullmatch(text)) and (named := _month(found[2] or found[3])):
        month, number = named, int(found[1] or found[4])
    else:
        return None
    years = range(profile.first.year - 1, profile.last.year + 3)
    days = [value for year in years if (value := _day(year, month, number))]
    if not days:
        return bad(date_codes.DATE_INVALID, raw)
    meant = _meant(days, profile, filled_in="filled-in" in field.appearance)
    return good(meant, _confirm(codes.YEAR_INFERRED, raw, meant)) if meant else bad(codes.DATE_OUTSIDE, raw)


def _meant(days: list[date], profile: Profile, *, filled_in: bool) -> date | None:
    """The one of `days` in the period; that of filling in comes after it, if it can."""
    until = profile.until or profile.last + _LATE
    during = [value for value in days if profile.first <= value <= profile.last]
    after = [value for value in days if profile.last < value <= until]
    for days_meant in (after, during) if filled_in else (during, after):
        if len(days_meant) == 1:
            return days_meant[0]
    return None


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _month(name: str) -> int | None:
    read = date_from_text(f"1 {name} 2000", None)
    return read.day.month if read.day else None


def _first_of_month(year: int, month: int, raw: str) -> Read:
    value = _day(year, month, 1)
    return good(value) if value else bad(date_codes.DATE_INVALID, raw)


def arabic(text: str) -> str:
    """Chinese months and days in digits: 三月二十五日 is 3月25日."""

    def tens(found: re.Match[str]) -> str:
        return (found[1] or "1").translate(_DIGITS) + (found[2] or "0").translate(_DIGITS)

    return re.sub("([一二三])?十([一二三四五六七八九])?", tens, text).translate(_DIGITS)
