"""What is to be done with each unit's book, seen before anything is made: make it, leave it, or leave it alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from docgen.books.bench import Bench, Choice
from docgen.books.desk import Desk, Memory
from docgen.books.naming import book_number, file_names
from docgen.errors import UsageError
from docgen.language import enumerated, say
from docgen.model import BookState, ItemState, Unit
from docgen.store import Act, Document, Item, Output, journal, numbers
from docgen.store.shelf import Shelf


class Standing(StrEnum):
    """How a unit's book stands before the run."""

    TO_MAKE = "to_make"
    RENAMED = "renamed"
    CURRENT = "current"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Planned:
    """A unit with its book's number, file name without ending, key, and the record and document there are of it."""

    unit: Unit
    name: str
    number: str
    key: str
    standing: Standing
    item: Item | None = None
    document: Document | None = None

    @property
    def old_outputs(self) -> tuple[Output, ...]:
        """The files the last run made for this unit."""
        return self.item.finished if self.item else ()

    @property
    def put_aside(self) -> tuple[Output, ...]:
        """The files the last run put into quarantine for this unit."""
        return self.item.outputs if self.item and not self.item.finished else ()


def is_issued(document: Document | None) -> bool:
    """Whether this book has left the house, and may not be changed any more."""
    return document is not None and document.state is not BookState.MADE


def issued_outputs(document: Document) -> tuple[Output, ...]:
    """The working copies a released book has."""
    return tuple(
        Output(document.name + suffix, name)
        for suffix, name in ((".docx", document.docx), (".pdf", document.pdf))
        if name
    )


def chosen_units(bench: Bench) -> tuple[Unit, ...]:
    """The units the choice names, or all that are active, in roster order. Raises UsageError for an unknown code."""
    active = bench.campaign.active_units()
    wanted = set(bench.choice.units)
    if unknown := sorted(wanted - {unit.code for unit in active}):
        raise UsageError(
            say("There is no active unit {codes} in the roster.", codes=enumerated(unknown)),
            say(
                "Check the code in units.xlsx, sheet units, and the columns that say from when until when it is active."
            ),
        )
    return tuple(unit for unit in active if not wanted or unit.code in wanted)


def reserve_numbers(desk: Desk) -> None:
    """Give every active unit that has no number the next one, in roster order, for good."""
    year = desk.campaign.settings.year
    with desk.store.begin() as tx:
        new = numbers.reserve(tx, "book", year, [unit.code for unit in desk.campaign.active_units()])
        acts = [Act("number reserved", f"book {code}", after=str(number)) for code, number in new.items()]
        journal.append(tx, desk.who, acts)


def plan(bench: Bench, memory: Memory, shelf: Shelf) -> Iterator[Planned]:
    """How each chosen unit's book stands."""
    names = file_names(bench.campaign, _held_names(bench, memory))
    for unit in chosen_units(bench):
        document = memory.books.get(unit.code)
        item = memory.items.get(unit.code)
        if is_issued(document) and document and not bench.choice.draft:
            yield Planned(unit, document.name, document.number, "", Standing.RELEASED, item, document)
            continue
        number = "" if bench.choice.draft else book_number(bench.campaign, unit, memory.sequences[unit.code])
        key = bench.key(bench.data(unit, number))
        standing = _standing(bench.choice, item, key, names[unit.code], shelf)
        yield Planned(unit, names[unit.code], number, key, standing, item, document)


def stale_codes(bench: Bench, memory: Memory) -> tuple[str, ...]:
    """Codes of units that are gone from the roster, or not active, and of whose books something is left."""
    active = {unit.code for unit in bench.campaign.active_units()}
    known = memory.items.keys() if bench.choice.draft else memory.items.keys() | memory.books.keys()
    return tuple(sorted(known - active))


def _standing(choice: Choice, item: Item | None, key: str, name: str, shelf: Shelf) -> Standing:
    if item is None or item.key != key or item.state is not ItemState.DONE:
        return Standing.TO_MAKE
    endings = {output.ending for output in item.outputs}
    if (choice.pdf and ".pdf" not in endings) or not all(map(shelf.has, item.outputs)):
        return Standing.TO_MAKE
    return Standing.CURRENT if all(output.stem == name for output in item.outputs) else Standing.RENAMED


def _held_names(bench: Bench, memory: Memory) -> dict[str, str]:
    """File names that are taken: of units gone from the roster, and of released books, which keep theirs."""
    active = {unit.code for unit in bench.campaign.active_units()}
    gone = {code: item.finished[0].stem for code, item in memory.items.items() if code not in active and item.finished}
    issued = {code: document.name for code, document in memory.books.items() if is_issued(document)}
    return gone | issued
