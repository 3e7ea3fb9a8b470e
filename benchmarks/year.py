"""The whole year of a campaign by stages, for so many units on two cores: time, memory, size, and how they grow.

    python benchmarks/year.py [UNITS ...]        24 and 48 units if none are given; 100 1000 takes hours

The sample `safety-2026` is multiplied: every further two dozen units are its 24 again, under other codes and names,
with their own rows in every sheet and their own returns. Each stage is one `docgen` command in a process of its own, as
a person would type it. Seconds are those of the processor, over all processes of a stage (user and system); memory is
that of its largest process; size is what it left on the disk. The last line compares the cost of a unit between the
first and the last number of units: 1 is growth in proportion, more is worse.
"""

import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from docgen.campaign import load_campaign, start_campaign
from docgen.forms import Means, load_definitions
from docgen.forms.rehearse import Rehearsal, lay_returns, read_rehearsal

SAMPLE = "safety-2026"
BOOKS, RESULTS = "2026-01-12", "2027-01-26"
JOBS = "2"
STAGES: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("check", BOOKS, ("check",), ""),
    ("books made and released", BOOKS, ("books", "--yes", "--jobs", JOBS), "out/books"),
    ("forms of the year", BOOKS, ("forms", "--period", "all", "--jobs", JOBS), "out/forms"),
    ("returns collected", RESULTS, ("collect", "--jobs", JOBS), "archive"),
    ("status", RESULTS, ("status",), ""),
    ("notices", RESULTS, ("notices", "--jobs", JOBS), "out/notices"),
    ("review", RESULTS, ("review",), "out/review.xlsx"),
    ("assessment", RESULTS, ("assess",), "docgen.db"),
    ("results", RESULTS, ("results", "--jobs", JOBS), "out/results"),
    ("parcels", RESULTS, ("send", "books", "--by-hand"), "out/by-hand"),
)
"""Name, day, command, and what it leaves behind."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a stage took: processor and wall seconds, megabytes of its largest process and on the disk."""

    stage: str
    cpu: float
    wall: float
    memory: float
    size: float


def copies(units: int) -> int:
    """How often the sample's two dozen units are needed."""
    return -(-units // 24)


def multiply(folder: Path, units: int) -> None:
    """Give the campaign so many units, each with its rows in every sheet."""
    for name in ("units.xlsx", "ledgers.xlsx", "history.xlsx"):
        book = openpyxl.load_workbook(folder / name)
        kept = set(codes(folder)[:units] if units < 24 else codes(folder))
        for sheet in book:
            multiply_rows(sheet, copies(units), kept)
        book.save(folder / name)


def codes(folder: Path) -> list[str]:
    """The codes of the sample's units."""
    loaded = load_campaign(folder)
    assert loaded.campaign
    return [unit.code for unit in loaded.campaign.units]


def multiply_rows(sheet: Worksheet, times: int, kept: set[str]) -> None:
    """Repeat the rows of a sheet by unit, under further codes, after those that are there."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows() if str(row[0].value) in kept]
    if not rows:
        return
    last = max(cell.row for row in sheet.iter_rows() for cell in row[:1] if str(cell.value) in kept)
    further = [copied(row, sheet.title, n) for n in range(1, times) for row in rows]
    sheet.insert_rows(last + 1, len(further))
    for number, values in enumerate(further, last + 1):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column, value)


def copied(row: list[object], sheet: str, number: int) -> list[object]:
    """A row for the unit of the same kind in another two dozen."""
    code, *rest = row
    if sheet in ("units", "names"):
        rest[0] = f"{rest[0]} No. {number + 1}"
    if sheet == "units":
        rest[3] = None  # other names
    return [code_of(str(code), number), *rest]


def code_of(code: str, number: int) -> str:
    """The code of a unit in the two dozen of this number."""
    return f"{code}-{number:03d}" if number and code[:1].isdigit() else code


def told(rehearsal: Rehearsal, number: int) -> Rehearsal:
    """The rehearsal for the two dozen of this number."""
    answers = tuple(replace(one, unit=code_of(one.unit, number)) for one in rehearsal.answers)
    receipts = tuple(replace(one, unit=code_of(one.unit, number)) for one in rehearsal.receipts)
    return replace(rehearsal, answers=answers, receipts=receipts)


def answer(folder: Path) -> None:
    """Let every unit answer, two dozen at a time; what this costs is not docgen's work and not counted."""
    loaded = load_campaign(folder)
    assert loaded.campaign
    campaign, rehearsal = loaded.campaign, read_rehearsal(SAMPLE)
    definitions = load_definitions(campaign).forms
    for number in range(copies(len(campaign.units))):
        ours = tuple(unit for unit in campaign.units if number_of(unit.code) == number)
        some = replace(campaign, units=ours)
        lay_returns(some, definitions, told(rehearsal, number), until=rehearsal.days["results"], means=Means(jobs=2))


def number_of(code: str) -> int:
    """The number of the two dozen a unit belongs to."""
    return int(code.partition("-")[2] or 0)


def stage(folder: Path, name: str, day: str, words: tuple[str, ...], left: str) -> Cost:
    """One command, measured."""
    before = size_of(folder / left) if left else 0.0
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "docgen", "-C", str(folder), *words, "-q"],
        env={**os.environ, "DOCGEN_TODAY": day},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, first = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), f"{name} ended with {process.returncode}"
    used = [first, *orphans()]
    cpu = sum(one.ru_utime + one.ru_stime for one in used)
    memory = max(one.ru_maxrss for one in used) / 1024
    return Cost(name, cpu, wall, memory, (size_of(folder / left) - before) if left else 0.0)


