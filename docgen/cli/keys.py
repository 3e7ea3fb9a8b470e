"""`docgen keys`: which keys sign, and how long they hold; `docgen keys demo` makes some to try signing with."""

from dataclasses import dataclass
from datetime import date

import click

from docgen.books import KeyRow, key_rows, make_demo_keys
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.passphrases import passphrases
from docgen.cli.report import Grid, Report
from docgen.cli.session import open_campaign
from docgen.cli.voice import Voice
from docgen.language import say


@dataclass(frozen=True, slots=True)
class KeysResult:
    """JSON of `docgen keys`: the issuers' keys in the order of their fields."""

    keys: tuple[KeyRow, ...]


@dataclass(frozen=True, slots=True)
class DemoKeys:
    """JSON of `docgen keys demo`: the files made."""

    files: tuple[str, ...]


@click.group(invoke_without_command=True)
@today_option
@shared
@pass_voice
@click.pass_context
def keys(context: click.Context, voice: Voice, today: date | None) -> Report | None:
    """Show the keys that sign, and how long they hold.

    \b
    Examples:
      docgen keys
      docgen keys demo
    """
    if context.invoked_subcommand:
        return None
    session = open_campaign(voice, today)
    rows, findings = key_rows(session.campaign, passphrases(voice), session.now)
    talk = () if rows or findings else (say("The campaign names no key: books are released unsigned."),)
    return Report(KeysResult(rows), findings, (_grid(rows),) if rows else (), talk)


@keys.command("demo")
@today_option
@shared
@pass_voice
def demo_keys(voice: Voice, today: date | None) -> Report:
    """Make throw-away keys and name them in campaign.toml.

    An authority, the issuer's key and one for every unit, in keys/demo. All are marked as demo: what they sign proves
    nothing.

    \b
    Example:
      docgen keys demo
    """
    session = open_campaign(voice, today)
    files = tuple(str(path) for path in make_demo_keys(session.campaign, session.now))
    talk = say("{count:file|files} made in keys/demo, and named in campaign.toml under signing.", count=len(files))
    return Report(DemoKeys(files), summary=(talk, say("Now sign with them: docgen books")))


def _grid(rows: tuple[KeyRow, ...]) -> Grid:
    heads = (say("field"), say("name"), say("valid from"), say("until"), say("fingerprint"))
    cells = ((r.field, r.name, r.valid_from, r.until, r.fingerprint[:16]) for r in rows)
    return Grid(say("Keys"), heads, tuple(cells))
