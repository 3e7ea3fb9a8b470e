"""How far each unit's book is between the two parties, and whom to chase."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from docgen.campaign import Campaign
from docgen.model import BookState, Contact, InkSigning, Unit
from docgen.store import Act, Document, Store, Who, documents, journal

KIND = "book"


class SigningState(StrEnum):
    """Where a unit's book is; the books of the last three states are back."""

    MISSING = "missing"
    RELEASED = "released"
    SENT = "sent"
    HANDED_OVER = "handed_over"
    ALTERED = "altered"
    SCAN_RECEIVED = "scan_received"
    ON_PAPER = "signed_on_paper"
    COUNTERSIGNED = "countersigned"


RANK: tuple[BookState, ...] = (
    BookState.RELEASED,
    BookState.SENT,
    BookState.HANDED_OVER,
    BookState.ALTERED,
    BookState.SCANNED,
    BookState.ON_PAPER,
    BookState.COUNTERSIGNED,
)
"""The states of a released book from the first to the last; a book only moves on, never back."""

_WORDS = {
    BookState.RELEASED: SigningState.RELEASED,
    BookState.SENT: SigningState.SENT,
    BookState.HANDED_OVER: SigningState.HANDED_OVER,
    BookState.ALTERED: SigningState.ALTERED,
    BookState.SCANNED: SigningState.SCAN_RECEIVED,
    BookState.ON_PAPER: SigningState.ON_PAPER,
    BookState.COUNTERSIGNED: SigningState.COUNTERSIGNED,
}
BACK = frozenset({SigningState.SCAN_RECEIVED, SigningState.ON_PAPER, SigningState.COUNTERSIGNED})
"""States in which nobody needs to be chased."""


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """One unit: its book's state, and for one to be chased whom to call. `ink` is the day it was signed on paper."""

    unit: str
    name: str
    state: SigningState
    number: str
    version: int
    issued: str
    ink: date | None
    contact: Contact

    @property
    def to_chase(self) -> bool:
        """Whether the unit's signature is still wanted."""
        return self.state not in BACK and self.state is not SigningState.MISSING


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """Every active unit in roster order, and the units whose entry in the ledger was taken over just now."""

    units: tuple[UnitProgress, ...]
    taken_over: tuple[str, ...] = ()

    @property
    def to_chase(self) -> tuple[UnitProgress, ...]:
        """The units whose signature is still wanted."""
        return tuple(unit for unit in self.units if unit.to_chase)


def take_over_ink(campaign: Campaign, store: Store, who: Who) -> tuple[str, ...]:
    """Move the books that ledger `signing` has, and the store does not know of, on to signed on paper.

    A row from before the valid version was issued is about an older one, and does not count.
    """
    ink = _ink(campaign)
    with store.begin() as tx:
        moved = []
        for code, document in _issued(campaign, documents.of_kind(tx, KIND, campaign.settings.year)).items():
            signing = ink.get(code)
            if signing and _counts(signing, document) and move_on(document, BookState.ON_PAPER):
                documents.set_state(tx, document, BookState.ON_PAPER)
                said = f"{signing.date.isoformat()} {signing.signer} {signing.title}".strip()
                act = Act("signed on paper", named(document), document.state, BookState.ON_PAPER, said)
                journal.append(tx, who, [act])
                moved.append(code)
    return tuple(moved)


def progress(campaign: Campaign, store: Store, taken_over: tuple[str, ...] = ()) -> ProgressReport:
    """How far the book of every active unit is. Raises StoreError."""
    with store.begin() as tx:
        issued = _issued(campaign, documents.of_kind(tx, KIND, campaign.settings.year))
    ink = _ink(campaign)
    return ProgressReport(
        tuple(_unit(unit, issued.get(unit.code), ink.get(unit.code)) for unit in campaign.active_units()), taken_over
    )


def move_on(document: Document, state: BookState) -> bool:
    """Whether `document` may move to `state`: forwards only, and only from a state of released books."""
    return document.state in RANK and RANK.index(state) > RANK.index(document.state)


def named(document: Document) -> str:
    """A document as the journal names it."""
    return f"{document.kind} {document.year} {document.unit} v{document.version}"


def _issued(campaign: Campaign, every: tuple[Document, ...]) -> dict[str, Document]:
    return documents.latest(d for d in every if d.released and d.state in RANK)


def _ink(campaign: Campaign) -> dict[str, InkSigning]:
    """The last signing of each unit."""
    return {signing.unit: signing for signing in sorted(campaign.signings, key=lambda each: each.date)}


def _counts(signing: InkSigning, document: Document) -> bool:
    return document.version == 1 or signing.date.isoformat() >= document.released[:10]


def _unit(unit: Unit, document: Document | None, ink: InkSigning | None) -> UnitProgress:
    day = ink.date if ink and document and _counts(ink, document) else None
    if document is None:
        return UnitProgress(unit.code, unit.name, SigningState.MISSING, "", 0, "", day, unit.contact)
    state = BookState.ON_PAPER if day and move_on(document, BookState.ON_PAPER) else document.state
    return UnitProgress(
        unit.code,
        unit.name,
        _WORDS[state],
        document.number,
        document.version,
        document.released,
        day,
        unit.contact,
    )
