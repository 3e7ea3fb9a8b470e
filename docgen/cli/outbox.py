"""`docgen outbox`: what went out, what did not, and what a person found out about it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Report
from docgen.cli.send import outbox_grid
from docgen.cli.session import Session, open_campaign
from docgen.cli.voice import Voice
from docgen.errors import UsageError
from docgen.findings import Finding
from docgen.language import say
from docgen.model import Message, MessageState
from docgen.results import confirm_handed_over, read_proofs, settle
from docgen.store import Store, messages


@dataclass(frozen=True, slots=True)
class OutboxResult:
    """JSON of `docgen outbox`: every message of the year as it is now, and those this command settled."""

    messages: tuple[Message, ...]
    settled: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Settling:
    """What the person found out."""

    files: tuple[Path, ...]
    settle: str
    state: str
    reason: str
    handed_over: str
    units: tuple[str, ...]


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--settle", default="", metavar="ID", help="Enter what became of this uncertain message.")
@click.option("--as", "state", type=click.Choice(["sent", "queued"]), default="sent", help="It was sent, or is to go.")
@click.option("--reason", default="", help="How you know; the journal keeps it.")
@click.option("--handed-over", default="", metavar="WHAT", help="The parcels laid ready by hand were handed over.")
@click.option("--unit", "units", multiple=True, metavar="CODE", help="Only those of this unit; may be repeated.")
@today_option
@shared
@pass_voice
def outbox(voice: Voice, /, today: date | None, **options: str | tuple[str, ...]) -> Report:
    """Show what went out, and enter what became of the rest.

    FILEs are mails that came back, copies of sent mails, or the mail server's log: each settles the messages it speaks
    of. A message that is uncertain is never sent again unless a person says so.

    \b
    Examples:
      docgen outbox
      docgen outbox bounces/*.eml
      docgen outbox --settle "<0a1b@bureau.example>" --as queued --reason "not in our sent mail"
      docgen outbox --handed-over books --unit 0101
    """
    session = open_campaign(voice, today)
    with session.store() as store:
        settled, findings = _settle(session, store, Settling(**options))  # type: ignore[arg-type]
        with store.begin() as tx:
            everything = messages.of_year(tx, session.campaign.settings.year)
    return _report(everything, settled, findings)


def _settle(session: Session, store: Store, told: Settling) -> tuple[tuple[Message, ...], tuple[Finding, ...]]:
    who, year = session.who("docgen outbox"), session.campaign.settings.year
    settled: list[Message] = []
    if told.settle:
        if not told.reason.strip():
            raise UsageError(say("A message is settled for a reason only."), say("Add --reason and say how you know."))
        settled.append(settle(store, who, told.settle, MessageState(told.state), told.reason))
    if told.handed_over:
        units = told.units or tuple(unit.code for unit in session.campaign.units)
        settled += confirm_handed_over(store, who, year, told.handed_over, units)
    proofs = read_proofs(store, who, told.files)
    return (*settled, *proofs.messages), proofs.findings


def _report(everything: tuple[Message, ...], settled: tuple[Message, ...], findings: tuple[Finding, ...]) -> Report:
    told = (
        (say("{count:message was|messages were} settled.", count=len(settled)),)
        if settled
        else (say("Nothing was changed."),)
    )
    return Report(OutboxResult(everything, settled), findings, (outbox_grid(everything),), told)
