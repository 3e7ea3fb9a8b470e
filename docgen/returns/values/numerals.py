"""Numerals in words: 一百零五, 壹拾贰, 廿三, 两万; twelve, a hundred. None where the words are no proper numeral."""

import re
from decimal import Decimal

_DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    "两": 2,
    "俩": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"亿": 10**8, "億": 10**8, "万": 10**4, "萬": 10**4}
_CHINESE = re.compile(f"[{''.join(_DIGITS)}{''.join(_PLACES)}{''.join(_MYRIADS)}廿卅]+")
_BELOW_MYRIAD = re.compile(
    r"(?:(?P<k>[1-9])k)?(?P<z1>0)?(?:(?P<h>[1-9])h)?(?P<z2>0)?(?:(?P<t>[1-9])?(?P<x>x))?(?P<z3>0)?(?P<o>[1-9])?"
)
_SHORTENED = re.compile(r".*[hk][1-9]")
"""一百五 is 150 to some; 105 is 一百零五, with the zero for the place left out."""
_LETTERS = {10: "x", 100: "h", 1000: "k"}
_SMALL = {
    word: number
    for number, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}


def chinese_number(text: str) -> int | None:
    """The whole number a Chinese numeral writes, up to 9999亿; 一〇五 digit by digit is one too."""
    if not _CHINESE.fullmatch(text):
        return None
    if all(letter in _DIGITS for letter in text) and (len(text) == 1 or _digit_by_digit(text)):
        return int("".join(str(_DIGITS[letter]) for letter in text))
    total, rest = 0, text
    for sign, size in (("亿億", 10**8), ("万萬", 10**4)):
        parts = re.split(f"[{sign}]", rest)
        if len(parts) > 2:
            return None
        if len(parts) == 2:
            high = _below_myriad(parts[0], first=not total)
            if not high:
                return None
            total, rest = total + high * size, parts[1]
    low = _below_myriad(rest, first=not total) if rest else 0
    return None if low is None else total + low


def _digit_by_digit(text: str) -> bool:
    """Whether a row of digits is read as one: it has a zero inside, which tells it from 三四 (three or four)."""
    return "〇" in text[1:] or ("零" in text[1:] and len(text) > 2)


def _below_myriad(text: str, *, first: bool) -> int | None:
    """A numeral below 10,000; None if it is not well formed. Only at the start may 十 and 百 stand without a digit."""
    signs = re.sub("廿", "二十", re.sub("卅", "三十", text))
    letters = "".join(str(_DIGITS[s]) if s in _DIGITS else _LETTERS.get(_PLACES.get(s, 0), "?") for s in signs)
    if first and letters[:1] in ("h", "k"):
        letters = f"1{letters}"
    found = _BELOW_MYRIAD.fullmatch(letters)
    if not found or not letters.strip("0"):
        return None
    if _SHORTENED.fullmatch(letters) or (not first and len(letters) == 1):
        return None
    tens = int(found["t"] or 1) if found["x"] else 0
    return int(found["k"] or 0) * 1000 + int(found["h"] or 0) * 100 + tens * 10 + int(found["o"] or 0)


def english_number(text: str) -> int | None:
    """The number English words write, up to a hundred."""
    words = text.casefold().replace("-", " ").split()
    if words in (["hundred"], ["a", "hundred"], ["one", "hundred"]):
        return 100
    if len(words) == 1:
        return _SMALL.get(words[0], _TENS.get(words[0]))
    if len(words) == 2 and words[0] in _TENS and 1 <= _SMALL.get(words[1], 0) <= 9:
        return _TENS[words[0]] + _SMALL[words[1]]
    return None


def multiplier(signs: str) -> Decimal | None:
    """What a figure is multiplied by: 万 after 1.2, 百万 after 3, k after 5; None if `signs` are none."""
    return _MULTIPLIERS.get(signs.casefold())


_MULTIPLIERS = {
    signs: Decimal(size)
    for size, listed in (
        (1, ("",)),
        (100, ("百",)),
        (1000, ("千", "k", "thousand")),
        (10**4, ("万", "萬")),
        (10**5, ("十万",)),
        (10**6, ("百万", "million", "mn")),
        (10**7, ("千万",)),
        (10**8, ("亿", "億")),
    )
    for signs in listed
}
