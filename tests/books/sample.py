"""Makes the books of a shipped sample: `… -m tests.books.sample FOLDER SAMPLE JOBS [CODE]...`."""

import sys
from pathlib import Path

from docgen.books import Choice, Means, make_books
from docgen.campaign import load_campaign, start_campaign
from tests.books.office import WHO


def main() -> None:
    folder, sample, jobs, *chosen = sys.argv[1:]
    if not Path(folder).exists():
        start_campaign(Path(folder), sample, {})
    campaign = load_campaign(Path(folder)).campaign
    assert campaign is not None
    report = make_books(campaign, who=WHO, choice=Choice(tuple(chosen)), means=Means(jobs=int(jobs)))
    for finding in report.findings:
        print(finding)


if __name__ == "__main__":
    main()
