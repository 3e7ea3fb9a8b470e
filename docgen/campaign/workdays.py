"""The campaign's own working days: holidays and days worked in exchange are what campaign.toml says, nothing else."""

from datetime import date, timedelta

from docgen.campaign.settings import Settings, WorkingDays

_FAR = 400
"""So many days ahead at most: a calendar without any working day has no answer."""


def is_working(day: date, days: WorkingDays) -> bool:
    """Whether the office works on `day`."""
    return day in days.worked or (day.isoweekday() not in days.rest and day not in days.holidays)


def working_days_after(day: date, count: int, days: WorkingDays) -> date:
    """The last of `count` working days after `day`, the first of which is the next one; a term ends at its midnight."""
    left = count
    for ahead in range(1, _FAR + count):
        later = day + timedelta(days=ahead)
        left -= is_working(later, days)
        if not left:
            return later
    return day + timedelta(days=_FAR)


def correct_until(settings: Settings, told: date) -> date:
    """The last day on which a unit that was told on the day `told` what is wrong with a return can correct it in time.

    `correction_days` are calendar days; a term that would end on a day off ends on the next working day, as terms of
    law do (Civil Code of China, article 203; Regulation 1182/71 of the European Communities, article 3).
    """
    last = told + timedelta(days=settings.choices.correction_days)
    days = settings.working_days
    return last if is_working(last, days) else working_days_after(last, 1, days)
