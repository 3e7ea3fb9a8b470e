"""The register of returns as the assessment reads it: accepted records, submissions, decisions, what they give."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from docgen.assessment.campaign import office_of
from docgen.assessment.office import Office
from docgen.assessment.questions import disputes
from docgen.campaign import Campaign
from docgen.desk import Register, StatusReport, submissions
from docgen.model import Decision, Record


@dataclass(frozen=True)
class Returned:
    """What the desk knows of a year, as the assessment takes it."""

    register: Register
    report: StatusReport
    decisions: tuple[Decision, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """The version of each return that counts; a case such as an accident report is told by its own number."""
        return tuple(self._accepted())

    def _accepted(self) -> Iterator[Record]:
        for slot, standing in self.register.standings.items():
            version = standing.accepted
            if version is not None:
                period = f"{slot.period} {slot.about}".strip()
                yield replace(version.record, period=period) if slot.about else version.record


def office_with(campaign: Campaign, returned: Returned, now: datetime) -> Office:
    """What the campaign and its desk know, undecided objections among the decisions."""
    open_ones = disputes(returned.records, returned.decisions, now)
    decisions = (*returned.decisions, *open_ones)
    return office_of(campaign, submissions(returned.report), decisions, today=now.date())
