"""What is wrong with a command as it was typed, in the language of the person who typed it."""

import re
from collections.abc import Callable

import click
from click.exceptions import BadParameter, MissingParameter, NoSuchCommand, NoSuchOption

from docgen.errors import UsageError
from docgen.language import enumerated, say

_PATHS: tuple[tuple[str, Callable[[str], str]], ...] = (
    (r"Directory '(.*)' does not exist\.", lambda path: say("There is no folder {path}.", path=path)),
    (r"(?:File|Path) '(.*)' does not exist\.", lambda path: say("There is no file {path}.", path=path)),
    (r"\w+ '(.*)' is a file\.", lambda path: say("{path} is a file, not a folder.", path=path)),
    (r"\w+ '(.*)' is a directory\.", lambda path: say("{path} is a folder, not a file.", path=path)),
    (r"\w+ '(.*)' is not readable\.", lambda path: say("{path} may not be read.", path=path)),
    (r"Got unexpected extra arguments? \((.*)\)", lambda words: say("Too much was typed: {words}.", words=words)),
    (r"Option '(.*)' requires an argument\.", lambda name: say("Something must follow {name}.", name=name)),
    (r"Option '(.*)' does not take a value\.", lambda name: say("Nothing may follow {name} directly.", name=name)),
    (r"'(.*)' is not one of .*", lambda word: say("“{word}” is none of the words that can be said here.", word=word)),
    (r"'(.*)' is not a valid .*", lambda text: say("“{text}” is not a number.", text=text)),
    (r"(.*) is not in the range x>=1\.", lambda text: say("{text} is too small; write 1 or more.", text=text)),
)
"""How click words it, and what a person reads."""


def wrong_usage(wrong: click.ClickException) -> UsageError:
    """What was wrong and what to do, for a command line that was not understood."""
    return UsageError(_message(wrong), _remedy(wrong))


def _message(wrong: click.ClickException) -> str:
    match wrong:
        case NoSuchOption():
            return say("There is no option {name}.", name=wrong.option_name)
        case NoSuchCommand():
            return say("There is no command {name}.", name=wrong.command_name)
        case MissingParameter(param=click.Option() as param):
            return say("The option {name} is missing.", name=param.opts[0])
        case MissingParameter(param=click.Parameter() as param):
            return say("{name} is missing.", name=param.make_metavar(wrong.ctx) if wrong.ctx else param.name)
        case BadParameter(param=click.Option() as param):
            return say("{name}: {why}", name=param.opts[0], why=_reworded(wrong.message))
    return _reworded(wrong.message)


def _reworded(text: str) -> str:
    for pattern, said in _PATHS:
        if found := re.fullmatch(pattern, text):
            return said(found[1])
    return text


def _remedy(wrong: click.ClickException) -> str:
    context = getattr(wrong, "ctx", None)
    command = context.command_path if context else "docgen"
    near = enumerated(getattr(wrong, "possibilities", None) or ())
    help_ = say("{command} --help shows how it is typed.", command=command)
    return f"{say('Did you mean {near}?', near=near)} {help_}" if near else help_
