"""`docgen demo`: the whole year on a shipped sample, in one go."""

import shlex
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from docgen.campaign import sample_folder
from docgen.cli.collect import INBOX
from docgen.cli.init import sample_option
from docgen.cli.options import Day, pass_voice, shared
from docgen.cli.report import Grid, Report
from docgen.cli.session import open_campaign
from docgen.cli.tongue import speak_language_of
from docgen.cli.voice import Voice
from docgen.cli.year import STEPS, Line, Play
from docgen.errors import UsageError
from docgen.forms import Means, load_definitions
from docgen.forms.rehearse import lay_returns, read_rehearsal
from docgen.language import enumerated, say


@dataclass(frozen=True, slots=True)
class DemoStep:
    """A step of the year in the JSON of `docgen demo`."""

    step: str
    made: str
    waits: str
    look: str
    seconds: float


@dataclass(frozen=True, slots=True)
class DemoResult:
    """JSON of `docgen demo`: the campaign's folder, its steps in order, and in how many seconds they were taken."""

    folder: str
    steps: tuple[DemoStep, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Answers:
    """JSON of `docgen demo --answers`: the inbox, and how many files came into it."""

    folder: str
    files: int


@click.command()
@click.argument("folder", metavar="[DIR]", default="docgen-demo", type=click.Path(file_okay=False, path_type=Path))
@sample_option
@click.option(
    "--answers",
    "until",
    type=Day(),
    metavar="DATE",
    help="Only let the sample's units answer: lay what they sent up to this day into returns/ of DIR.",
)
@shared
@pass_voice
def demo(voice: Voice, folder: Path, sample: str, until: date | None) -> Report:
    """Do the whole work of a year on a shipped sample.

    Starts it in DIR; makes, signs and releases its books; makes the forms; takes in the returns of a year with all
    their troubles; decides, scores, and writes letters, ranking and report. Nothing is sent. Each step is taken on its
    own day of the sample's year. Needs neither LibreOffice nor any installed font. Run again, and only what is missing
    is made.

    With --answers nothing is done but what the units do, in a campaign that was begun from the sample: so a year can
    be lived through day by day, as the tutorial does.

    \b
    Examples:
      docgen demo
      docgen demo try-zh --sample safety-2026-zh
      docgen demo mine --answers 2026-04-15
    """
    speak_language_of(sample_folder(sample))
    if until:
        return _answers(voice, folder, sample, until)
    play = Play(voice, folder, sample, read_rehearsal(sample))
    return _report(play, tuple(_taken(play)))


def _answers(voice: Voice, folder: Path, sample: str, until: date) -> Report:
    session = open_campaign(voice, until, folder)
    definitions = load_definitions(session.campaign).forms
    rehearsal = read_rehearsal(sample)
    _refuse_another(folder, sample, {one.form for one in rehearsal.receipts if one.form} - set(definitions))
    with voice.progress(say("Filling in forms")) as step:
        means = Means(progress=step)
        files = lay_returns(session.campaign, definitions, rehearsal, until=until, means=means)
    inbox = folder / INBOX
    told = say("{count:file|files} came, up to {day}; see {inbox}.", count=len(files), day=until, inbox=inbox)
    return Report(Answers(str(inbox), len(files)), summary=(told,))


def _refuse_another(folder: Path, sample: str, lacking: set[str]) -> None:
    """The units of a sample can only answer what the campaign asks them."""
    if lacking:
        raise UsageError(
            say(
                "{folder} was not begun from the sample {sample}: it has no form {forms}.",
                folder=folder,
                sample=sample,
                forms=enumerated(sorted(lacking)),
            ),
            say("Name the sample it was begun from with --sample."),
        )


def _taken(play: Play) -> Iterator[DemoStep]:
    for step in STEPS:
        started = time.monotonic()
        line: Line = step.take(play)
        yield DemoStep(step.name(), line.made, line.waits, line.look, round(time.monotonic() - started, 1))


def _report(play: Play, steps: tuple[DemoStep, ...]) -> Report:
    result = DemoResult(str(play.folder), steps, round(sum(step.seconds for step in steps), 1))
    heads = (say("step"), say("what was made"), say("what waits for a person"), say("where to look"))
    rows = tuple((step.step, step.made, step.waits, step.look) for step in steps)
    name = play.on(play.results_day).campaign.settings.name
    return Report(result, (), (Grid(name, heads, rows),), tuple(_summary(play, result)))


def _summary(play: Play, result: DemoResult) -> Iterator[str]:
    day = play.published_day
    yield say("Done in {seconds} seconds.", seconds=result.seconds)
    yield say("Then type (the sample's year ends on {day}):", day=day)
    to_type = (
        (f"status --today {day}", say("unit by form, and whom to chase")),
        (f"assess --today {day}", say("scores, grades and ranks")),
        (f"review --today {day}", say("what waits for a person, as a workbook")),
        ("check", say("what is wrong, and where")),
        ("journal verify", say("that nobody changed the record")),
    )
    here = f"docgen -C {shlex.quote(str(play.folder))}"
    wide = max(len(words) for words, _ in to_type)
    yield from (f"  {here} {words:{wide}}    {told}" for words, told in to_type)
