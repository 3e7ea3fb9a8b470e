"""Numbers that Word prints before paragraphs, as the rules in numbering.xml say."""

import pytest

from docgen.word.numbering import Counters, read_lists, written

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def lists(levels: str, nums: str = "") -> Counters:
    """Counters of one list, "numeral | text | further rules" a line, which list 1 uses; `nums` are further lists."""
    rows = [[cell.strip() for cell in f"{line}||".split("|")] for line in levels.strip().splitlines()]
    xml = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{row[0]}"/>{row[2]}'
        f'<w:lvlText w:val="{row[1]}"/></w:lvl>'
        for index, row in enumerate(rows)
    )
    shared = f'<w:abstractNum w:abstractNumId="7">{xml}</w:abstractNum>'
    first = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    return Counters(read_lists(f"<w:numbering {W}>{shared}{first}{nums}</w:numbering>".encode()))


def labels(counters: Counters, levels: str, number_id: str = "1") -> list[str]:
    return [counters.next_label(number_id, int(level)) for level in levels]


CHINESE = """
chineseCountingThousand | %1、
chineseCountingThousand | （%2）
decimal                 | %3.
"""


def test_a_level_restarts_below_each_higher_one() -> None:
    expected = ["一、", "（一）", "（二）", "二、", "（一）", "1.", "2.", "三、", "（一）"]
    assert labels(lists(CHINESE), "011012201") == expected


def test_a_level_may_show_those_above_it() -> None:
    nested = lists("upperLetter | %1.\ndecimal | %1.%2\nlowerRoman | %1.%2.%3)")
    assert labels(nested, "01122011") == ["A.", "A.1", "A.2", "A.2.i)", "A.2.ii)", "B.", "B.1", "B.2"]


def test_a_level_whose_elders_were_not_used_shows_their_first() -> None:
    assert labels(lists("decimal | %1.\ndecimal | %1.%2"), "11") == ["1.1", "1.2"]


def test_a_level_may_go_on_counting_whatever_stands_above() -> None:
    kept = lists('upperRoman | %1.\ndecimal | Article %2 | <w:lvlRestart w:val="0"/>')
    assert labels(kept, "0101") == ["I.", "Article 1", "II.", "Article 2"]


def test_legal_numbering_is_decimal_throughout() -> None:
    assert labels(lists("upperRoman | %1.\ndecimal | %1.%2 | <w:isLgl/>"), "001") == ["I.", "II.", "2.1"]


def test_lists_that_share_their_rules_count_on_and_one_may_start_afresh() -> None:
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    counters = lists("decimal | %1.", nums)
    assert [counters.next_label(number_id, 0) for number_id in "1223311"] == ["1.", "2.", "3.", "5.", "6.", "7.", "8."]


def test_bullets_and_unknown_lists_print_no_number() -> None:
    assert labels(lists("bullet | •"), "0") == [""]
    assert labels(lists(CHINESE), "0", number_id="99") == [""]


@pytest.mark.parametrize(
    ("numeral", "numbers", "shown"),
    [
        ("decimal", (1, 10), ["1", "10"]),
        ("decimalZero", (7, 12), ["07", "12"]),
        ("upperLetter", (1, 26, 27, 53), ["A", "Z", "AA", "AAA"]),
        ("lowerRoman", (4, 9, 14, 1999), ["iv", "ix", "xiv", "mcmxcix"]),
        ("chineseCounting", (1, 10, 11, 20, 21), ["一", "十", "十一", "二十", "二十一"]),
        ("decimalFullWidth", (1, 23), ["１", "２３"]),
        ("decimalEnclosedCircle", (1, 20, 21), ["①", "⑳", "21"]),
        ("chineseLegalSimplified", (1, 12), ["壹", "壹拾贰"]),
        ("none", (3,), [""]),
        ("hebrew1", (3,), ["3"]),
    ],
)
def test_numerals(numeral: str, numbers: tuple[int, ...], shown: list[str]) -> None:
    assert [written(number, numeral) for number in numbers] == shown
