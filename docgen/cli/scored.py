"""The register of returns as the assessment reads it: accepted records, submissions, decisions, what they give."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from docgen.assessment import assess
from docgen.assessment.campaign import campaign_rules, office_of
from docgen.assessment.office import Office
from docgen.assessment.questions import case_questions, disputes, objection_questions
from docgen.campaign import Campaign
from docgen.desk import Register, StatusReport, submissions
from docgen.findings import has_errors
from docgen.model import Decision, Question, Record


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


def waiting_cases(campaign: Campaign, returned: Returned, now: datetime) -> tuple[Question, ...]:
    """The vetoes, cards and objections that wait for a decision; none while the rules cannot be scored by."""
    parsed = campaign_rules(campaign)
    if has_errors(parsed.findings):
        return ()
    results = assess(parsed.rules, returned.records, office_with(campaign, returned, now))
    open_ones = disputes(returned.records, returned.decisions, now)
    return (*case_questions(results), *objection_questions(results, open_ones))
