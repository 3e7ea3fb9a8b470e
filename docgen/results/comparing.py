"""The results of this year beside those of last year, as far as history.xlsx tells them (columns score and grade).

Units that were not there last year, or whose result nobody knows, are counted on neither side of a comparison.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from docgen.model import Facts
from docgen.results.year import UnitYear, Year


def last_score(year: Year, one: UnitYear) -> Decimal | None:
    """The unit's score of last year; None if it is not known."""
    value = year.campaign.history.get(one.unit.code, Facts()).get("score")
    return Decimal(str(value)) if isinstance(value, (int, Decimal)) else None


def last_grade(year: Year, one: UnitYear) -> str:
    """The unit's grade of last year, empty if it is not known."""
    return str(year.campaign.history.get(one.unit.code, Facts()).get("grade") or "")


def last_grades(year: Year) -> Mapping[str, int]:
    """How many of this year's units had each grade last year; empty if nothing is known."""
    return Counter(grade for one in year.units if (grade := last_grade(year, one)))


def last_mean(year: Year, units: Sequence[UnitYear]) -> str:
    """The mean of last year's scores of `units`, to two places; empty if none is known."""
    known = [score for one in units if (score := last_score(year, one)) is not None]
    return f"{sum(known) / len(known):.2f}" if known else ""


def compared(year: Year) -> dict[str, Any] | None:
    """Units known in both years: how many, the mean of both, how many rose and fell; None if there are none."""
    pairs = [
        (now, before)
        for one in year.settled
        if (now := one.result.score) is not None and (before := last_score(year, one)) is not None
    ]
    if not pairs:
        return None
    count = len(pairs)
    return {
        "count": count,
        "mean": f"{sum(now for now, _ in pairs) / count:.2f}",
        "last_mean": f"{sum(before for _, before in pairs) / count:.2f}",
        "rose": sum(now > before for now, before in pairs),
        "fell": sum(now < before for now, before in pairs),
    }
