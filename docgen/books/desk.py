"""Where books are worked on: the campaign's lock, database, archive and folders, held together for one command."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from docgen.batch import exclusive
from docgen.campaign import Campaign
from docgen.errors import StoreError
from docgen.files import PARTIAL, sweep_partial
from docgen.press.staging import Stage
from docgen.store import Archive, Document, Item, Store, Who, documents, holdings, items, numbers, open_store
from docgen.store.shelf import Shelf

KIND = "book"
SUPPLEMENT = "supplement"
LOCK = ".docgen.lock"


@dataclass(frozen=True, slots=True)
class Memory:
    """What the store knows: outcomes of the last runs and newest documents by unit code, and the numbers given."""

    items: dict[str, Item]
    books: dict[str, Document]
    supplements: tuple[Document, ...]
    sequences: dict[str, int]


@dataclass(frozen=True, slots=True)
class Desk:
    """The campaign with what belongs to it, held by one command at a time."""

    campaign: Campaign
    store: Store
    who: Who

    @property
    def archive(self) -> Archive:
        """What was issued."""
        return Archive(self.campaign.folder / "archive")

    @property
    def out(self) -> Path:
        """The folder of working copies."""
        return self.campaign.folder / "out"

    @property
    def stage(self) -> Stage:
        """Where books are signed."""
        settings = self.campaign.settings
        return Stage(settings.name, settings.year, self.out, self.archive, self.store, self.who)

    def shelf(self, task: str) -> Shelf:
        """The folder of one kind of working copies: `books`, `drafts`, `supplements`."""
        return Shelf(self.out / task, self.out / "quarantine")

    def sweep(self) -> None:
        """Remove what this run or a killed one left half-written."""
        for partial in self.out.glob(f"*/{PARTIAL}"):
            sweep_partial(partial.parent)
        self.archive.sweep()

    def refuse_lost_records(self) -> None:
        """Raise StoreError if the archive holds what the records have never heard of."""
        with self.store.begin() as tx:
            lost = holdings.lost_records(tx, self.archive)
        if lost:
            raise StoreError(lost[0].message, lost[0].remedy)

    def recall(self, task: str) -> Memory:
        """What the store knows of `task`, this year."""
        year = self.campaign.settings.year
        with self.store.begin() as tx:
            return Memory(
                items.of_task(tx, task),
                documents.latest(documents.of_kind(tx, KIND, year)),
                documents.of_kind(tx, SUPPLEMENT, year),
                numbers.reserved(tx, KIND, year),
            )


@contextmanager
def at_desk(campaign: Campaign, who: Who) -> Iterator[Desk]:
    """Hold the campaign inside the block. Raises BusyError (another command holds it), StoreError, FileTroubleError.

    Nothing is done on records that do not know what the archive holds: numbers would be given twice.
    """
    url = str(campaign.settings.store.get("url", ""))
    with (
        exclusive(campaign.folder / LOCK, command=who.command),
        open_store(url or campaign.folder / "docgen.db") as store,
    ):
        desk = Desk(campaign, store, who)
        desk.refuse_lost_records()
        desk.sweep()
        try:
            yield desk
        finally:
            desk.sweep()
