"""What operators and functions do with values that are known, and of which kinds they make sense."""

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from docgen.expression.functions import DATE_PARTS
from docgen.expression.patterns import fits
from docgen.expression.tree import Absent, Operator

Known = str | Fraction | bool | date | datetime | time | tuple[str, ...]
"""A value while it is reckoned with: every number is a Fraction."""
Outcome = Known | Absent

_DAY = Fraction(24 * 60 * 60 * 10**6)
"""A day in microseconds."""
_LARGEST = 10**30
"""No figure of a form is larger; what is, is a mistake and stays unknown."""


def joined(operator: Operator, left: Known, right: Known) -> Outcome:
    """What comes of two known values; unknown where they do not go together."""
    match operator:
        case Operator.EQUAL | Operator.UNEQUAL:
            return _equal(left, right, operator)
        case Operator.LESS | Operator.AT_MOST | Operator.MORE | Operator.AT_LEAST:
            return _compared(operator, left, right)
        case Operator.PLUS | Operator.MINUS:
            return _moved(operator, left, right)
    if not isinstance(left, Fraction) or not isinstance(right, Fraction):
        return Absent.UNKNOWN
    return _within(_scaled(operator, left, right))


def _equal(left: Known, right: Known, operator: Operator) -> Outcome:
    a, b = _alike(left, right)
    return Absent.UNKNOWN if type(a) is not type(b) else (a == b) == (operator is Operator.EQUAL)


def _compared(operator: Operator, left: Known, right: Known) -> Outcome:
    order = _order(*_alike(left, right))
    if order is None:
        return Absent.UNKNOWN
    return {
        Operator.LESS: order < 0,
        Operator.AT_MOST: order <= 0,
        Operator.MORE: order > 0,
        Operator.AT_LEAST: order >= 0,
    }[operator]


