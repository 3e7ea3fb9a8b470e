"""A year's results put together for all its papers: each unit's explanation beside what the office knows of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from docgen.campaign import Campaign, Indicator
from docgen.campaign.citing import cited
from docgen.campaign.settings import CARD_WORDS, VETO_WORDS, Consequence
from docgen.excel import fold
from docgen.language import enumerated, say, speaking
from docgen.model import Assessment, Explanation, GradeState, Unit, Value


@dataclass(frozen=True, slots=True)
class Superseded:
    """The published result that a new one takes the place of: when it was published, and all that is different now.

    `changes` are lines of title, before, after and why; score and grade as they were.
    """

    day: date
    score: str
    grade: str
    changes: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class UnitYear:
    """One unit's year: its result exactly and in words, the score it gave itself, what its indicators came to.

    `supersedes` is the published result it takes the place of, where there is one that said otherwise.
    """

    unit: Unit
    result: Assessment
    told: Explanation
    own_score: str = ""
    actual: Mapping[str, Value] | None = None
    supersedes: Superseded | None = None

    @property
    def is_settled(self) -> bool:
        """Whether the grade stands; a unit whose grade is pending gets no letter."""
        return self.result.state is GradeState.SETTLED

    def actual_of(self, indicator: str) -> Value:
        """What an indicator came to; None where nobody reported it, which is not 0."""
        return (self.actual or {}).get(indicator)


@dataclass(frozen=True)
class Year:
    """The results of a campaign on a day, in roster order; `granted` are units that get a letter though they wait."""

    campaign: Campaign
    units: tuple[UnitYear, ...]
    day: date
    granted: frozenset[str] = frozenset()

    @property
    def settled(self) -> tuple[UnitYear, ...]:
        """The units whose grade stands."""
        return tuple(one for one in self.units if one.is_settled)

    @property
    def pending(self) -> tuple[UnitYear, ...]:
        """The units with an open question."""
        return tuple(one for one in self.units if not one.is_settled)

    @property
    def lettered(self) -> tuple[UnitYear, ...]:
        """The units that get a letter: those whose grade stands, and those for which the office decided so."""
        return tuple(one for one in self.units if one.is_settled or one.unit.code in self.granted)

    @property
    def unlettered(self) -> tuple[UnitYear, ...]:
        """The units that get none while their question is open."""
        return tuple(one for one in self.pending if one.unit.code not in self.granted)

    def by_group(self) -> dict[str, list[UnitYear]]:
        """Settled units by the group they are ranked in ("": all units), the best first, equal ranks by code."""
        groups: dict[str, list[UnitYear]] = {}
        for one in sorted(self.settled, key=lambda u: (u.result.rank or 10**9, u.unit.code)):
            groups.setdefault(one.result.group, []).append(one)
        return groups

    def grades(self) -> dict[str, int]:
        """How many settled units have each grade, in the order of campaign.toml."""
        counted = Counter(one.result.grade for one in self.settled)
        return {grade.name: counted.get(grade.name, 0) for grade in self.campaign.settings.grades}


def group_name(campaign: Campaign, group: str) -> str:
    """What a group of units that are ranked among themselves is called."""
    kind = campaign.settings.unit_types.get(group)
    return kind.name if kind else group or say("All units")


def consequences_of(campaign: Campaign, one: UnitYear) -> tuple[Consequence, ...]:
    """What follows for a unit from its grade, a veto and a card."""
    known = {fold(one.result.grade)}
    known |= set(map(fold, VETO_WORDS)) if one.result.vetoes else set()
    known |= set(map(fold, CARD_WORDS)) if one.result.cards else set()
    return tuple(c for c in campaign.settings.consequences if fold(c.when) in known)


def clauses_of(campaign: Campaign, unit: Unit) -> Mapping[str, str]:
    """Clause ids as the unit's own book numbers them."""
    with speaking(campaign.settings.language):
        return {c.id: cited(group, c) for group in campaign.duties_of(unit) for c in group.clauses}


def printed_clause(clause: str, printed: Mapping[str, str]) -> str:
    """A loss's clause, or several of them, as the book prints them; one the book lacks stays as it is."""
    parts = [part.strip() for part in clause.replace("；", ";").replace(",", ";").split(";") if part.strip()]
    return enumerated(printed.get(part, part) for part in parts)


def indicators_of(campaign: Campaign, one: UnitYear) -> Iterable[tuple[Indicator, Value]]:
    """The unit's indicators, each with what it came to."""
    return ((indicator, one.actual_of(indicator.indicator)) for indicator in campaign.indicators_of(one.unit))
