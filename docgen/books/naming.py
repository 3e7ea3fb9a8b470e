"""Numbers and file names of books, by the patterns of campaign.toml."""

from collections.abc import Mapping

from docgen.campaign import Campaign
from docgen.files import unique_names
from docgen.model import Unit


def book_number(campaign: Campaign, unit: Unit, sequence: int) -> str:
    """The number printed on `unit`'s book."""
    return campaign.settings.books.number.format(year=campaign.settings.year, seq=sequence, code=unit.code)


def file_names(campaign: Campaign, held: Mapping[str, str]) -> dict[str, str]:
    """Unit codes to file names without ending, all different; `held` are names that units have for good."""
    books, year = campaign.settings.books, campaign.settings.year
    names = {unit.code: books.name_of(unit, year) for unit in campaign.active_units()}
    return unique_names({**names, **held})
