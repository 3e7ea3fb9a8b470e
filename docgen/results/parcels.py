"""What there is to send: from what was released, one parcel a unit, or one a document."""

from collections.abc import Iterable, Iterator, Sequence

from docgen.campaign import Campaign
from docgen.errors import UsageError
from docgen.language import enumerated, say
from docgen.model import BookState, Enclosure, Parcel, Unit
from docgen.results.copies import COPIES, copies_of
from docgen.store import Archive, Document, Store, documents

KINDS = {"books": ("book", "supplement"), "results": ("letter", "order")}
"""Topics of issued documents, and the kinds of document each sends."""

_GONE = (BookState.MADE, BookState.SUPERSEDED)


def parcels_of(campaign: Campaign, store: Store, topic: str, units: Sequence[str] = ()) -> tuple[Parcel, ...]:
    """The parcels of `topic` for the active units, or those named. Raises UsageError for a topic nobody knows."""
    if topic.partition(" ")[0] in COPIES:
        return copies_of(campaign, store, topic, units)
    if topic not in KINDS:
        raise UsageError(
            say("There is nothing called {topic} to send.", topic=topic),
            say("What can be sent: {names}.", names=enumerated(sorted((*KINDS, *COPIES, "reminders")))),
        )
    archive = Archive(campaign.folder / "archive")
    with store.begin() as tx:
        issued = [d for kind in KINDS[topic] for d in _current(documents.of_kind(tx, kind, campaign.settings.year))]
    mail = campaign.settings.mail
    one_each = bool(mail and mail.per == "document")
    chosen = [unit for unit in campaign.active_units() if not units or unit.code in units]
    return tuple(p for unit in chosen for p in _of_unit(unit, topic, issued, archive, one_each=one_each))


def _current(every: Iterable[Document]) -> list[Document]:
    """The newest version of each unit's document, of those that were released."""
    released = [d for d in every if d.released and d.state not in _GONE]
    return list(documents.latest(released).values())


def _of_unit(
    unit: Unit, topic: str, issued: Iterable[Document], archive: Archive, *, one_each: bool
) -> Iterator[Parcel]:
    own = [d for d in issued if d.unit == unit.code and d.pdf]
    groups = [[d] for d in own] if one_each else [own]
    for group in groups:
        if group:
            enclosures = tuple(Enclosure(_name(d, group), archive.path(d.pdf, ".pdf"), d.pdf) for d in group)
            main = group[0]
            values = {"numbers": list(dict.fromkeys(d.number for d in group if d.number))}
            yield Parcel(topic, unit, enclosures, values=values, document=(main.kind, main.version))


def _name(one: Document, group: Iterable[Document]) -> str:
    """The name of a file of a parcel: the document's own, and where two bear it, what each is."""
    twice = sum(other.name == one.name for other in group) > 1
    words = {"letter": say("result letter"), "order": say("order to put matters right")}
    return f"{one.name} {words.get(one.kind, one.kind)}.pdf" if twice else f"{one.name}.pdf"
