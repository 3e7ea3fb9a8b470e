"""Options that every command takes, before or after its verb; each is one decorator, `shared` is all of them."""

import contextlib
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from docgen import __version__
from docgen.cli.tongue import speak_language_of_person
from docgen.cli.voice import Voice
from docgen.language import say

F = TypeVar("F", bound=Callable[..., Any])

pass_voice = click.make_pass_decorator(Voice, ensure=True)
"""Hands a command the `Voice` to ask and show progress with."""


def _remember(attribute: str) -> Callable[[click.Context, click.Parameter, bool], None]:
    def remember(context: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            setattr(context.ensure_object(Voice), attribute, True)

    return remember


def _flag(*names: str, sets: str, text: str) -> Callable[[F], F]:
    return click.option(*names, is_flag=True, expose_value=False, callback=_remember(sets), help=text)


def _enter(context: click.Context, _: click.Parameter, folder: str | None) -> None:
    if folder is not None:
        context.ensure_object(Voice).folder = folder
        context.find_root().with_resource(contextlib.chdir(folder))
        speak_language_of_person()


json_option = _flag("--json", sets="json", text="Print one JSON document on stdout and nothing else there.")
verbose_option = _flag("-v", "--verbose", sets="verbose", text="Say more: notes, every place, tracebacks.")
quiet_option = _flag("-q", "--quiet", sets="quiet", text="Say only what is wrong and what was asked for.")
version_option = click.version_option(__version__, "--version", prog_name="docgen", message="%(prog)s %(version)s")
folder_option = click.option(
    "-C",
    "campaign_folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    expose_value=False,
    is_eager=True,
    callback=_enter,
    help="Work in the campaign folder DIR instead of the current one.",
)


def shared(command: F) -> F:
    """All options that every command takes."""
    for option in (version_option, quiet_option, verbose_option, json_option, folder_option):
        command = option(command)
    return command


class Day(click.ParamType[date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date `value` spells; anything else is wrong usage."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(say("“{text}” is not a date; write it as 2026-03-31.", text=value), param, ctx)


def _remember_day(context: click.Context, _: click.Parameter, day: date | None) -> date | None:
    """A day given before the verb holds for the verb too."""
    if day is not None:
        context.meta[__name__] = day
    return day or context.meta.get(__name__)


today_option = click.option(
    "--today",
    type=Day(),
    callback=_remember_day,
    envvar="DOCGEN_TODAY",
    metavar="DATE",
    help="The day to work as if it were (also DOCGEN_TODAY). [default: today in the campaign's time zone]",
)
