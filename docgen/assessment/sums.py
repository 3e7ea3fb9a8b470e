"""Sums of points, exactly and quickly: fractions of one denominator are added up as whole numbers first."""

from collections.abc import Iterable
from fractions import Fraction

Points = int | Fraction
NOTHING = Fraction(0)


def total(points: Iterable[Points]) -> Fraction:
    """The sum of `points`."""
    parts: dict[int, int] = {}
    for one in points:
        denominator = one.denominator
        parts[denominator] = parts.get(denominator, 0) + one.numerator
    return sum((Fraction(numerator, denominator) for denominator, numerator in parts.items()), NOTHING)
