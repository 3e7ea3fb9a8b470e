"""The Assessment Rules as an object: typed, checked, frozen. `docgen.assessment.parse` makes it from rows of text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from docgen.assessment.amounts import Figure, Names
from docgen.assessment.kinds.kind import Part
from docgen.assessment.sheets import Tables
from docgen.assessment.tables import Derived, Listed, TableRef
from docgen.assessment.where import ANY, Condition
from docgen.findings import NOWHERE, Place
from docgen.model import CaseKind, Grade

EVERY_TYPE = "*"
"""A type to which every item applies, for trials."""


class Rounding(StrEnum):
    """How the one rounding, of the printed score, goes."""

    HALF_UP = "half_up"
    UP = "up"
    DOWN = "down"


class StageKind(StrEnum):
    """What a stage's score is made of."""

    SELF_SCORES = "self_scores"
    """The mean of a figure over the periods of a form; where a visit differs too much, the visit's counts."""
    VISITS = "visits"
    """The mean of the visits held: points given on the visit's sheet ÷ points on it."""
    ITEMS = "items"
    """The items of these rules: points earned ÷ points that apply."""


@dataclass(frozen=True)
class Stage:
    """A stage and its share of the final score in per cent.

    `value` is the self score's field, or the column of points given on a visit's sheet `of`, whose points are in column
    `base`. `ledger` holds bare scores of visits. `periods` are those of a year; beyond `tolerance` points the visit's
    score takes the self score's place.
    """

    id: str
    title: str
    weight: Fraction
    kind: StageKind
    value: str = ""
    base: str = ""
    of: TableRef | None = None
    ledger: TableRef | None = None
    periods: int = 1
    tolerance: Fraction | None = None
    place: Place = NOWHERE


@dataclass(frozen=True)
class Pot:
    """The points of one or several parts that take from them in turn."""

    points: Fraction
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class RuledItem:
    """An item with the parts by which it is counted."""

    id: str
    clause: str
    title: str
    points: Fraction
    standard: str = ""
    evidence: str = ""
    unit_types: tuple[str, ...] = ()
    excepted: bool = False
    pots: tuple[Pot, ...] = ()
    place: Place = NOWHERE

    def applies_to(self, unit_type: str) -> bool:
        """Whether units of this type are scored by it."""
        return not self.unit_types or unit_type == EVERY_TYPE or (unit_type in self.unit_types) is not self.excepted

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part of every pot."""
        return tuple(part for pot in self.pots for part in pot.parts)


@dataclass(frozen=True)
class Zeroed:
    """Items that score nothing at all once a row of a table meets a condition."""

    id: str
    title: str
    items: tuple[str, ...]
    of: TableRef
    where: Condition = ANY
    place: Place = NOWHERE


@dataclass(frozen=True)
class BonusRule:
    """Points given (above 0) or taken (below 0) after weighting; of rows of one matter only the highest counts."""

    id: str
    title: str
    points: Fraction
    of: TableRef
    where: Condition = ANY
    matter: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True)
class CaseRule:
    """A condition for a veto, a summons or a yellow card; several rows may bear one id, any of them will do.

    `kind` names the file of `cases`. `same` is a column whose value must agree between rows, `days` the window.
    """

    case: CaseKind
    id: str
    title: str
    kind: str
    value: Figure | None = None
    base: Figure | None = None
    of: TableRef | None = None
    where: Condition = ANY
    same: str = ""
    at_least: int = 1
    days: int = 0
    forms: tuple[str, ...] = ()
    unit_types: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True)
class Trial:
    """A case beside the rules: what is given beyond a unit that loses nothing, and what must come out."""

    name: str
    given: str
    expect: str
    unit_type: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True)
class RuleSettings:
    """What the rules settle as a whole; the words of sheet Settings. `since` is its `from`: the day they hold from."""

    id: str = "rules"
    version: str = "1"
    year: int = 2000
    since: date | None = None
    title: str = ""
    total: Fraction = Fraction(100)
    decimals: int = 2
    rounding: Rounding = Rounding.HALF_UP
    grade_from: str = "rounded"
    missing: str = "lose"
    after_deadline: str = "ask"
    not_applicable: str = "rescale"
    least_applicable: Fraction = Fraction(0)
    quarter_missing: str = "lose"
    bonus_cap: Fraction | None = None
    deduction_cap: Fraction | None = None
    bonus_lifts_grade: bool = True
    no_bonus_with: tuple[str, ...] = ()
    card_cap: str = ""
    missing_cap: str = ""
    veto_grade: str = ""
    vetoed_rank: str = "none"
    rank_within: str = "unit_type"
    ties: str = "standard"
    ties_by: tuple[str, ...] = ()
    settle_open: bool = False


@dataclass(frozen=True)
class Rules:
    """The Assessment Rules of a year. `digest` is the SHA-256 of all they say, however they are written down."""

    settings: RuleSettings
    items: tuple[RuledItem, ...]
    stages: tuple[Stage, ...]
    grades: tuple[Grade, ...]
    ladder: tuple[tuple[int, Fraction], ...] = ()
    capping_forms: tuple[str, ...] = ()
    names: Names = field(default_factory=Names)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    derived: tuple[Derived, ...] = ()
    listed: tuple[Listed, ...] = ()
    zeroed: tuple[Zeroed, ...] = ()
    bonus: tuple[BonusRule, ...] = ()
    cases: tuple[CaseRule, ...] = ()
    trials: tuple[Trial, ...] = ()
    tables: Tables = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""

    @property
    def name(self) -> str:
        """Who they are, on every sheet: id, version and the first letters of the digest."""
        return f"{self.settings.id} v{self.settings.version} [{self.digest[:12]}]"

    def item(self, item_id: str) -> RuledItem | None:
        """The item with this id."""
        return next((item for item in self.items if item.id == item_id), None)

    def items_of(self, unit_type: str) -> tuple[RuledItem, ...]:
        """The items by which units of this type are scored."""
        return tuple(item for item in self.items if item.applies_to(unit_type))
