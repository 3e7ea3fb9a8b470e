"""A campaign's own rules, and what its folder knows of the units, for the assessment."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from docgen.assessment.choices import chosen
from docgen.assessment.office import Office
from docgen.assessment.parse import Parsed, parse_rules
from docgen.assessment.read import read_tables
from docgen.assessment.rules import Rules
from docgen.campaign import Campaign
from docgen.campaign.toml import UNKNOWN_YEAR
from docgen.findings import Finding, Place
from docgen.findings import assessment as codes
from docgen.model import Decision, ReturnState, Submission

REGISTER = "submissions"


def one_version(campaign: Campaign, file: str | Path) -> Parsed:
    """The rules in a file of the campaign as its choices make them, with everything that is wrong in them."""
    tables, findings = read_tables(campaign.folder / file)
    if not tables:
        return Parsed(parse_rules(tables).rules, findings)
    tables, differing = chosen(campaign, tables)
    parsed = parse_rules(tables, unit_types(campaign))
    other = other_year(parsed.rules, campaign.settings.year)
    return replace(parsed, findings=tuple(dict.fromkeys((*findings, *differing, *parsed.findings, *other))))


def other_year(rules: Rules, year: int) -> tuple[Finding, ...]:
    """The finding that rules are those of another year than the campaign's."""
    if year in (rules.settings.year, UNKNOWN_YEAR):
        return ()
    rows = (row for row in rules.tables.get("Settings", ()) if row.text("value") == str(rules.settings.year))
    place = next((row.at("value") for row in rows), Place(sheet="Settings"))
    return (Finding(codes.RULES_YEAR, place, {"theirs": rules.settings.year, "ours": year}),)


def judged_day(campaign: Campaign, today: date) -> date:
    """The day an assessment looks at: today, and after the term its last day."""
    return min(today, campaign.settings.term.last)


def rules_file(campaign: Campaign) -> Path:
    """Where the campaign's rules stand."""
    return campaign.folder / campaign.settings.rules.file


def unit_types(campaign: Campaign) -> dict[str, str]:
    """The unit types by each name they may be called by."""
    types = campaign.settings.unit_types
    return {name: key for key, kind in types.items() for name in (key, kind.name)}


def office_of(
    campaign: Campaign, submissions: Iterable[Submission] = (), decisions: Iterable[Decision] = (), *, today: date
) -> Office:
    """What the campaign knows besides the returns, on a day. The office's own entries of submissions come last."""
    term = campaign.settings.term
    told = {(s.unit, s.form, s.period): s for s in _asked(campaign, today)}
    told |= {(s.unit, s.form, s.period): s for s in submissions}
    told |= {(s.unit, s.form, s.period): s for s in _entered(campaign, told)}
    return Office(
        units=campaign.active_units(),
        ledgers={name: rows for name, rows in campaign.ledgers.items() if name != REGISTER},
        limits=campaign.indicators,
        last=campaign.history,
        submissions=tuple(told.values()),
        decisions=tuple(decisions),
        first_day=term.first,
        cutoff=judged_day(campaign, today),
        today=today,
    )


def _asked(campaign: Campaign, today: date) -> Iterable[Submission]:
    """What the calendar asks of every unit: not due before its day, missing after it."""
    for unit in campaign.active_units():
        for entry in campaign.settings.calendar:
            period = campaign.settings.period(entry.period)
            exists = period is None or unit.is_active(period.first, period.last)
            if entry.form and exists:
                state = ReturnState.NOT_DUE if today <= entry.date else ReturnState.MISSING
                yield Submission(unit.code, entry.form, entry.period, state, entry.date)


def _entered(campaign: Campaign, told: dict[tuple[str, str, str], Submission]) -> Iterable[Submission]:
    """The office's ledger of submissions, which settles what the register cannot know."""
    for unit, rows in campaign.ledgers.get(REGISTER, {}).items():
        for facts, place in rows:
            form, period, received = str(facts["form"]), str(facts["period"]), facts["received"]
            known = told.get((unit, form, period))
            state = ReturnState(str(facts["state"]))
            due = known.due if known else None
            day = received if isinstance(received, date) else known.received if known else None
            yield Submission(unit, form, period, state, due, day, str(place))
