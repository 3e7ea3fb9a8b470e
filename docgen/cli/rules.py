"""`docgen rules`: the Assessment Rules looked through, tried, said back in words, and printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import click

from docgen.assessment import Parsed, Rules, read_rules
from docgen.assessment.actuals import lint_actuals
from docgen.assessment.campaign import judged_day, rules_file
from docgen.assessment.lint import lint_rules, quantum
from docgen.assessment.names import PLAIN, Names, names_of
from docgen.assessment.papers import rules_paper, write_paper
from docgen.assessment.probe import Probe, probes
from docgen.assessment.sentences import Sentence, sentences
from docgen.assessment.versions import Version, in_force, lint_versions, versions_of
from docgen.campaign import Campaign
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.scores import was_looked_at
from docgen.cli.session import Session, open_campaign, records_of
from docgen.cli.voice import Voice
from docgen.errors import UsageError
from docgen.excel import NewSheet, workbook_bytes
from docgen.files import write_atomic
from docgen.findings import Finding, Level, has_errors
from docgen.forms import load_definitions
from docgen.language import enumerated, say
from docgen.model import FormDefinition


@dataclass(frozen=True, slots=True)
class RulesResult:
    """JSON of `docgen rules check` and `test`: who the rules are, and how many of what they hold."""

    rules: str
    digest: str
    items: int
    points: str
    cases: int


@dataclass(frozen=True, slots=True)
class ProbesResult:
    """JSON of `docgen rules probe`."""

    rules: str
    probes: tuple[Probe, ...]


@dataclass(frozen=True, slots=True)
class SentencesResult:
    """JSON of `docgen rules sentences`."""

    rules: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class DocumentsResult:
    """JSON of `docgen rules document`: the files that were written."""

    files: tuple[str, ...]


file_argument = click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[FILE]"
)


@click.group(invoke_without_command=True)
@shared
@pass_voice
@click.pass_context
def rules(context: click.Context, voice: Voice) -> Report | None:
    """Check, try, say and print the Assessment Rules.

    Those of the campaign, or of a FILE (.xlsx or .yaml). Alone it checks the campaign's.

    \b
    Examples:
      docgen rules check
      docgen rules test new-rules.yaml
      docgen rules probe --out probes.xlsx
    """
    return None if context.invoked_subcommand else _check(voice, None)


@rules.command()
@file_argument
@shared
@pass_voice
def check(voice: Voice, file: Path | None) -> Report:
    """Tell everything that is wrong or odd in the rules, each with row, column and what to do.

    \b
    Examples:
      docgen rules check
      docgen rules check rules.yaml
    """
    return _check(voice, file)


@rules.command()
@file_argument
@shared
@pass_voice
def test(voice: Voice, file: Path | None) -> Report:
    """Run the cases of sheet Tests: what each gives must be what it says, to the last digit.

    \b
    Examples:
      docgen rules test
    """
    from docgen.assessment.items import plan
    from docgen.assessment.trials import run_trials

    parsed = _parsed(voice, file)
    if has_errors(parsed.findings):
        return _unfit(parsed, _result(parsed.rules))
    failed = run_trials(plan(parsed.rules))
    count = len(parsed.rules.trials)
    line = say("{good} of {all} cases give what they must.", good=count - len({f.place for f in failed}), all=count)
    return Report(_result(parsed.rules), findings=(*parsed.findings, *failed), summary=(_said(parsed.rules), line))


@rules.command()
@file_argument
@click.option("--out", metavar="FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path), help="Also a workbook.")
@shared
@pass_voice
def probe(voice: Voice, file: Path | None, out: Path | None) -> Report:
    """Work out the boundary cases of every item, as a table to be looked through, signed and kept on sheet Tests.

    \b
    Examples:
      docgen rules probe
      docgen rules probe --out probes.xlsx
    """
    parsed = _parsed(voice, file)
    if has_errors(parsed.findings):
        return _unfit(parsed, ProbesResult(parsed.rules.name, ()))
    made = probes(parsed.rules)
    heads = (say("test case"), say("given"), say("expect"))
    rows = tuple((one.case, one.given, one.expect) for one in made)
    if out:
        _check_xlsx(out)
        write_atomic(out, workbook_bytes([NewSheet("Tests", heads, rows)]))
    grid = Grid(say("Boundary cases"), heads, rows)
    return Report(ProbesResult(parsed.rules.name, made), findings=parsed.findings, grids=(grid,))


@rules.command(name="sentences")
@file_argument
@shared
@pass_voice
def say_back(voice: Voice, file: Path | None) -> Report:
    """Say the rules back in words, row by row, to be compared with what was meant.

    Figures and columns are called as the campaign's forms and ledgers print them; those of a FILE as it writes them.

    \b
    Examples:
      docgen rules sentences
    """
    parsed, names = (read_rules(file), PLAIN) if file else _named(open_campaign(voice, None))
    told = sentences(parsed.rules, names)
    rows = tuple((one.id, one.title, one.words) for one in told)
    grid = Grid(parsed.rules.name, (say("row"), say("title"), say("in words")), rows)
    return Report(SentencesResult(parsed.rules.name, told), findings=parsed.findings, grids=(grid,))


@rules.command()
@click.option("--type", "unit_type", metavar="TYPE", help="Only the rules of one unit type, by key or name.")
@today_option
@shared
@pass_voice
def document(voice: Voice, unit_type: str | None, today: date | None) -> Report:
    """Print the Assessment Rules as they are issued, one document a unit type.

    Word and PDF in out/rules, by templates/rules.docx; the items are those of annex 1 of the books.

    
    Examples:
      docgen rules document
      docgen rules document --type "County bureau"
    """
    session = open_campaign(voice, today)
    parsed = _in_force(session)
    if has_errors(parsed.findings):
        return _unfit(parsed, DocumentsResult(()))
    types = _types(session, unit_type)
    made = [
        write_paper(session.campaign, rules_paper(session.campaign, parsed.rules, key), session.now.date())
        for key in types
    ]
    files = tuple(str(file.relative_to(session.campaign.folder)) for one in made for file in one.files)
    findings = (*parsed.findings, *(finding for one in made for finding in one.findings))
    return Report(
        DocumentsResult(files), findings=findings, summary=(say("{count:file|files} in out/rules.", count=len(files)),)
    )


def _types(session: Session, wanted: str | None) -> tuple[str, ...]:
    """The unit types to print for: those of the roster, or the one that is named."""
    settings = session.campaign.settings
    if wanted is None:
        return tuple(dict.fromkeys(unit.type for unit in session.campaign.active_units()))
    key = settings.type_key(wanted)
    if not key:
        names = enumerated(kind.name for kind in settings.unit_types.values())
        raise UsageError(say("There is no unit type “{type}”.", type=wanted), say("There are: {names}", names=names))
    return (key,)


def _unfit(parsed: Parsed, result: object) -> Report:
    """What is wrong with rules that nothing can be made of as they stand."""
    return Report(result, parsed.findings, summary=(say("Nothing was made of these rules; mend the errors first."),))


def _check(voice: Voice, file: Path | None) -> Report:
    parsed, findings = _linted(voice, file)
    return Report(
        _result(parsed.rules), findings=findings, summary=(_said(parsed.rules), _step(parsed.rules), _verdict(findings))
    )


def _parsed(voice: Voice, file: Path | None) -> Parsed:
    """The rules of a file, or of the campaign."""
    return read_rules(file) if file else _in_force(open_campaign(voice, None))


def _named(session: Session) -> tuple[Parsed, Names]:
    """The rules that today is judged by, and what the campaign's papers call what they name."""
    parsed = _in_force(session)
    return parsed, names_of(parsed.rules, session.campaign, load_definitions(session.campaign).forms.values())


