"""Every form of many units in three formats, killed by kill -9 again and again, ends as if nothing had happened."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docgen.files import PARTIAL
from tests.forms.office import office
from tests.forms.program import FILES
from tests.proof import size

UNITS, JOBS, KILLS = size(2, 1_000), 2, size(2, 20)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a word of Unix")


def start(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.forms.program", str(folder), str(JOBS), str(UNITS)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, env=environment, start_new_session=True)


def kill_after(folder: Path, more: int, moment: float) -> None:
    """Kill the run at a moment (in seconds) after it has laid so many more files."""
    run, enough = start(folder), len(laid(folder)) + more
    while run.poll() is None and len(laid(folder)) < enough:
        time.sleep(0.001)
    time.sleep(moment)
    run.send_signal(signal.SIGKILL)
    run.wait()


def laid(folder: Path) -> dict[str, Path]:
    """Files under final names; what lies in a working folder counts for nothing."""
    found = (folder / "out/forms").glob("*/*")
    return {path.name: path for path in found if path.name != PARTIAL}


@pytest.mark.slow
def test_a_run_killed_again_and_again_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    for folder in (undisturbed, killed):
        office(folder)
    assert start(undisturbed).wait(size(120, 7_200)) == 0
    expected = {name: path.read_bytes() for name, path in laid(undisturbed).items()}
    assert len(expected) == UNITS * FILES
    chance = random.Random(2026)
    seen: dict[str, int] = {}
    for _ in range(KILLS):
        kill_after(killed, chance.randrange(2, 2 + UNITS * FILES // KILLS), chance.random() * 0.02)
        now = laid(killed)
        assert sum(now[name].stat().st_mtime_ns != seen[name] for name in seen) <= JOBS, (
            "finished files were made again"
        )
        assert not [name for name, path in now.items() if path.read_bytes() != expected[name]], "half a file"
        seen = {name: path.stat().st_mtime_ns for name, path in now.items()}
    assert start(killed).wait(size(120, 7_200)) == 0
    assert {name: path.read_bytes() for name, path in laid(killed).items()} == expected
    assert not list(killed.rglob(PARTIAL))
