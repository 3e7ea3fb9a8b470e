"""Figures as people write them: 1,200 · １２００ · 十二 · 共3起 · 1.2万元 · about 30."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from docgen.excel.dates import shows_date
from docgen.findings import Finding
from docgen.findings import returns_values as codes
from docgen.model import Field, FieldType, Raw, Wording
from docgen.returns.values.numerals import chinese_number, english_number, multiplier
from docgen.returns.values.plain import plain
from docgen.returns.values.profile import Profile
from docgen.returns.values.read import Read, bad, good
from docgen.returns.values.units import Unit, currency_before, measures, unit, unit_name

_ABOUT_BEFORE = re.compile(
    r"(大约|约为|约|大概|近|将近|接近|超过|超|不少于|不低于|不超过|至少|最多|≥|≤|>=|<=|>|<|≈|~|几乎|上|"
    r"about|approximately|approx\.?|around|circa|c\.|ca\.?|nearly|almost|over|more than|less than|at least|at most|"
    r"up to|some)\s*"
)
_ABOUT_AFTER = re.compile(
    r"(?<=.)(余|多|来|几|左右|上下|以上|以下|以内|开外|许|\+|or so|or more|plus)"
    r"(?=[^\d零〇一二三四五六七八九两十百千]*$)"
)
_VAGUE = re.compile(r"(十几|几十|数十|几百|数百|几千|数千|若干|多|许多|several|many|some|few).{0,4}")
_SAYING = re.compile(r"(共计|总计|合计|累计|共有|共|计|总共|一共|有|total(?: of)?:?|in all|a total of)\s*")
_RANGE = re.compile(r"(.*?\d\D{0,4}?)\s*(-|–|—|~|至|到|to)\s*(\d.*)")
_FIGURE = re.compile(r"([+-]?)(\d[\d,. ']*|\.\d+)")
_WORDS = re.compile(r"[a-z]+(?:[ -](?!times)[a-z]+)?")
_MULTIPLIER = re.compile(r"(百万|千万|十万|百|千|万|萬|亿|億|k\b|thousand\b|million\b|mn\b)?\s*(.*)", re.DOTALL)
_NUMERAL = re.compile(r"[零〇一二三四五六七八九两十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億廿卅俩]+")
_GROUPS = re.compile(r"\d{1,3}(?:([,.' ])\d{3})(?:\1\d{3})*")

_LONGEST = 60
"""Letters of the longest text that is still taken for a figure."""
_KEPT = Context(prec=15)
_LARGEST = 18
"""Digits of the largest figure that is still believed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure found in a text: its number, how it was multiplied, its unit, and whether it is about right only."""

    number: Decimal
    times: Decimal = Decimal(1)
    unit: str = ""
    currency: str = ""
    about: bool = False
    other: Decimal | None = None

    @property
    def value(self) -> Decimal:
        """The number as written, 1.2万 multiplied out."""
        return self.number * self.times


def figure(text: str, profile: Profile) -> Figure | None:
    """The figure `text` holds, which must be all there is in it."""
    if text.isdecimal() and text.isascii() and len(text) <= _LARGEST:
        return Figure(Decimal(text))
    tidy = re.sub(r"[。;；、,，]+$", "", plain(text)).casefold().strip()
    if len(tidy) > _LONGEST or _RANGE.fullmatch(tidy):
        return None
    currency, tidy = currency_before(_SAYING.sub("", tidy, count=1) if _SAYING.match(tidy) else tidy)
    before = _ABOUT_BEFORE.match(tidy)
    core, about = (tidy[before.end() :], True) if before and tidy[before.end() :] else (tidy, False)
    if currency == "" and about:
        currency, core = currency_before(core)
    if _ABOUT_AFTER.search(core):
        core, about = _ABOUT_AFTER.sub("", core).strip(), True
    found = _digits(core, profile) or _spelled(core)
    if not found:
        return None
    return Figure(found.number, found.times, found.unit, currency, about, found.other)


def _digits(text: str, profile: Profile) -> Figure | None:
    found = _FIGURE.match(text)
    if not found:
        return None
    digits = found[2].rstrip(" ,.'")
    rest = text[found.start(2) + len(digits) :].strip()
    number, other = _number(digits, profile)
    if (known := unit(rest)) and known.scale != 1:  # 万元: the 万 belongs to the unit
        return Figure(-number if found[1] == "-" else number, unit=rest, other=other) if number is not None else None
    scaled = _MULTIPLIER.fullmatch(rest)
    times = multiplier(scaled[1] or "") if scaled else None
    if number is None or scaled is None or times is None:
        return None
    sign = -1 if found[1] == "-" else 1
    return Figure(sign * number, times, scaled[2].strip(), other=None if other is None else sign * other)


def _number(digits: str, profile: Profile) -> tuple[Decimal | None, Decimal | None]:
    """The number `digits` write, and the other one they may write by the habits of another country."""
    if re.fullmatch(r"\d+", digits):
        return Decimal(digits), None
    signs = "".join(dict.fromkeys(re.findall(r"[,.' ]", digits)))
    if len(signs) == 1:
        return _one_sign(digits, signs, "," if profile.decimal_comma else ".")
    whole, mark, fraction = digits.rpartition(signs[-1])
    grouped = _GROUPS.fullmatch(whole)
    if len(signs) != 2 or mark not in ",." or not grouped or grouped[1] != signs[0] or not fraction.isdigit():
        return None, None
    return Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{fraction}"), None


def _one_sign(digits: str, sign: str, decimal_sign: str) -> tuple[Decimal | None, Decimal | None]:
    whole, _, fraction = digits.partition(sign)
    grouped = Decimal(re.sub(r"\D", "", digits)) if _GROUPS.fullmatch(digits) else None
    decimal = Decimal(f"{whole or 0}.{fraction}") if sign in ",." and fraction.isdigit() else None
    if sign == decimal_sign:
        return (decimal, None) if decimal is not None else (grouped, None)
    if grouped is not None:
        return grouped, None
    return (None, None) if decimal is None else (decimal, Decimal(re.sub(r"\D", "", digits)))


def _spelled(text: str) -> Figure | None:
    """A figure in words, Chinese or English, with its unit after it."""
    found = _NUMERAL.match(text)
    if found:
        number = chinese_number(found[0])
        return None if number is None else _in_myriads(found[0], number, text[found.end() :].strip())
    words = _WORDS.match(text)
    while words:
        number = english_number(words[0])
        if number is not None:
            return Figure(Decimal(number), unit=text[words.end() :].strip())
        words = re.compile(r"[a-z]+").match(text) if " " in words[0] or "-" in words[0] else None
    return None


def _in_myriads(numeral: str, number: int, rest: str) -> Figure:
    """三万 as 3 times 10,000, and 三万元 as 3 of 万元, as digits would be read."""
    sign = next((s for s in "亿億万萬" if s in numeral), "")
    if not sign:
        return Figure(Decimal(number), unit=rest)
    times = multiplier(sign) or Decimal(1)
    if numeral.endswith(sign) and unit(sign + rest):
        return Figure(number / times, unit=sign + rest)
    return Figure(number / times, times, rest)


def read_number(field: Field, raw: Raw, profile: Profile) -> Read:
    """A count or an amount, in the unit of the field."""
    if raw.number is not None:
        return _typed(field, raw, exact(raw.number))
    found = figure(raw.text, profile)
    if found is None:
        return _no_figure(raw.text)
    if found.other is not None:
        return bad(codes.TWO_NUMBERS, raw.text, one=shown(found.value), other=shown(found.other * found.times))
    read = in_unit(field, found, raw.text, profile)
    return _about(field, read, raw.text) if found.about else read


def _typed(field: Field, raw: Raw, number: Decimal) -> Read:
    """A number cell, whatever it is shown as; one shown as a day or a percentage is no count of anything."""
    if shows_date(raw.format):
        return bad(codes.NOT_A_NUMBER, raw.text)
    if "%" in raw.format:
        return bad(codes.OTHER_UNIT, raw.text, unit="%", measure=_measure(field) or "1, 2, 3")
    return within(field, number, raw.text)


def _no_figure(text: str) -> Read:
    tidy = plain(text)
    vague = re.fullmatch(
        r"(十几|几十|数十|几百|数百|几千|数千|若干|多|许多|several|many|some|few).{0,4}", tidy.casefold()
    )
    if vague or _RANGE.fullmatch(tidy):
        return bad(codes.APPROXIMATE, text)
    return bad(codes.NOT_A_NUMBER, text)


def _about(field: Field, read: Read, text: str) -> Read:
    if read.value is None:
        return read
    if not field.approximate:
        return bad(codes.APPROXIMATE, text)
    about = Finding(codes.ABOUT, values={"text": text, "value": str(read.value)})
    return good(read.value, *read.findings, about)


def in_unit(field: Field, found: Figure, text: str, profile: Profile) -> Read:
    """The figure in the unit the field asks for: converted aloud, never guessed."""
    wanted = measures(field.measure)
    said = unit(found.unit) if found.unit else None
    if found.unit and said is None and unit_name(found.unit) not in {one.name for one in wanted}:
        return bad(codes.NOT_A_NUMBER, text)
    if said is None and found.currency:
        said = Unit(found.currency, frozenset({found.currency}))
    if not wanted and said and said.is_money and field.type is not FieldType.INTEGER and profile.currency:
        wanted = measures(Wording((("", profile.currency),)))
    if said is None or said.name in {one.name for one in wanted}:
        return _unit_unsaid(field, found, text, wanted, said)
    return _in_other_unit(field, found, text, wanted, said)


def _unit_unsaid(field: Field, found: Figure, text: str, wanted: tuple[Unit, ...], said: Unit | None) -> Read:
    """No unit, or the field's own. 2000万 where 万元 is asked for may be either: it is not taken over."""
    scale = wanted[0].scale if wanted else Decimal(1)
    if said is None and found.times != 1 and scale != 1:
        one, other = found.number * found.times / scale, found.number * found.times
        return bad(codes.UNIT_SUSPECT, text, measure=_measure(field), one=shown(one), other=shown(other))
    return within(field, found.value, text)


