"""What if: what `docgen explain --if`, `--reach` and `docgen assess --if-rules` say. Nothing of it is a result."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from docgen.assessment import Parsed
from docgen.assessment.campaign import judged_day, one_version
from docgen.assessment.differences import DifferenceSheet, difference
from docgen.assessment.many import assess_many
from docgen.assessment.office import dossiers
from docgen.assessment.versions import WHAT_IF, before, versions_of, what_if_subject
from docgen.assessment.whatif import Step, WhatIfError, moved, ranked_among, supposed, way_to
from docgen.cli.report import Grid, Report
from docgen.cli.scores import Known, known
from docgen.cli.session import Session
from docgen.errors import UsageError
from docgen.findings import has_errors
from docgen.language import say
from docgen.model import Assessment
from docgen.store import Act, journal


@dataclass(frozen=True, slots=True)
class WhatIf:
    """JSON of `docgen explain --if` and `--reach`: what was supposed, what it changes, and the way to a score."""

    unit: str
    name: str
    given: str = ""
    changes: DifferenceSheet | None = None
    reach: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherRules:
    """JSON of `docgen assess --if-rules`: both rules, and every unit whose score, grade or rank would be another."""

    rules: str
    other: str
    units: int
    moved: tuple[DifferenceSheet, ...]


def what_if(facts: Known, result: Assessment, given: str, reach: str) -> Report:
    """A unit with other figures, or its way to a score. Raises UsageError where these cannot be read."""
    changes = _supposed(facts, result, given) if given else None
    steps = way_to(facts.rules, result, _score(reach), facts.names) if reach else ()
    told = WhatIf(result.unit, result.name, given, changes, reach, steps)
    return Report(told, grids=tuple(_grids(told)), summary=tuple(_summary(told)))


def _supposed(facts: Known, result: Assessment, given: str) -> DifferenceSheet:
    mine = next(d for d in dossiers(facts.rules, facts.records, facts.office) if d.unit == result.unit)
    try:
        other = supposed(facts.rules, mine, given)
    except WhatIfError as trouble:
        remedy = say("Write figures as the rules name them: APR.signed = 24; deaths = 0.")
        raise UsageError(str(trouble), remedy) from None
    return difference(result, ranked_among(facts.rules, other, facts.results()), facts.names)


def _score(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise UsageError(say("“{text}” is no score.", text=text), say("Write a number: --reach 90.")) from None


def _grids(told: WhatIf) -> Iterator[Grid]:
    if told.changes:
        yield difference_grid(told.changes)
    if told.steps:
        heads = (say("item"), say("points"), say("final"), say("why"), say("score then"))
        rows = tuple((s.item, s.points, s.final, s.reason, s.score) for s in told.steps)
        yield Grid(say("The way to {score}", score=told.reach), heads, rows)


def _summary(told: WhatIf) -> Iterator[str]:
    if told.changes:
        before, after = told.changes.score
        yield say("What if {given}: {before} would be {after}.", given=told.given, before=before, after=after)
    if told.reach and not told.steps:
        yield say("{score} is reached.", score=told.reach)
    yield say("This is no result: nothing of it is kept.")


def difference_grid(sheet: DifferenceSheet) -> Grid:
    """A difference sheet as a table."""
    heads = (say("item"), say("before"), say("after"), say("why"))
    changes = tuple((c.item, c.before, c.after, c.why) for c in sheet.changes)
    ranks = tuple(str(place or "–") for place in sheet.rank)
    grades = tuple(grade or say("grade pending") for grade in sheet.grade)
    ends = ((say("score"), *sheet.score, ""), (say("grade"), *grades, ""), (say("rank"), *ranks, ""))
    return Grid(f"{sheet.unit} {sheet.name}", heads, (*changes, *ends))


def by_other_rules(session: Session, records: tuple[Path, ...], file: Path) -> Report:
    """Who would get another score, grade or rank by the rules in `file`; that it was looked at is journaled."""
    read = one_version(session.campaign, file.absolute())
    earlier = before(versions_of(session.campaign), file, judged_day(session.campaign, session.now.date()))
    facts = known(session, records, earlier)
    if has_errors(read.findings):
        return Report(OtherRules(facts.rules.name, read.rules.name, 0, ()), findings=read.findings)
    report = _moved_by(facts, read)
    if not records:
        _enter(session, facts, read)
    return report


def _enter(session: Session, facts: Known, read: Parsed) -> None:
    """Enter in the journal that somebody looked at what other rules change: they may be scored by then."""
    act = Act(WHAT_IF, what_if_subject(read.rules), facts.rules.digest, read.rules.digest)
    with session.store() as store, store.begin() as tx:
        journal.append(tx, session.who("docgen assess"), [act])


def _moved_by(facts: Known, read: Parsed) -> Report:
    results = list(facts.results())
    after = assess_many(read.rules, facts.records, facts.office, clock=time.monotonic)
    changed = tuple(moved(results, after))
    rows = tuple((s.unit, s.name, *s.score, *s.grade, *(str(r or "–") for r in s.rank)) for s in changed)
    heads = (say("unit"), say("name"), say("score"), say("then"), say("grade"), say("then"), say("rank"), say("then"))
    told = OtherRules(facts.rules.name, read.rules.name, len(results), changed)
    regraded = sum(sheet.grade[0] != sheet.grade[1] for sheet in changed)
    summary = (
        say("By {rules}, {count} of {all} units would change, {regraded} of them their grade.",
            rules=read.rules.name, count=len(changed), all=len(results), regraded=regraded),
        say("This is no result: nothing of it is kept but that it was looked at, in the journal."),
    )  # fmt: skip
    return Report(
        told, findings=read.findings, grids=(Grid(say("By other rules"), heads, rows),) if rows else (), summary=summary
    )
