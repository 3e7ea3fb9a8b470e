"""All that waits for a person, whoever asks: values and returns at the desk, vetoes, cards and objections."""

from docgen.assessment import assess
from docgen.assessment.campaign import judged_day
from docgen.assessment.names import names_of
from docgen.assessment.questions import case_questions, disputes, objection_questions
from docgen.assessment.versions import in_force, versions_of
from docgen.campaign import Campaign
from docgen.cli.scored import Returned, office_with
from docgen.desk import Office, Register, StatusReport, questions
from docgen.findings import Finding, has_errors
from docgen.model import Question
from docgen.store import decisions


def all_waiting(office: Office, known: Register, report: StatusReport) -> tuple[Question, ...]:
    """Everything that waits for a person."""
    with office.store.begin() as tx:
        decided = tuple(decisions.standing(decisions.of_year(tx, office.year)).values())
    return (*questions(office, known, report), *_cases(office, Returned(known, report, decided)))


def unfit_rules(campaign: Campaign) -> tuple[Finding, ...]:
    """The errors for which vetoes, cards and objections cannot be asked about."""
    every = (finding for version in versions_of(campaign) for finding in version.parsed.findings)
    return tuple(finding for finding in every if has_errors((finding,)))


def _cases(office: Office, returned: Returned) -> tuple[Question, ...]:
    """The vetoes, cards and objections that wait for a decision; none while the rules cannot be scored by."""
    if unfit_rules(office.campaign):
        return ()
    parsed = in_force(versions_of(office.campaign), judged_day(office.campaign, office.now.date())).parsed
    results = assess(parsed.rules, returned.records, office_with(office.campaign, returned, office.now))
    open_ones = disputes(returned.records, returned.decisions, office.now)
    names = names_of(parsed.rules, office.campaign, office.forms.values())
    return (*case_questions(results, names), *objection_questions(results, open_ones, names))
