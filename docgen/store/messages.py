"""The outbox: every message that was ever to go out, in exactly one state; none is forgotten, none queued twice."""

from collections.abc import Iterable
from dataclasses import asdict, replace

from sqlalchemy import RowMapping, insert, select, update

from docgen.model import Channel, Message, MessageState
from docgen.store.database import Transaction
from docgen.store.schema import messages


def put(tx: Transaction, message: Message) -> None:
    """Record `message` as it is now, in place of what is recorded under its id."""
    row = asdict(message)
    changed = tx.execute(update(messages).where(messages.c.id == message.id).values(**row))
    if not changed.rowcount:
        tx.execute(insert(messages).values(**row))


def find(tx: Transaction, id_: str) -> Message | None:
    """The message of this id."""
    row = tx.execute(select(messages).where(messages.c.id == id_)).mappings().first()
    return _message(row) if row else None


def known(tx: Transaction, ids: Iterable[str]) -> dict[str, Message]:
    """Those of `ids`, a few hundred at most, that were ever recorded."""
    rows = tx.execute(select(messages).where(messages.c.id.in_(list(ids)))).mappings()
    return {row["id"]: _message(row) for row in rows}


def of_year(tx: Transaction, year: int, *, state: MessageState | None = None) -> tuple[Message, ...]:
    """The messages of a year, those in one state if it is given, in the order they were queued."""
    c = messages.c
    wanted = select(messages).where(c.year == year)
    if state is not None:
        wanted = wanted.where(c.state == state)
    return tuple(_message(row) for row in tx.execute(wanted.order_by(c.queued, c.topic, c.unit, c.id)).mappings())


def moved(message: Message, state: MessageState, reply: str, at: str, *, tried: bool = False) -> Message:
    """`message` in its next state; `tried` counts one attempt more."""
    return replace(message, state=state, reply=reply, changed=at, attempts=message.attempts + tried)


def _message(row: RowMapping) -> Message:
    return Message(**{**row, "channel": Channel(row["channel"]), "state": MessageState(row["state"])})
