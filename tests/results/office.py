"""A small office that sends mail: a campaign in memory, its units, texts and files, and the run of a queue."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from docgen.campaign import Campaign, Settings
from docgen.files import digest
from docgen.findings import Finding
from docgen.model import Contact, Enclosure, Message, Parcel, Unit
from docgen.results import Delivered, Mailroom, MailText, Pace, Postman, Queued, deliver, queue
from docgen.store import Archive, Store, Who, open_store

NOW = datetime(2027, 2, 26, 9, 0, tzinfo=UTC)
WHO = Who("clerk", "docgen send", NOW)
TEXT = MailText(
    "templates/mail/results.txt",
    "Result {{ campaign.year }} for {{ unit.name }}",
    "Dear {{ unit.contact.name }},\n.\nplease find: {{ enclosures|join(', ') }}\n\n{{ issuer.name }}\n",
)


def settings(port: int, **mail: object) -> Settings:
    return Settings.model_validate(
        {
            "name": "Work safety",
            "year": 2026,
            "issuer": {"name": "City Transport Bureau"},
            "term": {"first": "2026-01-01", "last": "2026-12-31"},
            "unit_types": {"county": {"name": "County bureau"}},
            "mail": {
                "sender": "Safety office <safety@bureau.example>",
                "host": "127.0.0.1",
                "port": port,
                "security": "none",
                "timeout": 5,
                "rate": 100_000,
                **mail,
            },
        }
    )


def unit(code: str, email: str | None = None, name: str = "") -> Unit:
    address = f"unit{code}@units.example" if email is None else email
    return Unit(code, name or f"Unit {code}", "county", contact=Contact("A. Head", "123", address))


@dataclass
class Office:
    """A campaign folder with its store, and a server's port."""

    folder: Path
    port: int
    store: Store

    @classmethod
    def at(cls, folder: Path, port: int = 25) -> "Office":
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, port, open_store(folder / "docgen.db"))

    def campaign(self, **mail: object) -> Campaign:
        return Campaign(self.folder, settings(self.port, **mail))

    def letter(self, code: str) -> Enclosure:
        """A file for one unit that names it."""
        path = self.folder / "out" / f"{code}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(f"The result of unit {code}.".encode())
        return Enclosure("result.txt", path, digest(path.read_bytes()))

    def parcel(self, to: Unit, topic: str = "results") -> Parcel:
        return Parcel(topic, to, (self.letter(to.code),))

    def parcels(self, units: Iterable[Unit]) -> list[Parcel]:
        return [self.parcel(to) for to in units]

    def queue(self, parcels: Iterable[Parcel], text: MailText = TEXT, **mail: object) -> Queued:
        return queue(self.campaign(**mail), self.store, parcels, text, WHO)

    def deliver(self, waiting: Iterable[Message], **mail: object) -> Delivered:
        setting = self.campaign(**mail).settings.mail
        assert setting
        pace = Pace(clock=lambda: 0.0, sleep=lambda _: None, interval=0)
        room = Mailroom(self.store, Archive(self.folder / "archive"), WHO, pace)
        password = "swordfish" if setting.user else None
        with Postman(setting, "safety@bureau.example", password=password, folder=self.folder) as postman:
            return deliver(room, postman, waiting)


def ids(findings: Iterable[Finding]) -> list[str]:
    return [finding.code.id for finding in findings]


def moved_to(to: Unit, email: str) -> Unit:
    return replace(to, contact=replace(to.contact, email=email))
