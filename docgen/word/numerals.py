"""Numbers written out: Chinese numerals, amounts in Chinese capitals as on a cheque, and English words.

Amounts follow the People's Bank rules for filling in bills: 零 stands once for any run of zeros between digits, 元 is
always written, 整 closes an amount that has no 分. All functions are pure and exact.
"""

from decimal import Decimal

LIMIT = 10**16
"""Numbers from here on are not written out: nobody reads them, and 亿亿 is no longer plain."""

_SMALL = "零一二三四五六七八九"
_CAPITAL = "零壹贰叁肆伍陆柒捌玖"
_YEAR = "〇一二三四五六七八九"
_SMALL_PLACES = ("千", "百", "十", "")
_CAPITAL_PLACES = ("仟", "佰", "拾", "")

_MYRIADS = ((10**8, "亿"), (10**4, "万"))

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_THOUSANDS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))


def chinese(number: Decimal) -> str:
    """`number` as read aloud: 23 is 二十三, 107000 is 十万七千, -3.14 is 负三点一四. Below `LIMIT`."""
    whole, _, fraction = f"{number.copy_abs():f}".partition(".")
    text = _chinese_whole(int(whole))
    if text.startswith("一十"):
        text = text[1:]
    if fraction:
        text += "点" + "".join(_SMALL[int(digit)] for digit in fraction)
    return "负" + text if number < 0 else text


def chinese_year(year: int) -> str:
    """`year` digit by digit: 2026 is 二〇二六."""
    return "".join(_YEAR[int(digit)] for digit in str(year))


def capitals(amount: Decimal) -> str:
    """An amount of yuan in Chinese capitals: 1005.30 is 壹仟零伍元叁角整. At most two decimals, below `LIMIT`."""
    fen_in_all = int(abs(amount).scaleb(2))
    yuan, jiao, fen = fen_in_all // 100, fen_in_all // 10 % 10, fen_in_all % 10
    text = f"{_capital_whole(yuan)}元" if yuan or not fen_in_all else ""
    if jiao:
        text += f"{_CAPITAL[jiao]}角"
    elif fen and yuan:
        text += "零"
    text += f"{_CAPITAL[fen]}分" if fen else "整"
    return "负" + text if amount < 0 else text


def english(number: int) -> str:
    """`number` in English words: 23 is twenty-three, 105 is one hundred and five. Below `LIMIT`."""
    if number < 0:
        return f"minus {english(-number)}"
    for size, name in _THOUSANDS:
        if number >= size:
            rest = number % size
            joint = " and " if rest < 100 else " "
            return f"{english(number // size)} {name}" + (joint + english(rest) if rest else "")
    return _english_small(number)


def ordinal(number: int) -> str:
    """`number` as an English ordinal: 1st, 22nd, 113th."""
    tail = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def _english_small(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    rest = number % 100
    return f"{_ONES[number // 100]} hundred" + (f" and {_english_small(rest)}" if rest else "")


def _chinese_whole(number: int) -> str:
    """Zeros at the end of a group are not read: 107000 is 一十万七千."""
    for size, name in _MYRIADS:
        if number >= size:
            high, low = divmod(number, size)
            zero = "零" if low < size // 10 else ""
            return _chinese_whole(high) + name + (zero + _chinese_whole(low) if low else "")
    return _group(number, _SMALL, _SMALL_PLACES)


def _capital_whole(number: int) -> str:
    """Against forgery a zero at the end of a group is written too: 107000 is 壹拾万零柒仟."""
    for size, name in _MYRIADS:
        if number >= size:
            high, low = divmod(number, size)
            zero = "零" if low < size // 10 or high % 10 == 0 else ""
            return _capital_whole(high) + name + (zero + _capital_whole(low) if low else "")
    return _group(number, _CAPITAL, _CAPITAL_PLACES)


def _group(number: int, digits: str, places: tuple[str, ...]) -> str:
    """Up to four digits; zeros between digits are said once, those at the end not at all."""
    if number == 0:
        return digits[0]
    parts = [digits[int(d)] + place if d != "0" else digits[0] for d, place in zip(f"{number:04}", places, strict=True)]
    text = "".join(parts).strip(digits[0])
    while digits[0] * 2 in text:
        text = text.replace(digits[0] * 2, digits[0])
    return text
