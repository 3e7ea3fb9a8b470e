"""The tutorial is typed page by page, as its clerk would; what it shows is what is shown."""

from pathlib import Path

import pytest

from tests.docs.played import Player
from tests.proof import size

PAGES = sorted((Path(__file__).resolve().parents[2] / "docs" / "tutorial").glob("[0-9]*.md"))
DAYS = size(3, len(PAGES))
"""How many pages are typed: all of them take two minutes."""


@pytest.mark.slow
def test_the_year_of_the_tutorial_is_what_it_shows(tmp_path: Path) -> None:
    player = Player(tmp_path)
    wrong = [
        (page.name, typed.line, typed.shown, typed.now)
        for page in PAGES[:DAYS]
        for typed in player.play(page.read_text(encoding="utf-8"))
        if not typed.holds
    ]
    assert wrong == []


def test_every_day_is_in_the_list_of_days() -> None:
    index = (PAGES[0].parent / "index.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if f"]({page.name})" not in index] == []