def adopt_orphans() -> None:
    """Have the workers a command leaves behind become ours when it ends, so that what they used can be counted."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def orphans() -> Iterator[resource.struct_rusage]:
    """What the workers used that the command has left, once they have ended."""
    while True:
        try:
            yield os.wait4(-1, 0)[2]
        except ChildProcessError:
            return


def size_of(path: Path) -> float:
    """Megabytes of a file, or of all files in a folder."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


def year(units: int) -> Iterator[Cost]:
    """Every stage of the year for so many units."""
    with tempfile.TemporaryDirectory(prefix="docgen-year-") as place:
        folder = Path(place) / "campaign"
        start_campaign(folder, SAMPLE, {})
        multiply(folder, units)
        for one in STAGES:
            if one[0] == "returns collected":
                subprocess.run([sys.executable, __file__, "--answer", str(folder)], check=True)
                list(orphans())
            yield stage(folder, *one)
        shutil.rmtree(folder)


def main() -> None:
    """Play the years and print what they cost."""
    if sys.argv[1:2] == ["--answer"]:
        answer(Path(sys.argv[2]))
        return
    adopt_orphans()
    wanted = [int(word) for word in sys.argv[1:]] or [24, 48]
    totals: dict[int, float] = {}
    for units in wanted:
        real = copies(units) * 24
        sys.stdout.write(f"\n{real} units\n{'stage':26}{'CPU s':>9}{'wall s':>9}{'MB memory':>11}{'MB on disk':>12}\n")
        costs = []
        for one in year(units):
            costs.append(one)
            sys.stdout.write(f"{one.stage:26}{one.cpu:9.1f}{one.wall:9.1f}{one.memory:11.0f}{one.size:12.1f}\n")
            sys.stdout.flush()
        sums = [sum(getattr(one, name) for one in costs) for name in ("cpu", "wall", "size")]
        most = max(one.memory for one in costs)
        sys.stdout.write(f"{'the year':26}{sums[0]:9.1f}{sums[1]:9.1f}{most:11.0f}{sums[2]:12.1f}\n")
        totals[real] = sums[0] / real
    first, last = min(totals), max(totals)
    sys.stdout.write(f"\nprocessor seconds a unit: {', '.join(f'{per:.2f} at {n}' for n, per in totals.items())}\n")
    sys.stdout.write(f"ratio: {totals[last] / totals[first]:.2f}\n")


if __name__ == "__main__":
    main()
