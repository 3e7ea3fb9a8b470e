"""Sentences with numbers: the word goes with the number."""

from datetime import date

import pytest

from docgen.language import day_in_words, in_percent, say, speaking


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 files written."), (1, "1 file written."), (2, "2 files written."), (1.5, "1.5 files written.")],
)
def test_one_file_and_two_files(count: float, said: str) -> None:
    assert say("{count:file|files} written.", count=count) == said


def test_a_verb_may_go_with_the_number_too() -> None:
    sentence = "{count:unit is|units are} to be chased in {place}."
    assert [say(sentence, count=n, place="A|B") for n in (1, 3)] == [
        "1 unit is to be chased in A|B.",
        "3 units are to be chased in A|B.",
    ]


def test_a_sentence_without_a_number_may_hold_a_bar() -> None:
    with speaking("zh"):
        assert say("{a} | {b}", a="x", b="y") == "x | y"


def test_a_percentage_is_set_as_its_language_sets_it() -> None:
    assert in_percent("25") == "25 %"
    with speaking("zh"):
        assert in_percent("25") == "25%"


@pytest.mark.parametrize(("language", "said"), [("en", "10 April 2026"), ("zh", "2026年4月10日")])
def test_a_day_is_written_as_forms_write_it(language: str, said: str) -> None:
    with speaking(language):
        assert day_in_words(date(2026, 4, 10)) == said
