"""`docgen explain`: one unit's result, every point lost with the record, file and cell it came from."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from docgen.assessment.differences import difference, reply_paper
from docgen.assessment.explain import explain as explained
from docgen.assessment.papers import MadePaper, Paper, lay_down, write_paper
from docgen.assessment.replies import answered
from docgen.assessment.unitsheet import press_sheet
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.scores import Known, known, records_option, result_of
from docgen.cli.session import open_campaign
from docgen.cli.voice import Voice
from docgen.cli.whatif import what_if
from docgen.language import parted, say
from docgen.model import Assessment, Explanation


@click.command()
@click.argument("unit")
@click.option("--sheet", is_flag=True, help="Also the sheet for the unit, Word and PDF, in out/explanations.")
@click.option("--reply", is_flag=True, help="Also the letters that answer the unit's objections, in out/replies.")
@click.option("--if", "given", default="", metavar="FIGURES", help="What would change if these were its figures.")
@click.option("--reach", default="", metavar="SCORE", help="The losses that weigh most, until this score is reached.")
@records_option
@today_option
@shared
@pass_voice
def explain(
    voice: Voice,
    unit: str,
    sheet: bool,
    reply: bool,
    given: str,
    reach: str,
    records: tuple[Path, ...],
    today: date | None,
) -> Report:
    """Explain the result of one unit, point by point.

    Its score, each point lost with the record, file and cell that show it, bonus, cards, veto, grade and rank.
    UNIT is a code or any name the unit bears.

    \b
    Examples:
      docgen explain 0101
      docgen explain "Fengling Bureau" --json
      docgen explain 0101 --sheet
      docgen explain 0101 --if "APR.signed = 24; deaths = 0"
      docgen explain 0101 --reach 90
    """
    session = open_campaign(voice, today)
    facts = known(session, records)
    result = result_of(facts, session, unit)
    if given or reach:
        return what_if(facts, result, given, reach)
    told = explained(result, facts.names)
    day = session.now.date()
    sheets = (lay_down(session.campaign, *press_sheet(session.campaign, result, facts.names, day)),) if sheet else ()
    replies = tuple(_replies(facts, result)) if reply else ()
    made = (*sheets, *(write_paper(session.campaign, paper, day) for paper in replies))
    return report_of(told, made)


def _replies(facts: Known, result: Assessment) -> Iterator[Paper]:
    """A letter for each objection or override decided, with what this decision changed and nothing else."""
    for one in answered(facts.rules, facts.records, facts.office, result.unit):
        yield reply_paper(difference(one.before, one.after, facts.names), one.decision)


def report_of(told: Explanation, made: tuple[MadePaper, ...]) -> Report:
    """The explanation as tables and closing lines."""
    written = tuple(say("Written: {path}", path=file) for one in made for file in one.files)
    findings = tuple(finding for one in made for finding in one.findings)
    return Report(told, findings, tuple(_grids(told)), (*_summary(told), *written))


def _grids(told: Explanation) -> Iterator[Grid]:
    yield Grid(say("Stages"), (say("stage"), say("score"), say("share")), told.stages)
    if told.losses:
        heads = (say("item"), say("clause"), say("points"), say("final"), say("why"), say("shown by"))
        rows = tuple(
            (one.item, one.clause, _less(one.points), _less(one.final), one.reason, parted(one.evidence))
            for one in told.losses
        )
        yield Grid(say("Points lost"), heads, rows)
    if told.awards or told.cuts:
        beyond = (*told.awards, *(("", points, reason) for points, reason in told.cuts))
        yield Grid(say("Bonus, deductions and bounds"), (say("rule"), say("points"), say("why")), beyond)
    if told.cases:
        columns = (say("case"), say("rule"), say("why"), say("state"), say("shown by"))
        cases = tuple((kind, rule, why, state, parted(shown)) for kind, rule, why, state, shown in told.cases)
        yield Grid(say("Veto, cards and summons"), columns, cases)
    if told.figures:
        names = (say("figure"), say("used"), say("also told"), "")
        yield Grid(say("Figures told by several sources"), names, told.figures)


def _less(points: str) -> str:
    """Points that are lost; those taken back are none, those given by an override are gained."""
    if not points.strip("0."):
        return points
    return f"+{points[1:]}" if points.startswith("-") else f"−{points}"


def _between(told: Explanation) -> str:
    ends = told.between or ("?",)
    if len(ends) == 1:
        return say("Score {score}: {state}", score=ends[0], state=told.state)
    return say("Between {low} and {high}: {state}", low=ends[0], high=ends[1], state=told.state)


def _summary(told: Explanation) -> Iterator[str]:
    yield f"{told.unit} {told.name}   {told.rules}   [{told.digest[:12]}]"
    yield told.sum
    if told.score:
        rank = say("rank {rank}", rank=told.rank) if told.rank else say("not ranked")
        grade = say("grade {grade}", grade=told.grade) if told.grade else told.state
        yield say("Score {score}, {grade}, {rank}", score=told.score, grade=grade, rank=rank)
    else:
        yield _between(told)
    yield from told.why
    yield from told.expired
