"""What expressions come to: exactly, and never with a value nobody wrote."""

from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.expression import Absent, Result, parse, written
from tests.expression.answers import TODAY, Answers, worked_out

BLANK, UNKNOWN = Absent.BLANK, Absent.UNKNOWN
ANSWERS = Answers(
    values={
        "found": 12,
        "mended": 9,
        "loss": Decimal("1.2"),
        "yes": "yes",
        "kinds": ("road", "port"),
        "day": date(2026, 3, 5),
        "moment": datetime(2026, 3, 5, 14, 30),
        "time": time(9, 15),
        "torn": UNKNOWN,
    },
    itself=9,
    table={
        "visits": [True, True, True],
        "count": [3, 0, 4],
        "gap": [3, BLANK, 4],
        "torn": [3, UNKNOWN],
        "place": ["A", "B", "A"],
        "none": [],
        "days": [date(2026, 1, 2), date(2026, 3, 1)],
    },
)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (". <= ${found}", True),
        ("0.1 + 0.2 = 0.3", True),
        ("${mended} div ${found}", Decimal("0.75")),
        ("1 div 3 * 3", 1),
        ("2 div 3", Fraction(2, 3)),
        ("-7 mod 3", -1),
        ("7 div 0", UNKNOWN),
        ("7 mod 0", UNKNOWN),
        ("${yes} = 'yes' and ${found} > 10", True),
        ("${yes} != 'yes' or false()", False),
        ("selected(${kinds}, 'port')", True),
        ("selected(${yes}, 'no')", False),
        ("count-selected(${kinds})", 2),
        ("sum(${count})", 7),
        ("sum(${none})", 0),
        ("count(${visits})", 3),
        ("count(distinct(${place}))", 2),
        ("count(distinct-values(${place}))", 2),
        ("count-non-empty(${gap})", 2),
        ("max(${count})", 4),
        ("min(${found}, ${mended}, 3)", 3),
        ("max(${days})", date(2026, 3, 1)),
        ("min(${none})", BLANK),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(96.795, 2)", Decimal("96.80")),
        ("round(1250, -2)", 1300),
        ("int(-3.7)", -3),
        ("abs(${mended} - ${found})", 3),
        ("${day} - date('2026-03-01')", 4),
        ("${day} + 30", date(2026, 4, 4)),
        ("${day} < ${moment}", True),
        ("(${moment} - ${day}) * 24", Decimal("14.5")),
        ("date(${moment}) = ${day}", True),
        ("today() - ${day}", 26),
        ("format-date(${day}, '%Y-%m-%d %n/%e')", "2026-03-05 3/5"),
        ("number(format-date(${day}, '%m')) <= 3", True),
        ("if(${found} > 0, round(100 * ${mended} div ${found}, 2), '')", 75),
        ("coalesce(${blank}, ${found})", 12),
        ("coalesce(${blank}, '')", BLANK),
        ("concat(${yes}, '-', ${found}, '-', ${loss})", "yes-12-1.2"),
        ("string-length('责任书')", 3),
        ("contains('abc', 'b') and starts-with('abc', 'a')", True),
        ("regex('45010119900101123X', '[0-9]{17}[0-9Xx]')", True),
        ("regex('123', '[0-9]{2}')", False),
        ("number(' 12 ') = 12", True),
        ("number('12x')", UNKNOWN),
        ("${time} < ${time}", False),
        ("not(true())", False),
    ],
)
def test_what_an_expression_comes_to(text: str, result: Result) -> None:
    assert worked_out(text, ANSWERS) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("${blank} + 1", UNKNOWN),
        ("${blank} = 0", UNKNOWN),
        ("${blank} >= 0", UNKNOWN),
        ("not(${blank} = 'yes')", UNKNOWN),
        ("${blank} = ''", True),
        ("${blank} != ''", False),
        ("${torn} = ''", UNKNOWN),
        ("${found} != ''", True),
        ("${torn} > 1 or ${found} > 1", True),
        ("${torn} > 1 or ${found} > 99", UNKNOWN),
        ("${torn} > 1 and ${found} > 99", False),
        ("if(${blank} > 1, 2, 3)", UNKNOWN),
        ("if(${found} > 1, 2, ${blank})", 2),
        ("coalesce(${torn}, 1)", UNKNOWN),
        ("sum(${gap})", UNKNOWN),
        ("max(${gap})", UNKNOWN),
        ("count(distinct(${gap}))", UNKNOWN),
        ("count-non-empty(${torn})", UNKNOWN),
        ("count(${missing_table})", UNKNOWN),
        ("selected(${blank}, 'a')", UNKNOWN),
        ("'a' < 'b'", UNKNOWN),
        ("${yes} + 1", UNKNOWN),
    ],
)
def test_a_missing_value_is_never_0_nor_false(text: str, result: Result) -> None:
    assert worked_out(text, ANSWERS) == result


