"""Names of merged documents come from the rows, are safe on every system, and never clash."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import UsageError
from docgen.merge.pattern import Pattern, split_pattern


def names(pattern: str, *rows: Mapping[str, object]) -> list[str]:
    return list(Pattern(pattern).name_all({str(n): row for n, row in enumerate(rows, 1)}).values())


def test_fields_are_filled_from_the_row() -> None:
    assert names("letters/{code} {name}.docx", {"code": "07", "name": "Kim"}) == ["letters/07 Kim.docx"]


def test_a_folder_may_come_from_the_row_too() -> None:
    assert names("{region}/{n}.pdf", {"region": "North", "n": 1}, {"region": "South", "n": 1}) == [
        "North/1.pdf",
        "South/1.pdf",
    ]


def test_a_slash_in_a_value_makes_no_folder() -> None:
    assert names("out/{name}.docx", {"name": "../../etc/passwd"}) == ["out/_.._etc_passwd.docx"]


def test_two_rows_of_one_name_get_two_files() -> None:
    first, second = names("{name}.docx", {"name": "Kim"}, {"name": "KIM"})
    assert first.casefold() != second.casefold()
    assert first.startswith("Kim~")


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        ("letter.txt", ".docx"),
        ("{name.docx", "cannot be read"),
        ("{name!r}.docx", "cannot be read"),
        ("{a.b}.docx", "cannot be read"),
        ("{}.docx", "cannot be read"),
    ],
)
def test_a_pattern_that_cannot_name_a_document_is_wrong_usage(pattern: str, word: str) -> None:
    with pytest.raises(UsageError, match=word):
        Pattern(pattern)


def test_an_unknown_column_offers_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean 'name'"):
        Pattern("{nmae}.docx").check(["code", "name"], rows=2)


def test_many_rows_need_a_field_and_one_does_not() -> None:
    with pytest.raises(UsageError, match="same name"):
        Pattern("letter.docx").check(["name"], rows=2)
    Pattern("letter.docx").check(["name"], rows=1)


def test_the_number_of_the_row_is_always_at_hand() -> None:
    Pattern("{row}.docx").check(["name"], rows=2)


@pytest.mark.parametrize(
    ("text", "folder", "pattern"),
    [
        ("{name}.docx", ".", "{name}.docx"),
        ("../letters/{name}.docx", "../letters", "{name}.docx"),
        ("/srv/out/{region}/all/{name}.pdf", "/srv/out", "{region}/all/{name}.pdf"),
        ("out/letter.docx", "out", "letter.docx"),
    ],
)
def test_the_folder_before_the_first_field_is_taken_as_written(text: str, folder: str, pattern: str) -> None:
    assert split_pattern(text) == (Path(folder), Pattern(pattern))


@given(st.lists(st.text(max_size=200), min_size=1, max_size=8))
def test_whatever_the_rows_hold_the_paths_stay_inside_and_differ(texts: list[str]) -> None:
    paths = [PurePosixPath(p) for p in names("out/{name}.docx", *[{"name": text} for text in texts])]
    assert all(path.parent == PurePosixPath("out") and path.suffix == ".docx" for path in paths)
    assert len({path.name.casefold() for path in paths}) == len(texts)
