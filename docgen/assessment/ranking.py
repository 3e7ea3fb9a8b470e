"""Ranks on the printed score, within the group the rules name; equals share a rank."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from docgen.assessment.rules import Rules
from docgen.model import Assessment, GradeState

Key = tuple[Decimal | Fraction | bool, ...]


def rank(rules: Rules, results: Sequence[Assessment]) -> list[Assessment]:
    """`results` with their ranks, in the order they were in; pending and, by default, vetoed ones have none."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(results):
        if one.state is GradeState.SETTLED and one.score is not None and _is_ranked(rules, one):
            groups[one.group].append(number)
    ranks: dict[int, int] = {}
    for members in groups.values():
        ranks |= _ranks(rules, results, members)
    return [replace(one, rank=ranks.get(number)) for number, one in enumerate(results)]


def _is_ranked(rules: Rules, one: Assessment) -> bool:
    return rules.settings.vetoed_rank == "last" or not one.vetoes


def _ranks(rules: Rules, results: Sequence[Assessment], members: list[int]) -> dict[int, int]:
    keys = {number: _key(rules, results[number]) for number in members}
    dense = rules.settings.ties == "dense"
    ranks: dict[int, int] = {}
    last: Key | None = None
    place = 0
    for position, number in enumerate(sorted(members, key=lambda n: keys[n], reverse=True), 1):
        if keys[number] != last:
            place = place + 1 if dense else position
            last = keys[number]
        ranks[number] = place
    return ranks


def _key(rules: Rules, one: Assessment) -> Key:
    """Vetoed units behind all others, then the printed score, then the stages the rules name against ties."""
    assert one.score is not None
    stages = {stage.stage: stage.score for stage in one.stages}
    ties = tuple(stages.get(stage) or Fraction(0) for stage in rules.settings.ties_by)
    return (not one.vetoes, one.score, *ties)
