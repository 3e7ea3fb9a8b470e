"""Which version of a return counts: the latest acceptable one, with what persons decided about it.

Worked out anew each time from all that came and was decided, so that the order in which things were entered does not
matter and nothing derived can go stale.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from docgen.desk.collect import said
from docgen.findings import Finding, Level, Scalar, has_errors
from docgen.findings.desk import DECISION_EXPIRED, SUPERSEDED
from docgen.language import enumerated
from docgen.model import Answer, Decision, DecisionKind, FieldState, FormDefinition, Method, Record
from docgen.model.returns import AnswerValue
from docgen.store.returns import Held

ACCEPTED, RETURNED, WAIVED = "accepted", "returned", "waived"
"""What a decision makes of a whole return."""

_SHOWN = 5
Typed = Callable[[FormDefinition, Answer, str], AnswerValue]
"""Reads what a person entered for a field as a value of its type; None if it is none."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """What one version takes the place of another in: unit, form, period and, for cases, which one."""

    unit: str
    form: str
    period: str
    about: str = ""

    @property
    def subject(self) -> str:
        """How a decision names the whole return: `APR/2026`, `ACR/2026/A-3`."""
        return "/".join(part for part in (self.form, self.period, self.about) if part)


@dataclass(frozen=True, slots=True)
class Version:
    """One record as it stands after what was decided: what of its findings is left, and whether it is acceptable."""

    held: Held
    record: Record
    findings: tuple[Finding, ...]
    is_acceptable: bool

    @property
    def day(self) -> date:
        """The day it came."""
        return datetime.fromisoformat(self.held.file.received).date()


@dataclass(frozen=True, slots=True)
class Standing:
    """All versions of one return, the oldest first, and what the office decided of it as a whole.

    `accepted` is the one that counts, if there is one; `latest` what came last. `findings` say what was superseded and
    which decisions have expired.
    """

    slot: Slot
    versions: tuple[Version, ...]
    decision: Decision | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def latest(self) -> Version | None:
        """What came last."""
        return self.versions[-1] if self.versions else None

    @property
    def accepted(self) -> Version | None:
        """The version that counts; none while the whole return is sent back."""
        if self.decision and self.decision.new == RETURNED and self._is_about_latest():
            return None
        return next((version for version in reversed(self.versions) if version.is_acceptable), None)

    def _is_about_latest(self) -> bool:
        """Whether the decision was made upon what is still the latest version."""
        latest = self.latest
        return bool(self.decision and latest and self.decision.old in ("", latest.held.file.digest))


def standings(
    held: Iterable[Held],
    decided: Mapping[str, Decision],
    forms: Mapping[str, FormDefinition],
    typed: Typed,
) -> dict[Slot, Standing]:
    """Every return of which anything came, or about which anything was decided, by slot."""
    named = sorted((one for one in held if one.record.unit and one.record.period), key=_slot)
    grouped = {slot: tuple(group) for slot, group in groupby(named, key=_slot)}
    found = {slot: _standing(slot, group, decided, forms, typed) for slot, group in grouped.items()}
    for decision in decided.values():
        if decision.kind in (DecisionKind.WAIVER, DecisionKind.RETURN):
            slot = _slot_of(decision)
            found.setdefault(slot, Standing(slot, (), decision))
    return found


def _slot(held: Held) -> Slot:
    return Slot(held.record.unit, held.record.form, held.record.period, held.about)


def _slot_of(decision: Decision) -> Slot:
    form, _, rest = decision.subject.partition("/")
    period, _, about = rest.partition("/")
    return Slot(decision.unit, form, period, about)


def _standing(
    slot: Slot,
    group: Sequence[Held],
    decided: Mapping[str, Decision],
    forms: Mapping[str, FormDefinition],
    typed: Typed,
) -> Standing:
    ordered = sorted(group, key=lambda one: (one.file.received, one.file.first_seen, one.file.digest))
    whole = _whole(slot, decided)
    values = _values(slot, decided)
    versions = []
    expired: list[Finding] = []
    for held in ordered:
        version, lost = _version(held, values, forms.get(slot.form), typed, _accepts(whole, held))
        versions.append(version)
        expired = lost  # only the latest version can show a decision to have expired
    standing = Standing(slot, tuple(versions), whole)
    return replace(standing, findings=(*_superseded(standing), *expired))


def _whole(slot: Slot, decided: Mapping[str, Decision]) -> Decision | None:
    keys = (f"{kind}:{slot.unit}:{slot.subject}" for kind in (DecisionKind.WAIVER, DecisionKind.RETURN))
    found = [decided[key] for key in keys if key in decided]
    return max(found, key=lambda decision: decision.when) if found else None


def _accepts(whole: Decision | None, held: Held) -> bool:
    """Whether a person accepted this very version, whatever is still wrong with it."""
    return bool(whole and whole.new == ACCEPTED and whole.old in ("", held.file.digest))


def _values(slot: Slot, decided: Mapping[str, Decision]) -> dict[str, Decision]:
    start = f"{slot.subject}/"
    return {
        decision.subject.removeprefix(start): decision
        for decision in decided.values()
        if decision.kind is DecisionKind.VALUE and decision.unit == slot.unit and decision.subject.startswith(start)
    }


def _version(
    held: Held, values: Mapping[str, Decision], form: FormDefinition | None, typed: Typed, accepted: bool
) -> tuple[Version, list[Finding]]:
    record = held.record
    settled: set[str] = set()
    expired: list[Finding] = []
    answers = {answer.path: answer for answer in record.answers}
    for path, decision in values.items():
        answer = answers.get(path)
        if answer is None or form is None:
            continue
        if decision.old != shown(answer):
            expired.append(_expired(decision, answer))
            continue
        answers[path] = decide_answer(answer, decision, typed(form, answer, decision.new))
        settled.add(path)
    left = tuple(f for f in held.findings if f.place.path not in settled)
    after = replace(record, answers=tuple(answers.values())) if settled else record
    fit = accepted or not has_errors((*left, *held.file.findings))
    return Version(held, after, left, fit), expired


def shown(answer: Answer) -> str:
    """An answer as the review shows it and a decision remembers it: the value read, else the raw text."""
    return said(answer.value) if answer.state is FieldState.READ else answer.raw.strip()


def decide_answer(answer: Answer, decision: Decision, value: AnswerValue) -> Answer:
    """`answer` as a person entered it: the program's own reading stays among the candidates."""
    none = decision.new == "" and value is None
    state = FieldState.BLANK if none else FieldState.READ
    return replace(answer, state=state, value=value, method=Method.ENTERED, confidence=1.0, none=False)


