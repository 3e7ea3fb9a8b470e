"""CPU time per rendered book: docgen against docxtpl and docxtemplater, on the same template and data.

    python benchmarks/render.py [--runs N] [--full]

Both sides run in turns in one process; what counts is the median of the runs. docgen's side includes its strict parse
of every part. Before anything is timed, the books of both sides are compared: with docxtpl's every part in canonical
XML, with docxtemplater's the text. `--full` renders 10,000 books, else 1,000, for the memory and the time of a worker.

The last line is `ratio: X`: how many times less CPU docgen takes than docxtpl on the 5-page book.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median
from zipfile import ZipFile

from book_templates import DOCXTEMPLATER, FIVE, PICTURE, TEN, Size, context, identity, template
from docxtpl import DocxTemplate
from lxml import etree

from docgen.pdf.qr import qr_png
from docgen.word.template import WordTemplate
from docgen.word.text import plain_text

DOCXTEMPLATER_PACKAGES = ("docxtemplater@3.71.0", "pizzip@3.3.0")
TARGETS = {"5 pages": 40, "10 pages, 120 rows": 20, "5 pages, QR picture": 15, "docxtemplater, 5 pages": 10}
WORKER_LIMIT_MB = 150
BOOKS_A_RUN = 10

Make = Callable[[int], bytes]


@dataclass(frozen=True)
class Sides:
    """Two ways to make book number N."""

    name: str
    theirs: Make
    ours: Make


def main() -> int:
    """Measure, print, and tell by the exit code whether every figure is reached."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--runs", type=int, default=9, help="turns of each side; the median counts")
    cli.add_argument("--full", action="store_true", help="10,000 books for memory and linearity")
    cli.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    options = cli.parse_args()
    if options.worker:
        return _worker(options.worker)
    ratios = [_against_docxtpl(sides, options.runs) for sides in _all_sides()]
    reached = all(ratio >= TARGETS[sides.name] for sides, ratio in zip(_all_sides(), ratios, strict=True))
    reached &= _against_docxtemplater(options.runs)
    reached &= _at_length(10_000 if options.full else 1_000)
    print("all figures reached" if reached else "NOT all figures reached")
    print(f"ratio: {ratios[0]:.1f}")
    return 0 if reached else 1


def _all_sides() -> tuple[Sides, ...]:
    return (
        Sides("5 pages", _docxtpl(FIVE), _docgen(FIVE)),
        Sides("10 pages, 120 rows", _docxtpl(TEN), _docgen(TEN)),
        Sides("5 pages, QR picture", _docxtpl(FIVE, qr=True), _docgen(FIVE, qr=True)),
    )


def _docxtpl(size: Size, *, qr: bool = False) -> Make:
    """docxtpl as its users call it for many documents: a new object each, because a used one is unreliable."""
    source = template(size)

    def make(number: int) -> bytes:
        book = DocxTemplate(BytesIO(source))
        if qr:
            book.replace_pic(PICTURE, BytesIO(qr_png(identity(number))))
        book.render(context(number, size), autoescape=True)
        saved = BytesIO()
        book.save(saved)
        return saved.getvalue()

    return make


def _docgen(size: Size, *, qr: bool = False) -> Make:
    word = WordTemplate(template(size))

    def make(number: int) -> bytes:
        pictures = {PICTURE: qr_png(identity(number))} if qr else None
        return word.render(context(number, size), pictures=pictures).docx

    return make


def _against_docxtpl(sides: Sides, runs: int) -> float:
    different = [number for number in range(3) if _parts(sides.theirs(number)) != _parts(sides.ours(number))]
    if different:
        sys.exit(f"{sides.name}: books {different} differ between docxtpl and docgen")
    theirs, ours = _in_turns(sides, runs)
    return _report(sides.name, "docxtpl", theirs, ours)


def _in_turns(sides: Sides, runs: int) -> tuple[float, float]:
    """Median CPU milliseconds a book of both sides, in turns; ours makes ten times the books, the clock is coarse."""
    pairs = [(_spent(sides.theirs, BOOKS_A_RUN), _spent(sides.ours, 10 * BOOKS_A_RUN)) for _ in range(runs)]
    return median(theirs for theirs, _ in pairs), median(ours for _, ours in pairs)