def _in_other_unit(field: Field, found: Figure, text: str, wanted: tuple[Unit, ...], said: Unit) -> Read:
    if not wanted:
        counted = not said.is_money and "percent" not in said.kinds and said.scale == 1
        return within(field, found.value, text) if counted else _other_unit(field, found, text)
    like = next((one for one in wanted if said.counts_like(one)), None)
    if like is None:
        return _other_unit(field, found, text)
    if said.scale == like.scale:
        return within(field, found.value, text)
    value = found.value * said.scale / like.scale
    read = within(field, value, text)
    if read.value is None or like.scale == 1:
        return read  # 1.2万元 where yuan are asked for is written out, not converted
    named = Finding(
        codes.UNIT_CONVERTED, values={"text": text, "value": shown(value), "measure": _measure(field) or like.name}
    )
    return good(read.value, *read.findings, named)


def _other_unit(field: Field, found: Figure, text: str) -> Read:
    return bad(codes.OTHER_UNIT, text, unit=found.unit or found.currency, measure=_measure(field) or "1, 2, 3")


def _measure(field: Field) -> str:
    return " / ".join(dict.fromkeys(text for _, text in field.measure.texts if text))


def within(field: Field, number: Decimal, text: str) -> Read:
    """`number` as the field's type; counts are whole, and neither counts nor amounts fall below 0 unless it says so."""
    if number.adjusted() > _LARGEST:
        return bad(codes.OUT_OF_RANGE, text, range=f"< 10^{_LARGEST}")
    if field.type is FieldType.INTEGER and number != number.to_integral_value():
        return bad(codes.NOT_WHOLE, text)
    if number < 0 and not _NEGATIVE_BOUND.search(field.constraint):
        return bad(codes.OUT_OF_RANGE, text, range="≥ 0")
    if field.type is FieldType.INTEGER:
        return good(int(number))
    return good(Decimal(shown(number)))


_NEGATIVE_BOUND = re.compile(r">=?\s*-\s*\d")


def exact(number: Decimal) -> Decimal:
    """A stored number to the digits a spreadsheet keeps; those after them are noise of its binary form."""
    return number if number.is_zero() else _KEPT.plus(number)


def shown(number: Decimal) -> str:
    """`number` without trailing zeros, and never as 1E+2."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
