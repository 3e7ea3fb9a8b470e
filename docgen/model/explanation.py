"""A unit's result as people read it: every number exact and as text, every loss with what shows it."""

from dataclasses import dataclass

from docgen.model.assessment import Evidence


@dataclass(frozen=True, slots=True)
class LossLine:
    """A loss as it is shown: points of the item, points of the final score, where from, and what shows it.

    `evidence` tells each figure by itself with its place, `brief` what stands in one file together; `sources` are the
    same as the rules name them, for programs.
    """

    stage: str
    item: str
    clause: str
    points: str
    final: str
    reason: str
    evidence: tuple[str, ...]
    state: str
    brief: tuple[str, ...] = ()
    sources: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A result in words and exact numbers; the JSON of `docgen explain`.

    `rules` identify the rules, with version and digest; `rules_title` is what people call them.
    """

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
    rules_title: str = ""
