"""Warnings on any day: who meets a condition for a summons or a card, and the papers of those that are confirmed.

A hearing lies at least three working days after its notice; what is to be put right is due after so many days.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from docgen.assessment.names import PLAIN, Names
from docgen.assessment.papers import Paper
from docgen.campaign import Campaign
from docgen.campaign.workdays import is_working
from docgen.language import say, speaking
from docgen.model import Assessment, Case, CaseKind, CaseState, Decision, DecisionKind

NOTICE_DAYS = 3
"""Working days between a notice and its hearing."""
TERM_DAYS = 30
"""Days a unit has to put matters right."""


@dataclass(frozen=True, slots=True)
class Warned:
    """A case of a unit for a summons, a card or a veto, with the day, hearing and term its papers name.

    `dated` is the day of the decision, from which the others count: a paper made again bears the day of the first.
    """

    unit: str
    name: str
    case: Case
    hearing: date
    term: date
    dated: date


def warnings_of(campaign: Campaign, results: Iterable[Assessment], today: date) -> tuple[Warned, ...]:
    """Every case of every unit that is not rejected, in the order of the roster; open ones are none yet."""
    return tuple(_warnings(campaign, results, today))


def _warnings(campaign: Campaign, results: Iterable[Assessment], today: date) -> Iterator[Warned]:
    for one in results:
        for case in one.cases:
            if not case.open and case.state is not CaseState.REJECTED:
                decided = case.decision.when.date() if case.decision and not case.expired else today
                hearing = working_day_after(campaign, decided, NOTICE_DAYS)
                yield Warned(one.unit, one.name, case, hearing, decided + timedelta(days=TERM_DAYS), decided)


def working_day_after(campaign: Campaign, day: date, count: int) -> date:
    """The day that lies `count` working days after `day`: so many whole working days are between the two."""
    settings = campaign.settings.working_days
    while count >= 0:
        day += timedelta(days=1)
        count -= is_working(day, settings)
    return day


def papers_of(campaign: Campaign, warned: Warned, names: Names = PLAIN) -> tuple[Paper, ...]:
    """The papers of a confirmed summons or card: the notice and the record to be signed at the talk."""
    if warned.case.state is not CaseState.CONFIRMED or warned.case.kind is CaseKind.VETO:
        return ()
    template = "summons" if warned.case.kind is CaseKind.SUMMONS else "yellow-card"
    with speaking(campaign.settings.language):
        context = _context(warned, names)
        titles = (say("Summons warning") if template == "summons" else say("Yellow card"), say("Record of the talk"))
    return tuple(
        Paper(name, "W", f"{warned.unit}.{warned.case.rule}", f"{warned.name} {title}", context, "warnings")
        for name, title in zip((template, "talk-record"), titles, strict=True)
    )


def _context(warned: Warned, names: Names) -> dict[str, object]:
    case, decision = warned.case, warned.case.decision
    return {
        "unit": {"code": warned.unit, "name": warned.name},
        "case": {
            "rule": case.rule,
            "title": case.title,
            "reason": names.reason(case.reason),
            "document": decision.document if decision else "",
            "hearing": warned.hearing,
            "term": warned.term,
            "effect": say("With a yellow card the unit cannot be given the best grade of the year."),
        },
    }


def decided_terms(campaign: Campaign, decisions: Iterable[Decision]) -> tuple[tuple[date, str, str], ...]:
    """The days that decisions and the ledger of warnings put on the calendar, known without reckoning anything.

    A notice that stands in the ledger with the day it is to be answered by stays until it is done.
    """
    found: list[tuple[date, str, str]] = []
    for decision in decisions:
        if decision.kind is DecisionKind.CARD and decision.new == CaseState.CONFIRMED:
            day, rule = decision.when.date(), decision.subject.partition("/")[0]
            found += _days(campaign, decision.unit, rule, day)
    for unit, rows in campaign.ledgers.get("warnings", {}).items():
        for facts, _ in rows:
            due, notice = facts["due"], str(facts["notice_no"] or facts["rule"] or "")
            if isinstance(due, date) and facts["done"] is None:
                found.append((due, unit, say("{rule}: put right and reported", rule=notice)))
    return tuple(sorted(found))


def _days(campaign: Campaign, unit: str, rule: str, decided: date) -> Iterator[tuple[date, str, str]]:
    yield working_day_after(campaign, decided, NOTICE_DAYS), unit, say("{rule}: hearing", rule=rule)
    yield decided + timedelta(days=TERM_DAYS), unit, say("{rule}: put right and reported", rule=rule)


def terms(campaign: Campaign, results: Iterable[Assessment], today: date) -> tuple[tuple[date, str, str], ...]:
    """The days that confirmed cases put on the calendar: hearing and end of the term, with unit and words."""
    found = []
    for warned in warnings_of(campaign, results, today):
        if warned.case.state is CaseState.CONFIRMED and warned.case.kind is not CaseKind.VETO:
            found.append((warned.hearing, warned.unit, say("{rule}: hearing", rule=warned.case.rule)))
            found.append((warned.term, warned.unit, say("{rule}: put right and reported", rule=warned.case.rule)))
    return tuple(sorted(found))
