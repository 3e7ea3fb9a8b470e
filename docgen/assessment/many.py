"""Many units by several workers: each is given some units' records and scores them by the rules it read once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from docgen.assessment.assess import assess, score_units
from docgen.assessment.office import Office
from docgen.assessment.parse import parse_rules
from docgen.assessment.ranking import rank
from docgen.assessment.rules import Rules
from docgen.assessment.sheets import Tables
from docgen.batch import Task, default_jobs, run
from docgen.model import Assessment, Record, Unit

FEW = 1000
"""Up to so many units one process is quicker than several."""
CHUNK = 250


@dataclass(frozen=True)
class Share:
    """What one worker is given at a time: the rules as written, and all that is known of some units."""

    digest: str
    tables: Tables
    types: Mapping[str, str]
    records: tuple[Record, ...]
    office: Office


def assess_many(
    rules: Rules, records: Iterable[Record], office: Office, *, clock: Callable[[], float], jobs: int | None = None
) -> list[Assessment]:
    """As `assess`, by `jobs` worker processes where there are many units; the results are the same."""
    wanted = jobs or default_jobs()
    if len(office.units) <= FEW or wanted == 1:
        return assess(rules, records, office)
    shares = list(_shares(rules, tuple(records), office))
    tasks = (Task(str(number), share) for number, share in enumerate(shares))
    done: dict[int, tuple[Assessment, ...]] = {}
    for outcome in run(tasks, score_share, total=len(shares), jobs=wanted, clock=clock):
        if outcome.value is None:
            return assess(rules, (r for share in shares for r in share.records), office)
        done[int(outcome.key)] = outcome.value
    return rank(rules, [one for number in sorted(done) for one in done[number]])


def _shares(rules: Rules, records: tuple[Record, ...], office: Office) -> Iterator[Share]:
    by_unit: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_unit[record.unit].append(record)
    for start in range(0, len(office.units), CHUNK):
        units = office.units[start : start + CHUNK]
        mine = tuple(record for unit in units for record in by_unit[unit.code])
        yield Share(rules.digest, rules.tables, rules.types, mine, _part_of(office, units))


def _part_of(office: Office, units: tuple[Unit, ...]) -> Office:
    """What the office knows of some units only."""
    codes = {unit.code for unit in units}
    return replace(
        office,
        units=units,
        ledgers={name: {u: rows[u] for u in codes & rows.keys()} for name, rows in office.ledgers.items()},
        limits={u: office.limits[u] for u in codes & office.limits.keys()},
        last={u: office.last[u] for u in codes & office.last.keys()},
        submissions=tuple(s for s in office.submissions if s.unit in codes),
        decisions=tuple(d for d in office.decisions if d.unit in codes),
    )


_RULES: dict[str, Rules] = {}
"""The rules a worker has read, by digest."""


def score_share(share: Share) -> tuple[Assessment, ...]:
    """The results of a share's units, not ranked yet; run in a worker."""
    rules = _RULES.get(share.digest)
    if rules is None:
        rules = _RULES[share.digest] = parse_rules(share.tables, share.types).rules
    return tuple(score_units(rules, share.records, share.office))
