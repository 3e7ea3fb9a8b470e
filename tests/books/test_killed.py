"""A run killed by kill -9 at any point is finished by the same command, with nothing made twice that was finished."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from docgen.files import PARTIAL
from docgen.store import open_store, verify_journal
from tests.books.office import files, stamps

UNITS, JOBS, KILLS = 200, 2, 20
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a word of Unix")


def start(folder: Path, program: tuple[str, ...] = ("tests.books.program", str(UNITS))) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", program[0], str(folder), *program[1:], str(JOBS)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, env=environment, start_new_session=True)


def finish(folder: Path) -> None:
    assert start(folder).wait(120) == 0


def kill_after(folder: Path, more: int, moment: float) -> None:
    kill(folder, start(folder), more, moment)


def kill(folder: Path, run: subprocess.Popen[bytes], more: int, moment: float) -> None:
    """Kill the run at a moment (in seconds) after it has laid so many more files."""
    enough = laid(folder) + more
    while run.poll() is None and laid(folder) < enough:
        time.sleep(0.001)
    time.sleep(moment)
    run.send_signal(signal.SIGKILL)
    run.wait()


def laid(folder: Path) -> int:
    books = folder / "out/books"
    return sum(path.name != PARTIAL for path in books.iterdir()) if books.exists() else 0


@pytest.mark.slow
def test_a_batch_killed_twenty_times_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    undisturbed.mkdir()
    finish(undisturbed)
    expected = files(undisturbed / "out")
    assert len(expected) == 2 * UNITS
    chance = random.Random(2026)
    killed.mkdir()
    seen: dict[str, tuple[int, int]] = {}
    for _ in range(KILLS):
        kill_after(killed, chance.randrange(2, 18), chance.random() * 0.02)
        now = stamps_of_books(killed)
        assert sum(now[name] != seen[name] for name in seen) <= JOBS, "finished files were written again"
        half = {name for name in now if (killed / "out/books" / name).read_bytes() != expected[f"books/{name}"]}
        assert not half, "half-written files under final names"
        seen = now
    finish(killed)
    assert files(killed / "out") == expected
    assert not list(killed.rglob(PARTIAL))
    assert_nothing_made_in_vain(killed)
    assert_store_is_whole(killed)


@pytest.mark.slow
def test_books_with_real_pdfs_survive_too(tmp_path: Path) -> None:
    sample = ("tests.books.sample", "contractors")
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    for more in (1, 2, 3):
        kill(killed, start(killed, sample), more, 0.05)
    for folder in (undisturbed, killed):
        assert start(folder, sample).wait(120) == 0
    assert files(killed / "out") == files(undisturbed / "out")
    assert not list(killed.rglob(PARTIAL))


def stamps_of_books(folder: Path) -> dict[str, tuple[int, int]]:
    """Files under final names; what lies in a working folder counts for nothing."""
    books = folder / "out/books"
    names = {path.name for path in books.iterdir() if path.is_file()}
    return {name: stamp for name, stamp in stamps(books).items() if name in names}


def assert_nothing_made_in_vain(folder: Path) -> None:
    made = Counter((folder / "made").read_text().split())
    assert len(made) == UNITS
    again = sum(count - 1 for count in made.values())
    assert again <= KILLS * JOBS, "more was lost than what each worker had in hand"


def assert_store_is_whole(folder: Path) -> None:
    with sqlite3.connect(folder / "docgen.db") as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with open_store(folder / "docgen.db") as store, store.begin() as tx:
        report = verify_journal(tx)
        assert (report.entries, report.broken) == (UNITS, ())
