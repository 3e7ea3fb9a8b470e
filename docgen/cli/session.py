"""What most commands begin with: the campaign in the current folder, its language, its day, and who is at work."""

import getpass
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial
from pathlib import Path

from docgen.campaign import Campaign, Loaded, load_campaign
from docgen.campaign.toml import FILE
from docgen.cli.tongue import speak_language_of
from docgen.cli.voice import Voice
from docgen.errors import CampaignError, DocgenError
from docgen.findings import Finding
from docgen.language import say
from docgen.store import Archive, Store, Who, holdings, journal, look_into, open_store


@dataclass(frozen=True, slots=True)
class Session:
    """An opened campaign, all that is wrong in it, and the moment of the command in the campaign's time zone."""

    campaign: Campaign
    findings: tuple[Finding, ...]
    now: datetime

    def on(self, day: date) -> "Session":
        """The same campaign on another day."""
        return replace(self, now=_moment(self.campaign, day))

    def records(self) -> Store:
        """The campaign's database to look into; an empty one that leaves no file if there is none yet."""
        return records_of(self.campaign)

    def store(self) -> Store:
        """The campaign's database to write into, made if there is none yet."""
        url = str(self.campaign.settings.store.get("url", ""))
        return open_store(url or self.campaign.folder / "docgen.db")

    def who(self, command: str) -> Who:
        """The person at the keyboard, for the journal."""
        return Who(user_name(), command, self.now)


def records_of(campaign: Campaign) -> Store:
    """The campaign's database to look into; an empty one that leaves no file if there is none yet."""
    file, url = campaign.folder / "docgen.db", str(campaign.settings.store.get("url", ""))
    return look_into(file) if file.exists() and not url else open_store(url or "sqlite://")


def lost_from(campaign: Campaign, *, proved: bool = False) -> tuple[Finding, ...]:
    """What was released and is gone from the archive, or from the records; altered files too if `proved` by digest."""
    look = holdings.unsound if proved else holdings.missing
    with records_of(campaign) as store, store.begin() as tx:
        return look(tx, Archive(campaign.folder / "archive"))


def has_campaign() -> bool:
    """Whether the current folder is a campaign's."""
    return (Path.cwd() / FILE).is_file()


def load(folder: Path) -> Loaded:
    """The campaign in `folder`, whose language is spoken from here on. Raises CampaignError if there is none."""
    if not (folder / FILE).is_file():
        raise CampaignError(
            say("There is no campaign in the folder {folder}: it has no campaign.toml.", folder=folder),
            say("Go into a campaign folder, name it with -C DIR, or begin one with: docgen init DIR"),
        )
    speak_language_of(folder)
    return load_campaign(folder)


def open_campaign(voice: Voice, today: date | None, folder: Path | None = None) -> Session:
    """The campaign of `folder`, or of the current one.

    Raises CampaignError if there is none or too little of it can be read; what is wrong has then been printed.
    """
    loaded = load(folder or Path.cwd())
    if loaded.campaign is None:
        voice.show_findings(loaded.findings)
        raise CampaignError(
            say("Nothing can be made from this campaign folder as it stands."),
            say("Mend what docgen check lists, then run the same command again."),
        )
    voice.watch(partial(_journal_head, loaded.campaign))
    return Session(loaded.campaign, loaded.findings, _moment(loaded.campaign, today))


def _journal_head(campaign: Campaign) -> str:
    """The head of the campaign's journal; "" where it cannot be read, of which whoever needs it tells."""
    try:
        with records_of(campaign) as store, store.begin() as tx:
            return journal.head(tx)
    except DocgenError:
        return ""


def _moment(campaign: Campaign, today: date | None) -> datetime:
    zone = campaign.settings.zone
    # A day given by hand has no hour; noon is the same day in every time zone but two.
    return datetime.combine(today, time(12), zone) if today else datetime.now(zone)


def user_name() -> str:
    """The name this person is logged in by, "?" where the system has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "?"
