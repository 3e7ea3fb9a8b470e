"""A batch never dies of one item, loses no more than what is in hand, and ends when it is told to."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from docgen.batch import Progress, Task, run
from docgen.errors import EngineError, FileTroubleError
from docgen.model import ItemState
from tests.batch import work


def threads(jobs: int) -> Executor:
    return ThreadPoolExecutor(jobs)


def seconds() -> Callable[[], float]:
    now = iter(range(10_000))
    return lambda: float(next(now))


def tasks(count: int) -> list[Task[int]]:
    return [Task(str(n), n) for n in range(count)]


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_item_is_done_once(jobs: int) -> None:
    outcomes = list(run(tasks(20), work.double, total=20, jobs=jobs, clock=seconds(), executor=threads))
    assert sorted((o.key, o.value) for o in outcomes) == sorted((str(n), n * 2) for n in range(20))
    assert {o.state for o in outcomes} == {ItemState.DONE}


def test_no_items_is_no_work() -> None:
    assert list(run(tasks(0), work.double, total=0, jobs=4, clock=seconds(), executor=threads)) == []


def test_an_item_that_raises_fails_alone_and_says_why() -> None:
    outcomes = {
        o.key: o for o in run(tasks(10), work.fail_on_seven, total=10, jobs=2, clock=seconds(), executor=threads)
    }
    assert len(outcomes) == 10
    failed = [o for o in outcomes.values() if o.state is ItemState.FAILED]
    assert [o.key for o in failed] == ["7"]
    assert "seven is broken" in failed[0].findings[0].message


def test_an_item_that_kills_its_worker_fails_alone() -> None:
    outcomes = {o.key: o for o in run(tasks(12), work.die_on_seven, total=12, jobs=2, clock=seconds())}
    assert len(outcomes) == 12
    assert [o.key for o in outcomes.values() if o.state is ItemState.FAILED] == ["7"]
    assert outcomes["7"].findings[0].code.id == "E-WORKER-DIED"


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_item_that_hangs_its_worker_fails_alone_and_leaves_no_process(jobs: int) -> None:
    before = children()
    begun = time.monotonic()
    outcomes = {
        o.key: o for o in run(tasks(12), work.hang_on_seven, total=12, jobs=jobs, clock=time.monotonic, deadline=1.5)
    }
    assert len(outcomes) == 12
    assert [o.key for o in outcomes.values() if o.state is ItemState.FAILED] == ["7"]
    assert outcomes["7"].findings[0].code.id == "E-ITEM-HUNG"
    assert time.monotonic() - begun < 60
    assert children() <= before


def children() -> set[int]:
    """Workers of this process that are alive."""
    return {process.pid for process in multiprocessing.active_children() if process.pid}


def test_an_item_whose_worker_died_by_chance_is_tried_once_more(tmp_path: Path) -> None:
    (outcome,) = run([Task("a", str(tmp_path / "flag"))], work.die_once, total=1, jobs=1, clock=seconds())
    assert (outcome.state, outcome.value) == (ItemState.DONE, "done")


def test_workers_that_only_ever_die_stop_the_run() -> None:
    with pytest.raises(EngineError, match="items failed: 5"):
        list(run(tasks(50), work.die, total=50, jobs=2, clock=seconds()))


def test_six_deadly_items_after_a_good_one_fail_alone() -> None:
    outcomes = list(run(tasks(8), work.die_between, total=8, jobs=1, clock=seconds()))
    assert [o.key for o in outcomes if o.state is ItemState.DONE] == ["0", "7"]


def test_trouble_that_stops_everything_is_raised() -> None:
    with pytest.raises(FileTroubleError, match="disk is full"):
        list(run(tasks(10), work.no_space, total=10, jobs=1, clock=seconds(), executor=threads))


def test_no_more_items_are_handed_out_than_workers_until_the_caller_has_dealt_with_one() -> None:
    started: list[int] = []

    def note(number: int) -> int:
        started.append(number)
        return number

    outcomes = run(tasks(10), note, total=10, jobs=2, clock=seconds(), executor=threads)
    for dealt_with, _ in enumerate(outcomes):
        assert len(started) <= dealt_with + 2


def test_tasks_are_drawn_only_as_workers_become_free() -> None:
    drawn: list[int] = []

    def lazily() -> Iterator[Task[int]]:
        for task in tasks(10):
            drawn.append(task.payload)
            yield task

    outcomes = run(lazily(), work.double, total=10, jobs=2, clock=seconds(), executor=threads)
    for dealt_with, _ in enumerate(outcomes):
        assert len(drawn) <= dealt_with + 2
    assert len(drawn) == 10


def test_progress_counts_and_estimates_from_the_pace() -> None:
    seen: list[Progress] = []
    list(run(tasks(3), work.double, total=3, jobs=1, clock=seconds(), progress=seen.append, executor=threads))
    assert seen == [Progress(0, 3, None), Progress(1, 3, 4.0), Progress(2, 3, 2.0), Progress(3, 3, 0.0)]


PARENT = """
import sys, time
from docgen.batch import Task, run
from tests.batch import work
if __name__ == "__main__":
    list(run([Task(p, p) for p in sys.argv[1:] * 100], work.note_and_sleep, total=200, jobs=2, clock=time.monotonic))
"""


def start_parent(tmp_path: Path) -> tuple[subprocess.Popen[bytes], list[int]]:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    notes = [tmp_path / "one", tmp_path / "two"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen(
        [sys.executable, str(script), *map(str, notes)], env=environment, start_new_session=True, stderr=subprocess.PIPE
    )
    wait_until(lambda: all(note.exists() and note.read_text() for note in notes))
    return parent, [int(note.read_text()) for note in notes]


def wait_until(true: Callable[[], bool], patience: float = 20) -> None:
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_workers_die_with_a_killed_parent(tmp_path: Path) -> None:
    parent, workers = start_parent(tmp_path)
    assert all(map(alive, workers))
    parent.kill()
    parent.wait()
    wait_until(lambda: not any(map(alive, workers)))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_ctrl_c_ends_the_run_once_the_items_in_hand_are_through(tmp_path: Path) -> None:
    parent, workers = start_parent(tmp_path)
    os.killpg(parent.pid, signal.SIGINT)
    _, errors = parent.communicate(timeout=20)
    assert b"KeyboardInterrupt" in errors
    assert parent.returncode != 0
    wait_until(lambda: not any(map(alive, workers)))
