"""What the filters print, for which values, and which values they refuse."""

import pickle
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Undefined

from docgen.findings import Place
from docgen.word.filters import DateOrder, Filter, FilterError, Style, filters

EN = filters("en")
ZH = filters("zh")
US = filters(Style("en", DateOrder.MONTH_FIRST))
DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("style", "form", "printed"),
    [
        (EN, (), "5 March 2026"),
        (EN, ("long",), "5 March 2026"),
        (EN, ("short",), "05/03/2026"),
        (US, (), "March 5, 2026"),
        (US, ("short",), "03/05/2026"),
        (ZH, (), "2026年3月5日"),
        (ZH, ("short",), "2026-03-05"),
        (ZH, ("yyyy年MM月dd日",), "2026年03月05日"),
        (EN, ("yyyy-MM-dd",), "2026-03-05"),
        (EN, ("d 'of' MMMM",), "5 of March"),
        (ZH, ("M月d日EEEE",), "3月5日星期四"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(
    style: Mapping[str, Filter], form: tuple[str], printed: str
) -> None:
    assert style["date"](DAY, *form) == printed


def test_a_style_may_name_its_own_date_pattern() -> None:
    styled = filters(Style("zh", date_format="yyyy.MM.dd"))
    assert styled["date"](DAY) == "2026.03.05"
    assert styled["date"](DAY, "long") == "2026年3月5日"


def test_a_moment_and_a_text_in_iso_form_are_dates_too() -> None:
    assert EN["date"](datetime(2026, 3, 5, 23, 59)) == "5 March 2026"
    assert EN["date"]("2026-03-05") == "5 March 2026"


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (1234567, (), "1,234,567"),
        (Decimal("1234.50"), (), "1,234.5"),
        (Decimal("1234.5"), (2,), "1,234.50"),
        (Decimal("0.125"), (2,), "0.13"),
        (Decimal("2.5"), (0,), "3"),
        (Decimal("-0.001"), (2,), "0.00"),
        (Decimal("-1234.567"), (1,), "-1,234.6"),
        (0.1, (), "0.1"),
        ("1234.5", (2,), "1,234.50"),
        (Decimal("1E+5"), (), "100,000"),
        (0, (), "0"),
    ],
)
def test_numbers_are_grouped_and_rounded_half_up(value: object, decimals: tuple[int], printed: str) -> None:
    assert EN["number"](value, *decimals) == ZH["number"](value, *decimals) == printed


def test_percent_takes_a_number_of_percent_as_rosters_keep_it() -> None:
    assert EN["percent"](Decimal("12.5")) == "12.5%"
    assert EN["percent"](Decimal("12.5"), 0) == "13%"
    assert ZH["percent"](100) == "100%"


# The examples of the People's Bank rules for filling in bills (正确填写票据和结算凭证的基本规定), with 整 after 角,
# and where those rules leave a zero free, one of the two spellings they allow.
@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万零柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1005.30", "壹仟零伍元叁角整"),
        ("100", "壹佰元整"),
        ("10", "壹拾元整"),
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("-12.34", "负壹拾贰元叁角肆分"),
        ("100000000", "壹亿元整"),
        ("100010000", "壹亿零壹万元整"),
        ("100000001", "壹亿零壹元整"),
        ("1000000000000", "壹万亿元整"),
    ],
)
def test_amounts_are_written_in_capitals_by_the_bank_rules(amount: str, written: str) -> None:
    assert ZH["rmb"](Decimal(amount)) == written


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_an_amount_in_capitals_reads_back_as_the_same_amount(fen: int) -> None:
    amount = Decimal(fen).scaleb(-2)
    assert _read_amount(str(ZH["rmb"](amount))) == amount


@given(st.integers(-(10**16) + 1, 10**16 - 1))
def test_a_number_in_chinese_numerals_reads_back_as_the_same_number(number: int) -> None:
    assert _read_number(str(ZH["cn"](number))) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (10, "十"),
        (23, "二十三"),
        (110, "一百一十"),
        (1002, "一千零二"),
        (107000, "十万七千"),
        (-3, "负三"),
        (Decimal("3.14"), "三点一四"),
    ],
)
def test_chinese_numerals_are_as_read_aloud(number: object, written: str) -> None:
    assert ZH["cn"](number) == written


