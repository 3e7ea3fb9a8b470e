"""The journal: who did what to which document, when and why; append-only, each entry chained to the one before by hash.

The chain shows tampering, it does not prevent it: whoever can rewrite the whole file can rewrite the chain. So the
head's hash is printed at the end of a run, to be kept elsewhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import RowMapping, insert, select

from docgen.store.canonical import canonical_digest
from docgen.store.database import Transaction
from docgen.store.schema import journal

GENESIS = "0" * 64
"""What the first entry is chained to."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, by which command, at which moment (with its time zone)."""

    actor: str
    command: str
    at: datetime

    @property
    def utc(self) -> str:
        """The moment as the store writes it: UTC, ISO 8601, to the second."""
        return self.at.astimezone(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Act:
    """What was done to `object`: `before` and `after` are digests or short words, `reason` what the person gave."""

    action: str
    object: str
    before: str = ""
    after: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class JournalReport:
    """What verification found: how many entries, the head's hash, and at which sequence numbers the chain is broken."""

    entries: int
    head: str
    broken: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal as it stands: its number, and who did what when (UTC, ISO 8601)."""

    seq: int
    at: str
    actor: str
    command: str
    act: Act
    hash: str


def entries(tx: Transaction, *, last: int) -> tuple[Entry, ...]:
    """The `last` entries, oldest first."""
    newest = tx.execute(select(journal).order_by(journal.c.seq.desc()).limit(last)).mappings()
    found = [_entry(row) for row in newest]
    return tuple(reversed(found))


def of_object(tx: Transaction, about: str, action: str) -> tuple[Entry, ...]:
    """The entries of one action about one object, oldest first."""
    wanted = select(journal).where(journal.c.object == about, journal.c.action == action)
    return tuple(_entry(row) for row in tx.execute(wanted.order_by(journal.c.seq)).mappings())


def is_empty(tx: Transaction) -> bool:
    """Whether nothing was ever entered."""
    return _head(tx) == (0, GENESIS)


def head(tx: Transaction) -> str:
    """The hash of the last entry, to be noted down elsewhere; the chain is not walked for it."""
    return _head(tx)[1]


def append(tx: Transaction, who: Who, acts: Iterable[Act]) -> None:
    """Enter `acts` in the journal, in the transaction in which they are done."""
    seq, prev = _head(tx)
    rows = []
    for act in acts:
        seq += 1
        row = _row(seq, prev, who, act)
        prev = str(row["hash"])
        rows.append(row)
    if rows:
        tx.execute(insert(journal), rows)


def verify_journal(tx: Transaction) -> JournalReport:
    """Walk the whole chain and name each entry that was changed, moved, put in or follows one that is gone."""
    broken, prev, last = [], GENESIS, 0
    for count, row in enumerate(tx.execute(select(journal).order_by(journal.c.seq)).mappings(), 1):
        if row["seq"] != count or row["prev"] != prev or row["hash"] != _hash(dict(row)):
            broken.append(row["seq"])
        prev, last = row["hash"], count
    return JournalReport(last, prev, tuple(broken))


def _entry(row: RowMapping) -> Entry:
    act = Act(row["action"], row["object"], row["before"], row["after"], row["reason"])
    return Entry(row["seq"], row["ts_utc"], row["actor"], row["command"], act, row["hash"])


def _head(tx: Transaction) -> tuple[int, str]:
    head = tx.execute(select(journal.c.seq, journal.c.hash).order_by(journal.c.seq.desc()).limit(1)).first()
    return (head.seq, head.hash) if head else (0, GENESIS)


def _row(seq: int, prev: str, who: Who, act: Act) -> dict[str, object]:
    row: dict[str, object] = {
        "seq": seq,
        "ts_utc": who.utc,
        "actor": who.actor,
        "command": who.command,
        "action": act.action,
        "object": act.object,
        "before": act.before,
        "after": act.after,
        "reason": act.reason,
        "prev": prev,
    }
    return row | {"hash": _hash(row)}


def _hash(row: Mapping[str, object]) -> str:
    return canonical_digest({name: value for name, value in row.items() if name != "hash"})
