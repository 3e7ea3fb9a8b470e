"""Which forms are due for which period, and of which units they are asked: the calendar read with the definitions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from docgen.campaign.model import Campaign
from docgen.errors import UsageError
from docgen.language import say
from docgen.model import FormDefinition, Unit
from docgen.model.periods import Period, parse_period


@dataclass(frozen=True, slots=True)
class Due:
    """A form due for a period; `day` is None for one that has no date, such as a report at the event.

    `covered` is the period with the days it has in the campaign, None if it is written in words.
    """

    form: FormDefinition
    period: str
    day: date | None = None
    covered: Period | None = None

    def asks(self, unit: Unit) -> bool:
        """Whether `unit` returns it: it exists in that period, and is of a type that is asked."""
        exists = self.covered is None or unit.is_active(self.covered.first, self.covered.last)
        return exists and self.form.asks(unit.type)


def all_due(campaign: Campaign, forms: Mapping[str, FormDefinition]) -> tuple[Due, ...]:
    """Every form of the calendar, in its order; an entry without a period is for the campaign's year."""
    entries = (entry for entry in campaign.settings.calendar if entry.form in forms)
    return tuple(due_for(campaign, forms[entry.form], entry.period, entry.date) for entry in entries)


def due_for(campaign: Campaign, form: FormDefinition, period: str, day: date | None = None) -> Due:
    """`form` for `period` as it is written, or for the campaign's year where that is blank."""
    covered = campaign.settings.period(period or str(campaign.settings.year))
    return Due(form, str(covered or period), day, covered)


def check_period(campaign: Campaign, text: str) -> None:
    """Raise UsageError for a text that a person typed and that writes no period; none at all is all of them."""
    period = parse_period(text)
    if text and str(period) != text and text not in {entry.period for entry in campaign.settings.calendar}:
        raise UsageError(
            say("“{text}” is not a period.", text=text),
            say("Write {year}Q1, {year}H1 or {year}.", year=campaign.settings.year),
        )