def test_a_year_is_written_digit_by_digit() -> None:
    assert ZH["cn_year"](2026) == ZH["cn_year"](DAY) == ZH["cn_year"]("2026") == "二〇二六"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "zero"),
        (23, "twenty-three"),
        (105, "one hundred and five"),
        (1001, "one thousand and one"),
        (1234, "one thousand two hundred and thirty-four"),
        (-1000000, "minus one million"),
    ],
)
def test_english_numbers_are_written_in_words(number: int, written: str) -> None:
    assert EN["words"](number) == written


def test_ordinals_and_yes_or_no_follow_the_language() -> None:
    assert [EN["ordinal"](n) for n in (1, 2, 3, 11, 22, 113)] == ["1st", "2nd", "3rd", "11th", "22nd", "113th"]
    assert ZH["ordinal"](3) == "第3"
    assert (EN["yesno"](True), ZH["yesno"](False)) == ("Yes", "否")
    assert EN["yesno"](True, "☑", "☐") == "☑"


@pytest.mark.parametrize("name", sorted(set(EN) - {"dash", "or_blank"}))
def test_a_blank_stays_a_blank_in_every_filter_and_never_becomes_zero(name: str) -> None:
    unknown = Undefined(name="missing")
    assert EN[name](None) is None
    assert EN[name]("") is None
    assert EN[name](unknown) is unknown


def test_only_dash_and_or_blank_print_a_blank() -> None:
    assert EN["dash"](None) == EN["dash"](EN["number"](None)) == "—"
    assert EN["dash"](0) == 0
    assert EN["or_blank"](None) == ""


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("date", ("5 March",), "E-FILTER-DATE"),
        ("date", (20260305,), "E-FILTER-DATE"),
        ("date", (DAY, "longish"), "E-FILTER-FORMAT"),
        ("number", ("twelve",), "E-FILTER-NUMBER"),
        ("number", (True,), "E-FILTER-NUMBER"),
        ("number", ([1],), "E-FILTER-NUMBER"),
        ("number", (float("nan"),), "E-FILTER-NUMBER"),
        ("number", (1, "two"), "E-FILTER-FORMAT"),
        ("rmb", (Decimal("1.005"),), "E-FILTER-AMOUNT"),
        ("rmb", (10**16,), "E-FILTER-TOO-LARGE"),
        ("cn_year", ("26",), "E-FILTER-YEAR"),
        ("words", (Decimal("1.5"),), "E-FILTER-WHOLE"),
        ("yesno", ("maybe",), "E-FILTER-YES-NO"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_the_value(
    name: str, arguments: tuple[object, ...], code: str
) -> None:
    with pytest.raises(FilterError) as caught:
        EN[name](*arguments)
    assert caught.value.filter == name
    finding = caught.value.finding(Place(file="book.docx"))
    assert finding.code.id == code
    assert str(caught.value.value) in finding.message
    assert finding.remedy


def test_a_refusal_travels_between_processes() -> None:
    with pytest.raises(FilterError) as caught:
        EN["date"]("soon")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.value, again.filter, again.code) == (caught.value.value, caught.value.filter, caught.value.code)


_DIGITS = {d: i for digits in ("零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖") for i, d in enumerate(digits)}
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}


def _read_number(text: str) -> int:
    """What a person reads: digits times their unit, 万 and 亿 over all before them."""
    if text.startswith("负"):
        return -_read_number(text[1:])
    for big, size in (("亿", 10**8), ("万", 10**4)):
        before, found, after = text.rpartition(big)
        if found:
            return _read_number(before) * size + (_read_number(after) if after else 0)
    total = digit = 0
    for letter in text:
        if letter in _UNITS:
            total += (digit or 1) * _UNITS[letter]
            digit = 0
        else:
            digit = _DIGITS[letter]
    return total + digit


def _read_amount(text: str) -> Decimal:
    sign, text = (-1, text[1:]) if text.startswith("负") else (1, text)
    yuan, found, rest = text.removesuffix("整").rpartition("元")
    jiao, _, fen = rest.rpartition("角")
    fen = fen.removesuffix("分").removeprefix("零")
    whole = _read_number(yuan) if found else 0
    return sign * (whole + Decimal(_DIGITS[jiao] if jiao else 0) / 10 + Decimal(_DIGITS[fen] if fen else 0) / 100)
