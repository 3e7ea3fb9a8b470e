"""Which version of a return counts: the latest acceptable one, with what persons decided about it.

Worked out anew each time from all that came and was decided, so that the order in which things were entered does not
matter and nothing derived can go stale.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from docgen.desk.collect import said
from docgen.findings import Finding, Level, Scalar, has_errors
from docgen.findings.desk import DECISION_EXPIRED, MUCH_AT_ONCE, SUPERSEDED, TWO_AT_ONCE
from docgen.language import enumerated
from docgen.model import Answer, Decision, DecisionKind, FieldState, FormDefinition, Method, Record
from docgen.model.periods import parse_period
from docgen.model.returns import AnswerValue
from docgen.store.returns import Held

ACCEPTED, RETURNED, WAIVED = "accepted", "returned", "waived"
"""What a decision makes of a whole return."""

_SHOWN, _MOST_ASKED = 5, 8
Typed = Callable[[FormDefinition, Answer, str], AnswerValue]
"""Reads what a person entered for a field as a value of its type; None if it is none."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a record is checked against: whose it is, when it came, the unit's other records, the same one before it."""

    unit: str
    period: str
    day: date
    others: Mapping[str, tuple[Record, ...]]
    before: Record | None = None


Checker = Callable[[Record, tuple[Finding, ...], FormDefinition, Beside], tuple[Record, tuple[Finding, ...]]]
"""Checks a whole record: given the findings of its reading, it gives all that hold, and the record with its results."""


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
        return day_of(self.held)


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

    @property
    def is_taken_as_it_is(self) -> bool:
        """Whether a person accepted what came last, whatever is still wrong with it: nothing of it waits any more."""
        return self.latest is not None and _accepts(self.decision, self.latest.held)

    def _is_about_latest(self) -> bool:
        """Whether the decision was made upon what is still the latest version."""
        latest = self.latest
        return bool(self.decision and latest and self.decision.old in ("", latest.held.file.digest))


def unchecked(
    record: Record, findings: tuple[Finding, ...], _form: FormDefinition, _beside: Beside
) -> tuple[Record, tuple[Finding, ...]]:
    """The checker that checks nothing: what reading found is all there is."""
    return record, findings


@dataclass(frozen=True)
class Judging:
    """What versions are judged by: the forms, the decisions that stand, how entered values are read, how to check."""

    forms: Mapping[str, FormDefinition]
    decided: Mapping[str, Decision]
    typed: Typed
    checker: Checker = unchecked


def standings(held: Iterable[Held], by: Judging) -> dict[Slot, Standing]:
    """Every return of which anything came, or about which anything was decided, by slot."""
    named = sorted((one for one in held if one.record.unit and one.record.period), key=_slot)
    grouped = {slot: _in_order(group) for slot, group in groupby(named, key=_slot)}
    entered = {slot: [_with_decisions(one, slot, by) for one in group] for slot, group in grouped.items()}
    others = _others(entered)
    found = {slot: _standing(slot, group, others, by) for slot, group in entered.items()}
    for decision in by.decided.values():
        if decision.kind in (DecisionKind.WAIVER, DecisionKind.RETURN):
            slot = _slot_of(decision)
            found.setdefault(slot, Standing(slot, (), decision))
    return found


def _in_order(group: Iterable[Held]) -> list[Held]:
    return sorted(group, key=lambda one: (one.file.received, one.file.first_seen, one.file.digest))


def _slot(held: Held) -> Slot:
    return Slot(held.record.unit, held.record.form, held.record.period, held.about)


def _slot_of(decision: Decision) -> Slot:
    form, _, rest = decision.subject.partition("/")
    period, _, about = rest.partition("/")
    return Slot(decision.unit, form, period, about)


@dataclass(frozen=True, slots=True)
class _Entered:
    """A record with the values persons decided, the paths these settle, and the decisions that no longer fit."""

    held: Held
    record: Record
    settled: frozenset[str]
    expired: tuple[Finding, ...]


Others = Mapping[str, Mapping[str, tuple[Record, ...]]]
"""By unit and form, the latest record of each period."""


def _others(entered: Mapping[Slot, Sequence[_Entered]]) -> Others:
    found: dict[str, dict[str, list[Record]]] = {}
    for slot, group in entered.items():
        found.setdefault(slot.unit, {}).setdefault(slot.form, []).append(group[-1].record)
    return {unit: {form: tuple(records) for form, records in forms.items()} for unit, forms in found.items()}