def _order(left: Known, right: Known) -> int | None:
    """Which of two is the greater: negative, 0 or positive; None for kinds that have no order, or different ones."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return (left > right) - (left < right)
    if isinstance(left, datetime) and isinstance(right, datetime):
        a, b = left.replace(tzinfo=None), right.replace(tzinfo=None)
        return (a > b) - (a < b)
    if isinstance(left, time) and isinstance(right, time):
        return (left > right) - (left < right)
    if isinstance(left, date) and isinstance(right, date) and type(left) is type(right):
        return (left > right) - (left < right)
    return None


def _alike(left: Known, right: Known) -> tuple[Known, Known]:
    """A date beside a moment is the moment at which it begins."""
    if isinstance(left, datetime) or isinstance(right, datetime):
        return _moment(left), _moment(right)
    return left, right


def _moment(value: Known) -> Known:
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def _moved(operator: Operator, left: Known, right: Known) -> Outcome:
    """Sums and differences, those of dates among them, in days."""
    sign = 1 if operator is Operator.PLUS else -1
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return _within(left + sign * right)
    if isinstance(left, date) and isinstance(right, Fraction):
        return _later(left, sign * right)
    a, b = _alike(left, right)
    if operator is Operator.MINUS and isinstance(a, date) and isinstance(b, date) and type(a) is type(b):
        return Fraction((a - b) // timedelta(microseconds=1)) / _DAY
    return Absent.UNKNOWN


def _later(day: date, days: Fraction) -> Outcome:
    if abs(days) >= timedelta.max.days or (not isinstance(day, datetime) and days.denominator != 1):
        return Absent.UNKNOWN
    try:
        return day + timedelta(microseconds=int(days * _DAY))
    except OverflowError:
        return Absent.UNKNOWN


def _scaled(operator: Operator, left: Fraction, right: Fraction) -> Fraction | None:
    """Product, quotient or remainder; None for a division by 0."""
    if operator is Operator.TIMES:
        return left * right
    if right == 0:
        return None
    quotient = left / right
    if operator is Operator.DIVIDED:
        return quotient
    whole = (
        quotient.numerator // quotient.denominator if quotient >= 0 else -(-quotient.numerator // quotient.denominator)
    )
    return left - right * whole


def _within(value: Fraction | None) -> Outcome:
    return Absent.UNKNOWN if value is None or abs(value) > _LARGEST else value


def rounded(value: Fraction, places: int) -> Fraction:
    """`value` to so many places; a half goes away from 0, as on paper."""
    scaled = abs(value) * Fraction(10) ** places + Fraction(1, 2)
    whole = Fraction(scaled.numerator // scaled.denominator) / Fraction(10) ** places
    return whole if value >= 0 else -whole


def shown(value: Known) -> str:
    """A value as text: dates as 2026-03-05, several choices with blanks between them."""
    match value:
        case bool():
            return "true" if value else "false"
        case Fraction():
            return str(value.numerator) if value.denominator == 1 else f"{float(value):.15g}"
        case tuple():
            return " ".join(value)
        case date() | time():
            return value.isoformat()
    return value


def _round(values: Sequence[Known]) -> Outcome:
    match values:
        case [Fraction() as value]:
            return rounded(value, 0)
        case [Fraction() as value, Fraction() as places] if places.denominator == 1 and abs(places) <= 30:
            return rounded(value, int(places))
    return Absent.UNKNOWN


def _number(values: Sequence[Known]) -> Outcome:
    match values[0]:
        case bool() as truth:
            return Fraction(truth)
        case Fraction() as number:
            return number
        case str() as text if re.fullmatch(r"\s*-?\d{1,30}(\.\d{1,30})?\s*", text, re.ASCII):
            return Fraction(text.strip())
    return Absent.UNKNOWN


def _whole(values: Sequence[Known]) -> Outcome:
    number = _number(values)
    if not isinstance(number, Fraction):
        return Absent.UNKNOWN
    return Fraction(abs(number.numerator) // number.denominator) * (1 if number >= 0 else -1)


def _date(values: Sequence[Known]) -> Outcome:
    match values[0]:
        case datetime() as moment:
            return moment.date()
        case date() as day:
            return day
        case str() as text:
            found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text.strip(), re.ASCII)
            return _day(*map(int, found.groups())) if found else Absent.UNKNOWN
    return Absent.UNKNOWN


def _day(year: int, month: int, day: int) -> Outcome:
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return Absent.UNKNOWN
    return date(year, month, day)


def _format_date(values: Sequence[Known]) -> Outcome:
    match values:
        case [date() as day, str() as pattern]:
            moment = day if isinstance(day, datetime) else datetime.combine(day, time())
            return re.sub("|".join(DATE_PARTS), lambda part: _date_part(moment, part[0]), pattern)
    return Absent.UNKNOWN


def _date_part(moment: datetime, part: str) -> str:
    number = {
        "%Y": moment.year,
        "%m": moment.month,
        "%n": moment.month,
        "%d": moment.day,
        "%e": moment.day,
        "%H": moment.hour,
        "%h": moment.hour,
        "%M": moment.minute,
        "%S": moment.second,
    }[part]
    return str(number).zfill(DATE_PARTS[part])


def _best(values: Sequence[Known], sign: int) -> Outcome:
    """The greatest (`sign` 1) or least of `values`; blank if there are none."""
    best: Outcome = values[0] if values else Absent.BLANK
    for value in values[1:]:
        order = None if isinstance(best, Absent) else _order(*_alike(value, best))
        if order is None:
            return Absent.UNKNOWN
        best = value if order * sign > 0 else best
    return best


def _sum(values: Sequence[Known]) -> Outcome:
    numbers = [value for value in values if isinstance(value, Fraction)]
    return _within(sum(numbers, Fraction(0))) if len(numbers) == len(values) else Absent.UNKNOWN


def _selected(values: Sequence[Known]) -> Outcome:
    match values:
        case [tuple() as chosen, str() as choice]:
            return choice in chosen
        case [str() as chosen, str() as choice]:
            return choice in chosen.split()
    return Absent.UNKNOWN


def _texts(work: Callable[..., Known]) -> Callable[[Sequence[Known]], Outcome]:
    def calculate(values: Sequence[Known]) -> Outcome:
        return work(*values) if all(isinstance(value, str) for value in values) else Absent.UNKNOWN

    return calculate


CALCULATE: Mapping[str, Callable[[Sequence[Known]], Outcome]] = {
    "abs": lambda v: abs(v[0]) if isinstance(v[0], Fraction) else Absent.UNKNOWN,
    "concat": lambda v: "".join(map(shown, v)),
    "contains": _texts(lambda text, part: part in text),
    "count-selected": lambda v: Fraction(len(v[0])) if isinstance(v[0], tuple) else Absent.UNKNOWN,
    "date": _date,
    "false": lambda v: False,
    "format-date": _format_date,
    "int": _whole,
    "max": lambda v: _best(v, 1),
    "min": lambda v: _best(v, -1),
    "not": lambda v: not v[0] if isinstance(v[0], bool) else Absent.UNKNOWN,
    "number": _number,
    "regex": _texts(fits),
    "round": _round,
    "selected": _selected,
    "starts-with": _texts(str.startswith),
    "string": lambda v: shown(v[0]),
    "string-length": _texts(lambda text: Fraction(len(text))),
    "sum": _sum,
    "true": lambda v: True,
}
"""What each function makes of its values, all of them known."""
