"""`docgen assess`: every unit's score, grade and rank; `--verify` proves that what is kept still follows."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click

from docgen.assessment.differences import DifferenceSheet, difference
from docgen.assessment.explain import state_word
from docgen.assessment.names import PLAIN, Names
from docgen.assessment.office import dossiers
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.scores import Known, known, records_option
from docgen.cli.session import Session, open_campaign
from docgen.cli.voice import Voice
from docgen.cli.whatif import by_other_rules, difference_grid
from docgen.errors import UsageError
from docgen.files import write_atomic
from docgen.findings import Finding, Place
from docgen.findings.assessment import RESULT_DIFFERS, RESULT_NOT_KEPT
from docgen.language import enumerated, say
from docgen.model import Assessment, GradeState
from docgen.store import Transaction, assessments, open_store


@dataclass(frozen=True, slots=True)
class UnitResult:
    """A unit's line in the JSON of `docgen assess`."""

    unit: str
    name: str
    group: str
    score: str
    between: tuple[str, ...]
    grade: str
    state: str
    rank: int | None
    veto: tuple[str, ...]
    cards: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class AssessResult:
    """JSON of `docgen assess`: the rules and every unit; `superseding` are those whose published result changed.

    `changed` are the first of those whose result changed before it was published, `changes` how many there are.
    """

    rules: str
    units: tuple[UnitResult, ...]
    superseding: tuple[DifferenceSheet, ...] = ()
    changed: tuple[DifferenceSheet, ...] = ()
    changes: int = 0
    kept: bool = False


@dataclass
class Changes:
    """What results replaced: all that were published, the first of the others, and how many others there are."""

    superseding: list[DifferenceSheet] = field(default_factory=list)
    changed: list[DifferenceSheet] = field(default_factory=list)
    count: int = 0

    def add(self, sheet: DifferenceSheet, published: bool) -> None:
        """Note a result that replaces another one; one in which a unit would see no change is not worth a word."""
        if published:
            self.superseding.append(sheet)
        elif not sheet.is_empty:
            self.count += 1
            self.changed += [sheet] if self.count <= SHEETS else []


SHEETS = 20
"""So many difference sheets of results not published yet are shown."""


