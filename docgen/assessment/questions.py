"""What the assessment waits for a person to decide: vetoes and cards that are proposed, decisions that have expired."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from fractions import Fraction

from docgen.assessment.cases.find import facts_of
from docgen.assessment.decided import points_text
from docgen.assessment.dossier import Returned, Row, shown
from docgen.assessment.evidence import evidence_line
from docgen.assessment.explain import case_state_word, case_word
from docgen.assessment.grading import without_rule
from docgen.assessment.names import PLAIN, Names
from docgen.assessment.nearest import nearest
from docgen.assessment.rules import Rules
from docgen.findings import NOWHERE, Finding, Place
from docgen.findings.assessment import OBJECTION_ITEM
from docgen.language import continued, parted, say
from docgen.model import Assessment, Case, CaseKind, CaseState, Decision, DecisionKind, LossState, Question, Record

OBJECTION_FORM = "OBJ"


def case_questions(results: Iterable[Assessment], names: Names = PLAIN) -> tuple[Question, ...]:
    """A question for each case that is proposed, in the order of the results; `confirmed` or `rejected` answers it."""
    return tuple(
        _question(one, case, names)
        for one in results
        for case in one.cases
        if case.state is CaseState.PROPOSED and not case.open
    )


def _question(one: Assessment, case: Case, names: Names) -> Question:
    kind = DecisionKind.VETO if case.kind is CaseKind.VETO else DecisionKind.CARD
    place = case.evidence[0].place if case.evidence else NOWHERE
    return Question(
        kind=kind,
        unit=one.unit,
        subject=case.subject,
        about=_about(case, names),
        title=names.subject(case.subject),
        old=facts_of(case),
        place=place,
        context=parted(evidence_line(shown, names) for shown in case.evidence),
        read=case_state_word(case),
        choices=(str(CaseState.CONFIRMED), str(CaseState.REJECTED)),
    )


def _about(case: Case, names: Names) -> str:
    """The rule with what it is about, said once, and why it is met."""
    why = without_rule(case, names.reason(case.reason))
    of = f"{case_word(case.kind)} {case.rule}"
    if case.title not in why:
        of = say("{title} ({code})", title=of, code=case.title)
    told = say("{name}: {why}", name=of, why=why)
    return continued((told, say("A decision was made on other facts and no longer holds."))) if case.expired else told


def objections(records: Iterable[Record]) -> Iterator[tuple[str, Row]]:
    """Every row of every objection returned, with its unit."""
    for record in records:
        if record.form == OBJECTION_FORM:
            returned = Returned(record.form, record.period, record)
            for table in returned.tables:
                yield from ((record.unit, row) for row in returned.rows(table) if row.cells.get("item_id"))


def disputes(records: Iterable[Record], decisions: Iterable[Decision], when: datetime) -> tuple[Decision, ...]:
    """The items that are disputed and not decided yet: while they are, the grade is pending."""
    settled = {(one.unit, one.subject) for one in decisions if one.kind is DecisionKind.OBJECTION}
    open_ones = {(unit, shown(row.cells["item_id"])): row for unit, row in objections(records)}
    return tuple(
        Decision(
            DecisionKind.OBJECTION, unit, item, LossState.DISPUTED, unit, when, shown(row.cells.get("reason") or "")
        )
        for (unit, item), row in open_ones.items()
        if (unit, item) not in settled
    )


def strange_objections(rules: Rules, disputed: Iterable[Decision]) -> Iterator[Finding]:
    """Objections to items that the rules do not have."""
    items = [item.id for item in rules.items]
    for one in disputed:
        item = one.subject.partition("/")[0]
        if one.kind is DecisionKind.OBJECTION and one.new == LossState.DISPUTED and item not in items:
            yield Finding(OBJECTION_ITEM, Place(unit=one.unit), {"item": item, "nearest": nearest(item, items)})


def objection_questions(
    results: Iterable[Assessment], disputed: Iterable[Decision], names: Names = PLAIN
) -> tuple[Question, ...]:
    """A question for each item a unit disputes: the points off stand, or are taken back."""
    by_unit = {one.unit: one for one in results}
    return tuple(_objection(by_unit[one.unit], one, names) for one in disputed if one.unit in by_unit)


def _objection(result: Assessment, dispute: Decision, names: Names) -> Question:
    losses = [loss for loss in result.losses if loss.item == dispute.subject]
    return Question(
        kind=DecisionKind.OBJECTION,
        unit=dispute.unit,
        subject=dispute.subject,
        about=say("The unit disputes {item}: {reason}", item=dispute.subject, reason=dispute.reason),
        title=names.subject(dispute.subject),
        old=points_text(sum((loss.points for loss in losses), Fraction(0))),
        context=parted(names.reason(loss.reason) for loss in losses) or say("No points are lost by it."),
        choices=(str(LossState.SUSTAINED), str(LossState.DISMISSED)),
    )
