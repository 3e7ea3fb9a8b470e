"""A campaign as an object: what the office's folder says, checked and joined. Frozen and picklable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.campaign.settings import Settings
from docgen.findings import Finding
from docgen.model import Clause, DutyGroup, Facts, Item, Unit, Value

OFFICE = "*"
"""The code of the office's own row in a joined sheet: its totals."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure set for one unit; `at_least` tells a floor from a ceiling. Percent are counted as 98 for 98 %.

    `limit` and `last_year` are None where not known, which is never 0.
    """

    indicator: str
    title: str
    measure: str
    limit: Value
    last_year: Value = None
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """Which unit a name means: `unit` if exactly one bears or bore it, else None and the `candidates` to offer."""

    unit: Unit | None
    candidates: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Campaign:
    """One year of one office. `units` are in roster order, `clauses` and `items` in the order of their sheets.

    `indicators` and `history` hold one row a unit code (figures of this year, of last year), `totals` and
    `last_totals` the office's own row. `sheets` are the names of the sheets that became lists of the units.
    """

    folder: Path
    settings: Settings
    units: tuple[Unit, ...] = ()
    clauses: tuple[Clause, ...] = ()
    items: tuple[Item, ...] = ()
    indicators: Mapping[str, Facts] = field(default_factory=dict)
    totals: Facts = field(default_factory=Facts)
    history: Mapping[str, Facts] = field(default_factory=dict)
    last_totals: Facts = field(default_factory=Facts)
    sheets: tuple[str, ...] = ()

    def unit(self, code: str) -> Unit | None:
        """The unit with this code."""
        return next((u for u in self.units if u.code == code), None)

    def active_units(self) -> tuple[Unit, ...]:
        """The units that exist on any day of the term, in roster order."""
        term = self.settings.term
        return tuple(u for u in self.units if u.is_active(term.first, term.last))

    def duties_of(self, unit: Unit) -> tuple[DutyGroup, ...]:
        """The clauses that bind `unit`, numbered as its own book prints them; wordings still hold their tags."""
        raise NotImplementedError

    def items_of(self, unit: Unit) -> tuple[Item, ...]:
        """The items of the Assessment Rules that apply to `unit`'s type."""
        return tuple(i for i in self.items if not i.unit_types or unit.type in i.unit_types)

    def indicators_of(self, unit: Unit) -> tuple[Indicator, ...]:
        """The figures set for `unit`, in the order of campaign.toml, each beside last year's."""
        raise NotImplementedError

    def unit_named(self, text: str) -> UnitMatch:
        """Which unit `text` (code, full name, short name or a name of old) means."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading a folder: the campaign, None if too little could be read, and all that is wrong in it."""

    campaign: Campaign | None
    findings: tuple[Finding, ...] = ()
