"""Two runs on one campaign do not meet."""

import multiprocessing
import os
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from docgen.batch import exclusive
from docgen.batch.lock import BusyError
from docgen.errors import ExitCode, FileTroubleError


def test_the_second_run_is_told_who_runs(tmp_path: Path) -> None:
    path = tmp_path / "docgen.lock"
    with exclusive(path, command="docgen books"), pytest.raises(BusyError) as refused, exclusive(path, command="other"):
        pass
    assert "docgen books" in refused.value.message
    assert str(os.getpid()) in refused.value.message
    assert refused.value.exit_code is ExitCode.CANNOT_GO_ON


def test_the_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with exclusive(tmp_path / "docgen.lock", command="docgen books"):
            pass


def hold(path: Path, held: Event) -> None:
    with exclusive(path, command="docgen books"):
        held.set()
        multiprocessing.Event().wait()


def test_a_killed_run_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "docgen.lock"
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    holder = context.Process(target=hold, args=(path, held))
    holder.start()
    assert held.wait(20)
    with pytest.raises(BusyError), exclusive(path, command="docgen books"):
        pass
    holder.kill()
    holder.join()
    with exclusive(path, command="docgen books"):
        pass


def test_a_lock_in_a_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileTroubleError), exclusive(tmp_path / "nowhere" / "docgen.lock", command="docgen books"):
        pass
