"""What was released stays proved: lost records, missing files and altered files are all told, and nothing is issued
anew over them.
"""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import run_in


@pytest.fixture(scope="session")
def released_once(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The campaign with all 6 books released. Not to be changed."""
    folder = Path(shutil.copytree(made_once, tmp_path_factory.mktemp("released") / "campaign"))
    assert run_in(folder, "books", "--yes").exit_code == 0
    return folder


@pytest.fixture
def released(released_once: Path, tmp_path: Path) -> Path:
    """A copy of the campaign with all 6 books released, to be changed."""
    return Path(shutil.copytree(released_once, tmp_path / "campaign"))


def without_records(folder: Path) -> None:
    for path in folder.glob("docgen.db*"):
        path.unlink()


@pytest.mark.parametrize("words", [["books", "--yes"], ["books", "--reissue", "C01", "--reason", "x"]])
def test_without_its_records_a_campaign_that_released_books_releases_none_anew(
    released: Path, words: list[str]
) -> None:
    without_records(released)
    archived = sorted((released / "archive").rglob("*"))
    for _ in range(2):  # the first refusal must not make the second run believe in a new beginning
        done = run_in(released, *words)
        assert done.exit_code == 3
        assert "archive/ holds 12 released files" in done.stderr
        assert "Put docgen.db back from the backup" in done.stderr
    assert sorted((released / "archive").rglob("*")) == archived


@pytest.mark.parametrize("words", [[], ["check"], ["journal", "verify"]])
def test_lost_records_are_told_by_every_command_that_looks(released: Path, words: list[str]) -> None:
    without_records(released)
    done = run_in(released, *words)
    assert done.exit_code == 1
    assert "E-RECORDS-LOST" in done.stdout
    assert not (released / "docgen.db").exists()


def test_who_moves_the_archive_away_begins_anew(released: Path) -> None:
    without_records(released)
    (released / "archive").rename(released / "archive before")
    assert run_in(released, "books", "--yes").exit_code == 0


def test_a_byte_appended_to_every_archived_file_is_found_in_each(released: Path) -> None:
    for path in (released / "archive").glob("*/*.*"):
        path.chmod(0o644)
        path.write_bytes(path.read_bytes() + b"x")
    done = run_in(released, "journal", "verify")
    assert (done.exit_code, "E-ARCHIVE-ALTERED (12)" in done.stdout) == (1, True)


def test_a_whole_archive_is_proved(released: Path) -> None:
    done = run_in(released, "journal", "verify")
    assert done.exit_code == 0
    assert "The archive holds every released document unaltered: 6." in done.stderr


@pytest.mark.parametrize("words", [[], ["check"], ["books"], ["journal", "verify"]])
def test_a_removed_archive_is_told_file_by_file(released: Path, words: list[str]) -> None:
    shutil.rmtree(released / "archive")
    done = run_in(released, *words)
    assert (done.exit_code, "E-ARCHIVE-MISSING (12)" in done.stdout) == (1, True)


def test_files_that_come_back_from_the_archive_are_counted(released: Path) -> None:
    shutil.rmtree(released / "out")
    done = run_in(released, "books")
    assert "0 made, 0 unchanged, 6 released before, 0 failed" in done.stderr
    assert "Files restored from the archive: 12." in done.stderr
    assert len(list((released / "out" / "books").iterdir())) == 12
