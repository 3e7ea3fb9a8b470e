"""docgen collect killed with kill -9 wherever it is, or run twice at once: what is known in the end is the same."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_returns_desk import later, sent_once, told
from tests.proof import size

__all__ = ["sent_once"]


@pytest.fixture
def inbox(sent_once: Path, tmp_path: Path) -> Path:
    """Every form of the quarter back, and two of them once more under other names."""
    folder = Path(shutil.copytree(sent_once, tmp_path / "campaign"))
    day = folder / "returns" / "2026-01-05"
    day.mkdir(parents=True)
    for number, path in enumerate(sorted((folder / "out" / "forms").rglob("*.xlsx"))):
        shutil.copy(path, day)
        if number < 2:
            shutil.copy(path, day / f"copy {number}.xlsx")
    old = time.time() - 3600
    for path in day.iterdir():
        os.utime(path, (old, old))
    return folder


def start(folder: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "docgen", "-C", str(folder), "collect", "--today", "2026-12-01"]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def known(folder: Path) -> Any:
    """What status and summary say."""
    states = told(later(folder, "status", "--json"))["forms"]
    summary = told(later(folder, "summary", "--period", "2026Q1", "--json"))["tables"]
    return json.loads(json.dumps([states, summary]))


def received(folder: Path) -> list[str]:
    """The files the journal says were received."""
    entries = told(later_without_day(folder, "journal", "--last", "1000", "--json"))["entries"]
    return sorted(one["act"]["object"] for one in entries if one["act"]["action"] == "received")


def later_without_day(folder: Path, *words: str) -> Any:
    from tests.cli.conftest import run_in

    return run_in(folder, *words)


def test_killed_anywhere_and_run_again_it_knows_the_same(inbox: Path, tmp_path: Path) -> None:
    whole = Path(shutil.copytree(inbox, tmp_path / "whole"))
    assert start(whole).wait() in (0, 1)
    pick = random.Random(7)
    for number in range(size(3, 100)):
        folder = Path(shutil.copytree(inbox, tmp_path / f"killed {number}"))
        for _ in range(2):
            process = start(folder)
            time.sleep(pick.uniform(0.5, 3))
            process.kill()
            process.wait()
        assert start(folder).wait() in (0, 1)
        assert known(folder) == known(whole)
        assert received(folder) == received(whole)


def test_two_at_once_neither_double_nor_lose(inbox: Path, tmp_path: Path) -> None:
    whole = Path(shutil.copytree(inbox, tmp_path / "whole"))
    assert start(whole).wait() in (0, 1)
    both = [start(inbox), start(inbox)]
    ends = [process.wait() for process in both]
    assert min(ends) in (0, 1)
    assert start(inbox).wait() in (0, 1)
    assert known(inbox) == known(whole)
    assert received(inbox) == received(whole)
