"""`docgen warn`: who meets a condition for a summons or a card today, and the papers of what is confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from docgen.assessment.evidence import evidence_line
from docgen.assessment.explain import case_state_word, case_word
from docgen.assessment.names import Names
from docgen.assessment.papers import write_paper
from docgen.assessment.warn import Warned, papers_of, terms, warnings_of
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.scores import known, records_option
from docgen.cli.session import Session, open_campaign
from docgen.cli.voice import Voice
from docgen.findings import Finding
from docgen.language import parted, say
from docgen.model import CaseState


@dataclass(frozen=True, slots=True)
class WarnLine:
    """A case in the JSON of `docgen warn`; `subject` is what a decision about it names."""

    unit: str
    name: str
    kind: str
    rule: str
    subject: str
    why: str
    state: str
    shown: tuple[str, ...]
    hearing: date
    term: date


@dataclass(frozen=True, slots=True)
class WarnResult:
    """JSON of `docgen warn`: the cases, how many are confirmed, the papers written, the days put on the calendar."""

    cases: tuple[WarnLine, ...]
    papers: tuple[str, ...]
    calendar: tuple[tuple[date, str, str], ...]
    confirmed: int = 0


@click.command()
@records_option
@today_option
@shared
@pass_voice
def warn(voice: Voice, records: tuple[Path, ...], today: date | None) -> Report:
    """Say who is to be warned today, and make the papers.

    Every unit that meets a condition of sheets Summons, Cards or Veto, with the records that show it. The program only
    proposes; what docgen decide has confirmed gets its notice, yellow card and record of the talk in out/warnings, with
    a hearing at least three working days ahead.

    \b
    Examples:
      docgen warn
      docgen warn --today 2026-07-15
    """
    session = open_campaign(voice, today)
    facts = known(session, records)
    results = list(facts.results())
    day = session.now.date()
    found = warnings_of(session.campaign, results, day)
    papers, findings = _write(session, found, facts.names)
    confirmed = sum(one.case.state is CaseState.CONFIRMED for one in found)
    lines = tuple(_line(one, facts.names) for one in found)
    result = WarnResult(lines, papers, terms(session.campaign, results, day), confirmed)
    return Report(result, (*facts.findings, *findings), tuple(_grids(lines)), tuple(_summary(result)))


def _write(session: Session, found: tuple[Warned, ...], names: Names) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    made = [
        write_paper(session.campaign, paper, warned.dated)
        for warned in found
        for paper in papers_of(session.campaign, warned, names)
    ]
    files = tuple(str(file.relative_to(session.campaign.folder)) for one in made for file in one.files)
    return files, tuple(finding for one in made for finding in one.findings)


def _line(one: Warned, names: Names) -> WarnLine:
    case = one.case
    shown = tuple(evidence_line(shown, names) for shown in case.evidence)
    state = case_state_word(case)
    return WarnLine(
        one.unit,
        one.name,
        case_word(case.kind),
        case.rule,
        case.subject,
        names.reason(case.reason),
        state,
        shown,
        one.hearing,
        one.term,
    )


def _grids(lines: tuple[WarnLine, ...]) -> Iterator[Grid]:
    if lines:
        heads = (say("unit"), say("name"), say("case"), say("rule"), say("why"), say("state"), say("shown by"))
        rows = tuple(
            (line.unit, line.name, line.kind, line.rule, line.why, line.state, parted(line.shown)) for line in lines
        )
        yield Grid(say("To be warned"), heads, rows)


def _summary(result: WarnResult) -> Iterator[str]:
    waiting = len(result.cases) - result.confirmed
    yield say("{count:case|cases}; waiting for a decision: {waiting}.", count=len(result.cases), waiting=waiting)
    if waiting:
        yield say("Next: docgen review, then docgen decide with its answers.")
    for day, unit, words in result.calendar:
        yield f"{day.isoformat()} {unit} {words}"
    if result.papers:
        yield say("{count:file|files} written to out/warnings.", count=len(result.papers))
    yield say("Returns and released books were untouched.")
