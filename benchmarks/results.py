"""The papers of the year's end for 1,000 units: letters in Word and PDF, the ranking workbook, the report.

    python benchmarks/results.py [--units N] [--books N]

The sample campaign's units, as often as it takes, assessed by its rules on a year in which nobody returned anything,
so that every letter lists every item. Letters and books are made by the same press in this one process, and cost its
processor time.

The last line is `ratio: X`: letters a second and core, against books of the same sample.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from docgen.assessment.campaign import office_of, one_version, rules_file
from docgen.assessment.explain import explain
from docgen.assessment.many import assess_many
from docgen.assessment.names import names_of
from docgen.books import Choice, make_books
from docgen.books import Means as BookMeans
from docgen.campaign import Campaign, load_campaign, start_campaign
from docgen.findings import NOWHERE
from docgen.forms import load_definitions
from docgen.language import speaking
from docgen.model import Decision, DecisionKind, Facts
from docgen.press.series import Means, Series, press_series
from docgen.results import UnitYear, Year
from docgen.results.letters import letters
from docgen.results.ranking import ranking_bytes
from docgen.results.report import report_piece
from docgen.store import Who, open_store
from docgen.store.shelf import Shelf

DAY = date(2027, 2, 1)
WHO = Who("bench", "benchmark", datetime(2027, 2, 1, 9, tzinfo=UTC))
RANKING_MOST, RATIO_LEAST = 5.0, 1.0
Made = TypeVar("Made")


def many_units(campaign: Campaign, count: int) -> Campaign:
    """`campaign` with so many units: those it has, again and again, each under a code and a name of its own."""
    own = campaign.active_units()
    units, limits, history = [], {}, {}
    for number in range(count):
        like = own[number % len(own)]
        code = f"{number:05}"
        units.append(replace(like, code=code, name=f"{like.name} {number}", short_name=f"{like.short_name} {number}"))
        limits[code] = campaign.indicators.get(like.code, {})
        history[code] = campaign.history.get(like.code, {})
    accidents = {unit.code: ((no_harm(unit.code), NOWHERE),) for unit in units}
    return replace(
        campaign,
        units=tuple(units),
        indicators=limits,
        history=history,
        ledgers={**campaign.ledgers, "accidents": accidents},
    )


def no_harm(code: str) -> Facts:
    """An accident that harmed nobody: whoever has one in the ledger has told how many died."""
    at = datetime(2026, 5, 4, 8)
    return Facts(
        {"unit_code": code, "accident_no": f"A-{code}", "occurred_at": at, "known_at": at, "reported_at": at}
        | dict.fromkeys(("deaths", "missing", "serious", "loss"), 0)
        | {"liability": "none", "rescue_at_once": True, "aftermath_done": True}
    )


def assessed(campaign: Campaign) -> Year:
    """The year of `campaign` with no return at all, and no veto for that."""
    rules, units = one_version(campaign, rules_file(campaign)).rules, {unit.code: unit for unit in campaign.units}
    assert rules
    names = names_of(rules, campaign, load_definitions(campaign).forms.values())
    no_veto = [Decision(DecisionKind.VETO, code, "V6", "rejected", WHO.actor, WHO.at, "a benchmark") for code in units]
    office = office_of(campaign, decisions=no_veto, today=DAY)
    results = assess_many(rules, (), office, clock=time.monotonic)
    with speaking(campaign.settings.language):
        return Year(campaign, tuple(UnitYear(units[one.unit], one, explain(one, names)) for one in results), DAY)


def cost(work: Callable[[], Made]) -> tuple[Made, float]:
    """What `work` gave, and the processor time it took."""
    before = time.process_time()
    made = work()
    return made, time.process_time() - before


def here(_jobs: int) -> Executor:
    """Work in this process."""
    return ThreadPoolExecutor(1)


def main() -> int:
    """Measure, print, and tell by the exit code whether the figures are reached."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--units", type=int, default=1000, help="units that get a letter")
    cli.add_argument("--books", type=int, default=100, help="books to compare with")
    wanted = cli.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return measured(Path(folder) / "campaign", wanted.units, wanted.books)


def measured(folder: Path, units: int, books: int) -> int:
    """The figures of a campaign started in `folder`."""
    start_campaign(folder, "safety-2026", {})
    loaded = load_campaign(folder).campaign
    assert loaded
    campaign = many_units(loaded, units)
    year = assessed(campaign)
    with open_store(folder / "bench.db") as store:
        shelf = Shelf(folder / "out" / "letters", folder / "out" / "quarantine")
        series = Series("letters", shelf, store, WHO)
        printed, letter = cost(
            lambda: press_series(series, letters(year, until=DAY, preview=True), Means(jobs=1, executor=here))
        )
        report, paper = cost(
            lambda: press_series(replace(series, task="report"), [report_piece(year, {})], Means(jobs=1, executor=here))
        )
    assert len(year.settled) > units * 0.9, "the grades stand, so that there is something to rank"
    assert all(one.outputs and not one.findings for one in (*printed, *report)), "every paper is fit to be handed out"
    ranking, list_ = cost(lambda: ranking_bytes(year))
    few = replace(campaign, units=campaign.units[:books])
    made, book = cost(lambda: make_books(few, who=WHO, choice=Choice(), means=BookMeans(jobs=1, executor=here)))
    per_letter, per_book = letter / len(printed), book / len(made.results)
    print(f"{len(printed)} letters in Word and PDF: {letter:.1f} s CPU, {per_letter * 1000:.0f} ms each")
    print(f"{len(made.results)} books in Word and PDF: {per_book * 1000:.0f} ms CPU each")
    print(f"the ranking workbook of {units} units: {list_:.2f} s, {len(ranking) // 1000} kB")
    print(f"the report, with its charts, in Word and PDF: {paper:.2f} s")
    print(f"ratio: {per_book / per_letter:.2f}")
    return 0 if list_ < RANKING_MOST and per_book / per_letter >= RATIO_LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