@click.command()
@click.option("--verify", is_flag=True, help="Reckon again and compare with what is kept; nothing is written.")
@click.option("--out", metavar="FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path), help="A live workbook.")
@click.option("--if-rules", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Who would change by these rules; no result is kept.")  # fmt: skip
@records_option
@today_option
@shared
@pass_voice
def assess(
    voice: Voice,
    verify: bool,
    out: Path | None,
    if_rules: Path | None,
    records: tuple[Path, ...],
    today: date | None,
) -> Report:
    """Score every unit by the Assessment Rules.

    Points, grade and rank of every unit, with veto and cards as far as they are decided.
    Results are kept with the records of the campaign; those of --records are only shown. A published result is never
    changed: another one supersedes it.

    \b
    Examples:
      docgen assess
      docgen assess --verify
      docgen assess --records answers.csv --out scores.xlsx
      docgen assess --if-rules rules-2027.xlsx
    """
    _check(out)
    session = open_campaign(voice, today)
    if if_rules:
        return by_other_rules(session, records, if_rules)
    facts = known(session, records)
    if verify:
        return _verified(session, facts)
    results = _written(out, facts) if out else facts.results()
    lines: list[UnitResult] = []
    noted = _noted(lines, results)
    changes = keep_results(session, noted, facts.names) if not records else _only_shown(noted)
    return _report(facts, lines, changes, kept=not records, out=out)


def _check(out: Path | None) -> None:
    if out and out.suffix.lower() != ".xlsx":
        raise UsageError(say("{path} is no .xlsx file.", path=out), say("Give --out a name that ends in .xlsx."))


def _noted(lines: list[UnitResult], results: Iterable[Assessment]) -> Iterator[Assessment]:
    """`results` one by one, each leaving its line: all that is kept of it in memory."""
    for one in results:
        lines.append(_unit(one))
        yield one


def _only_shown(results: Iterable[Assessment]) -> Changes:
    for _ in results:
        pass
    return Changes()


def keep_results(session: Session, results: Iterable[Assessment], names: Names = PLAIN) -> Changes:
    """Keep the results; what each says otherwise than the one kept before, unit by unit."""
    folder, url = session.campaign.folder, str(session.campaign.settings.store.get("url", ""))
    changes = Changes()
    with open_store(url or folder / "docgen.db") as store, store.begin() as tx:
        who, year = session.who("docgen assess"), session.campaign.settings.year
        for one in assessments.put(tx, who, year, results):
            changes.add(difference(one.before, one.after, names), one.published)
    return changes


def _written(out: Path, facts: Known) -> list[Assessment]:
    """The results, with their workbook written."""
    from docgen.assessment.workbook import score_workbook

    results = list(facts.results())
    units = list(dossiers(facts.rules, facts.records, facts.office))
    write_atomic(out, score_workbook(facts.rules, units, results, facts.names))
    return results


def _verified(session: Session, facts: Known) -> Report:
    """Whether what is kept is what the rules and records of today give."""
    lines: list[UnitResult] = []
    with session.records() as store, store.begin() as tx:
        results = _noted(lines, facts.results())
        findings = tuple(_differing(tx, session.campaign.settings.year, results))
    same = len(lines) - len(findings)
    summary = (
        say("{same} of {all:result is|results are} what rules and records give.", same=same, all=len(lines)),
        say("Nothing was written."),
    )
    return Report(AssessResult(facts.rules.name, tuple(lines)), findings=findings, summary=summary)


def _differing(tx: Transaction, year: int, results: Iterable[Assessment]) -> Iterator[Finding]:
    for one in results:
        place = Place(unit=one.unit)
        kept = assessments.newest(tx, year, one.unit)
        if kept is None:
            yield Finding(RESULT_NOT_KEPT, place)
        elif kept.assessment.digest != one.digest or kept.assessment.score != one.score:
            values = {"kept": kept.assessment.digest[:12], "now": one.digest[:12]}
            yield Finding(RESULT_DIFFERS, place, values)


def _unit(one: Assessment) -> UnitResult:
    score = "" if one.score is None else str(one.score)
    between = tuple(map(str, one.between or ()))
    state = str(one.state)
    return UnitResult(
        one.unit, one.name, one.group, score, between, one.grade, state, one.rank, one.vetoes, one.cards, one.digest
    )


def _report(facts: Known, units: list[UnitResult], changes: Changes, *, kept: bool, out: Path | None) -> Report:
    heads = (say("unit"), say("name"), say("score"), say("grade"), say("rank"), say("veto"), say("yellow card"))
    grid = Grid(say("Results"), heads, tuple(map(_row, units)))
    sheets = (*changes.superseding, *changes.changed)
    result = AssessResult(
        facts.rules.name, tuple(units), tuple(changes.superseding), tuple(changes.changed), changes.count, kept
    )
    summary = tuple(_summary(facts, units, changes, out))
    return Report(result, findings=facts.findings, grids=(grid, *map(difference_grid, sheets)), summary=summary)


def _row(one: UnitResult) -> tuple[str, ...]:
    score = one.score or " … ".join(one.between)
    grade = one.grade or state_word(GradeState(one.state))
    return (one.unit, one.name, score, grade, str(one.rank or ""), " ".join(one.veto), " ".join(one.cards))


def _summary(facts: Known, units: list[UnitResult], changes: Changes, out: Path | None) -> Iterator[str]:
    grades = Counter(one.grade for one in units if one.state == GradeState.SETTLED)
    order = dict.fromkeys((*(grade.name for grade in facts.rules.grades), *sorted(grades)))
    told = enumerated(say("{word} {count}", word=name, count=grades[name]) for name in order if grades[name])
    pending = sum(one.state == GradeState.PENDING for one in units)
    yield say("{count:unit|units} by {rules}: {grades}", count=len(units), rules=facts.rules.name, grades=told or "–")
    if pending:
        yield say("{count:grade is|grades are} pending; docgen explain UNIT says for what.", count=pending)
    if changes.superseding:
        count = len(changes.superseding)
        yield say("{count:published result is|published results are} superseded; the old ones are kept.", count=count)
    if changes.count:
        yield say("Results other than before: {count}; the first of them are shown.", count=changes.count)
    if out:
        yield say("Written: {path}", path=out)
    yield say("Returns and released books were untouched.")
