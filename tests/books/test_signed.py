"""Books that are signed when they are released: once, whatever happens, and everything about it on record."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docgen.books import make_books, reissue, release
from docgen.files import digest
from docgen.pdf.demokeys import as_pem, as_pkcs12
from docgen.pdf.signing import awaits_unit
from docgen.pdf.timestamps import Level
from docgen.store import Document, Entry, Signature, documents, open_store, signatures, verify_journal
from docgen.store.journal import entries
from tests.books.office import WHO, campaign, units
from tests.books.signing_program import MEANS, signing
from tests.pdf.signed import issuer_key
from tests.pdf.trust import trust
from tests.proof import FULL

UNITS, KILLS = 12, 8


def with_key(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "issuer.p12").write_bytes(as_pkcs12(issuer_key()))
    return folder


def on_record(folder: Path) -> tuple[list[Document], list[tuple[Signature, ...]], list[Entry]]:
    with open_store(folder / "docgen.db") as store, store.begin() as tx:
        books = [d for d in documents.of_kind(tx, "book", 2026) if d.state == "released"]
        assert not verify_journal(tx).broken
        return books, [signatures.of(tx, book) for book in books], list(entries(tx, last=1000))


def test_a_released_book_is_signed_archived_and_on_record_with_its_signers_certificate(tmp_path: Path) -> None:
    folder = with_key(tmp_path)
    office, keys = campaign(folder, units(2)), signing(folder)
    report = make_books(office, who=WHO, means=MEANS)
    unsigned = (folder / "out/books" / report.results[0].files[1]).read_bytes()
    done = release(office, who=WHO, units=report.releasable, means=MEANS, signing=keys)
    assert done.released == ("0001", "0002")
    books, signed, journal = on_record(folder)
    for book in books:
        pdf = (folder / "out/books" / f"{book.name}.pdf").read_bytes()
        assert digest(pdf) == book.pdf
        assert (folder / "archive" / book.pdf[:2] / f"{book.pdf}.pdf").read_bytes() == pdf
        assert awaits_unit(pdf)
    assert (folder / "out/books" / f"{books[0].name}.pdf").read_bytes().startswith(unsigned)
    assert {(s.field, s.fingerprint) for (s,) in signed} == {("Issuer1", issuer_key().fingerprint)}
    acts = [(entry.act.action, entry.act.after) for entry in journal]
    assert all(("signed", book.pdf) in acts and ("released", book.pdf) in acts for book in books)


def test_the_manifest_lists_every_signed_book(tmp_path: Path) -> None:
    folder = with_key(tmp_path)
    office = campaign(folder, units(3))
    report = make_books(office, who=WHO, means=MEANS)
    release(office, who=WHO, units=report.releasable, means=MEANS, signing=signing(folder))
    (path,) = (folder / "out/manifests").glob("*.json")
    books, _, _ = on_record(folder)
    manifest = json.loads(path.read_bytes())
    assert [(row["unit"], row["sha256"]) for row in manifest["books"]] == [(book.unit, book.pdf) for book in books]
    assert manifest["signed"] == books[0].released
    assert path.with_suffix(".p7s").stat().st_size > 500


def test_a_reissued_book_is_signed_too(tmp_path: Path) -> None:
    folder = with_key(tmp_path)
    office, keys = campaign(folder, units(1)), signing(folder)
    report = make_books(office, who=WHO, means=MEANS)
    release(office, who=WHO, units=report.releasable, means=MEANS, signing=keys)
    changed = campaign(folder, units(1), {"0001": 3})
    reissue(changed, "0001", "new limit", who=WHO, means=MEANS, signing=keys)
    ((book,), ((pinned,),), _) = on_record(folder)
    assert book.version == 2
    assert pinned.field == "Issuer1"
    assert awaits_unit((folder / "out/books" / f"{book.name}.pdf").read_bytes())


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a word of Unix")
def test_a_release_killed_at_any_point_signs_no_book_twice(tmp_path: Path) -> None:
    killed_and_finished(with_key(tmp_path / "c"), (), KILLS)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a word of Unix")
@pytest.mark.parametrize("level", ("B-T", "B-LT", "B-LTA") if FULL else ("B-LTA",))
def test_a_release_with_time_stamps_killed_at_any_point_signs_no_book_twice(tmp_path: Path, level: str) -> None:
    """Asked again, the service gives another time-stamp: what was signed before the kill must be what is issued."""
    (folder := tmp_path / "c").mkdir()
    with trust(tmp_path) as services:
        (folder / "issuer.p12").write_bytes(as_pkcs12(services.key))
        (folder / "root.pem").write_bytes(as_pem(services.certificate("root")))
        killed_and_finished(folder, (level, services.stamps(Level(level)).url), KILLS // 2)


def killed_and_finished(folder: Path, level: tuple[str, ...], kills: int) -> None:
    """Kill the program at so many chance moments, let it finish, and look at all that was ever issued."""
    chance = random.Random(4)
    command = [sys.executable, "-m", "tests.books.signing_program", str(folder), str(UNITS), *level]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    seen: dict[str, set[str]] = {}

    def look() -> None:
        if (folder / "docgen.db").exists():
            for book in on_record(folder)[0]:
                seen.setdefault(book.unit, set()).add(book.pdf)
                assert awaits_unit((folder / "archive" / book.pdf[:2] / f"{book.pdf}.pdf").read_bytes())

    for _ in range(kills):
        run = subprocess.Popen(command, env=environment, start_new_session=True)
        begun = len(seen)
        while run.poll() is None and not (folder / "out/signing").exists():
            time.sleep(0.002)
        time.sleep(chance.random() * 0.5 + (0.5 if begun else 0.0))
        run.send_signal(signal.SIGKILL)
        run.wait()
        look()
    assert subprocess.run(command, env=environment).returncode == 0
    look()
    assert len(seen) == UNITS
    assert all(len(names) == 1 for names in seen.values())
    books, _, _ = on_record(folder)
    archived = {path.stem for path in (folder / "archive").rglob("*.pdf")}
    assert archived == {book.pdf for book in books}
    assert list((folder / "out/signing").glob("*.pdf")) == []
    # the next look at the books lays what a kill kept from being laid
    make_books(campaign(folder, units(UNITS)), who=WHO, means=MEANS)
    for book in books:
        assert digest((folder / "out/books" / f"{book.name}.pdf").read_bytes()) == book.pdf
