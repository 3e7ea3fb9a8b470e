"""`docgen init`: a campaign folder to start from, with the office's own choices."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from click.core import ParameterSource

from docgen.campaign import (
    Answer,
    Question,
    sample_folder,
    sample_questions,
    start_campaign,
    start_next_year,
)
from docgen.campaign.toml import FILE
from docgen.cli.options import pass_voice, shared
from docgen.cli.report import Report
from docgen.cli.tongue import speak_language_of
from docgen.cli.voice import Voice
from docgen.errors import UsageError
from docgen.language import enumerated, say

DEFAULT_SAMPLE = "safety-2026"

sample_option = click.option(
    "--sample", metavar="NAME", default=DEFAULT_SAMPLE, show_default=True, help="The shipped sample to start from."
)


@dataclass(frozen=True, slots=True)
class Begun:
    """JSON of `docgen init`: the folder, what was written there, and the choices as taken.

    With `--from`, `to_confirm` says what of last year's a person must look at.
    """

    folder: str
    written: tuple[str, ...]
    choices: dict[str, Answer]
    to_confirm: tuple[str, ...] = ()


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@sample_option
@click.option(
    "--from",
    "old",
    metavar="OLD",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Begin the year after the campaign in the folder OLD.",
)
@click.option("--yes", is_flag=True, help="Take the default of every choice without asking.")
@shared
@pass_voice
def init(voice: Voice, folder: Path, sample: str, old: Path | None, yes: bool) -> Report:
    """Start a campaign in the new folder DIR.

    Asks the choices only the office can take, each with a default that Enter takes, and writes them into campaign.toml,
    where each has a comment beside it and can be changed later. Nothing is overwritten.

    With --from, the year after the campaign in OLD begins with its roster, templates, forms, rules and what is still
    open; dates are moved by a year. What must be confirmed is listed. OLD is only read.

    \b
    Examples:
      docgen init safety-2027
      docgen init safety-2027-zh --sample safety-2026-zh --yes
      docgen init safety-2027 --from safety-2026
    """
    speak_language_of(old or sample_folder(sample))
    _refuse_occupied(folder)
    if old and click.get_current_context().get_parameter_source("sample") is ParameterSource.COMMANDLINE:
        raise UsageError(
            say("A campaign begins either from a sample or from last year's folder, not from both."),
            say("Leave out --sample or --from."),
        )
    if old:
        return _next_year(folder, old)
    choices = {} if yes else dict(_answers(voice, sample_questions(sample)))
    written = start_campaign(folder, sample, choices)
    names = tuple(path.relative_to(folder).as_posix() for path in written)
    return Report(Begun(str(folder), names, choices), summary=tuple(_summary(folder, names)))


def _next_year(folder: Path, old: Path) -> Report:
    begun = start_next_year(folder, old)
    names = tuple(path.relative_to(folder).as_posix() for path in begun.written)
    told = [say("{folder} is made, with {count:file|files}.", folder=folder, count=len(names)), say("Please confirm:")]
    told += [f"  - {line}" for line in begun.to_confirm]
    told += [say("{old} was only read. Next:", old=old), _check(folder)]
    return Report(Begun(str(folder), names, {}, begun.to_confirm), summary=tuple(told))


def _refuse_occupied(folder: Path) -> None:
    """Refuse before the questions are asked, not after."""
    if (folder / FILE).exists():
        raise UsageError(
            say("{folder} is a campaign already; nothing was changed.", folder=folder),
            say("Name a new folder: docgen init DIR"),
        )


def _answers(voice: Voice, questions: tuple[Question, ...]) -> Iterator[tuple[str, Answer]]:
    if voice.interactive:
        voice.remark(say("{count} choices; Enter takes the one in brackets.", count=len(questions)))
    for number, question in enumerate(questions, 1):
        yield question.key, _answer(voice, question, f"{number}/{len(questions)}")


def _answer(voice: Voice, question: Question, count: str) -> Answer:
    """The answer to one question, asked again until it is one."""
    if not voice.interactive:
        return question.default
    voice.remark(f"\n{count}  {question.text}")
    for option in question.options:
        voice.remark(f"     {option.value}: {option.meaning}")
    while True:
        typed = voice.ask(f"     ({question.hint})", question.shown_default)
        answer = question.parse(typed)
        if answer is not None:
            return answer
        voice.remark(say("     That is not {hint}.", hint=question.hint))


def _summary(folder: Path, names: tuple[str, ...]) -> Iterator[str]:
    inside = dict.fromkeys(name.partition("/")[0] + "/" * ("/" in name) for name in names)
    told = {"folder": folder, "count": len(names), "names": enumerated(inside)}
    yield say("{folder} is made, with {count:file|files}: {names}.", **told)
    yield say("Put your own units into units.xlsx and your own words into templates/, then type:")
    yield _check(folder)


def _check(folder: Path) -> str:
    """The command that comes next, as it can be typed."""
    return f"  docgen -C {shlex.quote(str(folder))} check"
