"""`docgen journal`: who did what, and whether anybody has tampered with the record."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import click

from docgen.cli.options import pass_voice, shared
from docgen.cli.report import Grid, Report
from docgen.cli.session import lost_from, open_campaign
from docgen.cli.voice import Voice
from docgen.findings import Finding, Place
from docgen.findings.store import JOURNAL_BROKEN
from docgen.language import say
from docgen.model import DecisionKind, kind_word
from docgen.store import Entry, JournalReport, documents, verify_journal
from docgen.store.journal import entries

_DOCUMENT = re.compile(r"(?P<kind>\w+) (?P<year>\d{4}) (?P<unit>\S+) v(?P<version>\d+)")


@dataclass(frozen=True, slots=True)
class JournalResult:
    """JSON of `docgen journal`: the last entries, oldest first."""

    entries: tuple[Entry, ...]


@click.group(invoke_without_command=True)
@click.option(
    "--last", type=click.IntRange(1), default=20, metavar="N", show_default=True, help="Show so many entries."
)
@shared
@pass_voice
@click.pass_context
def journal(context: click.Context, voice: Voice, last: int) -> Report | None:
    """Show who did what, when and why.

    `docgen journal verify` proves that nobody changed it.

    \b
    Examples:
      docgen journal --last 50
      docgen journal verify
    """
    if context.invoked_subcommand:
        return None
    with open_campaign(voice, None).records() as store, store.begin() as tx:
        found = entries(tx, last=last)
    return Report(JournalResult(found), grids=(_grid(found),) if found else (), summary=_talk(found))


@journal.command()
@shared
@pass_voice
def verify(voice: Voice) -> Report:
    """Check the journal, and by it the archive.

    Each entry of the journal holds the hash of the one before it; each released file is proved by its own. An entry
    that was changed, moved, put in or follows one that is gone is named, and so is a released file that is missing
    from the archive or was altered, with exit code 1. Entries taken off the end leave no gap; compare the hash printed
    here with the one you noted.

    \b
    Example:
      docgen journal verify
    """
    session = open_campaign(voice, None)
    with session.records() as store, store.begin() as tx:
        found, proved = verify_journal(tx), len(documents.issued(tx))
    wrong = lost_from(session.campaign, proved=True)
    broken = tuple(Finding(JOURNAL_BROKEN, Place(file="docgen.db"), {"entry": seq}) for seq in found.broken)
    return Report(found, (*broken, *wrong), summary=(_verdict(found), *_holdings_verdict(proved, wrong)))


def _verdict(found: JournalReport) -> str:
    if found.broken:
        return say("The journal of {count:entry|entries} is broken. Nothing was changed.", count=found.entries)
    return say(
        "The journal of {count:entry|entries} is whole; its last hash is {head}. Nothing was changed.",
        count=found.entries,
        head=found.head,
    )


def _holdings_verdict(documents_issued: int, wrong: tuple[Finding, ...]) -> Iterator[str]:
    if wrong:
        yield say("The archive is not whole; files or records wrong: {count}.", count=len(wrong))
    elif documents_issued:
        yield say("The archive holds every released document unaltered: {count}.", count=documents_issued)


def _grid(found: tuple[Entry, ...]) -> Grid:
    heads = (say("no."), say("time (UTC)"), say("who"), say("command"), say("act"), say("of"), say("reason"))
    return Grid("", heads, tuple(map(row_of, found)))


def row_of(entry: Entry) -> tuple[str, ...]:
    """An entry as a row of the table, in the current language: number, when, who, command, deed, what it was, why."""
    act = entry.act
    done = (_deed(act.action), _thing(act.object), act.reason)
    return (str(entry.seq), _minute(entry.at), entry.actor, entry.command, *done)


def _minute(at: str) -> str:
    """`2026-02-02T12:00:59+00:00` for a narrow column: `2026-02-02 12:00`."""
    return at[:16].replace("T", " ")


def _deed(action: str) -> str:
    """What the journal calls an act, in the campaign's language."""
    first, _, kind = action.partition(" ")
    if first == "decided" and kind in set(DecisionKind):
        return say("decided {kind}", kind=kind_word(DecisionKind(kind)))
    return deeds().get(action.replace("_", " "), action)


def _thing(about: str) -> str:
    """A document the journal names, `letter 2026 0101 v1`, in the campaign's language; anything else as it is."""
    found, kinds = _DOCUMENT.fullmatch(about), things()
    if found is None or found["kind"] not in kinds:
        return about
    return say("{kind} {year} {unit} v{version}", **{**found.groupdict(), "kind": kinds[found["kind"]]})


def things() -> dict[str, str]:
    """The kinds of documents the journal names, and what they are called in the current language."""
    return {
        "book": say("book"),
        "supplement": say("supplementary sheet"),
        "letter": say("result letter"),
        "order": say("order"),
    }


def deeds() -> dict[str, str]:
    """The acts the journal holds, but for decisions, and what they are called in the current language."""
    return {
        "number reserved": say("number reserved"),
        "released": say("released"),
        "reissued": say("reissued"),
        "supplemented": say("supplemented"),
        "signed": say("signed"),
        "manifest signed": say("manifest signed"),
        "countersigned": say("countersigned"),
        "came back altered": say("came back altered"),
        "scan received": say("scan received"),
        "signed on paper": say("signed on paper"),
        "received": say("received"),
        "entered": say("entered"),
        "previewed": say("previewed"),
        "result published": say("result published"),
        "result superseded": say("result superseded"),
        "letter granted": say("letter granted"),
        "letter released": say("letter released"),
        "order released": say("order released"),
        "looked at what other rules change": say("looked at what other rules change"),
        "queued": say("queued"),
        "sent": say("sent"),
        "refused": say("refused"),
        "uncertain": say("uncertain"),
        "handed over": say("handed over"),
    }


def _talk(found: tuple[Entry, ...]) -> tuple[str, ...]:
    return () if found else (say("The journal is empty: nothing was numbered or released yet."),)
