"""A unit's result as people read it: every number exact and as text, every loss with what shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LossLine:
    """A loss as it is shown: points of the item, points of the final score, where from, and what shows it."""

    stage: str
    item: str
    clause: str
    points: str
    final: str
    reason: str
    evidence: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A result in words and exact numbers; the JSON of `docgen explain`."""

    unit: str
    name: str
    unit_type: str
    rules: str
    digest: str
    sum: str
    score: str
    exact: str
    between: tuple[str, ...]
    by_score: str
    grade: str
    state: str
    rank: int | None
    group: str
    why: tuple[str, ...]
    stages: tuple[tuple[str, str, str], ...]
    losses: tuple[LossLine, ...]
    awards: tuple[tuple[str, str, str], ...]
    cuts: tuple[tuple[str, str], ...]
    cases: tuple[tuple[str, str, str, str, tuple[str, ...]], ...]
    figures: tuple[tuple[str, str, str, str], ...]
    expired: tuple[str, ...]
