"""What the verbs of the assessment have in common: the campaign's rules, its records, and the results they give."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click

from docgen.assessment import Parsed, Rules
from docgen.assessment.campaign import judged_day, office_of
from docgen.assessment.many import assess_many
from docgen.assessment.names import PLAIN, Names, names_of
from docgen.assessment.office import Office, dossiers
from docgen.assessment.questions import strange_objections
from docgen.assessment.recordtable import read_records
from docgen.assessment.stages import bare_scores
from docgen.assessment.versions import WHAT_IF, Version, in_force, lint_versions, versions_of, what_if_subject
from docgen.campaign import Campaign
from docgen.cli.counter import open_counter
from docgen.cli.scored import Returned, office_with
from docgen.cli.session import Session
from docgen.errors import CampaignError, UsageError
from docgen.findings import Finding, Place, has_errors
from docgen.findings.assessment import BARE_SCORE, RULES_REWRITTEN, VERSION_UNSEEN
from docgen.forms import load_definitions
from docgen.language import enumerated, say
from docgen.model import Assessment, FormDefinition, Record
from docgen.store import Transaction, assessments, decisions, journal

records_option = click.option(
    "--records",
    multiple=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Score these records (.xlsx or .csv: unit, form, period, path, value) in place of the returns collected.",
)


@dataclass(frozen=True)
class Known:
    """Everything a campaign's results are made from."""

    rules: Rules
    records: tuple[Record, ...]
    office: Office
    findings: tuple[Finding, ...]
    names: Names = PLAIN

    def results(self) -> Iterator[Assessment]:
        """The result of every unit, ranked, one after the other."""
        return assess_many(self.rules, self.records, self.office, clock=time.monotonic)


def known(session: Session, files: tuple[Path, ...], version: Version | None = None) -> Known:
    """The campaign's records, and the rules in force, or those of `version`.

    Raises CampaignError where the rules are not fit to score by.
    """
    parsed = version.parsed if version else _rules(session)
    if has_errors(parsed.findings):
        raise CampaignError(
            say(
                "The Assessment Rules have {count:fault|faults}; nothing is scored.",
                count=_errors(parsed.findings),
            ),
            say("Mend what docgen rules check lists, then run the same command again."),
        )
    records, office, findings = _from_files(session, files) if files else _from_desk(session)
    bare = _bare_scores(parsed.rules, office)
    names = names_of(parsed.rules, session.campaign, load_definitions(session.campaign).forms.values())
    strange = strange_objections(parsed.rules, office.decisions)
    return Known(parsed.rules, records, office, (*parsed.findings, *findings, *bare, *strange), names)


def _bare_scores(rules: Rules, office: Office) -> Iterator[Finding]:
    for one in dossiers(rules, (), office):
        for row in bare_scores(rules, one):
            values = {"score": str(row.cells["score"]), "quarter": str(row.cells.get("quarter"))}
            yield Finding(BARE_SCORE, replace(row.place, unit=one.unit), values)


def _rules(session: Session) -> Parsed:
    """The rules in force, with what is wrong about any version: one that cannot be read might be in force today.

    That nobody looked at what a version changes is wrong from the day on which it holds.
    """
    campaign = session.campaign
    every = versions_of(campaign)
    held = in_force(every, judged_day(campaign, session.now.date()))
    with session.records() as store, store.begin() as tx:
        early = {one.file for one in every[every.index(held) + 1 :]}
        told = lint_versions(every, campaign.settings.term.last, partial(was_looked_at, tx))
        wrong = [one for one in told if one.code is not VERSION_UNSEEN or one.values["file"] not in early]
        wrong += _rewritten(tx, campaign, held.rules)
    wrong += [finding for one in every if one is not held for finding in one.parsed.findings if has_errors((finding,))]
    return replace(held.parsed, findings=(*held.parsed.findings, *wrong))


def was_looked_at(tx: Transaction, rules: Rules) -> bool:
    """Whether the journal tells that somebody looked at what these rules change."""
    entries = journal.of_object(tx, what_if_subject(rules), WHAT_IF)
    return any(entry.act.after == rules.digest for entry in entries)


def _rewritten(tx: Transaction, campaign: Campaign, rules: Rules) -> Iterator[Finding]:
    """Rules that were changed under the version by which results were published."""
    first = next(iter(campaign.active_units()), None)
    kept = assessments.newest(tx, campaign.settings.year, first.code) if first else None
    if kept is not None and kept.published and kept.assessment.rules_digest != rules.digest:
        before = kept.assessment.rules
        if before.startswith(f"{what_if_subject(rules)} "):
            yield Finding(RULES_REWRITTEN, Place(campaign.settings.rules.file), {"before": before})


def _errors(findings: tuple[Finding, ...]) -> int:
    return sum(has_errors((finding,)) for finding in findings)


def _from_files(session: Session, files: tuple[Path, ...]) -> tuple[tuple[Record, ...], Office, tuple[Finding, ...]]:
    """The records of tables, beside what the campaign knows."""
    records: list[Record] = []
    findings: list[Finding] = []
    for file in files:
        read, wrong = read_records(file)
        records += read
        findings += wrong
    return tuple(records), office_of(session.campaign, today=session.now.date()), tuple(findings)


def _from_desk(session: Session) -> tuple[tuple[Record, ...], Office, tuple[Finding, ...]]:
    """The returns that count, with when they came and what was decided."""
    with session.records() as store:
        counter = open_counter(session, store, "docgen assess")
        _refuse_unread(counter.office.forms, session.campaign)
        register = counter.register()
        with store.begin() as tx:
            decided = tuple(decisions.standing(decisions.of_year(tx, session.campaign.settings.year)).values())
        returned = Returned(register, counter.status(register), decided)
        return returned.records, office_with(session.campaign, returned, session.now), counter.findings


def _refuse_unread(forms: Mapping[str, FormDefinition], campaign: Campaign) -> None:
    """Raise CampaignError where the definition of a form is lost or broken: its returns would be taken for missing."""
    unread = [form.code for form in campaign.settings.forms if form.code not in forms]
    if unread:
        raise CampaignError(
            say("Nothing is scored: the definition of {forms} cannot be read.", forms=enumerated(unread)),
            say("Mend what docgen check lists, then run the same command again."),
        )


def result_of(known: Known, session: Session, unit: str) -> Assessment:
    """The result of the unit a person named, by code or any of its names. Raises UsageError if there is none."""
    code = unit_code(session, unit)
    found = next((one for one in known.results() if one.unit == code), None)
    if found is None:
        raise UsageError(say("The unit {unit} is not active in this term.", unit=code))
    return found


def unit_code(session: Session, unit: str) -> str:
    """The code of the unit a person named, by code or any of its names. Raises UsageError if there is none."""
    match = session.campaign.unit_named(unit)
    if match.unit is None:
        near = enumerated(f"{c.code} {c.name}" for c in match.candidates[:3])
        raise UsageError(
            say("There is no unit “{unit}” in the roster.", unit=unit),
            say("Nearest: {near}", near=near) if near else say("docgen status lists every unit with its code."),
        )
    return match.unit.code
