"""`docgen forms`: the blank forms of each unit, filled in as far as the campaign knows; the standard look to edit."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from docgen.batch import default_jobs
from docgen.cli.counter import accepted_so_far
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.session import Session, open_campaign
from docgen.cli.voice import Voice
from docgen.errors import CampaignError, UsageError
from docgen.findings import has_errors
from docgen.forms import FORMATS, Choice, FormOutcome, FormResult, FormsReport, Means, load_definitions, make_forms
from docgen.forms import write_layout as write_standard_layout
from docgen.language import enumerated, say
from docgen.model import FormDefinition


@dataclass(frozen=True, slots=True)
class Wanted:
    """The arguments and options of `docgen forms` as one value."""

    forms: tuple[str, ...]
    period: tuple[str, ...]
    formats: tuple[str, ...]
    unit: tuple[str, ...]
    layout: Path | None
    jobs: int
    today: date | None

    def check(self) -> None:
        """Raise UsageError if the options contradict each other."""
        if self.layout and len(self.forms) != 1:
            raise UsageError(
                say("--layout writes the look of one form."), say("Name the form: docgen forms QIS --layout FILE")
            )
        if self.layout and (self.period or self.formats or self.unit):
            raise UsageError(
                say("--layout writes a look to edit, and makes no forms."),
                say("Leave out --period, --format and --unit."),
            )


@dataclass(frozen=True, slots=True)
class FormsResult:
    """JSON of `docgen forms`: what was made in `folder`, or which look was written to `layout`."""

    folder: str
    forms: tuple[FormResult, ...] = ()
    layout: str = ""


def _formats(_: click.Context, __: click.Parameter, text: str) -> tuple[str, ...]:
    """The formats of a list; anything else is wrong usage."""
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    if unknown := [one for one in wanted if one not in FORMATS]:
        raise click.BadParameter(f"{', '.join(unknown)}: formats are {', '.join(FORMATS)}")
    return wanted


@click.command()
@click.argument("forms", nargs=-1, metavar="[FORM]...")
@click.option("--period", multiple=True, metavar="P", help="2026Q1, 2026H1, 2026, or all. [default: what is due next]")
@click.option(
    "--format",
    "formats",
    default="",
    callback=_formats,
    metavar="docx,xlsx,pdf",
    help="One or more formats. [default: each unit's own]",
)
@click.option("--unit", multiple=True, metavar="CODE", help="Only this unit; may be given several times.")
@click.option(
    "--layout",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the standard look of one form to FILE, for editing: .docx or .xlsx.",
)
@click.option(
    "--jobs", type=click.IntRange(1), default=default_jobs, metavar="N", help="Workers. [default: processors]"
)
@today_option
@shared
@pass_voice
def forms(voice: Voice, /, **options: Any) -> Report:
    """Make the blank forms of each unit and period, prefilled.

    Excel forms of a unit and period share one workbook, a sheet a form; a FORM that is named is a file of its own.
    Only what is missing or has changed is made. Without --period, forms are made whose time has begun and whose day
    has not passed.

    \b
    Examples:
      docgen forms
      docgen forms --period 2026Q2 --format xlsx,pdf
      docgen forms ACR --unit 0101
      docgen forms QIS --layout templates/qis.docx
    """
    wanted = Wanted(**options)
    wanted.check()
    session = open_campaign(voice, wanted.today)
    definitions = _definitions(voice, session)
    if wanted.layout:
        return _write_layout(session, definitions, wanted.forms[0], wanted.layout)
    return _report(session, _make(voice, session, definitions, wanted))


def _definitions(voice: Voice, session: Session) -> dict[str, FormDefinition]:
    """The forms of the campaign; one that is faulty is told once, and nothing is made."""
    loaded = load_definitions(session.campaign)
    if has_errors(loaded.findings):
        voice.show_findings(loaded.findings)
        raise CampaignError(
            say("The definitions of forms have errors, so no form was made."),
            say("Mend in Excel what is listed, then run the same command again."),
        )
    return dict(loaded.forms)


def _make(voice: Voice, session: Session, definitions: dict[str, FormDefinition], wanted: Wanted) -> FormsReport:
    today = wanted.today or session.now.date()
    choice = Choice(today, wanted.forms, wanted.period, wanted.formats, wanted.unit)
    accepted = accepted_so_far(session, definitions)
    with voice.progress(say("Making forms")) as step:
        means = Means(jobs=wanted.jobs, progress=step, accepted=accepted)
        return make_forms(session.campaign, definitions, who=session.who("docgen forms"), choice=choice, means=means)


def _write_layout(session: Session, definitions: dict[str, FormDefinition], code: str, path: Path) -> Report:
    write_standard_layout(session.campaign, definitions, code, path)
    done = say("The standard look of form {code} was written to {path}.", code=code, path=path)
    then = say('Edit it, then name it in campaign.toml under the form: layouts = ["{path}"]', path=path)
    return Report(FormsResult("", layout=str(path)), session.findings, summary=(done, then))


def _report(session: Session, made: FormsReport) -> Report:
    findings = (*session.findings, *made.findings)
    grids = (_grid(made),) if made.results else ()
    return Report(FormsResult(made.folder, made.results), findings, grids, tuple(_summary(made)))


def _grid(made: FormsReport) -> Grid:
    heads = (say("period"), say("forms"), say("format"), say("made"), say("unchanged"), say("failed"), say("removed"))
    kinds = dict.fromkeys((result.period, result.format) for result in made.results)
    rows = []
    for period, kind in kinds:
        these = [result for result in made.results if (result.period, result.format) == (period, kind)]
        codes = dict.fromkeys(code for result in these for code in result.forms)
        counts = Counter(result.outcome for result in these)
        rows.append((period, enumerated(codes), kind, *(str(counts[outcome] or "") for outcome in _OUTCOMES)))
    return Grid(say("Forms"), heads, tuple(rows))


_OUTCOMES = (FormOutcome.MADE, FormOutcome.UNCHANGED, FormOutcome.FAILED, FormOutcome.REMOVED)


def _summary(made: FormsReport) -> Iterator[str]:
    if made.refused:
        yield say("No form was made: a definition has changed since forms were made by it.")
    elif not made.results:
        yield say("No form is due now. Name a period (docgen forms --period all makes every one) or a form.")
    else:
        yield say(
            "Files of forms: {made} made, {unchanged} unchanged, {failed} failed, {removed} removed, in {folder}.",
            folder=made.folder,
            **{outcome.value: made.count(outcome) for outcome in FormOutcome},
        )
    yield say("Returns and released books were untouched.")
