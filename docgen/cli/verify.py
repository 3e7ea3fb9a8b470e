"""`docgen verify`: is this the book we issued, unaltered, and who signed it when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.report import Grid, Report
from docgen.cli.session import open_campaign
from docgen.cli.voice import Voice
from docgen.language import enumerated, parted, say
from docgen.verify import Hand, Kept, Standing, Verdict, VerifyReport, files_in, keep, verify_files


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """JSON of `docgen verify`: a verdict a file, or a book scanned into one, and what was filed."""

    verdicts: tuple[Verdict, ...]
    all_good: bool
    kept: tuple[Kept, ...]


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, path_type=Path))
@click.option("--unit", default="", metavar="CODE", help="The unit that sent them; another unit's book is then told.")
@click.option("--keep", "keeps", is_flag=True, help="File what came back, and move the books' states on.")
@today_option
@shared
@pass_voice
def verify(voice: Voice, files: tuple[Path, ...], unit: str, keeps: bool, today: date | None) -> Report:
    """Judge books that came back: same, unaltered, signed by whom.

    Takes files and folders: PDFs, scans, photographs. Exit code 0 means that every file is the released book, unaltered
    and signed by both sides with the certificates the campaign keeps. A scan is identified by its QR codes, and never
    called valid. A result letter or an order is good when it is to the byte what was issued. With --keep, good books,
    whole scans (a stack is split by the codes) and, as evidence, altered books go into the archive; otherwise nothing
    is changed.

    \b
    Examples:
      docgen verify returns
      docgen verify "0101 signed.pdf" --unit 0101 --json
      docgen verify scans/stack.pdf --keep
    """
    session = open_campaign(voice, today)
    with session.records() as store:
        report = verify_files(session.campaign, store, files_in(files), unit=unit)
        kept = keep(session.campaign, store, report, session.who("docgen verify")) if keeps else None
    return _report(report, kept)


def _report(report: VerifyReport, kept: tuple[Kept, ...] | None) -> Report:
    grids = (_grid(report.verdicts),) if report.verdicts else ()
    result = VerifyResult(report.verdicts, report.all_good, kept or ())
    return Report(result, report.findings, grids, tuple(_summary(report, kept)), failed=not report.all_good)


def _grid(verdicts: tuple[Verdict, ...]) -> Grid:
    heads = (say("file"), say("verdict"), say("book"), say("issuer"), say("unit"), say("signed (issuer, unit)"))
    return Grid("", heads, tuple(_row(verdict) for verdict in verdicts))


def _row(verdict: Verdict) -> tuple[str, ...]:
    return (
        verdict.path.name,
        standing_word(verdict.standing),
        _what(verdict) if verdict.unit else "-",
        enumerated(map(_hand, verdict.issuers)) or "-",
        _hand(verdict.countersigner) if verdict.countersigner else "-",
        parted(map(_time, (*verdict.issuers, *filter(None, [verdict.countersigner])))) or "-",
    )


def _what(verdict: Verdict) -> str:
    """The book, or the paper with the beginning of its result's digest, which the paper prints too."""
    told = {
        "number": verdict.number,
        "unit": verdict.unit,
        "version": verdict.version,
        "result": verdict.result[:12] or "-",
    }
    words = {
        "letter": say("result letter {number} of {unit}, result {result}", **told),
        "order": say("order {number} of {unit}, result {result}", **told),
    }
    return words.get(verdict.kind) or say("{number} of {unit}, v{version}", **told)


def _hand(hand: Hand) -> str:
    return hand.who if hand.valid else say("{who} (not valid)", who=hand.who)


def _time(hand: Hand) -> str:
    if not hand.at:
        return "-"
    time = f"{hand.at[:16].replace('T', ' ')} UTC"
    if hand.trusted:
        return say("{time} trusted", time=time)
    return say("{time} by an unknown time-stamp", time=time) if hand.stamped else say("{time} claimed", time=time)


def standing_word(standing: Standing) -> str:
    """The verdict in the campaign's language."""
    words = {
        Standing.GOOD: say("good"),
        Standing.NOT_COUNTERSIGNED: say("not signed by the unit"),
        Standing.NOT_SIGNED: say("signed by nobody"),
        Standing.ONE_SIDE: say("signed by one side only"),
        Standing.ALTERED: say("ALTERED"),
        Standing.WRONG_SIGNER: say("WRONG SIGNER"),
        Standing.OLD_ISSUE: say("an older version"),
        Standing.OTHER_UNIT: say("another unit's book"),
        Standing.NOT_OURS: say("not a book of this campaign"),
        Standing.SCAN: say("scan: not cryptographically verifiable"),
        Standing.OTHER_KIND: say("neither PDF nor picture"),
        Standing.UNREADABLE: say("cannot be read"),
    }
    return words[standing]


def _summary(report: VerifyReport, kept: tuple[Kept, ...] | None) -> Iterator[str]:
    good = sum(verdict.is_good for verdict in report.verdicts)
    yield say("{good} of {count:is|are} good.", good=good, count=len(report.verdicts))
    if kept is None:
        yield say("Nothing was changed.")
    else:
        yield say("{count} were filed in the archive; the files themselves were only read.", count=len(kept))
