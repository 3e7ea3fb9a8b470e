"""How a unit was scored: every item, every point lost with what shows it, stages, cases, grade and rank.

All points are exact fractions; nothing is rounded but the printed score (`docs/assessment.md`). A reason is a sentence
of a table with its values, said in the language of whoever reads it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from docgen.findings import NOWHERE, Place, Scalar
from docgen.language import say
from docgen.model.returns import ReturnState


class DecisionKind(StrEnum):
    """What a person decided about."""

    VALUE = "value"
    RETURN = "return"
    WAIVER = "waiver"
    VETO = "veto"
    CARD = "card"
    OBJECTION = "objection"
    OVERRIDE = "override"
    CLOSING = "closing"
    """What a figure that was asked for is, now that its deadline has passed."""


def kind_word(kind: DecisionKind) -> str:
    """The kind of a decision in the current language."""
    words = {
        DecisionKind.VALUE: say("value"),
        DecisionKind.RETURN: say("return"),
        DecisionKind.WAIVER: say("waiver"),
        DecisionKind.VETO: say("veto"),
        DecisionKind.CARD: say("summons or card"),
        DecisionKind.OBJECTION: say("objection"),
        DecisionKind.OVERRIDE: say("override"),
        DecisionKind.CLOSING: say("closing"),
    }
    return words[kind]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided for one unit: about what, by whom, when, why, on which document.

    `subject` names it: form, period and path of a value (`APR/2026/signed`), form and period of a return or a waiver
    (`APR/2026`), the rule and the event of a veto or card (`V1`, `Y2/LJ-2026-005`), the item of an objection or an
    override (`A2.1`; `grade`; a loss by its key), the part of an item and the figure it lacks of a closing
    (`A2.1/1/APR 2026`). `old` is the value it was decided upon: when that is no longer what the program finds, the
    decision has expired, and that is told. `new` is what holds instead: a value, `accepted`, `returned`, `waived`,
    `confirmed`, `rejected`, `sustained`, `dismissed`, points, the name of a grade, or what the rules say of a figure
    that is closed.
    """

    kind: DecisionKind
    unit: str
    subject: str
    new: str
    who: str
    when: datetime
    reason: str
    document: str = ""
    old: str = ""

    @property
    def key(self) -> str:
        """What there is one decision of, the latest: its kind, unit and subject."""
        return f"{self.kind}:{self.unit}:{self.subject}"


@dataclass(frozen=True, slots=True)
class Submission:
    """A return as the office's register knows it: when it was due, and when the first acceptable version came.

    `due` is None where no date is set, `received` where nothing acceptable has come. `state` says more: a waived
    return loses nothing, one that is not due yet is open.
    """

    unit: str
    form: str
    period: str
    state: ReturnState
    due: date | None = None
    received: date | None = None
    file: str = ""

    @property
    def days_late(self) -> int | None:
        """Calendar days after the due date, 0 if in time; None where nothing came."""
        if self.received is None:
            return None
        return max(0, (self.received - self.due).days) if self.due else 0


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence of a table (marked for translation) and what fills its places."""

    sentence: str
    values: tuple[tuple[str, Scalar], ...] = ()

    def __str__(self) -> str:
        return say(self.sentence, **dict(self.values))


class Source(StrEnum):
    """Where a figure comes from, in the order in which they count (`docs/assessment.md`)."""

    DECISION = "decision"
    ACCIDENTS = "accidents"
    VERIFIED = "verified"
    LEDGER = "ledger"
    RETURN = "return"
    ROSTER = "roster"
    OTHERS = "others"
    """What other units earned, where the rules give a unit their average."""
    ABSENCE = "absence"
    """What shows it is that nothing is there."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows a point lost: which figure or row, with its value as text, where it stands, and where from.

    `name` is the figure or row in the words of the rules: `APR.signed 2026`, `HRL.hazards 2026Q4 H-03`.
    """

    source: Source
    name: str
    value: str = ""
    place: Place = NOWHERE


class LossState(StrEnum):
    """How far a loss is settled between office and unit; a dismissed one stays, with 0 points."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    SUSTAINED = "sustained"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Loss:
    """Points lost, why, and what shows it. Never without evidence.

    `points` are those of the item (or of the stage's 100), `final` those of the final score. `open` marks points that
    cannot be counted yet: they are lost in the lower score only. `stage` names the stage it belongs to.
    """

    item: str
    points: Fraction
    final: Fraction
    reason: Reason
    evidence: tuple[Evidence, ...]
    stage: str = ""
    open: bool = False
    missing: bool = False
    state: LossState = LossState.PROPOSED

    @property
    def key(self) -> str:
        """What tells it from the unit's other losses, for objections: item and evidence."""
        return "/".join((self.item, *(e.name for e in self.evidence)))


