"""What README and the how-to pages tell a person to type is typed, and what they show is what is shown."""

from pathlib import Path

import pytest

from tests.docs.played import Player, as_pattern, change_cells, found_row, pairs

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "how-to").glob("*.md"))


def wrong(text: str, folder: Path) -> list[tuple[str, str, str]]:
    return [(one.line, one.shown, one.now) for one in Player(folder).play(text) if not one.holds]


def test_the_five_minutes_of_the_readme_go_as_it_says(tmp_path: Path) -> None:
    """The session above them is that of the demo, which test_pages.py plays."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert wrong(text[text.index("## Five minutes") :], tmp_path) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_how_to_page_goes_as_it_says(page: Path, tmp_path: Path) -> None:
    assert wrong(page.read_text(encoding="utf-8"), tmp_path) == []


def test_dots_stand_for_anything() -> None:
    from re import fullmatch

    assert fullmatch(as_pattern("a ... c\n...\nz\n"), "a b c\nx\ny\nz\n")
    assert not fullmatch(as_pattern("a ... c\nz\n"), "a b c\nx\nz\n")


def test_a_page_that_shows_something_else_is_noticed(tmp_path: Path) -> None:
    assert wrong("```console\n$ echo one\ntwo\n```\n", tmp_path) == [("echo one", "two\n", "one\n")]


def test_an_edit_of_a_row_that_is_not_there_is_noticed(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "units"
    sheet.append(["Code", "Full name"])
    sheet.append(["0101", "One"])
    book.save(tmp_path / "units.xlsx")
    assert pairs("A = 1; B = two words") == [("A", "1"), ("B", "two words")]
    assert found_row(sheet, "row 0101")[1] == 2
    with pytest.raises(AssertionError, match="no row"):
        change_cells(tmp_path, "units.xlsx, units, row 0102: Full name = Two")
