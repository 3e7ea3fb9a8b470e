"""Makes the books of an office of so many units, as a program of its own that a test can kill.

`python -m tests.books.program FOLDER UNITS JOBS`; the press notes each book it makes in FOLDER/made.
"""

import sys
from pathlib import Path

from docgen.books import Means, make_books
from tests.books.office import WHO, campaign, units
from tests.books.quick import noting_press, quick_fingerprint


def main() -> None:
    folder, count, jobs = sys.argv[1:]
    means = Means(jobs=int(jobs), press=noting_press, fingerprint=quick_fingerprint)
    make_books(campaign(Path(folder), units(int(count))), who=WHO, means=means)


if __name__ == "__main__":
    main()
