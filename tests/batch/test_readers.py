"""Many files, each read in a limited process forked from one at hand: as safe as one by one, and in milliseconds."""

import os
import time
from pathlib import Path

import pytest

from docgen.batch import Limits, ReadEnd, Readers
from docgen.batch.forked import MOST_FILES
from tests.batch.test_limited import LIMITS, linux_only

BEHAVIOURS = [
    ("spin", ReadEnd.TIMED_OUT),
    ("sleep", ReadEnd.TIMED_OUT),
    ("allocate", ReadEnd.OUT_OF_MEMORY),
    ("fork", ReadEnd.REFUSED),
    ("write", ReadEnd.REFUSED),
    ("connect", ReadEnd.REFUSED),
    ("crash", ReadEnd.CRASHED),
    ("answer_much", ReadEnd.REFUSED),
    ("answer_in_objects", ReadEnd.REFUSED),
    ("raise_anything", ReadEnd.REFUSED),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "from outside"
    path.write_text("abca")
    return path


def test_one_file_after_another_is_read(file: Path) -> None:
    with Readers("tests.batch.hostile:behave", "count_letters") as readers:
        reads = [readers.read(file, {"letters": letter}) for letter in "abca"]
    assert [read.answer for read in reads] == [{"a": 2}, {"b": 1}, {"c": 1}, {"a": 2}]


@linux_only
@pytest.mark.parametrize(("behaviour", "end"), BEHAVIOURS)
def test_what_a_hostile_file_does_is_contained_in_time(behaviour: str, end: ReadEnd, file: Path) -> None:
    with Readers("tests.batch.hostile:behave", "count_letters") as started:
        started.read(file, {"letters": "a"})
    with Readers("tests.batch.hostile:behave", behaviour, limits=LIMITS) as readers:
        before = time.monotonic()
        read = readers.read(file)
        took = time.monotonic() - before
    assert (read.end, read.answer) == (end, None), read.reason
    assert took <= LIMITS.wall + 2


@linux_only
def test_a_hostile_file_leaves_the_next_one_alone(file: Path) -> None:
    with Readers("tests.batch.hostile:by_content", "", limits=Limits(cpu=1, wall=2)) as readers:
        ends = []
        for word in ("crash", "print_much", "allocate", "print_much"):
            file.write_text(word)
            ends.append(readers.read(file).end)
    assert ends == [ReadEnd.CRASHED, ReadEnd.PARSED, ReadEnd.OUT_OF_MEMORY, ReadEnd.PARSED]


@linux_only
def test_if_the_process_at_hand_dies_another_takes_its_place(file: Path) -> None:
    with Readers("tests.batch.hostile:behave", "count_letters") as readers:
        readers.read(file, {"letters": "a"})
        assert readers.process is not None
        os.kill(readers.process, 9)
        time.sleep(0.1)
        assert readers.read(file, {"letters": "a"}).answer == {"a": 2}


@linux_only
def test_what_one_file_does_to_its_reader_is_not_laid_to_the_next(file: Path) -> None:
    with Readers("tests.batch.hostile:behave", "crash_but_for_the_first") as readers:
        reads = [readers.read(file) for _ in range(4)]
    assert [read.end for read in reads] == [ReadEnd.PARSED] * 4
    assert len({read.answer for read in reads}) == 4, "each was read by a process that had read none before"


@linux_only
def test_a_reader_is_given_up_after_so_many_files(file: Path) -> None:
    with Readers("tests.batch.hostile:behave", "who_reads") as readers:
        readers_of_each = [readers.read(file).answer for _ in range(2 * MOST_FILES + 1)]
    assert [readers_of_each.count(one) for one in dict.fromkeys(readers_of_each)] == [MOST_FILES, MOST_FILES, 1]


@linux_only
def test_a_reader_is_given_up_after_a_file_that_did_not_end_well(file: Path) -> None:
    with Readers("tests.batch.hostile:by_content", "") as readers:
        found = []
        for word in ("who_reads", "who_reads", "raise_anything", "who_reads"):
            file.write_text(word)
            found.append(readers.read(file).answer)
    assert found[0] == found[1] != found[3] and found[2] is None


@linux_only
def test_each_file_has_its_own_seconds(file: Path) -> None:
    with Readers("tests.batch.hostile:behave", "take_a_while", limits=Limits(cpu=1, wall=20)) as readers:
        assert [readers.read(file).answer for _ in range(3)] == ["done"] * 3
