"""The database: kept or dropped whole, never silently a wrong one, and its journal cannot be rewritten unseen."""

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import FileTroubleError, StoreError
from docgen.findings import Code, Finding, Place
from docgen.model import BookState, Facts, ItemState
from docgen.store import (
    Act,
    Archive,
    Document,
    Item,
    Output,
    Who,
    canonical,
    canonical_digest,
    documents,
    items,
    journal,
    look_into,
    numbers,
    open_store,
    verify_journal,
)

WHO = Who("clerk", "docgen books", datetime(2026, 2, 1, 8, 30, tzinfo=timezone(timedelta(hours=8))))
COLUMNS = "ts_utc, actor, command, action, object, before, after, reason, prev, hash"
BOOK = Document(
    "book", 2026, "0101", 1, "No. 1", BookState.MADE, "County", "d" * 64, "p" * 64, "{}", "2026-02-01T00:30:00+00:00"
)


def test_a_document_comes_back_as_it_was_put(tmp_path: Path) -> None:
    with open_store(tmp_path / "docgen.db") as store:
        with store.begin() as tx:
            documents.put(tx, BOOK)
        with store.begin() as tx:
            assert documents.of_kind(tx, "book", 2026) == (BOOK,)
            assert documents.of_kind(tx, "book", 2027) == ()


def test_a_document_moves_on_without_changing_otherwise(tmp_path: Path) -> None:
    with open_store(tmp_path / "docgen.db") as store, store.begin() as tx:
        documents.put(tx, BOOK)
        documents.set_state(tx, BOOK, BookState.SUPERSEDED)
        (found,) = documents.of_kind(tx, "book", 2026)
        assert (found.state, found.number, found.docx) == (BookState.SUPERSEDED, BOOK.number, BOOK.docx)


def test_an_item_comes_back_with_its_findings(tmp_path: Path) -> None:
    finding = Finding(Code("W-X", "{n} too many", "Remove {n}."), Place(unit="0101", row=3), {"n": 2})
    item = Item("books", "0101", "k" * 64, ItemState.PARTIAL, (Output("甲.docx", "d" * 64),), (finding,))
    with open_store(tmp_path / "docgen.db") as store, store.begin() as tx:
        items.put(tx, item)
        found = items.of_task(tx, "books")["0101"]
        assert found == item
        assert str(found.findings[0]) == str(finding)


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "docgen.db") as store:
        with pytest.raises(ValueError, match="half-way"), store.begin() as tx:
            documents.put(tx, BOOK)
            journal.append(tx, WHO, [Act("released", "0101")])
            raise ValueError("half-way")
        with store.begin() as tx:
            assert documents.of_kind(tx, "book", 2026) == ()
            assert verify_journal(tx).entries == 0


def test_numbers_follow_the_roster_and_are_never_given_twice(tmp_path: Path) -> None:
    with open_store(tmp_path / "docgen.db") as store, store.begin() as tx:
        assert numbers.reserve(tx, "book", 2026, ["C", "A", "C"]) == {"C": 1, "A": 2}
        assert numbers.reserve(tx, "book", 2026, ["B", "A"]) == {"B": 3}
        assert numbers.reserve(tx, "book", 2027, ["A"]) == {"A": 1}
        assert numbers.reserved(tx, "book", 2026) == {"C": 1, "A": 2, "B": 3}


def test_the_journal_is_written_in_utc_and_verifies(tmp_path: Path) -> None:
    with open_store(tmp_path / "docgen.db") as store, store.begin() as tx:
        journal.append(tx, WHO, [Act("released", "0101"), Act("released", "0102", reason="签发")])
        journal.append(tx, WHO, [Act("reissued", "0101")])
        report = verify_journal(tx)
        assert (report.entries, report.broken) == (3, ())
        stamp = tx.exec_driver_sql("SELECT ts_utc FROM journal WHERE seq = 1").scalar()
        assert stamp == datetime(2026, 2, 1, 0, 30, tzinfo=UTC).isoformat()


