"""Makes every form of the second quarter in every format: `… -m tests.forms.program FOLDER JOBS [CODE]...`."""

import sys
from pathlib import Path

from docgen.forms import Choice, Means, make_forms
from tests.forms.office import DAY, WHO, definitions, office


def main() -> None:
    folder, jobs, *units = sys.argv[1:]
    campaign = office(Path(folder))
    known = definitions(campaign)
    choice = Choice(DAY, tuple(known), ("2026Q2",), ("xlsx", "docx", "pdf"), tuple(units))
    make_forms(campaign, known, who=WHO, choice=choice, means=Means(jobs=int(jobs)))


if __name__ == "__main__":
    main()
