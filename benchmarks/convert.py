"""Conversion to PDF with acceptance, against `soffice --convert-to pdf` on the same many files in one process.

    python -m benchmarks.convert [--books N] [--runs R] [--full]

Books of the sample campaigns are made, once without a table of contents (the contractors' agreement) and once with one
(the responsibility book). docgen's side goes through the whole press in two worker processes: it renders, converts,
marks every page with its code, settles the table of contents and accepts the result. LibreOffice's side converts the
very same Word files and looks at nothing. Both sides are measured in turns, in PDFs per second; the median counts.
LibreOffice as docgen's own engine, two workers with one LibreOffice each, is measured on the same files.

A second is one of processor time: docgen keeps two cores busy and `soffice --convert-to` one, and a machine that does
other things beside would favour whoever has fewer processes. The wall clock is printed too; on two idle cores both
agree.
`--full` makes 1,000 books in one worker and tells whether its memory stays flat, else 100.

The last line is `ratio: X`: how many times as many PDFs a second the embedded engine makes, without a table of
contents.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from docgen.batch import Task, local_processes, run
from docgen.books.bench import Bench, Choice, read_template
from docgen.campaign import load_campaign, start_campaign
from docgen.model import ItemState
from docgen.pdf.office import find_office
from docgen.press import Order, Pressed, make

SETS = {"without a table of contents": "contractors", "with a table of contents": "safety-2026"}
LEAST = {"without a table of contents": 5.0, "with a table of contents": 3.0}
LEAST_POOL = 2.0
WORKERS = 2
FLAT = 1.1
"""How much more memory the second half of a long run may take than the first."""


@dataclass(frozen=True, slots=True)
class Speed:
    """PDFs a second: by the wall clock, and by processor time on cores that do nothing else."""

    wall: float
    processor: float


def main() -> int:
    """Measure, print, and tell by the exit code whether every figure is reached."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--books", type=int, default=240, help="files of each set")
    cli.add_argument("--runs", type=int, default=3, help="turns of each side; the median counts")
    cli.add_argument("--full", action="store_true", help="1,000 books for the memory")
    cli.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    options = cli.parse_args()
    if options.worker:
        return _worker(options.worker)
    reached, ratio = True, 0.0
    with tempfile.TemporaryDirectory() as folder:
        for words, sample in SETS.items():
            ours, pool = _measure(words, _orders(Path(folder), sample, options.books), options.runs)
            reached &= _report(words, "embedded", ours, LEAST[words]) & _report(words, "libreoffice", pool, LEAST_POOL)
            ratio = ratio or ours
    reached &= _at_length(1000 if options.full else 100)
    print("all figures reached" if reached else "NOT all figures reached")
    print(f"ratio: {ratio:.1f}")
    return 0 if reached else 1


def _orders(folder: Path, sample: str, count: int) -> list[Order]:
    """So many orders for books of a sample: its units in turn, each time under another number."""
    start_campaign(folder / sample, sample, {})
    campaign = load_campaign(folder / sample).campaign
    if campaign is None:
        sys.exit(f"the sample {sample} is broken")
    bench = Bench(campaign, read_template(campaign, campaign.settings.books.template), Choice(), "benchmark")
    units = campaign.active_units()
    return [
        bench.order(unit, bench.data(unit, f"No. {number}"))
        for number in range(count)
        for unit in [units[number % len(units)]]
    ]


def _measure(words: str, orders: Sequence[Order], runs: int) -> tuple[float, float]:
    """How many times as fast as `soffice --convert-to` the two engines are, by processor time."""
    office = find_office()
    if office is None:
        sys.exit("LibreOffice is needed for the comparison")
    theirs: list[Speed] = []
    ours: list[Speed] = []
    pool: list[Speed] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, order in enumerate(orders):
            (Path(folder) / f"{number}.docx").write_bytes(make(replace(order, pdf=False)).docx)
        for _ in range(runs):
            theirs.append(_by_soffice(office.soffice, Path(folder), len(orders)))
            ours.append(_by_press(orders))
            pool.append(_by_press([replace(order, engine="libreoffice") for order in orders]))
    for name, speeds in (("soffice --convert-to", theirs), ("embedded", ours), ("libreoffice", pool)):
        walls = ", ".join(f"{speed.wall:.2f}" for speed in speeds)
        print(f"{words}: {name} {_usual(speeds):.2f} PDFs a second (by the wall clock, in turn: {walls})")
    return _usual(ours) / _usual(theirs), _usual(pool) / _usual(theirs)


