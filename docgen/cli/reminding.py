"""The terms units have, gathered from all rooms: returns, hazards, warnings, accidents' closing, objections."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from docgen.assessment.warn import Warned, warnings_of
from docgen.cli.counter import day_of, open_counter
from docgen.cli.scores import known
from docgen.cli.session import Session
from docgen.desk import Register, StatusReport
from docgen.language import say
from docgen.model import CaseKind, CaseState, Facts, Record, ReturnState
from docgen.results.publish import previewed
from docgen.results.reminders import Term, TermKind
from docgen.store import Store

_OWED = (
    ReturnState.NOT_DUE,
    ReturnState.MADE,
    ReturnState.SENT,
    ReturnState.MISSING,
    ReturnState.RETURNED,
    ReturnState.UNREADABLE,
)


def all_terms(session: Session, store: Store) -> tuple[Term, ...]:
    """Every term that some unit still has."""
    counter = open_counter(session, store, "docgen send")
    register = counter.register()
    records = _records(register)
    return (
        *_returns(session, counter.status(register)),
        *_hazards(session, records),
        *_warnings(session),
        *_confirmed(session),
        *_cases(records),
        *_objections(session, store),
    )


def _records(register: Register) -> list[Record]:
    return [s.accepted.record for s in register.standings.values() if s.accepted]


def _returns(session: Session, report: StatusReport) -> Iterator[Term]:
    titles = {form.code: form.title for form in session.campaign.settings.forms}
    for one in report.forms:
        if one.due and one.state in _OWED:
            period = session.campaign.settings.period(one.period)
            said = period.said if period else one.period
            words = say("{form} ({period})", form=titles.get(one.form, one.form), period=said)
            yield Term(one.unit, TermKind.RETURN, f"{one.form} {one.period} {one.about}".strip(), one.due, words)


def _hazards(session: Session, records: list[Record]) -> Iterator[Term]:
    put_right = {(record.unit, number) for record in records for number in _put_right(record)}
    for unit in session.campaign.active_units():
        for facts in unit.lists.get("hazards", ()):
            number, deadline = str(facts.get("listed_no") or ""), _day(facts.get("deadline"))
            if deadline and not facts.get("delisted_on") and (unit.code, number) not in put_right:
                words = say("listed hazard {number}: {what}", number=number, what=facts.get("description") or "")
                yield Term(unit.code, TermKind.HAZARD, number, deadline, words)


def _put_right(record: Record) -> Iterator[str]:
    """The listing numbers of hazards that a return says were put right."""
    numbers = {a.path.rpartition("/")[0]: str(a.value) for a in record.answers if a.path.endswith("/listed_no")}
    for answer in record.answers:
        row, _, name = answer.path.rpartition("/")
        if name in ("rectified_date", "corrected_date") and answer.value is not None and row in numbers:
            yield numbers[row]


def _warnings(session: Session) -> Iterator[Term]:
    for unit, rows in session.campaign.ledgers.get("warnings", {}).items():
        for facts, _ in rows:
            due = _day(facts.get("due"))
            if due and facts.get("done") is None:
                number = str(facts.get("notice_no"))
                words = say("report on what was put right after notice {number}", number=number)
                yield Term(unit, TermKind.RECTIFICATION, number, due, words)


def _confirmed(session: Session) -> Iterator[Term]:
    """Hearings and terms of warnings that were confirmed, until the office has entered them in its ledger."""
    entered = session.campaign.ledgers.get("warnings", {})
    for one in warnings_of(session.campaign, known(session, ()).results(), day_of(session)):
        confirmed = one.case.state is CaseState.CONFIRMED and one.case.kind is not CaseKind.VETO
        if confirmed and not any(_is_entry_of(one, facts) for facts, _ in entered.get(one.unit, ())):
            told = {"rule": one.case.rule, "title": one.case.title}
            yield Term(
                one.unit, TermKind.HEARING, one.case.subject, one.hearing, say("hearing ({rule}: {title})", **told)
            )
            words = say("report on what was put right ({rule}: {title})", **told)
            yield Term(one.unit, TermKind.RECTIFICATION, one.case.subject, one.term, words)


def _is_entry_of(one: Warned, facts: Facts) -> bool:
    """Whether a row of the ledger is of this very warning: by its document, else by its rule and a day not before."""
    decision, day = one.case.decision, _day(facts.get("date"))
    if decision and decision.document and str(facts.get("notice_no")) == decision.document:
        return True
    return str(facts.get("rule")) == one.case.rule and bool(decision and day and day >= decision.when.date())


def _cases(records: list[Record]) -> Iterator[Term]:
    for record in records:
        answers: Mapping[str, object] = {a.path.rpartition("/")[2]: a.value for a in record.answers}
        due = _day(answers.get("due_close_date"))
        if due and answers.get("closed_date") is None:
            number = str(answers.get("accident_no") or "")
            words = say("closing of accident {number}", number=number)
            yield Term(record.unit, TermKind.CASE, number, due, words)


def _objections(session: Session, store: Store) -> Iterator[Term]:
    until = previewed(store, session.campaign.settings.year)
    if until:
        words = say("objections to the preview of the result")
        yield from (Term(u.code, TermKind.OBJECTION, "", until, words) for u in session.campaign.active_units())


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
