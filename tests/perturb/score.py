"""How a reading compares with the truth: right, wrong and said so, or wrong and not said."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from docgen.findings import Place
from docgen.model import Answer, FieldState, Return
from tests.perturb.fills import BLANK, Entry

ACCEPTED = 0.95
"""From this confidence on a value is taken over unseen, if no finding speaks of its place."""


@dataclass
class Score:
    """Counts of values: all, right ones, those wrong and not flagged, those shown to a person, blanks read as 0."""

    values: int = 0
    right: int = 0
    false: int = 0
    shown: int = 0
    zeros: int = 0
    lost: int = 0
    """Answers without a place."""
    worst: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Score") -> None:
        """Count another one in."""
        for name in ("values", "right", "false", "shown", "zeros", "lost"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.worst.update(other.worst)

    @property
    def accuracy(self) -> float:
        """The share of values that are exactly right."""
        return self.right / max(self.values, 1)

    @property
    def false_accepts(self) -> float:
        """The share of values that are wrong while nothing says so."""
        return self.false / max(self.values, 1)


def score(found: Return, truth: Mapping[str, Entry], name: str) -> Score:
    """A reading of one form against what was written; `name` is told with what is wrong and not flagged."""
    made = Score(values=len(truth))
    answers = {answer.path: answer for record in found.records[:1] for answer in record.answers}
    flagged = set(flags(found)) - {Place()}
    for path, entry in truth.items():
        answer = answers.get(path)
        if answer is None:
            made.false += bool(found.records) and entry.state is not FieldState.BLANK
            made.right += bool(found.records) and entry.state is FieldState.BLANK
            continue
        _judge(made, answer, entry, flagged, name)
    extra = [a for path, a in answers.items() if path not in truth and a.state is FieldState.READ and "[" in path]
    for answer in extra:
        made.values += 1
        _judge(made, answer, BLANK, flagged, name)
    return made


def _judge(made: Score, answer: Answer, entry: Entry, flagged: set[Place], name: str) -> None:
    shown = answer.state not in (FieldState.READ, FieldState.BLANK, FieldState.NOT_APPLICABLE)
    shown = shown or (answer.state is FieldState.READ and answer.confidence < ACCEPTED) or spot(answer.place) in flagged
    made.shown += shown
    made.lost += answer.state is FieldState.READ and answer.place == Place()
    if is_right(answer, entry):
        made.right += 1
        return
    made.zeros += entry.state is FieldState.BLANK and answer.value == 0 and answer.value is not False
    if not shown:
        made.false += 1
        made.worst[
            f"{name} {answer.path}: {entry.text!r} -> {answer.state.value} {answer.value!r} at {answer.place}"
        ] += 1
    else:
        made.worst[f"{name} {answer.path}: {entry.text!r} -> {answer.state.value} {answer.value!r} (shown)"] += 0


def is_right(answer: Answer, entry: Entry) -> bool:
    """Whether a field was read exactly as it was written."""
    if answer.state is not entry.state:
        return False
    return answer.value == entry.value and (
        answer.value is None or type(answer.value) is type(entry.value) or _number(entry)
    )


def _number(entry: Entry) -> bool:
    return not isinstance(entry.value, bool | str)


def flags(found: Return) -> Iterable[Place]:
    """The places findings speak of."""
    for finding in found.findings:
        yield spot(finding.place)


def spot(place: Place) -> Place:
    """A place without what is said beside it."""
    return replace(place, file="", field="", unit="", part="", form="", path="")
