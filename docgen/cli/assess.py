"""`docgen assess`: every unit's score, grade and rank; `--verify` proves that what is kept still follows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from docgen.assessment.differences import DifferenceSheet, difference
from docgen.assessment.explain import state_word
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.scores import Known, known, records_option
from docgen.cli.session import Session, open_campaign
from docgen.cli.voice import Voice
from docgen.errors import UsageError
from docgen.findings import Finding, Place
from docgen.findings.assessment import RESULT_DIFFERS, RESULT_NOT_KEPT
from docgen.language import say
from docgen.model import Assessment, GradeState
from docgen.store import assessments, open_store


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
    """JSON of `docgen assess`: the rules and every unit; `superseding` are those whose published result changed."""

    rules: str
    units: tuple[UnitResult, ...]
    superseding: tuple[DifferenceSheet, ...] = ()
    kept: bool = False


@click.command()
@click.option("--verify", is_flag=True, help="Reckon again and compare with what is kept; nothing is written.")
@click.option("--out", metavar="FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path), help="A live workbook.")
@records_option
@today_option
@shared
@pass_voice
def assess(voice: Voice, verify: bool, out: Path | None, records: tuple[Path, ...], today: date | None) -> Report:
    """Score every unit by the Assessment Rules.

    Points, grade and rank of every unit, with veto and cards as far as they are decided.
    Results are kept with the records of the campaign; those of --records are only shown. A published result is never
    changed: another one supersedes it.

    \b
    Examples:
      docgen assess
      docgen assess --verify
      docgen assess --records answers.csv --out scores.xlsx
    """
    _check(out)
    session = open_campaign(voice, today)
    facts = known(session, records)
    results = facts.results()
    if verify:
        return _verified(session, facts, results)
    superseding = () if records else keep_results(session, results)
    if out:
        _write(out, facts, results)
    return _report(facts, results, superseding, kept=not records, out=out)


def _check(out: Path | None) -> None:
    if out and out.suffix.lower() != ".xlsx":
        raise UsageError(say("{path} is no .xlsx file.", path=out), say("Give --out a name that ends in .xlsx."))


def keep_results(session: Session, results: list[Assessment]) -> tuple[DifferenceSheet, ...]:
    """Keep the results; what a published one said otherwise, unit by unit."""
    folder, url = session.campaign.folder, str(session.campaign.settings.store.get("url", ""))
    with open_store(url or folder / "docgen.db") as store, store.begin() as tx:
        year = session.campaign.settings.year
        before = assessments.latest(tx, year)
        superseding = assessments.put(tx, session.who("docgen assess"), year, results)
    changed = ((before[one.unit].assessment, one) for one in results if one.unit in superseding)
    return tuple(difference(was, now) for was, now in changed)


def _write(out: Path, facts: Known, results: list[Assessment]) -> None:
    from docgen.assessment.workbook import write_score_workbook

    write_score_workbook(out, facts.rules, facts.records, facts.office, results)


def _verified(session: Session, facts: Known, results: list[Assessment]) -> Report:
    """Whether what is kept is what the rules and records of today give."""
    with session.records() as store, store.begin() as tx:
        held = assessments.latest(tx, session.campaign.settings.year)
    findings = tuple(_differing(results, held))
    same = len(results) - len(findings)
    summary = (
        say("{same} of {all} results are what rules and records give.", same=same, all=len(results)),
        say("Nothing was written."),
    )
    return Report(AssessResult(facts.rules.name, tuple(map(_unit, results))), findings=findings, summary=summary)


def _differing(results: list[Assessment], held: dict[str, assessments.Result]) -> Iterator[Finding]:
    for one in results:
        place = Place(unit=one.unit)
        kept = held.get(one.unit)
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


def _report(
    facts: Known, results: list[Assessment], superseding: tuple[DifferenceSheet, ...], *, kept: bool, out: Path | None
) -> Report:
    grid = Grid(
        say("Results"),
        (say("unit"), say("name"), say("score"), say("grade"), say("rank"), say("veto"), say("yellow card")),
        tuple(map(_row, results)),
    )
    grids = (grid, *(_difference(sheet) for sheet in superseding))
    result = AssessResult(facts.rules.name, tuple(map(_unit, results)), superseding, kept)
    return Report(
        result, findings=facts.findings, grids=grids, summary=tuple(_summary(facts, results, superseding, out))
    )


def _difference(sheet: DifferenceSheet) -> Grid:
    """The difference sheet of a unit whose published result is superseded."""
    heads = (say("item"), say("before"), say("after"), say("why"))
    changes = tuple((c.item, c.before, c.after, c.why) for c in sheet.changes)
    ends = ((say("score"), *sheet.score, ""), (say("grade"), *sheet.grade, ""))
    return Grid(f"{sheet.unit} {sheet.name}", heads, (*changes, *ends))


def _row(one: Assessment) -> tuple[str, ...]:
    score = str(one.score) if one.score is not None else " … ".join(map(str, one.between or ()))
    grade = one.grade or state_word(one.state)
    return (one.unit, one.name, score, grade, str(one.rank or ""), " ".join(one.vetoes), " ".join(one.cards))


def _summary(
    facts: Known, results: list[Assessment], superseding: tuple[DifferenceSheet, ...], out: Path | None
) -> Iterator[str]:
    grades = Counter(one.grade for one in results if one.state is GradeState.SETTLED)
    told = ", ".join(f"{grade} {count}" for grade, count in sorted(grades.items()))
    pending = sum(one.state is GradeState.PENDING for one in results)
    yield say("{count} units by {rules}: {grades}", count=len(results), rules=facts.rules.name, grades=told or "–")
    if pending:
        yield say("{count} grades are pending; docgen explain UNIT says for what.", count=pending)
    if superseding:
        yield say("{count} published results are superseded; the old ones are kept.", count=len(superseding))
    if out:
        yield say("Written: {path}", path=out)
    yield say("Returns and issued books were untouched.")