def _standing(slot: Slot, group: Sequence[_Entered], others: Others, by: Judging) -> Standing:
    whole = _whole(slot, by.decided)
    versions = tuple(_version(slot, one, others.get(slot.unit, {}), by, _accepts(whole, one.held)) for one in group)
    if not _accepts(whole, group[-1].held):
        versions = _at_once(versions, group[-1].settled)
    standing = Standing(slot, versions, whole)
    # only the latest version can show a decision to have expired
    return replace(standing, findings=(*_superseded(standing), *group[-1].expired))


def _at_once(versions: tuple[Version, ...], settled: frozenset[str]) -> tuple[Version, ...]:
    """The versions, none of which counts while the last two came at the same moment and differ in what is not settled.

    Which of them is the later nobody can know, since files carry no moment that can be trusted.
    """
    last = versions[-1]
    beside = [one for one in versions[:-1] if _moment(one) == _moment(last)]
    told = tuple(finding for one in beside for finding in _told_apart(one, last, settled))
    if not told:
        return versions
    doubted = replace(last, findings=(*last.findings, *told), is_acceptable=False)
    return (*(replace(one, is_acceptable=False) if one in beside else one for one in versions[:-1]), doubted)


def _moment(version: Version) -> tuple[str, str]:
    return version.held.file.received, version.held.file.first_seen


def _told_apart(other: Version, last: Version, settled: frozenset[str]) -> Iterator[Finding]:
    """What two versions of one moment say otherwise: answer by answer, or, of very many, as one."""
    found = [one for one in differences(other.record, last.record) if _is_said(one, other, last)]
    found = [one for one in found if one.path not in settled]
    file: dict[str, Scalar] = {"file": other.held.file.name}
    if len(found) > _MOST_ASKED:
        values = {**file, "count": len(found), "differences": enumerated(map(str, found[:_SHOWN]))}
        yield Finding(MUCH_AT_ONCE, last.held.file_place, values)
        return
    for one in found:
        answer = last.record.answer(one.path)
        place = replace(answer.place if answer else last.held.file_place, path=one.path, unit=last.record.unit)
        yield Finding(TWO_AT_ONCE, place, {**file, "one": one.after or "—", "other": one.before or "—"})


def _is_said(difference: "Difference", *versions: Version) -> bool:
    """Whether both versions were read there; what could not be read has its own finding."""
    answers = [version.record.answer(difference.path) for version in versions]
    return all(one is None or one.state in (FieldState.READ, FieldState.BLANK) for one in answers)


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


def _with_decisions(held: Held, slot: Slot, by: Judging) -> _Entered:
    form = by.forms.get(slot.form)
    answers = {answer.path: answer for answer in held.record.answers}
    settled: set[str] = set()
    expired: list[Finding] = []
    for path, decision in _values(slot, by.decided).items():
        answer = answers.get(path)
        if answer is None or form is None:
            continue
        if decision.old == shown(answer):
            answers[path] = decide_answer(answer, decision, by.typed(form, answer, decision.new))
            settled.add(path)
        else:
            expired.append(_expired(decision, answer))
    record = replace(held.record, answers=tuple(answers.values())) if settled else held.record
    return _Entered(held, record, frozenset(settled), tuple(expired))


def _version(
    slot: Slot, one: _Entered, others: Mapping[str, tuple[Record, ...]], by: Judging, accepted: bool
) -> Version:
    form = by.forms.get(slot.form)
    record, findings = one.record, one.held.findings
    if form is not None:
        beside = Beside(slot.unit, slot.period, day_of(one.held), others, _before(slot, others))
        record, findings = by.checker(record, findings, form, beside)
    left = tuple(f for f in findings if f.place.path not in one.settled)
    fit = accepted or not has_errors((*left, *one.held.file.findings))
    return Version(one.held, record, left, fit)


def _before(slot: Slot, others: Mapping[str, tuple[Record, ...]]) -> Record | None:
    """The unit's record of the same form for the period before."""
    period = parse_period(slot.period)
    wanted = str(period.previous) if period else ""
    return next((record for record in others.get(slot.form, ()) if record.period == wanted), None)


def day_of(held: Held) -> date:
    """The day a record's file came."""
    return datetime.fromisoformat(held.file.received).date()


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
