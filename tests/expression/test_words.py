"""Expressions said in words, in English and in Chinese."""

from dataclasses import dataclass

import pytest

from docgen.expression import Itself, Kind, Meaning, Reference, in_words, parse
from docgen.language import speaking

LABELS = {
    "found": ("Hazards found", "排查数", Kind.NUMBER),
    "mended": ("Hazards rectified", "整改数", Kind.NUMBER),
    "serious": ("Serious", "是否严重", Kind.TEXT),
    "day": ("Day", "日期", Kind.DATE),
    "end": ("Deadline", "期限", Kind.DATE),
    "visits": ("Inspections", "检查明细", Kind.TABLE),
}
CHOICES = {"yes": ("Yes", "是"), "no": ("No", "否")}


@dataclass(frozen=True)
class Form:
    language: str
    names: tuple[str, ...] = tuple(LABELS)

    def meaning(self, name: Reference | Itself) -> Meaning | None:
        return Meaning(LABELS["mended" if isinstance(name, Itself) else name.name][2], rows=True)

    def label(self, name: Reference | Itself) -> str:
        return LABELS["mended" if isinstance(name, Itself) else name.name][self.language == "zh"]

    def choice(self, name: Reference | Itself, choice: str) -> str:
        return CHOICES[choice][self.language == "zh"]


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        (
            ". >= 0 and . <= ${found}",
            "“Hazards rectified” is at least 0 and is at most “Hazards found”",
            "“整改数”不小于0，并且不大于“排查数”",
        ),
        ("${serious} = 'yes'", "“Serious” is “Yes”", "“是否严重”等于“是”"),
        ("${serious} = '' or ${serious} != 'no'", "“Serious” is blank or is not “No”", None),
        ("${day} <= ${end}", "“Day” is not after “Deadline”", "“日期”不晚于“期限”"),
        ("${end} - ${day} < 30", "“Deadline” - “Day” is less than 30", "“期限” - “日期”小于30"),
        ("format-date(${day}, '%Y') = '2026'", "the year of “Day” is “2026”", "“日期”的年份等于“2026”"),
        (
            "abs(. - sum(${found})) <= 0.05",
            "the difference between “Hazards rectified” and the sum of “Hazards found” is at most 0.05",
            "“整改数”与“排查数”之和之差不大于0.05",
        ),
        ("count(${visits}) = .", "the number of rows of “Inspections” is “Hazards rectified”", None),
        ("(. + 1) * 2 > 3", "(“Hazards rectified” + 1) × 2 is more than 3", "（“整改数” + 1） × 2大于3"),
        (
            "${found} > 0 and (${day} = '' or ${end} = '')",
            "“Hazards found” is more than 0 and (“Day” is blank or “Deadline” is blank)",
            "“排查数”大于0，并且（“日期”为空，或者“期限”为空）",
        ),
        ("selected(${serious}, 'yes')", "“Serious” includes “Yes”", "“是否严重”包括“是”"),
        ("${day} > date('2026-03-05')", "“Day” is after 2026-03-05", "“日期”晚于2026-03-05"),
        ("not(${found} > 1)", "it is not so that “Hazards found” is more than 1", "并非“排查数”大于1"),
    ],
)
def test_a_rule_reads_as_a_sentence(text: str, english: str, chinese: str | None) -> None:
    tree = parse(text).tree
    assert tree is not None
    assert in_words(tree, Form("en")) == english
    with speaking("zh"):
        assert chinese is None or in_words(tree, Form("zh")) == chinese