def _spent(make: Make, books: int) -> float:
    began = time.process_time()
    for number in range(books):
        make(number)
    return (time.process_time() - began) / books * 1000


def _report(name: str, rival: str, theirs: float, ours: float) -> float:
    ratio = theirs / ours
    print(f"{name}: {rival} {theirs:.2f} ms, docgen {ours:.3f} ms a book: {ratio:.1f} times", end="")
    print(f" (at least {TARGETS[name]}: {_verdict(ratio >= TARGETS[name])})")
    return ratio


def _verdict(reached: bool) -> str:
    return "reached" if reached else "NOT reached"


def _parts(docx: bytes) -> dict[str, bytes]:
    """The members of a Word file by name, XML in canonical form."""
    with ZipFile(BytesIO(docx)) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    return {name: _canonical(name, data) for name, data in members.items()}


def _canonical(name: str, data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n") if name.endswith((".xml", ".rels")) else data


# docxtemplater


def _against_docxtemplater(runs: int) -> bool:
    name = "docxtemplater, 5 pages"
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        print(f"{name}: not measured, node and npm are not on this machine")
        return True
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, *DOCXTEMPLATER_PACKAGES]
        if subprocess.run(install, capture_output=True, check=False).returncode:
            print(f"{name}: not measured, npm could not install {', '.join(DOCXTEMPLATER_PACKAGES)}")
            return True
        books = 5 * BOOKS_A_RUN
        (work / "template.docx").write_bytes(template(FIVE, DOCXTEMPLATER))
        (work / "contexts.json").write_text(json.dumps([context(number, FIVE) for number in range(books)]))
        make = _docgen(FIVE)
        pairs = [(_by_node(node, work), _spent(make, books)) for _ in range(runs)]
        different = [
            number for number in range(3) if _text((work / f"{number}.docx").read_bytes()) != _text(make(number))
        ]
    if different:
        sys.exit(f"{name}: books {different} differ in their text")
    ratio = _report(name, "docxtemplater", median(theirs for theirs, _ in pairs), median(ours for _, ours in pairs))
    return ratio >= TARGETS[name]


def _by_node(node: str, work: Path) -> float:
    """Median CPU milliseconds a book of the second half, when node has compiled its code."""
    script = Path(__file__).with_name("docxtemplater.js")
    done = subprocess.run([node, script, work / "node_modules", work], capture_output=True, check=True, text=True)
    times = json.loads(done.stdout)
    return median(times[len(times) // 2 :])


def _text(docx: bytes) -> tuple[str, ...]:
    return plain_text(docx).all


# A worker


def _at_length(books: int) -> bool:
    """Memory and time of one worker that makes `books` 10-page books with QR pictures."""
    done = subprocess.run(
        [sys.executable, __file__, "--worker", str(books)], capture_output=True, check=True, text=True
    )
    peak, first, second = json.loads(done.stdout)
    linear = abs(second / first - 1) < 0.1
    print(
        f"{books} books in one worker: peak {peak:.0f} MB (below {WORKER_LIMIT_MB}: {_verdict(peak < WORKER_LIMIT_MB)})"
    )
    print(f"  first half {first:.1f} s CPU, second half {second:.1f} s (within a tenth: {_verdict(linear)})")
    return peak < WORKER_LIMIT_MB and linear


def _worker(books: int) -> int:
    """Make the books; print the peak memory of this process in MB (0 where it cannot be told) and both halves' CPU."""
    make = _docgen(TEN, qr=True)
    halves = []
    for half in range(2):
        began = time.process_time()
        for number in range(half * books // 2, (half + 1) * books // 2):
            make(number)
        halves.append(time.process_time() - began)
    status = Path("/proc/self/status")  # not getrusage: a child's figure there starts from its parent's
    lines = status.read_text().splitlines() if status.exists() else []
    peak = next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0)
    print(json.dumps([peak, *halves]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
