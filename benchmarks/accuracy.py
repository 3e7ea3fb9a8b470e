"""How exactly damaged returns are read: a line a damage, every value compared with what was written.

    python benchmarks/accuracy.py [--full | --fills N] [--worst N]

The twelve forms, filled in at random by raw XML and pikepdf, in both languages, and damaged in every way of
`tests/perturb`. `--full` takes 20 fills a form instead of two. With LibreOffice, forms it saved are read too, but only
two fills a form of formats that are converted first: those are read in the limited reader, as they come. The last line
is the share of exact values divided by that of the plain way (python-docx cells and openpyxl cells by position, pypdf
fields by name) on the same files.
"""

import argparse
import sys
import tempfile
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from docgen.model import Return
from docgen.returns import ReturnReader, read_bytes_of
from tests.perturb.copies import Copy
from tests.perturb.measure import DAMAGES, OLD, UNTOUCHED, copies, old_copies
from tests.perturb.office import SOFFICE
from tests.perturb.plain_way import plain_right
from tests.perturb.score import Score, score
from tests.perturb.sent import definitions, expected

FULL, SMALL, CONVERTED = 20, 2, 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--fills", type=int, default=SMALL, metavar="N")
    parser.add_argument("--worst", type=int, default=10, metavar="N")
    chosen = parser.parse_args()
    seeds = range(1, 1 + (FULL if chosen.full else chosen.fills))
    codes = [form.code for form in definitions()]
    everything, touched, plain = Score(), Score(), 0
    print(f"{'format':6} {'damage':34} {'values':>8} {'exact':>9} {'false':>9} {'shown':>8} {'plain':>8}")
    for kind in DAMAGES:
        scores: dict[str, Score] = {}
        by_hand: dict[str, int] = {}
        old = old_copies(codes, seeds[:CONVERTED], kind) if SOFFICE else ()
        for name, one in chain(copies(codes, seeds, kind, office=bool(SOFFICE)), old):
            found = read(one)
            scores.setdefault(name, Score()).add(score(found, one.truth, f"{name}: {one.name}"))
            by_hand[name] = by_hand.get(name, 0) + plain_right(one)
        for name, one_score in scores.items():
            print(line(kind, name, one_score, by_hand[name]))
            everything.add(one_score)
            plain += by_hand[name]
            if name != UNTOUCHED:
                touched.add(one_score)
    print(line("all", "all damaged copies", touched, None))
    print(line("all", "all", everything, plain))
    print(f"blanks read as 0: {everything.zeros}; values without a place: {everything.lost}")
    print("worst:", *(f"  {text}" for text, _ in everything.worst.most_common(chosen.worst)), sep="\n")
    print(f"ratio: {everything.accuracy / (plain / everything.values):.2f}")


def read(one: Copy) -> Return:
    """A copy read; one of a format that is converted first as if it had come back."""
    if one.suffix not in OLD[one.kind]:
        return read_bytes_of(one.data, one.name, expected(one.language))
    with tempfile.TemporaryDirectory() as folder, ReturnReader(expected(one.language)) as reader:
        path = Path(folder) / one.name
        path.write_bytes(one.data)
        return reader.read(path)


def line(kind: str, name: str, found: Score, plain: int | None) -> str:
    """A line of the table."""
    share = "" if plain is None else f"{plain / found.values:8.2%}"
    shown = found.shown / found.values
    return (
        f"{kind:6} {name:34} {found.values:8} {found.accuracy:9.3%} {found.false_accepts:9.4%} {shown:8.2%} {share:>8}"
    )


if __name__ == "__main__":
    main()
