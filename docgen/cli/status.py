"""`docgen status`: how far each unit is with its returns, or with its book, and whom to chase."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from docgen.campaign.due import check_period
from docgen.cli.counter import open_counter
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.session import Session, open_campaign
from docgen.cli.standing import chase_workbook, status_grids
from docgen.cli.voice import Voice
from docgen.desk import FormState
from docgen.errors import UsageError
from docgen.excel.writer import NewSheet, workbook_bytes
from docgen.files import write_atomic
from docgen.language import say
from docgen.store import Store
from docgen.verify import ProgressReport, SigningState, UnitProgress, progress, take_over_ink


@dataclass(frozen=True, slots=True)
class StatusResult:
    """JSON of `docgen status`: every form of every unit or, with `--books`, every unit's book; how many to chase.

    `out` is the workbook that was written, `unplaced` are files that came and that no return was found in.
    """

    forms: tuple[FormState, ...]
    units: tuple[UnitProgress, ...]
    to_chase: int
    taken_over: tuple[str, ...]
    out: str
    unplaced: tuple[str, ...] = ()


@click.command()
@click.option("--books", is_flag=True, help="The books: which are back, and whom to chase.")
@click.option("--period", default="", metavar="P", help="Only the returns of this period: 2026Q1.")
@click.option("--out", metavar="FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path), help="Also a workbook.")
@today_option
@shared
@pass_voice
def status(voice: Voice, books: bool, period: str, out: Path | None, today: date | None) -> Report:
    """Say how far each unit is, and whom to chase.

    Unit by form: not due, sent out, received, returned for correction, accepted, waived, missing, with the days it is
    late; then whom to chase, the latest first, with contacts and what exactly is missing.

    With --books: released, sent, handed over, altered, scan received, signed on paper, countersigned; with the contacts
    of the units whose signature is still wanted. Sheet signing of ledgers.xlsx is taken over into the records.

    \b
    Examples:
      docgen status --period 2026Q1
      docgen status --out chase.xlsx
      docgen status --books
      docgen status --books --out chase.xlsx
    """
    _check(out)
    session = open_campaign(voice, today)
    check_period(session.campaign, period)
    with session.records() as store:
        return _books(session, store, out) if books else _returns(session, store, period, out)


def _check(out: Path | None) -> None:
    if out and out.suffix.lower() != ".xlsx":
        raise UsageError(say("{path} is no .xlsx file.", path=out), say("Give --out a name that ends in .xlsx."))


def _returns(session: Session, store: Store, period: str, out: Path | None) -> Report:
    counter = open_counter(session, store, "docgen status")
    known = counter.register()
    report = counter.status(known, period)
    if out:
        write_atomic(out, chase_workbook(report))
    result = StatusResult(
        report.forms, (), len(report.chase), (), str(out or ""), tuple(file.name for file in known.unplaced)
    )
    told = [say("{count:unit is|units are} to be chased.", count=len(report.chase))]
    told += [say("Written: {path}", path=out)] if out else []
    told += [say("Returns and released books were untouched.")]
    return Report(result, (*counter.findings, *report.findings), status_grids(report, known.unplaced), tuple(told))


def _books(session: Session, store: Store, out: Path | None) -> Report:
    taken = take_over_ink(session.campaign, store, session.who("docgen status"))
    report = progress(session.campaign, store, taken)
    if out:
        write_atomic(out, workbook_bytes(_sheets(report)))
    return _report(report, out)


def _report(report: ProgressReport, out: Path | None) -> Report:
    result = StatusResult((), report.units, len(report.to_chase), report.taken_over, str(out or ""))
    grids = [Grid(say("Books"), _heads(), tuple(map(_row, report.units)))]
    if report.to_chase:
        grids.append(Grid(say("To be chased"), _heads(), tuple(map(_row, report.to_chase))))
    return Report(result, grids=tuple(grids), summary=tuple(_summary(report, out)))


def _heads() -> tuple[str, ...]:
    return (
        say("unit"),
        say("name"),
        say("state"),
        say("number"),
        say("released on"),
        say("signed on paper"),
        say("contact"),
        say("phone"),
        say("e-mail"),
    )


def _row(unit: UnitProgress) -> tuple[str, ...]:
    ink, contact = unit.ink.isoformat() if unit.ink else "", unit.contact
    told = (unit.unit, unit.name, state_word(unit.state), unit.number, unit.issued[:10], ink)
    return (*told, contact.name, contact.phone, contact.email)


def _sheets(report: ProgressReport) -> tuple[NewSheet, ...]:
    chase = NewSheet(say("To be chased"), _heads(), tuple(map(_row, report.to_chase)))
    return (chase, NewSheet(say("Books"), _heads(), tuple(map(_row, report.units))))


def state_word(state: SigningState) -> str:
    """The state in the campaign's language."""
    words = {
        SigningState.MISSING: say("not released"),
        SigningState.RELEASED: say("released"),
        SigningState.SENT: say("sent"),
        SigningState.HANDED_OVER: say("handed over"),
        SigningState.ALTERED: say("came back altered"),
        SigningState.SCAN_RECEIVED: say("scan received"),
        SigningState.ON_PAPER: say("signed on paper"),
        SigningState.COUNTERSIGNED: say("countersigned"),
    }
    return words[state]


def _summary(report: ProgressReport, out: Path | None) -> Iterator[str]:
    missing = sum(unit.state is SigningState.MISSING for unit in report.units)
    back = len(report.units) - len(report.to_chase) - missing
    yield say(
        "Books back: {back}; to be chased: {chase}; not released: {missing}.",
        back=back,
        chase=len(report.to_chase),
        missing=missing,
    )
    if report.taken_over:
        yield say("{count:entry|entries} of ledger signing taken over.", count=len(report.taken_over))
    if out:
        yield say("Written: {path}", path=out)
    yield say("Returns and released books were untouched.")