def _usual(speeds: Sequence[Speed]) -> float:
    return median(speed.processor for speed in speeds)


def _by_soffice(soffice: str, folder: Path, count: int) -> Speed:
    """PDFs a second of one process that is given all files at once, its start included."""
    target = folder / "pdf"
    shutil.rmtree(target, ignore_errors=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(path) for path in sorted(folder.glob("*.docx"))]
    began, used = time.perf_counter(), _by_children()
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(target), *files]
    for _ in range(2):  # a fresh profile makes it end at once, to be started again
        subprocess.run(command, capture_output=True, check=False)
        if len(list(target.glob("*.pdf"))) == count:
            break
        began, used = time.perf_counter(), _by_children()
    else:
        sys.exit("soffice did not convert every file")
    return Speed(count / (time.perf_counter() - began), count / (_by_children() - used))


def _by_children() -> float:
    """Processor seconds of the programs that this one has started and that have ended."""
    used = os.times()
    return used.children_user + used.children_system


def _by_press(orders: Sequence[Order]) -> Speed:
    """PDFs a second of the whole press in worker processes that are already started, as in a long night."""
    executor = local_processes(WORKERS)
    for warm in [executor.submit(make, order) for order in orders[:WORKERS]]:
        warm.result()

    def ready(_jobs: int) -> Executor:
        return executor

    began, used = time.perf_counter(), _by_tree(os.getpid())
    tasks = (Task(str(number), order) for number, order in enumerate(orders))
    for outcome in run(tasks, make, total=len(orders), jobs=WORKERS, clock=time.monotonic, executor=ready):
        pressed = outcome.value or Pressed(findings=outcome.findings)
        if outcome.state is not ItemState.DONE or not pressed.is_fit:
            sys.exit(f"a book is not fit: {[str(finding) for finding in pressed.findings]}")
        spent = _by_tree(os.getpid()) - used
    return Speed(len(orders) / (time.perf_counter() - began), WORKERS * len(orders) / spent)


def _by_tree(root: int) -> float:
    """Processor seconds of the processes that run under process `root`, those that have ended left out."""
    below, seconds = {root}, 0.0
    for process in sorted((int(p.name) for p in Path("/proc").glob("[0-9]*")), key=lambda pid: (pid != root, pid)):
        try:
            said = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if process == root or int(said[1]) in below:
            below.add(process)
            seconds += (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def _report(words: str, engine: str, ratio: float, least: float) -> bool:
    verdict = "reached" if ratio >= least else "NOT reached"
    print(f"{words}: {engine} {ratio:.1f} times as fast (at least {least:g}: {verdict})")
    return ratio >= least


# A worker


def _at_length(books: int) -> bool:
    """Whether the memory of one worker that makes `books` books stays flat."""
    command = [sys.executable, "-m", "benchmarks.convert", "--worker", str(books)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    first, second = json.loads(done.stdout)
    flat = bool(second <= FLAT * first)
    print(f"{books} books in one worker: {first:.0f} MB after half of them, {second:.0f} MB after all", end="")
    print(f" (flat: {'reached' if flat else 'NOT reached'})")
    return flat


def _worker(books: int) -> int:
    """Make the books; print the memory held, in MB, after half of them and after all."""
    with tempfile.TemporaryDirectory() as folder:
        orders = _orders(Path(folder), "safety-2026", books)
        held = []
        for number, order in enumerate(orders, 1):
            make(order)
            if number in (books // 2, books):
                held.append(_held_memory())
    print(json.dumps(held))
    return 0


def _held_memory() -> float:
    """Megabytes this process holds; 0 where the system does not say."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20 if statm.exists() else 0.0


if __name__ == "__main__":
    sys.exit(main())
