"""From the inbox to the status: units x 3 returns, collected, and collected again when nothing is new.

Prints seconds, files a second and the peak of memory, for a tenth of the files and for all of them; `ratio` is the
first run over the second run, by processor time. Each command is a process of its own, as a person starts it.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from docgen.campaign import start_campaign

PERIODS = ("2026Q1", "2026Q2", "2026Q3")
DAY = "2026-12-01"


@dataclass(frozen=True)
class Run:
    """One command: seconds by the clock, seconds of processors, and the largest process in MB."""

    wall: float
    cpu: float
    memory: float


def docgen(folder: Path, *words: str) -> Run:
    """Run one command in a campaign folder."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "docgen", "-C", str(folder), *words, "-q"], stdout=subprocess.DEVNULL, check=False
    )
    assert done.returncode in (0, 1), done.returncode
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, cpu, after.ru_maxrss / 1024)


def campaign(folder: Path, units: int) -> int:
    """A campaign of so many contractors, all returns of three quarters in its inbox; how many files."""
    start_campaign(folder, "contractors", {})
    _enlarge(folder / "units.xlsx", units)
    for period in PERIODS:
        docgen(folder, "forms", "--period", period, "--format", "xlsx", "--today", "2026-02-02")
    inbox = folder / "returns" / "2026-10-05"
    inbox.mkdir(parents=True, exist_ok=True)
    files = sorted((folder / "out" / "forms").rglob("*.xlsx"))
    old = time.time() - 3600
    for file in files:
        shutil.move(file, inbox / file.name)
        os.utime(inbox / file.name, (old, old))
    return len(files)


def _enlarge(path: Path, units: int) -> None:
    """So many units: those there are, and copies of the first, each with a code and a name of its own."""
    book = openpyxl.load_workbook(path)
    there = 6
    for title, heading in (("units", 2), ("indicators", 1), ("people", 1)):
        sheet = book[title]
        first = [cell.value for cell in sheet[heading + 1]]
        for number in range(units - there):
            row = [f"{number + 100_000}", *first[1:]]
            if title == "units":
                row[1:3], row[4] = [f"{first[1]} {number:05}", f"Contractor {number:05}"], None
            sheet.append(row)
    book.save(path)


def measure(units: int) -> tuple[float, Run, Run, Run, int]:
    """First run, second run and status of a campaign of so many units."""
    with tempfile.TemporaryDirectory(prefix="docgen-collect-") as folder:
        place = Path(folder) / "campaign"
        count = campaign(place, units)
        first = docgen(place, "collect", "--today", DAY)
        again = docgen(place, "collect", "--today", DAY)
        state = docgen(place, "status", "--today", DAY, "--json")
        return first.cpu / again.cpu, first, again, state, count


def main() -> None:
    """Measure a tenth and the whole."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=1000)
    units = parser.parse_args().units
    ratio = 0.0
    each = {}
    for size in (max(units // 10, 1), units):
        ratio, first, again, state, count = measure(size)
        each[size] = (first.cpu + state.cpu) / count
        print(
            f"{count} files: collect {first.wall:.1f} s ({count / first.wall:.0f} files a second, {first.cpu:.1f} s of"
            f" processors, {first.memory:.0f} MB), again {again.wall:.2f} s, status {state.wall:.1f} s"
        )
    small, large = each.values()
    print(json.dumps({"ms a file": [round(small * 1000, 1), round(large * 1000, 1)]}))
    print(f"linear: a file of many costs {large / small:.2f} of a file of few")
    print(f"ratio: {ratio:.1f}")


if __name__ == "__main__":
    main()