@dataclass(frozen=True, slots=True)
class ItemScore:
    """An item as it was scored. `applicable` are the points left when parts do not apply, 0 if none does."""

    item: str
    clause: str
    title: str
    points: Fraction
    applicable: Fraction
    earned: Fraction
    losses: tuple[Loss, ...] = ()
    override: Decision | None = None

    @property
    def is_open(self) -> bool:
        """Whether points of it cannot be counted yet; `earned` then counts them as earned."""
        return any(loss.open for loss in self.losses)


@dataclass(frozen=True, slots=True)
class StageScore:
    """A stage of the assessment: its score out of 100 (None if it was not held) and its share of the final score.

    `weight` is the share after that of stages not held was handed on.
    """

    stage: str
    title: str
    weight: Fraction
    score: Fraction | None
    losses: tuple[Loss, ...] = ()
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Award:
    """A bonus (points above 0) or a further deduction (below 0) after weighting; 0 with the reason if not counted."""

    rule: str
    points: Fraction
    reason: Reason
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """Points taken off, or given back if below 0, because a total has a bound: of bonuses, of deductions, 0 and 100."""

    points: Fraction
    reason: Reason


class CaseKind(StrEnum):
    """What a condition leads to when it is met."""

    VETO = "veto"
    SUMMONS = "summons"
    CARD = "card"


class CaseState(StrEnum):
    """Proposed by the program, then confirmed or rejected by a person."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Case:
    """A veto, summons or yellow card whose condition a unit meets. `event` tells two cases of one rule apart.

    An `expired` decision was made on other facts than are known now; the case waits for a new one. `open` means that
    a figure it needs is not known.
    """

    kind: CaseKind
    rule: str
    title: str
    event: str
    reason: Reason
    evidence: tuple[Evidence, ...]
    state: CaseState = CaseState.PROPOSED
    decision: Decision | None = None
    expired: bool = False
    open: bool = False

    @property
    def subject(self) -> str:
        """What a decision about it names."""
        return f"{self.rule}/{self.event}" if self.event else self.rule


@dataclass(frozen=True, slots=True)
class FigureUsed:
    """A figure that several sources told: the one used, and the others, each with where it stands."""

    name: str
    value: str
    source: Source
    place: Place = NOWHERE
    others: tuple[tuple[Source, str, Place], ...] = ()

    @property
    def disagrees(self) -> bool:
        """Whether another source says something else."""
        return any(value != self.value for _, value, _ in self.others)


class GradeState(StrEnum):
    """Whether a grade stands, or waits for figures, objections or decisions."""

    SETTLED = "settled"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and the score from which it is given, that score included; the best first."""

    name: str
    lowest: Fraction


@dataclass(frozen=True, slots=True)
class Assessment:
    """A unit's result. `exact` is the score before it is rounded once, into `score`, from which the grade is read.

    With open points `exact` and `score` are None, and `between` holds the lowest and the highest printed score; the
    grade state is PENDING unless the rules let both ends settle it. `by_score` is the grade the score alone gives,
    `grade` what holds after veto, cards and caps, with `why` in words. `rank` is None where a unit is not ranked.
    `ties` are what settles ranks among equal scores, the greater the better.
    `digest` covers the rules, all inputs that were used, and the way of reckoning.
    """

    unit: str
    name: str
    unit_type: str
    rules: str
    rules_digest: str
    digest: str
    items: tuple[ItemScore, ...]
    stages: tuple[StageScore, ...]
    awards: tuple[Award, ...]
    cuts: tuple[Cut, ...]
    exact: Fraction | None
    score: Decimal | None
    between: tuple[Decimal, Decimal] | None
    by_score: str
    grade: str
    state: GradeState
    why: tuple[Reason, ...] = ()
    cases: tuple[Case, ...] = ()
    figures: tuple[FigureUsed, ...] = ()
    expired: tuple[Decision, ...] = ()
    group: str = ""
    ties: tuple[Fraction, ...] = ()
    rank: int | None = None
    override: Decision | None = None

    @property
    def losses(self) -> Iterator[Loss]:
        """Every loss of every stage, in the order of the rules."""
        for stage in self.stages:
            yield from stage.losses

    @property
    def vetoes(self) -> tuple[str, ...]:
        """The rules by which the unit was vetoed, once confirmed."""
        return self._confirmed(CaseKind.VETO)

    @property
    def cards(self) -> tuple[str, ...]:
        """The rules by which yellow cards were given, once confirmed."""
        return self._confirmed(CaseKind.CARD)

    def _confirmed(self, kind: CaseKind) -> tuple[str, ...]:
        return tuple(c.rule for c in self.cases if c.kind is kind and c.state is CaseState.CONFIRMED)
