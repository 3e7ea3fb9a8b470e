"""What the journal shows a person: the last acts, oldest first, as they were entered."""

from datetime import UTC, datetime
from pathlib import Path

from docgen.store import Act, Who, journal, open_store

WHO = Who("clerk", "docgen books", datetime(2026, 2, 1, 0, 30, tzinfo=UTC))
ACTS = (Act("release", "B 01"), Act("release", "B 02", after="d1"), Act("reissue", "B 01", "d0", "d2", "new name"))


def test_the_last_entries_come_oldest_first(tmp_path: Path) -> None:
    with open_store(tmp_path / "docgen.db") as store, store.begin() as tx:
        journal.append(tx, WHO, ACTS)
        found = journal.entries(tx, last=2)
    assert [entry.seq for entry in found] == [2, 3]
    assert [entry.act for entry in found] == list(ACTS[1:])
    assert (found[0].actor, found[0].command, found[0].at) == ("clerk", "docgen books", "2026-02-01T00:30:00+00:00")
