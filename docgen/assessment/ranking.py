"""Ranks on the printed score, within the group the rules name; equals share a rank."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from docgen.assessment.rules import Rules
from docgen.model import Assessment, GradeState

Key = tuple[Decimal | Fraction | bool, ...]


class Standing(NamedTuple):
    """All that ranking needs to know of a result: its group, and what it is compared by; None if it is not ranked."""

    group: str
    key: Key | None


def rank(rules: Rules, results: Sequence[Assessment]) -> list[Assessment]:
    """`results` with their ranks, in the order they were in; pending and, by default, vetoed ones have none."""
    found = ranks(rules, [standing(rules, one) for one in results])
    return [replace(one, rank=place) for one, place in zip(results, found, strict=True)]


def standing(rules: Rules, one: Assessment) -> Standing:
    """Vetoed units behind all others, then the printed score, then what the rules name against ties."""
    counts = rules.settings.vetoed_rank == "last" or not one.vetoes
    if one.state is not GradeState.SETTLED or one.score is None or not counts:
        return Standing(one.group, None)
    return Standing(one.group, (not one.vetoes, one.score, *one.ties))


def ranks(rules: Rules, standings: Sequence[Standing]) -> list[int | None]:
    """The rank of each, in the same order."""
    groups: dict[str, list[tuple[Key, int]]] = defaultdict(list)
    for number, one in enumerate(standings):
        if one.key is not None:
            groups[one.group].append((one.key, number))
    found: list[int | None] = [None] * len(standings)
    for members in groups.values():
        for number, place in _places(sorted(members, key=lambda m: m[0], reverse=True), rules.settings.ties == "dense"):
            found[number] = place
    return found


def _places(members: list[tuple[Key, int]], dense: bool) -> list[tuple[int, int]]:
    """Numbers and their places: equals share one, and the next one is left out unless `dense`."""
    places: list[tuple[int, int]] = []
    for position, (key, number) in enumerate(members, 1):
        if not places or key != members[position - 2][0]:
            place = places[-1][1] + 1 if places and dense else position
        places.append((number, place))
    return places
