"""What persons decided, in order, none ever changed: of several on one subject the latest holds."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import RowMapping, func, insert, select

from docgen.model import Decision, DecisionKind
from docgen.store.database import Transaction
from docgen.store.journal import Act, Who, append
from docgen.store.schema import decisions


def enter(tx: Transaction, who: Who, year: int, made: Iterable[Decision]) -> None:
    """Keep decisions, each with its journal entry of old and new value and reason."""
    last = tx.scalar(select(func.max(decisions.c.seq))) or 0
    for seq, decision in enumerate(made, last + 1):
        tx.execute(insert(decisions).values(seq=seq, year=year, **_row(decision)))
        about = f"{decision.unit} {decision.subject}"
        reason = " ".join(part for part in (decision.reason, decision.document) if part)
        append(tx, who, [Act(f"decided {decision.kind}", about, decision.old, decision.new, reason)])


def of_year(tx: Transaction, year: int) -> tuple[Decision, ...]:
    """Every decision of a year, the oldest first."""
    rows = tx.execute(select(decisions).where(decisions.c.year == year).order_by(decisions.c.seq)).mappings()
    return tuple(_decision(row) for row in rows)


def standing(every: Iterable[Decision]) -> dict[str, Decision]:
    """The decision that holds on each subject, by `Decision.key`."""
    return {decision.key: decision for decision in every}


def _row(decision: Decision) -> dict[str, object]:
    names = ("kind", "unit", "subject", "old", "new", "who", "reason", "document")
    return {name: getattr(decision, name) for name in names} | {"at": decision.when.isoformat()}


def _decision(row: RowMapping) -> Decision:
    return Decision(
        kind=DecisionKind(row["kind"]),
        unit=row["unit"],
        subject=row["subject"],
        new=row["new"],
        who=row["who"],
        when=datetime.fromisoformat(row["at"]),
        reason=row["reason"],
        document=row["document"],
        old=row["old"],
    )
