"""Which vetoes, summons and cards a unit meets the conditions of, and what people decided about each.

A notice that stands in the office's ledger of warnings, or a veto in its ledger with a document number, is a decision.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time

from docgen.assessment.cases import CONDITIONS
from docgen.assessment.cases.kind import Met, Sight
from docgen.assessment.dossier import Dossier
from docgen.assessment.rules import CaseRule, Rules
from docgen.model import Case, CaseKind, CaseState, Decision, DecisionKind, Reason

_KINDS = {CaseKind.VETO: DecisionKind.VETO, CaseKind.SUMMONS: DecisionKind.CARD, CaseKind.CARD: DecisionKind.CARD}


def cases_of(rules: Rules, d: Dossier) -> tuple[Case, ...]:
    """Every case of the unit. One event raises at most one yellow card; vetoes see the cards that are confirmed."""
    decided = {(one.kind, one.subject): one for one in d.decisions}
    warnings = tuple(_entered(d, _found(rules, d, CaseKind.SUMMONS, 0, decided)))
    cards = tuple(_entered(d, _once(_found(rules, d, CaseKind.CARD, 0, decided))))
    standing = sum(card.state is CaseState.CONFIRMED for card in cards)
    vetoes = _entered(d, _found(rules, d, CaseKind.VETO, standing, decided))
    return (*warnings, *cards, *vetoes)


def _found(
    rules: Rules, d: Dossier, kind: CaseKind, cards: int, decided: Mapping[tuple[DecisionKind, str], Decision]
) -> Iterator[Case]:
    seen: set[str] = set()
    for rule in rules.cases:
        if rule.case is not kind or (rule.unit_types and d.type not in rule.unit_types):
            continue
        for met in CONDITIONS[rule.kind].find(rule, Sight(d, cards)):
            case = _case(rule, met)
            if case.subject not in seen:
                seen.add(case.subject)
                yield _decided(case, decided)


def _case(rule: CaseRule, met: Met) -> Case:
    reason = Reason(met.sentence, met.told)
    evidence = tuple(one.evidence for one in met.shown)
    return Case(rule.case, rule.id, rule.title, met.event, reason, evidence, open=met.open)


def _decided(case: Case, decided: Mapping[tuple[DecisionKind, str], Decision]) -> Case:
    decision = decided.get((_KINDS[case.kind], case.subject))
    if decision is None or case.open:
        return case
    expired = bool(decision.old) and decision.old != facts_of(case)
    state = CaseState.PROPOSED if expired else CaseState(decision.new)
    return replace(case, state=state, decision=decision, expired=expired)


def _entered(d: Dossier, cases: Iterable[Case]) -> Iterator[Case]:
    """The cases, those confirmed that stand in a ledger with their document: one row confirms one case of its rule."""
    ledger = "veto" if d.ledgers.get("veto") else ""
    rows = [row for name in ("warnings", ledger) for row in d.ledgers.get(name, ())]
    left = [row for row in rows if row.cells.get("notice_no") or row.cells.get("document")]
    for case in cases:
        row = next((row for row in left if row.cells.get("rule") == case.rule), None)
        if row is None or case.decision is not None or case.open:
            yield case
            continue
        left.remove(row)
        day = row.cells.get("date")
        when = datetime.combine(day if isinstance(day, date) else date.min, time())
        document = str(row.cells.get("notice_no") or row.cells.get("document"))
        made = Decision(
            _KINDS[case.kind], d.unit, case.subject, CaseState.CONFIRMED, row.name, when, case.title, document
        )
        yield replace(case, state=CaseState.CONFIRMED, decision=made)


def facts_of(case: Case) -> str:
    """The facts a decision about the case is made on; when they change, it has expired."""
    return "; ".join(f"{one.name} {one.value}".strip() for one in case.evidence)


def _once(cards: Iterator[Case]) -> Iterator[Case]:
    events: set[str] = set()
    for card in cards:
        if card.event not in events or not card.event:
            events.add(card.event)
            yield card
