"""The program `docgen`: its verbs, and the one place that prints a report and turns troubles into exit codes."""

import os
import sys
import traceback
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from typing import Any

import click

from docgen.cli.options import shared, today_option
from docgen.cli.report import Report
from docgen.cli.tongue import speak_language_of_person
from docgen.cli.usage import wrong_usage
from docgen.cli.voice import Voice
from docgen.errors import DocgenError, ExitCode
from docgen.language import say

VERBS = (
    "assess",
    "books",
    "check",
    "close",
    "collect",
    "countersign",
    "decide",
    "demo",
    "doctor",
    "explain",
    "export",
    "forms",
    "init",
    "journal",
    "keys",
    "notices",
    "outbox",
    "read",
    "render",
    "results",
    "review",
    "rules",
    "send",
    "show",
    "status",
    "summary",
    "verify",
    "warn",
)
"""Each a module of this room with a command of the same name, loaded when it is called: all of them take a second."""
WITHIN = tuple(verb for verb in VERBS if verb not in {"demo", "init"})
"""Those that work in a campaign folder, and do not make one."""


class Program(click.Group):
    """The group of verbs. A verb returns its `Report`; troubles end in one of the documented exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all verbs, without loading any."""
        return sorted({*VERBS, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb `cmd_name`, loaded now if it was not yet."""
        known = super().get_command(ctx, cmd_name)
        if known or cmd_name not in VERBS:
            return known
        verb: click.Command = getattr(import_module(f"docgen.cli.{cmd_name}"), cmd_name)
        return verb

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run one command line and exit with its code; `obj` may hand in a `Voice`."""
        words = list(sys.argv[1:] if args is None else args)
        voice: Voice = extra.pop("obj", None) or Voice(json="--json" in words, verbs=WITHIN)
        sys.exit(self._run(voice, words, extra))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb; its name is remembered for the JSON document."""
        try:
            name, verb, rest = super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as wrong:  # click would offer only verbs that are loaded
            raise click.exceptions.NoSuchCommand(
                wrong.command_name, possibilities=self.list_commands(ctx), ctx=ctx
            ) from None
        ctx.ensure_object(Voice).command = name or "docgen"
        return name, verb, rest

    def _run(self, voice: Voice, words: list[str], extra: dict[str, Any]) -> ExitCode:
        """One command from its words to its exit code: the only place where an unexpected exception is caught."""
        code = ExitCode.DONE
        try:
            speak_language_of_person()
            report = super().main(words, "docgen", standalone_mode=False, obj=voice, **extra)
            if isinstance(report, Report):
                code = report.exit_code
                voice.tell(report)
            sys.stdout.flush()
        except click.ClickException as wrong:
            code = _wrong_usage(voice, wrong)
        except DocgenError as trouble:
            code = _stopped(voice, trouble)
        except BrokenPipeError:
            # Whoever read our output (`| head`) has seen enough; the work itself is done.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (KeyboardInterrupt, click.Abort):
            code = _stopped(voice, _interrupted())
        except Exception as bug:  # noqa: BLE001 - the one translator: nothing may end in a bare traceback
            code = _stopped(voice, _unexpected(bug))
        return code


def _wrong_usage(voice: Voice, wrong: click.ClickException) -> ExitCode:
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        wrong.show()
    else:
        voice.complain(wrong_usage(wrong))
    return ExitCode.USAGE


def _stopped(voice: Voice, trouble: DocgenError) -> ExitCode:
    voice.complain(trouble)
    if voice.verbose:
        click.echo(traceback.format_exc(), err=True)
    return trouble.exit_code


def _interrupted() -> DocgenError:
    return DocgenError(
        say("Stopped, as you asked."),
        say("What was finished stays. Run the same command again and it goes on from there."),
    )


def _unexpected(bug: Exception) -> DocgenError:
    name = type(bug).__name__
    return DocgenError(
        say(
            "Something went wrong inside docgen ({kind}: {what}). This is our mistake, not yours.", kind=name, what=bug
        ),
        say("Run the same command with -v and send us what it prints. Finished work is safe."),
    )


@click.group(
    cls=Program, name="docgen", invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@today_option
@shared
@click.pass_context
def program(context: click.Context, today: date | None) -> Report | None:
    """From a Word template and a list of units to finished books.

    Alone, docgen says what is due today and which command comes next. Commands work on the campaign in the current
    folder, or in the one named with -C DIR.
    """
    if context.invoked_subcommand:
        return None
    from docgen.cli.today import today_report  # reading campaigns takes a second to load, and is not always wanted

    return today_report(context.ensure_object(Voice), today)