def _in_force(session: Session) -> Parsed:
    """The version of the campaign's rules by which today is judged."""
    return in_force(versions_of(session.campaign), judged_day(session.campaign, session.now.date())).parsed


def _linted(voice: Voice, file: Path | None) -> tuple[Parsed, tuple[Finding, ...]]:
    if file is None:
        session = open_campaign(voice, None)
        return _in_force(session), rules_findings(session.campaign)
    parsed = read_rules(file)
    return parsed, tuple(dict.fromkeys((*parsed.findings, *lint_rules(parsed.rules, parsed.findings))))


def rules_findings(campaign: Campaign) -> tuple[Finding, ...]:
    """Everything wrong or odd in a campaign's rules, beside its forms and choices; none where it has no rules."""
    if not rules_file(campaign).exists():
        return ()
    every, forms = versions_of(campaign), tuple(load_definitions(campaign).forms.values())
    findings = [finding for one in every for finding in _of_version(one, forms)]
    read = (one.rules for one in every if one.rules.tables)
    findings += [finding for rules in read for finding in lint_actuals(campaign.settings, rules, forms)]
    with records_of(campaign) as store, store.begin() as tx:
        findings += lint_versions(every, campaign.settings.term.last, partial(was_looked_at, tx))
    return tuple(dict.fromkeys(findings))


def _of_version(version: Version, forms: Iterable[FormDefinition]) -> tuple[Finding, ...]:
    if not version.rules.tables:
        return version.parsed.findings
    return (*version.parsed.findings, *lint_rules(version.rules, version.parsed.findings, forms))


def _result(rules: Rules) -> RulesResult:
    points = sum(item.points for item in rules.items)
    return RulesResult(rules.name, rules.digest, len(rules.items), str(points), len(rules.trials))


def _said(rules: Rules) -> str:
    points = sum(item.points for item in rules.items)
    return say("{rules}: {items:item|items}, {points} points.", rules=rules.name, items=len(rules.items), points=points)


def _step(rules: Rules) -> str:
    return say("Every amount is a whole number of 1/{parts} points.", parts=quantum(rules))


def _verdict(findings: tuple[Finding, ...]) -> str:
    count = sum(finding.level is not Level.NOTE for finding in findings)
    return say("{count:finding|findings}.", count=count) if count else say("Nothing is wrong or odd.")


def _check_xlsx(out: Path) -> None:
    if out.suffix.lower() != ".xlsx":
        raise UsageError(say("{path} is no .xlsx file.", path=out), say("Give --out a name that ends in .xlsx."))
