"""`docgen countersign`: a unit puts its own signature on the book it was sent."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import click

from docgen.books import Countersigning, countersign_book
from docgen.cli.options import pass_voice, shared, today_option
from docgen.cli.passphrases import typed_or_named
from docgen.cli.report import Report
from docgen.cli.voice import Voice
from docgen.findings import has_errors
from docgen.language import say
from docgen.pdf.keys import KeyFile


@dataclass(frozen=True, slots=True)
class CountersignResult:
    """JSON of `docgen countersign`: the file written, empty if none."""

    file: str


@click.command()
@click.argument("book", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", required=True, metavar="K", type=click.Path(path_type=Path), help="The unit's key file.")
@click.option("--kind", type=click.Choice(["pkcs12", "pem"]), default="pkcs12", show_default=True, help="Its kind.")
@click.option("--passphrase-env", default="", metavar="NAME", help="The variable that holds its passphrase.")
@click.option("--seal", metavar="PNG", type=click.Path(path_type=Path), help="The picture of the unit's seal.")
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help="Where to write the signed book.")
@today_option
@shared
@pass_voice
def countersign(voice: Voice, /, **options: Any) -> Report:
    """Sign a book as the unit.

    The signature goes into the field kept for it; nothing else of the file changes. Any other program that signs PDF
    files will do as well.

    \b
    Example:
      docgen countersign "0101 Fengling.pdf" --key unit.p12 --seal seal.png
    """
    book = options["book"]
    target = options["output"] or book.with_name(f"{book.stem} countersigned.pdf")
    task = Countersigning(book, KeyFile(options["key"], options["kind"]), target, options["seal"])
    findings = countersign_book(
        task, typed_or_named(voice, task.key, options["passphrase_env"]), _now(options["today"])
    )
    if has_errors(findings):
        return Report(CountersignResult(""), findings, summary=(say("Nothing was signed."),))
    return Report(CountersignResult(str(target)), findings, summary=(say("Signed: {path}", path=target),))


def _now(today: date | None) -> datetime:
    return datetime.combine(today, time(12), UTC) if today else datetime.now(UTC).replace(microsecond=0)
