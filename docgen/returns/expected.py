"""What may come back, made ready once for many files: the forms, the units, the year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from docgen.excel import DateOrder
from docgen.language import current_language
from docgen.model import FormDefinition, Unit
from docgen.model.periods import parse_period
from docgen.returns.index import Index
from docgen.returns.values import Profile
from docgen.returns.wording import folded_label

_NEVER = date.min


@dataclass(frozen=True)
class Expected:
    """The forms that may come back, each version of each, the one in use last; the units that may send them; the year.

    Without units no name is judged, without a year no period. `order`, `decimal_comma` and `currency` say how the
    units write (`docgen.returns.values.Profile`). Years, and all periods in them, begin `shift` months after January.

    With `today`, the day the returns were received, every record is checked by itself as soon as it is read; without
    it, checking is left to whoever knows more of the unit (`docgen.returns.checks.check_record`).

    `printed` says, by form code, what the blank of a form in the standard look prints beside the words of its
    definition: its rules in words. Of those forms, what is written outside every place is told.

    `language` is that in which is told what is wrong: fields are called as the form prints them in it.
    """

    definitions: tuple[FormDefinition, ...]
    units: tuple[Unit, ...] = ()
    year: int | None = None
    order: DateOrder | None = None
    decimal_comma: bool = False
    currency: str = ""
    shift: int = 0
    today: date | None = None
    printed: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    language: str = field(default_factory=current_language)

    @cached_property
    def indexes(self) -> Mapping[str, Sequence[Index]]:
        """By form code, the versions in their order, ready to recognise their fields."""
        found: dict[str, list[Index]] = {}
        for definition in self.definitions:
            found.setdefault(definition.code, []).append(Index(definition, self.language))
        return found

    @cached_property
    def roster(self) -> Mapping[str, Unit]:
        """The units by code."""
        return {unit.code: unit for unit in self.units}

    def unit_named(self, text: str) -> Unit | None:
        """The first unit a typed name or code means: by code, name, short name or a former name."""
        return self._by_name.get(folded_label(text))

    @cached_property
    def _by_name(self) -> Mapping[str, Unit]:
        """The first unit of each name, as names are compared."""
        found: dict[str, Unit] = {}
        for unit in self.units:
            for name in (unit.code, unit.name, unit.short_name, *(name.text for name in unit.names)):
                found.setdefault(folded_label(name), unit)
        found.pop("", None)
        return found

    def prepare(self) -> None:
        """Work out now what the first file would have to."""
        for versions in self.indexes.values():
            for index in versions:
                index.prepare()
        self.roster, self._by_name  # noqa: B018 - worked out when they are first asked for

    def profile(self, period: str) -> Profile:
        """How values of a return for `period` are to be read."""
        about = parse_period(period, self.shift) or parse_period(str(self.year or ""), self.shift)
        first, last = (about.first, about.last) if about else (_NEVER, _NEVER)
        return Profile(first, last, order=self.order, decimal_comma=self.decimal_comma, currency=self.currency)