def _expired(decision: Decision, answer: Answer) -> Finding:
    values = {"who": decision.who, "subject": decision.subject, "old": decision.old, "now": shown(answer)}
    return Finding(DECISION_EXPIRED, replace(answer.place, unit=decision.unit, path=answer.path), values)


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that one version gives and another gives otherwise, as texts."""

    path: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.path}: {self.before or '—'} → {self.after or '—'}"


def differences(before: Record, after: Record) -> tuple[Difference, ...]:
    """Every answer that differs between two versions, rows only one has among them."""
    old = {answer.path: shown(answer) for answer in before.answers}
    new = {answer.path: shown(answer) for answer in after.answers}
    paths = dict.fromkeys((*old, *new))
    return tuple(
        Difference(path, old.get(path, ""), new.get(path, ""))
        for path in paths
        if old.get(path, "") != new.get(path, "")
    )


def _superseded(standing: Standing) -> Iterable[Finding]:
    accepted = standing.accepted
    if accepted is None:
        return
    for version in standing.versions[: standing.versions.index(accepted)]:
        found = differences(version.record, accepted.record)
        told = [str(difference) for difference in found[:_SHOWN]] + (["…"] if len(found) > _SHOWN else [])
        values: dict[str, Scalar] = {
            "form": standing.slot.form,
            "period": standing.slot.period,
            "count": len(found),
            "differences": enumerated(told) or "—",
        }
        yield Finding(SUPERSEDED, version.held.file_place, values)


def worst(findings: Iterable[Finding]) -> Level | None:
    """The heaviest level among `findings`."""
    order = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}
    return min((finding.level for finding in findings), key=order.__getitem__, default=None)
