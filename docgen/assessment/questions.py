"""What the assessment waits for a person to decide: vetoes and cards that are proposed, decisions that have expired."""

from collections.abc import Iterable

from docgen.assessment.cases.find import facts_of
from docgen.assessment.explain import case_word, evidence_line
from docgen.findings import NOWHERE
from docgen.language import say
from docgen.model import Assessment, Case, CaseKind, CaseState, DecisionKind, Question


def case_questions(results: Iterable[Assessment]) -> tuple[Question, ...]:
    """A question for each case that is proposed, in the order of the results; `confirmed` or `rejected` answers it."""
    return tuple(
        _question(one, case)
        for one in results
        for case in one.cases
        if case.state is CaseState.PROPOSED and not case.open
    )


def _question(one: Assessment, case: Case) -> Question:
    kind = DecisionKind.VETO if case.kind is CaseKind.VETO else DecisionKind.CARD
    place = case.evidence[0].place if case.evidence else NOWHERE
    return Question(
        kind=kind,
        unit=one.unit,
        subject=case.subject,
        about=_about(case),
        old=facts_of(case),
        place=place,
        context="; ".join(map(evidence_line, case.evidence)),
        read=str(CaseState.PROPOSED),
        choices=(str(CaseState.CONFIRMED), str(CaseState.REJECTED)),
    )


def _about(case: Case) -> str:
    told = f"{case_word(case.kind)} {case.rule} ({case.title}): {case.reason}"
    again = say("A decision was made on other facts and no longer holds.")
    return f"{told} {again}" if case.expired else told
