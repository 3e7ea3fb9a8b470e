"""A series of documents, one a unit, by the same press: letters, notices, orders. Only what is wanting is made.

Each is written whole and then recorded under the digest of all that went in, so that a killed run is finished by the
same command. What is not fit is put aside with its reasons, and the rest goes on.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from docgen.batch import Factory, Progress, Task, default_jobs, local_processes, run
from docgen.findings import Finding
from docgen.model import ItemState
from docgen.press.making import fingerprint, make
from docgen.press.order import Order, Pressed
from docgen.store import Item, Output, Store, Who, canonical_digest, items
from docgen.store.shelf import Shelf

ENDINGS = (".docx", ".pdf")


@dataclass(frozen=True, slots=True)
class Piece:
    """One document of a series: whom it is for, the name of its files, and its order."""

    unit: str
    name: str
    order: Order


@dataclass(frozen=True, slots=True)
class Series:
    """Under which name the documents are recorded, where they lie, and who makes them."""

    task: str
    shelf: Shelf
    store: Store
    who: Who


@dataclass(frozen=True, slots=True)
class Means:
    """By what they are made: how many workers, where, and who watches. `clock` counts seconds."""

    jobs: int = field(default_factory=default_jobs)
    progress: Callable[[Progress], None] | None = None
    clock: Callable[[], float] = time.monotonic
    executor: Factory = local_processes
    press: Callable[[Order], Pressed] = make
    fingerprint: Callable[[str], str] = fingerprint


@dataclass(frozen=True, slots=True)
class Printed:
    """How one document of a series stands: its files, whether it was made just now, and what is wrong with it."""

    unit: str
    state: ItemState
    outputs: tuple[Output, ...]
    made: bool
    findings: tuple[Finding, ...] = ()


def press_series(series: Series, pieces: Iterable[Piece], means: Means) -> tuple[Printed, ...]:
    """Make what is missing or out of date; all, in the order of `pieces`. Raises EngineError, FileTroubleError."""
    every = tuple(pieces)
    with series.store.begin() as tx:
        before = items.of_task(tx, series.task)
    keys = {piece.unit: _key(piece, means) for piece in every}
    current = {p.unit: before[p.unit] for p in every if _is_current(series, before.get(p.unit), keys[p.unit])}
    todo = [piece for piece in every if piece.unit not in current]
    known = [output for item in before.values() for output in item.finished]
    fresh = {one.unit: one for one in _made(series, todo, keys, known, means)}
    return tuple(fresh.get(p.unit) or _as_it_is(current[p.unit]) for p in every)


def _key(piece: Piece, means: Means) -> str:
    order = piece.order
    parts = [
        order.context,
        order.digest,
        order.title,
        order.language,
        order.date_format,
        order.missing,
        order.watermark,
    ]
    shape = [order.pages, order.paper, order.archival, order.pdf, means.fingerprint(order.engine)]
    drawn = [order.drawings] if order.drawings else []
    return canonical_digest([piece.name, parts, shape, *drawn])


def _is_current(series: Series, item: Item | None, key: str) -> bool:
    done = item is not None and item.state is ItemState.DONE and item.key == key
    return bool(done and item and all(series.shelf.has(output) for output in item.outputs))


def _as_it_is(item: Item) -> Printed:
    return Printed(item.unit, item.state, item.outputs, made=False, findings=item.findings)


def _made(
    series: Series, todo: Sequence[Piece], keys: dict[str, str], known: list[Output], means: Means
) -> Iterator[Printed]:
    pieces = {piece.unit: piece for piece in todo}
    outcomes = run(
        (Task(piece.unit, piece.order) for piece in todo),
        means.press,
        total=len(todo),
        jobs=means.jobs,
        clock=means.clock,
        progress=means.progress,
        executor=means.executor,
    )
    for outcome in outcomes:
        pressed = outcome.value or Pressed(findings=outcome.findings)
        yield _entered(series, pieces[outcome.key], keys[outcome.key], pressed, known)


def _entered(series: Series, piece: Piece, key: str, pressed: Pressed, known: list[Output]) -> Printed:
    contents = {e: c for e, c in zip(ENDINGS, (pressed.docx, pressed.pdf), strict=True) if c}
    if pressed.is_fit:
        outputs = tuple(series.shelf.lay(piece.name + ending, data, known)[0] for ending, data in contents.items())
        state = ItemState.DONE
    else:
        outputs = series.shelf.put_aside(piece.name, contents, pressed.findings)
        state = ItemState.FAILED
    item = Item(series.task, piece.unit, key, state, outputs, pressed.findings, series.who.utc)
    with series.store.begin() as tx:
        items.put(tx, item)
    return Printed(piece.unit, state, outputs, made=True, findings=pressed.findings)