def test_a_pattern_takes_time_by_the_length_of_the_text_alone() -> None:
    assert worked_out("regex(., '(a+)+b')", Answers(itself="a" * 20_000)) is False


numbers = st.one_of(st.integers(-(10**9), 10**9), st.decimals(-(10**6), 10**6, places=4, allow_nan=False))
texts = st.sampled_from(["yes", "no", "12", "", "2026-03-05", "责任"])
moments = st.one_of(
    st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.datetimes(datetime(1990, 1, 1), datetime(2050, 1, 1))
)
values = st.one_of(
    numbers, texts, moments, st.times(), st.booleans(), st.sampled_from(list(Absent)), st.just(("a", "b"))
)
leaves = st.one_of(
    st.sampled_from(["${a}", "${b}", ".", "'yes'", "''", "today()", "true()", "date('2026-02-28')"]),
    st.integers(0, 10**6).map(str),
    st.decimals(0, 1000, places=3, allow_nan=False).map(str),
    st.sampled_from(["sum(${t})", "count(${t})", "max(${t})", "count(distinct(${t}))", "count-non-empty(${t})"]),
)


def _deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"])
    return st.one_of(
        st.tuples(inner, operators, inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        st.tuples(
            st.sampled_from(["not", "abs", "round", "number", "string", "int", "string-length", "date"]), inner
        ).map(lambda p: f"{p[0]}({p[1]})" if p[0] != "date" or not p[1].startswith("'") else p[1]),
        st.tuples(st.sampled_from(["min", "max", "coalesce", "concat", "selected", "contains"]), inner, inner).map(
            lambda p: f"{p[0]}({p[1]}, {p[2]})"
        ),
        st.tuples(inner, inner, inner).map(lambda p: f"if({p[0]}, {p[1]}, {p[2]})"),
        inner.map(lambda p: f"format-date({p}, '%Y%m')"),
        inner.map(lambda p: f"(-{p})"),
    )


expressions = st.recursive(leaves, _deeper, max_leaves=8)


@given(expressions, values, values, values, st.lists(values, max_size=4))
def test_any_expression_over_any_answers_comes_to_something(
    text: str, a: Result, b: Result, itself: Result, rows: list[Result]
) -> None:
    result = worked_out(text, Answers({"a": a, "b": b}, itself, {"t": rows}))
    assert isinstance(result, Absent | str | int | Decimal | Fraction | date | datetime | time | tuple)
    assert not isinstance(result, float)


@given(expressions, values, values)
def test_what_is_known_does_not_change_when_more_is_known(text: str, a: Result, b: Result) -> None:
    """An answer given while something was unknown holds whatever that turns out to be."""
    before = worked_out(text, Answers({"a": UNKNOWN, "b": UNKNOWN}, UNKNOWN))
    if before is not UNKNOWN:
        assert worked_out(text, Answers({"a": a, "b": b}, UNKNOWN)) == before


@given(expressions)
def test_an_expression_written_out_is_the_same_expression(text: str) -> None:
    tree = parse(text).tree
    assert tree is not None
    assert parse(written(tree)).tree == tree


@given(st.text(alphabet="${}abt.()'\"+-*/=<>!, 0123456789andorsum责（", max_size=60))
def test_any_text_is_an_expression_or_a_finding(text: str) -> None:
    tree, findings = parse(text)
    assert (tree is None) == bool(findings)


def test_the_clock_is_that_of_the_answers() -> None:
    assert worked_out("today()") == TODAY
