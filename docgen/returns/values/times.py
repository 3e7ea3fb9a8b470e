"""Times of day and moments: 上午9时30分, 下午2点, 9：30, 2 pm; alone, or after a day."""

import re
from datetime import date, datetime, time

from docgen.excel.dates import moment_from_serial
from docgen.findings import excel as date_codes
from docgen.findings import returns_values as codes
from docgen.model import Field, Raw
from docgen.returns.values.dates import arabic, read_date
from docgen.returns.values.plain import plain
from docgen.returns.values.profile import Profile
from docgen.returns.values.read import BLANK, Read, bad, good

_MORNING = ("上午", "早上", "早晨", "凌晨", "清晨")
_LATER = ("中午", "下午", "傍晚", "晚上", "晚", "夜间")
_CLOCK = re.compile(
    rf"(?P<half>{'|'.join((*_MORNING, *_LATER))})?\s*(?P<hour>\d{{1,2}})\s*(?:[:时点]|h|(?=\s*[ap]\.?m))\s*"
    r"(?:(?P<half_past>半)|(?P<quarter>一刻|1刻)|(?P<minute>\d{1,2})\s*分?(?:[:]?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?)?"
    r"\s*整?\s*(?P<ampm>[ap]\.?m\.?)?"
)
_UNTOUCHED = re.compile(r"(.*年)?[ _]*月?[ _]*日?[ _]*[:时点][ _]*分?")


def read_time(field: Field, raw: Raw, profile: Profile) -> Read:
    """A time of day."""
    if raw.number is not None:
        moment = moment_from_serial(raw.number)
        return good(moment) if isinstance(moment, time) else bad(codes.NOT_A_TIME, raw.text)
    text = plain(raw.text).casefold()
    if not re.search(r"[\d零〇一二三四五六七八九十两]", text) and _UNTOUCHED.fullmatch(text):
        return BLANK
    found = _clock(text)
    return bad(codes.NOT_A_TIME, raw.text) if found is None else good(found)


def read_moment(field: Field, raw: Raw, profile: Profile) -> Read:
    """A day with its time; a time alone belongs to the day the profile knows, a day alone is not whole."""
    if raw.number is not None:
        moment = moment_from_serial(raw.number, date1904=raw.since_1904)
        return good(moment) if isinstance(moment, datetime) else bad(date_codes.NOT_A_DATE, raw.text)
    text = plain(raw.text).casefold()
    if _UNTOUCHED.fullmatch(text) and not re.search(r"\d\s*[:时点]", text):
        return BLANK
    alone = _clock(text)
    if alone is not None:
        return good(datetime.combine(profile.day, alone)) if profile.day else bad(date_codes.DATE_PARTIAL, raw.text)
    return _day_and_clock(field, raw, text, profile)


def _day_and_clock(field: Field, raw: Raw, text: str, profile: Profile) -> Read:
    for cut in _cuts(text):
        clock = _clock(text[cut:].strip(" t,"))
        if clock is None:
            continue
        read = read_date(field, Raw(text[:cut].strip(" t,")), profile)
        if isinstance(read.value, date):
            return good(datetime.combine(read.value, clock), *read.findings)
    read = read_date(field, raw, profile)
    return read if read.value is None else bad(date_codes.DATE_PARTIAL, raw.text)


def _cuts(text: str) -> list[int]:
    """Where a day may end and a time begin, the earliest first."""
    return [m.end() for m in re.finditer(r"[日号]|\d(?=[ t,])|(?<=\d)t", text)]


def _clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(arabic(text.replace("两", "二")))
    if not found:
        return None
    hour, half = int(found["hour"]), found["ampm"] or found["half"] or ""
    minute = int(found["minute"] or (30 if found["half_past"] else 15 if found["quarter"] else 0))
    if found["ampm"] and not 1 <= hour <= 12:
        return None
    if hour == 12 and (half in _MORNING or half.startswith("a")):
        hour = 0
    if hour < 12 and (half.startswith("p") or (half in _LATER and not (half == "中午" and hour > 10))):
        hour += 12
    try:
        return time(hour, minute, int(found["second"] or 0))
    except ValueError:
        return None
