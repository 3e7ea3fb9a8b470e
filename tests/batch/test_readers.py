"""Many files, each read in a limited process forked from one at hand: as safe as one by one, and in milliseconds."""

import os
import time
from pathlib import Path

import pytest

from docgen.batch import Limits, ReadEnd, Readers
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
