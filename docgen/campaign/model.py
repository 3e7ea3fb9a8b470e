"""A campaign as an object: what the office's folder says, checked and joined. Frozen and picklable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from docgen.campaign.duties import duties_of
from docgen.campaign.figures import applies
from docgen.campaign.ledgers import LedgerRows
from docgen.campaign.settings import IndicatorSetting, Settings
from docgen.excel import fold, nearest
from docgen.findings import Finding
from docgen.model import Clause, DutyGroup, Facts, InkSigning, Item, Unit, Value


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


@dataclass(frozen=True)
class Campaign:
    """One year of one office. `units` are in roster order, `clauses` and `items` in the order of their sheets.

    `indicators` and `history` hold one row a unit code (figures of this year, of last year), `totals` and
    `last_totals` the office's own row. `sheets` are the names of the sheets that became lists of the units,
    `signings` the books signed in ink, `ledgers` the office's other ledgers by name, those it keeps.
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
    signings: tuple[InkSigning, ...] = ()
    ledgers: Mapping[str, LedgerRows] = field(default_factory=dict)

    def unit(self, code: str) -> Unit | None:
        """The unit with this code."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> Mapping[str, Unit]:
        return {u.code: u for u in self.units}

    def active_units(self) -> tuple[Unit, ...]:
        """The units that exist on any day of the term, in roster order."""
        term = self.settings.term
        return tuple(u for u in self.units if u.is_active(term.first, term.last))

    def duties_of(self, unit: Unit) -> tuple[DutyGroup, ...]:
        """The clauses that bind `unit`, numbered as its own book prints them; wordings still hold their tags."""
        return duties_of(self.clauses, unit)

    def items_of(self, unit: Unit) -> tuple[Item, ...]:
        """The items of the Assessment Rules that apply to `unit`'s type."""
        return tuple(i for i in self.items if not i.unit_types or unit.type in i.unit_types)

    def indicators_of(self, unit: Unit) -> tuple[Indicator, ...]:
        """The figures set for `unit`, in the order of campaign.toml, each beside last year's."""
        row, last = self.indicators.get(unit.code, Facts()), self.history.get(unit.code, Facts())
        settings = self.settings.indicators.items()
        return tuple(_indicator(key, setting, row, last) for key, setting in settings if applies(setting, unit))

    def unit_named(self, text: str) -> UnitMatch:
        """Which unit `text` (code, full name, short name or a name of old) means, whatever its capitals and blanks."""
        if unit := self.unit(text.strip()):
            return UnitMatch(unit, (unit,))
        bearers = self._by_name.get(fold(text), ())
        if bearers:
            return UnitMatch(bearers[0] if len(bearers) == 1 else None, bearers)
        if same := tuple(unit for unit in self.units if unit.code.lstrip("0") == text.strip().lstrip("0")):
            return UnitMatch(None, same)
        near = nearest(text, (name for u in self.units for name in _names(u)))
        return UnitMatch(None, self._by_name.get(fold(near), ()) if near else ())

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Unit, ...]]:
        bearers: dict[str, dict[str, Unit]] = {}
        for unit in self.units:
            for name in _names(unit):
                bearers.setdefault(fold(name), {})[unit.code] = unit
        return {name: tuple(units.values()) for name, units in bearers.items()}


def _names(unit: Unit) -> tuple[str, ...]:
    return tuple(n for n in (unit.name, unit.short_name, *(name.text for name in unit.names), unit.code) if n)


def _indicator(key: str, setting: IndicatorSetting, row: Facts, last: Facts) -> Indicator:
    limit = row.get(key)
    if limit is None and setting.default is not None:
        limit = Decimal(str(setting.default)) if isinstance(setting.default, float) else setting.default
    floor = setting.limit == "at_least"
    return Indicator(key, setting.title, setting.measure, limit, last.get(setting.last_year), at_least=floor)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading a folder: the campaign, and all that is wrong in the folder.

    The campaign is None where campaign.toml is faulty or there is no unit. `to_look_at` is what can be made out of it
    even then: good enough to look for further faults, never to make anything from.
    """

    campaign: Campaign | None
    findings: tuple[Finding, ...] = ()
    to_look_at: Campaign | None = None
