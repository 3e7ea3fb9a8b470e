"""Makes every form in every format for so many units: `… -m tests.forms.program FOLDER JOBS N`."""

import sys
from pathlib import Path

from docgen.forms import Choice, FormsReport, Means, make_forms
from tests.forms.office import DAY, WHO, definitions, many_units, office

PERIODS = ("2026Q2", "2026H1", "2026")
FILES = 3 * (2 + 1 + 6 + 3 * len(PERIODS))
"""How many files a unit gets."""


def every_form(folder: Path, jobs: int, units: int, sample: str = "safety-2026") -> FormsReport:
    """The twelve forms of the sample in three formats, those at the event for each of three periods."""
    campaign = many_units(office(folder, sample), units)
    known = definitions(campaign)
    choice = Choice(DAY, tuple(known), PERIODS, ("xlsx", "docx", "pdf"))
    return make_forms(campaign, known, who=WHO, choice=choice, means=Means(jobs=jobs))


if __name__ == "__main__":
    folder, jobs, units = sys.argv[1:]
    every_form(Path(folder), int(jobs), int(units))
