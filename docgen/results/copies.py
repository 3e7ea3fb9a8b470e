"""What there is to send of working copies: forms, notices, previews of results, a parcel for each unit and period."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from docgen.campaign import Campaign
from docgen.model import Enclosure, Parcel, Unit
from docgen.model.periods import parse_period
from docgen.store import Item, Output, Store, items

NOTICES = "notices"
COPIES = ("forms", NOTICES, "previews", "hazards")
"""Topics of working copies; a period may follow: `notices 2026Q1`, `hazards listed 2026-06-30`."""

Found = Mapping[str, Sequence[tuple[Path, Output]]]
"""What lies ready for each unit."""


def copies_of(campaign: Campaign, store: Store, topic: str, units: Sequence[str] = ()) -> tuple[Parcel, ...]:
    """The parcels of `topic` for the active units, or those named; of every period if it names none."""
    ready = _READY[topic.partition(" ")[0]](campaign, store)
    chosen = [unit for unit in campaign.active_units() if not units or unit.code in units]
    return tuple(
        _parcel(unit, name, found[unit.code])
        for name, found in ready
        if topic in (name, name.partition(" ")[0])
        for unit in chosen
        if found.get(unit.code)
    )


def _parcel(unit: Unit, topic: str, found: Sequence[tuple[Path, Output]]) -> Parcel:
    enclosures = tuple(Enclosure(output.name, folder / output.name, output.digest) for folder, output in found)
    _, _, name = topic.partition(" ")
    period = parse_period(name)
    return Parcel(topic, unit, enclosures, values={"period": period.said if period else name})


def _notices(campaign: Campaign, store: Store) -> Iterator[tuple[str, Found]]:
    """Each notice as a PDF, and the marked copies that go with it."""
    with store.begin() as tx:
        for task in items.tasks(tx, "notices"):
            folder = campaign.folder / "out" / "notices" / (task.partition(" ")[2] or "all")
            marked = items.of_task(tx, f"marked {task}")
            yield (
                task,
                {
                    unit: [(folder, output) for output in (*_printed(item), *_outputs(marked.get(unit)))]
                    for unit, item in items.of_task(tx, task).items()
                    if item.finished
                },
            )


def _previews(campaign: Campaign, store: Store) -> Iterator[tuple[str, Found]]:
    """Each unit's preview of its result."""
    with store.begin() as tx:
        found = items.of_task(tx, "results preview")
    folder = campaign.folder / "out" / "results" / "preview"
    yield "previews", {unit: [(folder, output) for output in _printed(item)] for unit, item in found.items()}


def _hazards(campaign: Campaign, store: Store) -> Iterator[tuple[str, Found]]:
    """Each notice of hazards listed or delisted on a day."""
    folder = campaign.folder / "out" / "hazards"
    with store.begin() as tx:
        for task in items.tasks(tx, "hazards "):
            found = items.of_task(tx, task).items()
            yield task, {unit: [(folder, output) for output in _printed(item)] for unit, item in found}


def _printed(item: Item) -> Iterator[Output]:
    return (output for output in item.finished if output.ending == ".pdf")


def _outputs(item: Item | None) -> tuple[Output, ...]:
    return item.outputs if item else ()


def _forms(campaign: Campaign, store: Store) -> Iterator[tuple[str, Found]]:
    """The forms of each period, in whatever formats they were made."""
    periods: dict[str, dict[str, list[tuple[Path, Output]]]] = {}
    with store.begin() as tx:
        for task in items.tasks(tx, "forms/"):
            _, period, _ = task.split("/", 2)
            folder = campaign.folder / "out" / "forms" / period
            for unit, item in items.of_task(tx, task).items():
                periods.setdefault(period, {}).setdefault(unit, []).extend((folder, o) for o in item.finished)
    for period, found in periods.items():
        yield f"forms {period}", found


_READY: Mapping[str, Callable[[Campaign, Store], Iterator[tuple[str, Found]]]] = {
    "forms": _forms,
    "notices": _notices,
    "previews": _previews,
    "hazards": _hazards,
}