@pytest.mark.parametrize("statement", ["UPDATE journal SET reason = 'x'", "DELETE FROM journal"])
def test_the_journal_refuses_change(tmp_path: Path, statement: str) -> None:
    with open_store(tmp_path / "docgen.db") as store:
        with store.begin() as tx:
            journal.append(tx, WHO, [Act("released", "0101")])
        with pytest.raises(StoreError, match="append-only"), store.begin() as tx:
            tx.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("tampering", "seen_at"),
    [
        ("UPDATE journal SET reason = 'other' WHERE seq = 2", 2),
        ("UPDATE journal SET ts_utc = '2020-01-01T00:00:00+00:00' WHERE seq = 1", 1),
        ("DELETE FROM journal WHERE seq = 2", 3),
        ("UPDATE journal SET seq = 9 WHERE seq = 3", 9),
        (f"INSERT INTO journal SELECT 4, {COLUMNS} FROM journal WHERE seq = 3", 4),
    ],
)
def test_tampering_behind_our_back_is_found(tmp_path: Path, tampering: str, seen_at: int) -> None:
    with open_store(tmp_path / "docgen.db") as store:
        with store.begin() as tx:
            journal.append(tx, WHO, [Act("released", f"010{n}", reason="r") for n in range(3)])
        with sqlite3.connect(tmp_path / "docgen.db") as raw:
            raw.execute("DROP TRIGGER journal_no_update")
            raw.execute("DROP TRIGGER journal_no_delete")
            raw.execute(tampering)
        with store.begin() as tx:
            assert seen_at in verify_journal(tx).broken


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "docgen.db").write_bytes(b"Dear clerk, this is a letter. " * 50)
    with pytest.raises(StoreError, match="cannot be used"):
        open_store(tmp_path / "docgen.db")


def test_a_disk_that_takes_no_more_is_not_told_as_a_damaged_database_alone(tmp_path: Path) -> None:
    """The most a file may hold is lowered, which SQLite cannot tell from a disk that breaks off."""
    script = (
        "import resource; from pathlib import Path; from docgen.store import open_store\n"
        "from docgen.errors import DocgenError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
        "try: open_store(Path('docgen.db'))\n"
        "except DocgenError as trouble: print(trouble.message, trouble.remedy)"
    )
    run = [sys.executable, "-c", script]
    said = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True, env=os.environ).stdout
    assert "it may be full" in said
    assert "Free space if the disk is full." in said


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "docgen.db") as raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="not made by docgen"):
        open_store(tmp_path / "docgen.db")
    with sqlite3.connect(tmp_path / "docgen.db") as raw:
        assert [name for (name,) in raw.execute("SELECT name FROM sqlite_master")] == ["recipes"]


def test_a_database_of_another_version_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path / "docgen.db").close()
    with sqlite3.connect(tmp_path / "docgen.db") as raw:
        raw.execute("UPDATE docgen_about SET value = '99'")
    with pytest.raises(StoreError, match="another version"):
        open_store(tmp_path / "docgen.db")


def test_a_store_in_a_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileTroubleError, match="cannot be made"):
        open_store(tmp_path / "nowhere" / "docgen.db")


def test_a_database_on_a_disk_that_is_read_only_is_looked_into_with_all_that_is_in_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "docgen.db") as store:
        with store.begin() as tx:
            documents.put(tx, BOOK)
        assert (tmp_path / "docgen.db-wal").stat().st_size > 0
        before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        monkeypatch.setattr("os.access", lambda *_: False)
        with look_into(tmp_path / "docgen.db") as looked, looked.begin() as tx:
            assert documents.of_kind(tx, "book", 2026) == (BOOK,)
            documents.set_state(tx, BOOK, BookState.SUPERSEDED)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_damaged_database_on_a_disk_that_is_read_only_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docgen.db").write_bytes(b"no database at all, " * 99)
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(StoreError, match="is damaged"):
        look_into(tmp_path / "docgen.db")


def test_a_url_opens_a_store_too(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/other.db") as store, store.begin() as tx:
        documents.put(tx, BOOK)
    assert (tmp_path / "other.db").exists()


def test_the_archive_keeps_what_it_was_given_read_only_and_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    name = archive.put(b"a book", ".pdf")
    before = archive.path(name, ".pdf").stat()
    assert archive.put(b"a book", ".pdf") == name
    after = archive.path(name, ".pdf").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert after.st_mode & 0o222 == 0
    assert archive.get(name, ".pdf") == b"a book"


def test_an_altered_file_in_the_archive_is_never_handed_out(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    name = archive.put(b"a book", ".pdf")
    path = archive.path(name, ".pdf")
    path.chmod(0o644)
    path.write_bytes(b"a forged book")
    with pytest.raises(StoreError, match="altered"):
        archive.get(name, ".pdf")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.decimals(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(VALUES, VALUES)
def test_equal_digests_mean_equal_values(one: object, other: object) -> None:
    same = repr(_sorted(one)) == repr(_sorted(other))
    assert (canonical_digest(one) == canonical_digest(other)) is same


def _sorted(value: object) -> object:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(part) for part in value] if isinstance(value, list) else value


def test_a_date_is_not_its_text_and_facts_are_as_their_dict() -> None:
    assert canonical(date(2026, 1, 1)) != canonical("2026-01-01")
    assert canonical(Decimal("1.50")) != canonical(Decimal("1.5"))
    assert canonical(Facts({"b": 1, "a": None})) == canonical({"a": None, "b": 1})
