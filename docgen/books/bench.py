"""How one unit's book is ordered from the press, and the key that says whether it must be made at all."""

from dataclasses import dataclass
from pathlib import Path

from docgen.books.context import BookData, book_data
from docgen.campaign import Campaign
from docgen.files import digest, read_bytes
from docgen.language import say, speaking
from docgen.model import Unit
from docgen.press import Order
from docgen.store import canonical_digest


@dataclass(frozen=True, slots=True)
class Choice:
    """Which books to make: `units` are codes, none means all. A draft has a watermark, no number, and is not issued."""

    units: tuple[str, ...] = ()
    draft: bool = False
    pdf: bool = True

    @property
    def task(self) -> str:
        """Under which name items are recorded, which is also the folder in `out/`."""
        return "drafts" if self.draft else "books"


@dataclass(frozen=True, slots=True)
class Template:
    """A Word template as it is now: where it lies and the digest of its bytes."""

    path: Path
    digest: str


def read_template(campaign: Campaign, name: str) -> Template:
    """The template at a path inside the campaign. Raises FileTroubleError if it is missing or locked."""
    path = campaign.folder / name
    return Template(path, digest(read_bytes(path)))


@dataclass(frozen=True, slots=True)
class Bench:
    """A campaign's book template, ready to order books of."""

    campaign: Campaign
    template: Template
    choice: Choice
    fingerprint: str

    def data(self, unit: Unit, number: str, version: int = 1) -> BookData:
        """What goes into `unit`'s book."""
        return book_data(self.campaign, unit, number=number, version=version, template=self.template.digest)

    def key(self, data: BookData) -> str:
        """The digest of everything that shapes the book: template and data, engine, fonts, docgen, settings."""
        settings = self.campaign.settings
        rules = [settings.missing, settings.date_format, settings.books.min_pages, settings.books.max_pages]
        if settings.books.pdf_a:
            rules.append("PDF/A-2b")
        return canonical_digest([data.digest, self.fingerprint, self._watermark, rules])

    def order(self, unit: Unit, data: BookData) -> Order:
        """The order for `unit`'s book."""
        settings, imprint = self.campaign.settings, self.campaign.settings.imprint
        return Order(
            self.template.path,
            self.template.digest,
            data.context,
            data.identity,
            title=f"{settings.name} {unit.name}",
            author=imprint.author,
            language=imprint.language,
            date_format=imprint.date_format,
            missing=imprint.missing,
            engine=imprint.engine,
            archival=settings.books.pdf_a,
            pdf=self.choice.pdf,
            watermark=self._watermark,
            pages=(settings.books.min_pages, settings.books.max_pages),
        )

    @property
    def _watermark(self) -> str:
        if not self.choice.draft:
            return ""
        with speaking(self.campaign.settings.language):
            return say("DRAFT")
