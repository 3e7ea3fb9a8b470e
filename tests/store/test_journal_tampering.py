"""Whoever changes the journal behind our back is seen: an edit, deletion, insertion, reordering, or a cut tail."""

import random
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from docgen.store import Act, Who, open_store, verify_journal
from docgen.store.journal import append

WHO = Who("clerk", "docgen collect", datetime(2026, 4, 20, tzinfo=UTC))
TEXTS = ("ts_utc", "actor", "command", "action", "object", "before", "after", "reason", "prev", "hash")
ENTRIES, TRIES = 12, 1000


def edit(rows: list[list[object]], pick: random.Random) -> list[list[object]]:
    row = pick.choice(rows)
    column = pick.randrange(1, len(row))
    row[column] = f"{row[column]}x"
    return rows


def delete(rows: list[list[object]], pick: random.Random) -> list[list[object]]:
    del rows[pick.randrange(len(rows) - 1)]
    return rows


def insert(rows: list[list[object]], pick: random.Random) -> list[list[object]]:
    at = pick.randrange(len(rows))
    rows.insert(at, list(pick.choice(rows)))
    return [[number, *row[1:]] for number, row in enumerate(rows, 1)]


def reorder(rows: list[list[object]], pick: random.Random) -> list[list[object]]:
    one, other = pick.sample(range(len(rows)), 2)
    rows[one], rows[other] = rows[other], rows[one]
    return [[number, *row[1:]] for number, row in enumerate(rows, 1)]


def cut(rows: list[list[object]], pick: random.Random) -> list[list[object]]:
    return rows[: pick.randrange(len(rows))]


@pytest.mark.parametrize("tamper", [edit, delete, insert, reorder, cut])
def test_tampering_is_seen_every_time(
    tamper: Callable[[list[list[object]], random.Random], list[list[object]]], tmp_path: Path
) -> None:
    path = tmp_path / "docgen.db"
    with open_store(path) as store, store.begin() as tx:
        append(tx, WHO, [Act("received", f"file {number}", "", f"{number}") for number in range(ENTRIES)])
        noted = verify_journal(tx).head
    columns = ", ".join(("seq", *TEXTS))
    marks = ", ".join("?" * (len(TEXTS) + 1))
    with sqlite3.connect(path) as database:
        honest = [list(row) for row in database.execute(f"select {columns} from journal order by seq")]
        for (name,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            database.execute(f"drop trigger {name}")  # what guards against accidents stops nobody who means it
    seen = 0
    with open_store(path) as store, sqlite3.connect(path, isolation_level=None) as database:
        database.execute("pragma synchronous = off")  # a thousand tries, none of which is to outlast this test
        for number in range(TRIES):
            rows = tamper([list(row) for row in honest], random.Random(number))
            database.execute("begin")
            database.execute("delete from journal")
            database.executemany(f"insert into journal ({columns}) values ({marks})", rows)
            database.execute("commit")
            with store.begin() as tx:
                report = verify_journal(tx)
            seen += bool(report.broken) or report.head != noted
    assert seen == TRIES
