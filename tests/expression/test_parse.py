"""What an expression is, and what is said where it is none."""

import pytest

from docgen.expression import parse, written


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (". >= 0 and . <= ${total}", ". >= 0 and . <= ${total}"),
        ("${a}+${b}*2", "${a} + ${b} * 2"),
        ("(${a}+${b})*2", "(${a} + ${b}) * 2"),
        ("${a} - (${b} - ${c})", "${a} - (${b} - ${c})"),
        ("not(${a}='x' or ${b}='')", "not(${a} = 'x' or ${b} = '')"),
        ("${QIS.deaths_q} = 1.50", "QIS.deaths_q = 1.5"),
        ("- - 3", "3"),
        ("sum( ${loss} ) div 2", "sum(${loss}) div 2"),
    ],
)
def test_an_expression_is_read_by_xpaths_rules(text: str, same: str) -> None:
    tree = parse(text).tree
    assert tree is not None
    assert written(tree) == same
    assert parse(same).tree == tree


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("${a} == 1", "E-EXPRESSION-MEANT", "Write = instead."),
        ("${a} ≤ 1", "E-EXPRESSION-MEANT", "Write <= instead."),
        ("sum（${a}）", "E-EXPRESSION-MEANT", "Write ( instead."),
        ("${a} = “yes”", "E-EXPRESSION-MEANT", "Write ' instead."),
        ("${a} = yes", "E-EXPRESSION-BARE", "For a field write ${yes}, for a text or a choice 'yes'."),
        ("${a = 1", "E-EXPRESSION-BRACE", "${name}"),
        ("'open", "E-EXPRESSION-QUOTE", "Close it with '."),
        ("(${a} + 1", "E-EXPRESSION-BRACKET", "Add )."),
        ("${a} ${b}", "E-EXPRESSION-REST", "before “b” at letter 6"),
        ("${a} +", "E-EXPRESSION-VALUE", "after “+”"),
        ("summ(${a})", "E-EXPRESSION-FUNCTION-NEAR", "Write sum"),
        ("pulldata(1)", "E-EXPRESSION-FUNCTION", "There is no function pulldata()."),
        ("if(${a} > 1, 2)", "E-EXPRESSION-ARGUMENTS", "Write it like if("),
        ("regex(., '(a')", "E-EXPRESSION-PATTERN", "missing )"),
        ("regex(., ${a})", "E-EXPRESSION-PATTERN", "it is not written out in quotes"),
        ("(" * 31 + "1" + ")" * 31, "E-EXPRESSION-DEEP", "30"),
        ("1" + " + 1" * 600, "E-EXPRESSION-LONG", "2000"),
    ],
)
def test_what_is_no_expression_is_told_with_what_is_meant(text: str, code: str, words: str) -> None:
    tree, [finding] = parse(text)
    assert tree is None
    assert finding.code.id == code
    assert words in f"{finding.message} {finding.remedy}"
