"""What goes out to units by mail or by hand: a parcel is what is for one unit, a message what became of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from docgen.model.campaign import Unit


class MessageState(StrEnum):
    """How far a message is. `UNCERTAIN` was handed to the server, whose answer was never heard: never sent again."""

    QUEUED = "queued"
    SENT = "sent"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


class Channel(StrEnum):
    """How a parcel reaches its unit."""

    MAIL = "mail"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a message: the name the unit sees, where it lies, and the digest it must have."""

    name: str
    path: Path
    digest: str


@dataclass(frozen=True)
class Parcel:
    """What one unit is to get on one `topic` ("books", "notices 2026Q1"); the same parcel is never sent twice.

    `occasion` tells parcels of one topic apart that enclose the same files or none (a reminder's day). `values` are
    what the text may say besides unit and campaign. `document` is the issued document it carries, as its kind and
    version, whose state moves on to sent.
    """

    topic: str
    unit: Unit
    enclosures: tuple[Enclosure, ...] = ()
    occasion: str = ""
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    document: tuple[str, int] | None = None

    @property
    def edition(self) -> str:
        """The digest of what is sent, whatever the words around it: a parcel that was changed is another one."""
        parts = [self.occasion, *(f"{enclosed.name}\n{enclosed.digest}" for enclosed in self.enclosures)]
        return hashlib.sha256("\n\n".join(parts).encode()).hexdigest()

    @property
    def kind(self) -> str:
        """The first word of the topic: which text it is sent with."""
        return self.topic.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Message:
    """A parcel on its way: `id` is that of its mail header, `content` the digest of the whole mail in the archive.

    `reply` is what the server said last, or a person's reason; times are UTC in ISO 8601.
    """

    id: str
    year: int
    topic: str
    unit: str
    edition: str
    channel: Channel
    recipient: str
    subject: str
    content: str
    state: MessageState
    attempts: int = 0
    reply: str = ""
    queued: str = ""
    changed: str = ""
    document: str = ""

    @property
    def parcel(self) -> tuple[str, str, str]:
        """Which parcel it carries, whatever the channel."""
        return self.topic, self.unit, self.edition
