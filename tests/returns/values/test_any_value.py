"""For any value and any text: what was written is read back, nothing raises, and no figure is made of what is none."""

import re
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.excel import DateOrder
from docgen.model import Field, FieldState, Raw
from docgen.model.returns import AnswerValue
from docgen.returns.values import Profile, read_value
from docgen.word.numerals import chinese, english
from tests.proof import size
from tests.returns.values import fields as f
from tests.returns.values.fields import YEAR_2019

MANY = settings(max_examples=size(200, 5000), deadline=None)
WIDE = str.maketrans("0123456789.,-%", "０１２３４５６７８９．，－％")
COUNTS = st.integers(0, 10**9)
AMOUNTS = st.decimals(0, 10**8, places=2)
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
FIELDS = (
    *(f.COUNT, f.BARE, f.LEAFLETS, f.YUAN, f.WAN, f.SCORE, f.PERCENT, f.DATE, f.FILLED_IN, f.EXPIRY, f.MONTH),
    *(f.TIME, f.MOMENT, f.TEXT, f.TICK, f.CALCULATED, f.YES_NO, f.LEVEL, f.QUARTER, f.KINDS),
)
WORDS = """
    0 1 3 12 1,200 . , - — / % 年 月 日 时 分 上午 十 百 万 亿 元 万元 人 起 约 余 多 零 无 〇 两
    ☑ □ √ 是 否 重大 T : 半 a 's
    thousand million twenty one hundred about pm 5 March 2019 ( ) ² ① #REF! NaN inf 1e9 ½ O 百分之 $ ¥ k
"""
PIECES = st.sampled_from([*WORDS.split(), "\u3000", "\u00a0", "\n"])
TEXTS = st.one_of(
    st.text(max_size=40), st.lists(PIECES, max_size=7).map("".join), st.lists(PIECES, max_size=7).map(" ".join)
)


def value(field: Field, text: str, profile: Profile = YEAR_2019) -> AnswerValue:
    read = read_value(field, Raw(text), profile)
    assert read.state is FieldState.READ, (text, read)
    return read.value


@MANY
@given(COUNTS)
def test_a_count_is_read_from_every_way_of_writing_it(count: int) -> None:
    texts = (
        f"{count}",
        f"{count:,}",
        f"{count}".translate(WIDE),
        f" {count}起",
        f"共{count}起",
        chinese(Decimal(count)),
    )
    assert {value(f.COUNT, text) for text in texts} == {count}
    assert value(f.COUNT, f"{count:,}".replace(",", "."), GERMAN) == count


GERMAN = Profile(YEAR_2019.first, YEAR_2019.last, order=DateOrder.DMY, decimal_comma=True)


@given(st.integers(0, 100))
def test_english_words_up_to_a_hundred_are_read(count: int) -> None:
    assert value(f.COUNT, english(count)) == count


@MANY
@given(AMOUNTS)
def test_an_amount_is_read_in_either_unit_and_either_punctuation(amount: Decimal) -> None:
    german = f"{amount:,}".translate(str.maketrans(",.", ".,"))
    assert value(f.YUAN, f"{amount:,}元") == value(f.YUAN, german, GERMAN) == amount
    assert value(f.WAN, f"{amount}元") == amount / 10000
    assert value(f.WAN, f"{amount}万元") == amount
    assert value(f.YUAN, f"{amount}万元") == amount * 10000


@MANY
@given(DAYS)
def test_a_day_is_read_from_every_way_of_writing_it(day: date) -> None:
    digits = str(day.year).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
    spoken = f"{digits}年{chinese(Decimal(day.month))}月{chinese(Decimal(day.day))}日"
    texts = (day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日", spoken, f"{day:%d %B %Y}")
    assert {value(f.DATE, text) for text in texts} == {day}
    assert value(f.DATE, f"{day:%d/%m/%Y}", GERMAN) == day


@MANY
@given(st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)).map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_moment_is_read_from_every_way_of_writing_it(at: datetime) -> None:
    half = "上午" if at.hour < 12 else "下午"
    hour = at.hour if at.hour <= 12 else at.hour - 12
    texts = (
        f"{at:%Y-%m-%d %H:%M}",
        f"{at:%Y-%m-%dT%H:%M:%S}",
        f"{at.year}年{at.month}月{at.day}日{half}{hour}时{at.minute}分",
    )
    assert {value(f.MOMENT, text) for text in texts} == {at}
    assert value(f.TIME, f"{at:%I:%M %p}") == time(at.hour, at.minute)


@MANY
@given(TEXTS, st.sampled_from(FIELDS))
def test_no_text_raises_and_a_value_has_the_type_of_its_field(text: str, field: Field) -> None:
    read = read_value(field, Raw(text), YEAR_2019)
    assert (read.value is None) or read.state is FieldState.READ
    if field in (f.COUNT, f.BARE, f.LEAFLETS) and read.value is not None:
        assert type(read.value) is int and read.value >= 0
    if read.state is FieldState.UNREADABLE:
        assert read.findings, "what is not taken over is said"
    for finding in read.findings:
        assert finding.message and finding.remedy


@MANY
@given(TEXTS, st.sampled_from((f.COUNT, f.WAN, f.SCORE, f.PERCENT)))
def test_no_figure_is_made_of_a_text_without_one(text: str, field: Field) -> None:
    if re.search(r"[\d０-９零〇○一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟俩萬億貳參陸]|\d", text):
        return
    if re.search(r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|ty|hundred|zero", text.lower()):
        return
    read = read_value(field, Raw(text), YEAR_2019)
    assert read.value in (None, 0)
    assert read.value is None or read.none, "only an explicit none is 0"


@MANY
@given(st.integers(1, 999), st.sampled_from("²³¹①½¼☑#*=&@~^x"), st.booleans())
def test_a_figure_with_something_strange_in_it_is_no_figure(count: int, sign: str, before: bool) -> None:
    text = f"{sign}{count}" if before else f"{count}{sign}"
    assert read_value(f.COUNT, Raw(text), YEAR_2019).value is None


@MANY
@given(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from(FIELDS),
    st.sampled_from(("General", "0%", "yyyy-mm-dd")),
)
def test_no_number_cell_raises(number: Decimal, field: Field, pattern: str) -> None:
    read = read_value(field, Raw(str(number), number, pattern), YEAR_2019)
    assert (read.value is None) or read.state is FieldState.READ


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+cmd|x", "{{ x }}", "{% if %}", "<w:t>", "0012", "a\tb", "“引号”"]
)
def test_words_stay_as_they_are(text: str) -> None:
    assert value(f.TEXT, text) == text
