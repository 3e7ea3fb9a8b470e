"""`docgen demo`: the whole year on a shipped sample, in one go."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from docgen.campaign import sample_folder
from docgen.cli.init import sample_option
from docgen.cli.options import pass_voice, shared
from docgen.cli.report import Grid, Report
from docgen.cli.tongue import speak_language_of
from docgen.cli.voice import Voice
from docgen.cli.year import STEPS, Line, Play
from docgen.forms.rehearse import read_rehearsal
from docgen.language import say


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


@click.command()
@click.argument("folder", metavar="[DIR]", default="docgen-demo", type=click.Path(file_okay=False, path_type=Path))
@sample_option
@shared
@pass_voice
def demo(voice: Voice, folder: Path, sample: str) -> Report:
    """Do the whole work of a year on a shipped sample.

    Starts it in DIR; makes, signs and releases its books; makes the forms; takes in the returns of a year with all
    their troubles; decides, scores, and writes letters, ranking and report. Nothing is sent. Each step is taken on its
    own day of the sample's year. Needs neither LibreOffice nor any installed font. Run again, and only what is missing
    is made.

    \b
    Examples:
      docgen demo
      docgen demo try-zh --sample safety-2026-zh
    """
    speak_language_of(sample_folder(sample))
    play = Play(voice, folder, sample, read_rehearsal(sample))
    return _report(play, tuple(_taken(play)))


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
    day = play.results_day
    yield say("Done in {seconds} seconds.", seconds=result.seconds)
    yield say("Then type (the sample's year ends on {day}):", day=day)
    on = {"folder": play.folder, "day": day}
    yield say("  docgen -C {folder} status --today {day}    unit by form, and whom to chase", **on)
    yield say("  docgen -C {folder} assess --today {day}    scores, grades and ranks", **on)
    yield say("  docgen -C {folder} review --today {day}    what waits for a person, as a workbook", **on)
    yield say("  docgen -C {folder} check                   what is wrong, and where", **on)
    yield say("  docgen -C {folder} journal verify          that nobody changed the record", **on)
