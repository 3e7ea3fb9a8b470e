"""Many units by several workers: each is given some units' records and scores them by the rules it read once.

A rank is known only when the last unit is scored. Until then results lie in a file without a name, so that memory does
not grow with the number of units.
"""

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from tempfile import TemporaryFile
from typing import IO, TypeVar

from docgen.assessment.assess import assess, score_dossiers
from docgen.assessment.averages import AVERAGE, NONE, Averages, averages_of, together
from docgen.assessment.items import Plan, plan
from docgen.assessment.office import Office, dossiers
from docgen.assessment.parse import parse_rules
from docgen.assessment.ranking import Standing, ranks, standing
from docgen.assessment.rules import Rules
from docgen.assessment.sheets import Tables
from docgen.batch import Task, default_jobs, run
from docgen.model import Assessment, Decision, Record, Submission

FEW = 1000
"""Up to so many units one process is quicker than several."""
CHUNK = 250
Told = TypeVar("Told", Record, Submission, Decision)
Done = TypeVar("Done")


@dataclass(frozen=True)
class Share:
    """What one worker is given at a time: the rules as written, and all that is known of some units."""

    digest: str
    tables: Tables
    types: Mapping[str, str]
    records: tuple[Record, ...]
    office: Office
    averages: Averages = NONE


@dataclass(frozen=True)
class Crew:
    """How shares are worked through: by how many processes, and by which clock."""

    jobs: int
    clock: Callable[[], float]

    def work(self, shares: list[Share], job: Callable[[Share], Done]) -> Iterator[tuple[int, Done]]:
        """Each share's number with what `job` makes of it, as they come. What a worker failed at is done here."""
        tasks = (Task(str(number), share) for number, share in enumerate(shares))
        for outcome in run(tasks, job, total=len(shares), jobs=self.jobs, clock=self.clock):
            number = int(outcome.key)
            yield number, job(shares[number]) if outcome.value is None else outcome.value


def assess_many(
    rules: Rules, records: Iterable[Record], office: Office, *, clock: Callable[[], float], jobs: int | None = None
) -> Iterator[Assessment]:
    """As `assess`, one result after the other, by `jobs` worker processes where there are many units."""
    crew = Crew(jobs or default_jobs(), clock)
    if len(office.units) <= FEW or crew.jobs == 1:
        yield from assess(rules, records, office)
        return
    shares = list(_shares(rules, records, office))
    if rules.settings.not_applicable == AVERAGE:
        averages = together(part for _, part in crew.work(shares, averages_of_share))
        shares = [replace(share, averages=averages) for share in shares]
    with TemporaryFile() as file:
        waiting = _Waiting(rules, file)
        for number, results in crew.work(shares, score_share):
            waiting.put(number, results)
        yield from waiting.ranked()


@dataclass
class _Waiting:
    """Results that wait for their ranks: where those of each share begin in the file, and how they stand."""

    rules: Rules
    file: IO[bytes]
    begins: dict[int, int] = field(default_factory=dict)
    standings: dict[int, list[Standing]] = field(default_factory=dict)

    def put(self, number: int, results: tuple[Assessment, ...]) -> None:
        self.begins[number] = self.file.tell()
        self.standings[number] = [standing(self.rules, one) for one in results]
        pickle.dump(results, self.file, pickle.HIGHEST_PROTOCOL)

    def ranked(self) -> Iterator[Assessment]:
        """The results in the order of the roster, each with its rank."""
        places = iter(ranks(self.rules, [one for number in sorted(self.begins) for one in self.standings[number]]))
        for number in sorted(self.begins):
            self.file.seek(self.begins[number])
            for one in pickle.load(self.file):  # noqa: S301 - our own, written a moment ago into a file nobody else has
                yield replace(one, rank=next(places))


def _shares(rules: Rules, records: Iterable[Record], office: Office) -> Iterator[Share]:
    of_unit, register, decided = _by_unit(records), _by_unit(office.submissions), _by_unit(office.decisions)
    for start in range(0, len(office.units), CHUNK):
        units = office.units[start : start + CHUNK]
        codes = {unit.code for unit in units}
        part = replace(
            office,
            units=units,
            ledgers={name: {u: rows[u] for u in codes & rows.keys()} for name, rows in office.ledgers.items()},
            limits={u: office.limits[u] for u in codes & office.limits.keys()},
            last={u: office.last[u] for u in codes & office.last.keys()},
            submissions=tuple(one for unit in units for one in register[unit.code]),
            decisions=tuple(one for unit in units for one in decided[unit.code]),
        )
        mine = tuple(record for unit in units for record in of_unit[unit.code])
        yield Share(rules.digest, rules.tables, rules.types, mine, part)


def _by_unit(told: Iterable[Told]) -> dict[str, list[Told]]:
    by_unit: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_unit[one.unit].append(one)
    return by_unit


_PLANS: dict[str, Plan] = {}
"""The rules a worker has read, by digest."""


def _plan_of(share: Share) -> Plan:
    if share.digest not in _PLANS:
        _PLANS[share.digest] = plan(parse_rules(share.tables, share.types).rules)
    return _PLANS[share.digest]


def score_share(share: Share) -> tuple[Assessment, ...]:
    """The results of a share's units, not ranked yet; run in a worker."""
    made = _plan_of(share)
    return tuple(score_dossiers(made, dossiers(made.rules, share.records, share.office), share.averages))


def averages_of_share(share: Share) -> Averages:
    """What a share's units earned of each item on average; run in a worker."""
    made = _plan_of(share)
    return averages_of(made, dossiers(made.rules, share.records, share.office))
