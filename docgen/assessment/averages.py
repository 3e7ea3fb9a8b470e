"""What does not apply to a unit, where the rules give it the average of the others (`not_applicable = average`).

The average of an item is the mean share of its points that the other units of the group earned, exactly; a unit counts
towards it where the whole item applies and nothing of it is open. Where no other unit has the item, it leaves the base
as under `rescale`. Items the rules do not ask of a unit's type are no items of it and are never averaged.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from docgen.assessment.decided import settle
from docgen.assessment.dossier import Dossier, Found
from docgen.assessment.explain import shortly
from docgen.assessment.items import Counted, Lost, Plan, count_items
from docgen.assessment.kinds.kind import in_digits
from docgen.assessment.rules import Rules
from docgen.language import N_
from docgen.model import Reason, Source

_AVERAGE = N_("{item} does not apply; the {count} other units earned {share} of its points on average")
AVERAGE = "average"
"""The setting `not_applicable` under which this is done."""
Key = tuple[str, str]
"""A group of units and an item."""


class Average(NamedTuple):
    """The mean share of an item's points, of so many units."""

    share: Fraction
    units: int


@dataclass(frozen=True)
class Averages:
    """The average of every item in every group, as the sum of shares and how many they are of."""

    sums: Mapping[Key, tuple[Fraction, int]] = field(default_factory=dict)

    def of(self, group: str, item: str) -> Average | None:
        """The average of an item in a group; None where no unit has it."""
        shares, units = self.sums.get((group, item), (Fraction(0), 0))
        return Average(shares / units, units) if units else None


NONE = Averages()


def group_of(rules: Rules, d: Dossier) -> str:
    """The units a unit is ranked among and compared with: those of its type, or all."""
    return d.type if rules.settings.rank_within == "unit_type" else ""


def averages_of(made: Plan, units: Iterable[Dossier]) -> Averages:
    """The averages of `units`; none where the rules rescale, and then nothing is counted."""
    if made.rules.settings.not_applicable != AVERAGE:
        return NONE
    sums: dict[Key, tuple[Fraction, int]] = {}
    for d in units:
        group = group_of(made.rules, d)
        for one in settle(count_items(made, d), d.decisions).counted:
            if one.applicable == one.item.points and not any(lost.open for lost in one.losses):
                shares, count = sums.get((group, one.item.id), (Fraction(0), 0))
                sums[group, one.item.id] = shares + Fraction(one.earned) / one.applicable, count + 1
    return Averages(sums)


def together(parts: Iterable[Averages]) -> Averages:
    """The averages of units that were looked at in several parts."""
    sums: dict[Key, tuple[Fraction, int]] = {}
    for part in parts:
        for key, (shares, count) in part.sums.items():
            known = sums.get(key, (Fraction(0), 0))
            sums[key] = known[0] + shares, known[1] + count
    return Averages(sums)


def with_averages(counted: tuple[Counted, ...], group: str, averages: Averages) -> tuple[Counted, ...]:
    """`counted`, where what does not apply costs what the others lose of it on average."""
    return tuple(_filled(one, averages.of(group, one.item.id)) for one in counted) if averages.sums else counted


def _filled(counted: Counted, average: Average | None) -> Counted:
    lent = counted.item.points - counted.applicable
    if not lent or average is None:
        return counted
    name = counted.item.id
    shown = Found(in_digits(average.share), f"{name} × {average.units}", Source.OTHERS)
    told = (("item", name), ("count", average.units), ("share", f"{shortly(average.share * 100, 2)} %"))
    lost = Lost(lent * (1 - average.share), Reason(_AVERAGE, told), (shown,))
    return counted._replace(applicable=counted.item.points, losses=(*counted.losses, lost), lent=lent)


def averages_used(counted: Iterable[Counted]) -> Iterator[str]:
    """The averages that `counted` rests on, for its digest."""
    for one in counted:
        yield from (f"average|{shown}" for lost in one.losses for shown in lost.shown if shown.source is Source.OTHERS)
