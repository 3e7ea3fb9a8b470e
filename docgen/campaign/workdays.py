"""The campaign's own working days: holidays and days worked in exchange are what campaign.toml says, nothing else."""

from datetime import date, timedelta

from docgen.campaign.settings import WorkingDays

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
