"""A unit's result in words: the sum, every point lost with what shows it, cases, figures that several sources told."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from docgen.assessment.evidence import briefly, evidence_line, source_word
from docgen.assessment.names import PLAIN, Names, objection_word
from docgen.language import N_, enumerated, in_percent, say
from docgen.model import (
    Assessment,
    Award,
    Case,
    CaseKind,
    CaseState,
    DecisionKind,
    Evidence,
    Explanation,
    GradeState,
    Loss,
    LossLine,
    Reason,
)

_EXPIRED = N_("The decision on {subject} by {who} ({when}) was made on other facts and no longer holds; decide again.")
_REOPENED = N_("{subject}, closed by {who} ({when}), is not lacking any more, or the rules say otherwise of it now.")


def explain(one: Assessment, names: Names = PLAIN) -> Explanation:
    """What was reckoned and why, in the current language; `names` are what people call the figures of the rules."""
    clauses = {item.item: item.clause for item in one.items}
    titles = {stage.stage: stage.title for stage in one.stages}
    return Explanation(
        unit=one.unit,
        name=one.name,
        unit_type=one.unit_type,
        rules=one.rules,
        digest=one.digest,
        rules_title=names.rules or one.rules,
        sum=sum_line(one),
        score="" if one.score is None else str(one.score),
        exact="" if one.exact is None else exactly(one.exact),
        between=tuple(dict.fromkeys(map(str, one.between or ()))),
        by_score=one.by_score,
        grade=one.grade,
        state=state_word(one.state),
        rank=one.rank,
        group=one.group,
        why=tuple(map(names.reason, one.why)),
        stages=tuple((s.title, "" if s.score is None else points_shown(s.score), share(s.weight)) for s in one.stages),
        losses=tuple(_line(loss, titles, clauses, names) for loss in one.losses),
        awards=tuple((a.rule, signed(a.points), _said_award(a, names)) for a in one.awards),
        cuts=tuple((signed(-cut.points), names.reason(cut.reason)) for cut in one.cuts),
        cases=tuple(_said_case(case, names) for case in one.cases if not case.open),
        figures=tuple(_figures(one, names)),
        expired=tuple(expired_line(one, names)),
    )


def sum_line(one: Assessment) -> str:
    """How the score is put together, as one would write it on paper."""
    held = [stage for stage in one.stages if stage.score is not None]
    terms = [f"{stage.title} {points_shown(stage.score or Fraction(0))} × {share(stage.weight)}" for stage in held]
    more = [signed(award.points) for award in one.awards if award.points]
    more += [signed(-cut.points) for cut in one.cuts]
    left = " + ".join(terms) + "".join(f" {text[0]} {text[1:]}" for text in more)
    if one.exact is None:
        return left
    exact = points_shown(one.exact)
    return f"{left} = {exact}" if exact == f"{one.score}" else f"{left} = {exact} → {one.score}"


def exactly(value: Fraction) -> str:
    """A number with every digit it has; one that has no end as a fraction, with its beginning."""
    for digits in range(10):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            text = f"{abs(scaled.numerator):0{digits + 1}d}"
            whole = text if digits == 0 else f"{text[:-digits]}.{text[-digits:]}"
            return f"-{whole}" if value < 0 else whole
    return f"{value.numerator}/{value.denominator} ({shortly(value)}…)"


def shortly(value: Fraction, digits: int = 4) -> str:
    """The beginning of a number, cut after so many digits; for reading, never for reckoning."""
    scaled = abs(value.numerator) * 10**digits // value.denominator
    text = f"{scaled:0{digits + 1}d}"
    return f"{'-' if value < 0 else ''}{text[:-digits]}.{text[-digits:]}"


def signed(value: Fraction) -> str:
    """A number of points with its sign."""
    return f"+{exactly(value)}" if value >= 0 else f"−{exactly(-value)}"


def share(weight: Fraction) -> str:
    """A stage's share in per cent."""
    return in_percent(exactly(weight * 100))


def points_shown(value: Fraction) -> str:
    """Points lost as a table shows them: exactly, or the beginning of a number without end."""
    text = exactly(value)
    return f"{shortly(value)}…" if "/" in text else text


def _line(loss: Loss, titles: dict[str, str], clauses: dict[str, str], names: Names) -> LossLine:
    return LossLine(
        stage=titles.get(loss.stage, loss.stage),
        item=names.said(titles.get(loss.item, loss.item)),
        clause=clauses.get(loss.item, ""),
        points=points_shown(loss.points),
        final=points_shown(loss.final),
        reason=names.reason(loss.reason),
        evidence=_lines(loss.evidence, names),
        state=loss_word(loss),
        brief=briefly(loss.evidence, names),
        sources=tuple(dict.fromkeys(loss.evidence)),
    )


def _lines(evidence: Iterable[Evidence], names: Names) -> tuple[str, ...]:
    return tuple(dict.fromkeys(evidence_line(one, names) for one in evidence))


def state_word(state: GradeState) -> str:
    """Whether the grade stands."""
    return say("settled") if state is GradeState.SETTLED else say("grade pending")


def loss_word(loss: Loss) -> str:
    """How far a loss is settled."""
    return say("open") if loss.open else objection_word(loss.state)


def case_word(kind: CaseKind) -> str:
    """A veto, a summons or a yellow card."""
    words = {CaseKind.VETO: say("veto"), CaseKind.SUMMONS: say("summons"), CaseKind.CARD: say("yellow card")}
    return words[kind]


def case_state_word(case: Case) -> str:
    """How far a case is decided."""
    if case.expired:
        return say("decided on other facts, to be decided again")
    words = {
        CaseState.PROPOSED: say("waits for a decision"),
        CaseState.CONFIRMED: say("confirmed"),
        CaseState.REJECTED: say("rejected"),
    }
    return words[case.state]


def _said_case(case: Case, names: Names) -> tuple[str, str, str, str, tuple[str, ...]]:
    document = case.decision.document if case.decision else ""
    state = case_state_word(case)
    state = say("{what} ({where})", what=state, where=document) if document else state
    return case_word(case.kind), case.rule, names.reason(case.reason), state, _lines(case.evidence, names)


def _said_award(award: Award, names: Names) -> str:
    shown = enumerated(_lines(award.evidence, names))
    return say("{reason} [{shown}]", reason=names.reason(award.reason), shown=shown)


def _figures(one: Assessment, names: Names) -> Iterator[tuple[str, str, str, str]]:
    for figure in one.figures:
        others = enumerated(
            say("{source}: {what}", source=source_word(source), what=value) for source, value, _ in figure.others
        )
        mark = say("differs") if figure.disagrees else ""
        used = say("{what} ({where})", what=figure.value, where=source_word(figure.source))
        yield str(names.called(figure.name)), used, others, mark


def expired_line(one: Assessment, names: Names = PLAIN) -> Iterator[str]:
    """Decisions that hold no more, each with what it was made on."""
    for decision in one.expired:
        sentence = _REOPENED if decision.kind is DecisionKind.CLOSING else _EXPIRED
        when = decision.when.date().isoformat()
        told = (("subject", names.subject(decision.subject)), ("who", decision.who), ("when", when))
        yield names.said(str(Reason(sentence, told)))
