"""How the items of batches ended, by unit, with the digest of all that went into each: what makes a rerun cheap."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import PurePath

from sqlalchemy import delete, insert, select

from docgen.findings import Code, Finding, Place
from docgen.model import ItemState
from docgen.store.canonical import canonical
from docgen.store.database import Transaction
from docgen.store.schema import items


@dataclass(frozen=True, slots=True)
class Output:
    """A file an item made: its name inside the task's folder, and the digest of its content."""

    name: str
    digest: str

    @property
    def ending(self) -> str:
        """`.docx`, `.pdf`."""
        return PurePath(self.name).suffix

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return PurePath(self.name).stem


@dataclass(frozen=True, slots=True)
class Item:
    """The last outcome of `task` for `unit`; `key` digests all that went in."""

    task: str
    unit: str
    key: str
    state: ItemState
    outputs: tuple[Output, ...] = ()
    findings: tuple[Finding, ...] = ()
    made: str = ""

    @property
    def finished(self) -> tuple[Output, ...]:
        """The files it made, if it is done; those of a failed one lie in quarantine."""
        return self.outputs if self.state is ItemState.DONE else ()


def put(tx: Transaction, item: Item) -> None:
    """Record `item`, in place of the unit's last outcome of this task."""
    forget(tx, item.task, [item.unit])
    row = {f.name: getattr(item, f.name) for f in fields(item)}
    row |= {
        "outputs": canonical([asdict(output) for output in item.outputs]),
        "findings": findings_to_json(item.findings),
    }
    tx.execute(insert(items).values(**row))


def of_task(tx: Transaction, task: str) -> dict[str, Item]:
    """Every recorded item of `task`, by unit code."""
    rows = tx.execute(select(items).where(items.c.task == task).order_by(items.c.unit)).mappings()
    return {
        row["unit"]: Item(
            task,
            row["unit"],
            row["key"],
            ItemState(row["state"]),
            tuple(Output(**output) for output in json.loads(row["outputs"])),
            findings_from_json(row["findings"]),
            row["made"],
        )
        for row in rows
    }


def tasks(tx: Transaction, start: str) -> tuple[str, ...]:
    """The tasks whose name begins with `start`, in order."""
    found = tx.scalars(select(items.c.task).where(items.c.task.startswith(start, autoescape=True)).distinct())
    return tuple(sorted(found))


def forget(tx: Transaction, task: str, units: Iterable[str]) -> None:
    """Drop what is recorded of `units`: they will be made anew."""
    for unit in units:
        tx.execute(delete(items).where(items.c.task == task, items.c.unit == unit))


def findings_to_json(findings: Iterable[Finding]) -> str:
    """Findings with their catalogue rows, so that old ones can be read when a row is gone."""
    return canonical([{"code": asdict(f.code), "place": _filled(f.place), "values": dict(f.values)} for f in findings])


def findings_from_json(text: str) -> tuple[Finding, ...]:
    """The findings `findings_to_json` wrote."""
    return tuple(Finding(Code(**f["code"]), Place(**f["place"]), f["values"]) for f in json.loads(text))


def _filled(place: Place) -> dict[str, object]:
    return {name: value for name, value in asdict(place).items() if value not in ("", None)}
