"""Which forms are due for which period, and of which units they are asked: the calendar read with the definitions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from docgen.campaign.model import Campaign
from docgen.model import FormDefinition, Unit
from docgen.model.periods import parse_period


@dataclass(frozen=True, slots=True)
class Due:
    """A form due for a period; `day` is None for one that has no date, such as a report at the event."""

    form: FormDefinition
    period: str
    day: date | None = None

    def asks(self, unit: Unit) -> bool:
        """Whether `unit` returns it: it exists in that period, and is of a type that is asked."""
        period = parse_period(self.period)
        exists = period is None or unit.is_active(period.first, period.last)
        return exists and self.form.asks(unit.type)


def all_due(campaign: Campaign, forms: Mapping[str, FormDefinition]) -> tuple[Due, ...]:
    """Every form of the calendar, in its order; an entry without a period is for the campaign's year."""
    year = str(campaign.settings.year)
    entries = (entry for entry in campaign.settings.calendar if entry.form in forms)
    return tuple(
        Due(forms[entry.form], str(parse_period(entry.period) or entry.period or year), entry.date) for entry in entries
    )
