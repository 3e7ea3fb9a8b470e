"""A file from outside is read in a process that can neither hurt us nor outlast its time."""

import os
import sys
import time
from pathlib import Path

import pytest

from docgen.batch import Limits, ReadEnd, network_is_closed, read_limited

LIMITS = Limits(memory=1 << 30, cpu=2, wall=3, written=1 << 20, answer=1 << 16)
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux's")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "from outside"
    path.write_text("abca")
    return path


@pytest.fixture(scope="module", autouse=True)
def _started() -> None:
    """The server that limited readers are forked from is started once; a limit counts from then on."""
    read_limited("tests.batch.hostile:sleep", (Path(),), limits=Limits(wall=0.1))


def test_an_honest_file_is_read_and_answered_in_json(file: Path) -> None:
    read = read_limited("tests.batch.hostile:count_letters", (file,), {"letters": "ab"})
    assert (read.end, read.answer) == (ReadEnd.PARSED, {"a": 2, "b": 1})


@linux_only
@pytest.mark.parametrize(
    ("behaviour", "end"),
    [
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
    ],
)
def test_what_a_hostile_file_does_is_contained_in_time(behaviour: str, end: ReadEnd, file: Path) -> None:
    started = time.monotonic()
    read = read_limited(f"tests.batch.hostile:{behaviour}", (file,), limits=LIMITS)
    assert (read.end, read.answer) == (end, None), read.reason
    assert time.monotonic() - started <= LIMITS.wall + 2


def test_what_a_reader_prints_reaches_nobody(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert read_limited("tests.batch.hostile:print_much", (file,), limits=LIMITS).answer == "printed"
    assert capfd.readouterr() == ("", "")


@linux_only
def test_a_reader_starts_no_program(file: Path) -> None:
    read = read_limited("tests.batch.hostile:start_program", (file,), limits=LIMITS)
    assert read.answer != os.system("true")


@linux_only
def test_a_reader_has_no_network() -> None:
    assert network_is_closed()
