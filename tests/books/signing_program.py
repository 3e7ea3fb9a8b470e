"""Makes and releases the books of an office of so many units, signed with the key in FOLDER/issuer.p12.

`python -m tests.books.signing_program FOLDER UNITS [LEVEL URL]`: a program of its own that a test can kill. LEVEL is
that of the signatures; the time-stamp service at URL is trusted by the certificate in FOLDER/root.pem.
"""

import io
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf

from docgen.books import Means, Signing, make_books, release
from docgen.pdf.keys import KeyFile, open_key, read_certificates
from docgen.pdf.seal import drawn_seal
from docgen.pdf.signing import Signer
from docgen.pdf.timestamps import Level, TimeStamps
from docgen.press import Order, Pressed
from docgen.store import Who
from tests.books.office import WHO, campaign, threads, units
from tests.books.quick import quick_fingerprint, quick_press
from tests.pdf.signed import unsigned


def press(order: Order) -> Pressed:
    """A PDF with the boxes, titled by what the quick press says of the data."""
    if not order.pdf:
        return quick_press(order)
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsigned())) as document:
        document.trailer.Info = document.make_indirect(pikepdf.Dictionary(Title=order.title))
        document.save(written, deterministic_id=True)
    return replace(quick_press(order), pdf=written.getvalue())


MEANS = Means(jobs=1, executor=threads, press=press, fingerprint=quick_fingerprint)


def signing(folder: Path, stamps: TimeStamps | None = None) -> Signing:
    opened = open_key(KeyFile(folder / "issuer.p12"), None, datetime.now(UTC))
    assert opened.key, opened.findings
    return Signing((Signer(opened.key, drawn_seal("Bureau", "DEMO"), stamps=stamps or TimeStamps()),))


def main() -> None:
    folder, office = Path(sys.argv[1]), campaign(Path(sys.argv[1]), units(int(sys.argv[2])))
    who = Who(WHO.actor, WHO.command, datetime.now(UTC))
    report = make_books(office, who=who, means=MEANS)
    stamps = (
        TimeStamps(sys.argv[4], Level(sys.argv[3]), read_certificates(folder / "root.pem")) if sys.argv[3:] else None
    )
    release(office, who=who, units=report.releasable, means=MEANS, signing=signing(folder, stamps))


if __name__ == "__main__":
    main()
