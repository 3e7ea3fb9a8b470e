"""What a form is sent out with: the unit's own particulars, last year's figures, rows carried over, fixed rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from docgen.campaign import Campaign
from docgen.campaign.due import Due
from docgen.findings import Code, Finding, Place
from docgen.findings import forms as codes
from docgen.forms.answers import as_answer
from docgen.language import say, speaking
from docgen.model import Facts, Field, Filled, Record, Repeat, Unit
from docgen.model.forms import PREVIOUS, row_of, with_row, without_row
from docgen.model.periods import parse_period

Accepted = Callable[[str, str, str], Record | None]
"""The accepted record of a form, a period and a unit, if there is one."""

_SPARE = 5
"""How many rows at least stay empty under those carried over."""
_BY = 10
"""Rows are added by so many, that forms of many units are of few shapes."""
_UNKNOWN = object()


def nothing_accepted(_form: str, _period: str, _unit: str) -> Record | None:
    """The records of a campaign that has none yet."""
    return None


@dataclass(frozen=True, slots=True)
class Filling:
    """The values of a form by path, how many rows each repeat has, and what could not be filled in."""

    values: Mapping[str, Filled]
    rows: Mapping[str, int]
    findings: tuple[Finding, ...] = ()


def fill_in(campaign: Campaign, due: Due, unit: Unit, accepted: Accepted = nothing_accepted) -> Filling:
    """What the form `due` says before `unit` writes anything."""
    with speaking(campaign.settings.language):
        source = _Source(campaign, due, unit, accepted)
        inside = {column.path for repeat in due.form.repeats for column in repeat.members}
        values = dict(source.single(one) for one in due.form.fields if one.path not in inside and one.asks(unit.type))
        rows: dict[str, int] = {}
        for repeat in due.form.repeats:
            carried = source.rows_of(repeat)
            rows[repeat.path] = _room(repeat, len(carried))
            for number, row in enumerate(carried, 1):
                values |= {with_row(path, repeat.path, number): filled for path, filled in row.items()}
    told = {path: filled for path, filled in values.items() if filled is not None and filled.value is not None}
    return Filling(told, rows, tuple(dict.fromkeys(source.findings)))


def _room(repeat: Repeat, filled: int) -> int:
    """How many rows a repeat is given: all that are filled in, and some to write in."""
    if repeat.fixed_rows and filled:
        return filled
    wanted = filled + _SPARE if filled else repeat.rows
    return repeat.rows if wanted <= repeat.rows else -(-wanted // _BY) * _BY


@dataclass(slots=True)
class _Source:
    """Where values come from, for one form of one unit."""

    campaign: Campaign
    due: Due
    unit: Unit
    accepted: Accepted
    findings: list[Finding] = field(default_factory=list)

    def single(self, one: Field) -> tuple[str, Filled | None]:
        """A field outside repeats with its value."""
        if not one.prefill:
            value = as_answer(one, one.default) if one.default and not one.calculation else None
            return one.path, None if value is None else Filled(value, "", locked=one.read_only)
        datum, words = self.datum(one.prefill)
        if datum is _UNKNOWN:
            self.report(codes.PREFILL_UNKNOWN, one, prefill=one.prefill)
            return one.path, None
        return one.path, self.filled(one, datum, words)

    def filled(self, one: Field, datum: object, words: str) -> Filled | None:
        """A datum as the answer it stands for."""
        if datum is None or datum == "":
            return None
        value = as_answer(one, datum)
        if value is None:
            self.report(codes.PREFILL_UNFIT, one, value=str(datum), source=words)
            return None
        return Filled(value, words, locked=one.read_only)

    def datum(self, name: str) -> tuple[object, str]:
        """What a prefill names, and where it is from in words."""
        head, _, rest = name.partition(".")
        match head:
            case "campaign":
                return _of(self.campaign.settings, rest, ("name", "year", "language", "currency")), say("the campaign")
            case "issuer":
                return _attribute(self.campaign.settings.issuer, rest), say("the campaign")
            case "unit":
                return self.of_unit(rest), say("the roster")
            case "form":
                return self.of_form().get(rest, _UNKNOWN), say("the calendar")
            case "history":
                return self.of_history(rest), say("last year's figures")
            case "indicators":
                return self.of_indicators(rest), say("this year's limits")
            case "previous":
                return self.of_previous(rest), say("the report before")
        return _UNKNOWN, ""

    def of_unit(self, name: str) -> object:
        """A particular of the unit, or a column of the roster."""
        if name == "type_name":
            return self.campaign.settings.unit_types[self.unit.type].name
        if name == "short_name":
            return self.unit.short_name or self.unit.name
        if name.startswith("contact."):
            return _attribute(self.unit.contact, name.removeprefix("contact."))
        if name in ("code", "name", "type", "active_from", "active_until"):
            return getattr(self.unit, name)
        return self.unit.facts.get(name, _UNKNOWN)

    def of_form(self) -> Mapping[str, object]:
        """What is known of the form itself."""
        period = parse_period(self.due.period)
        return {
            "code": self.due.form.code,
            "version": self.due.form.version,
            "period": period.said if period else self.due.period,
            "year": period.year if period else self.campaign.settings.year,
            "quarter": period.number if period and period.kind == "Q" else None,
            "half": period.number if period and period.kind == "H" else None,
            "due": self.due.day,
        }

    def of_history(self, name: str) -> object:
        """A figure of last year; nothing where it is not known, which is never 0."""
        return self.campaign.history.get(self.unit.code, Facts()).get(name)

    def of_indicators(self, name: str) -> object:
        """A limit set for the unit."""
        if name not in self.campaign.settings.indicators:
            return _UNKNOWN
        return next((i.limit for i in self.campaign.indicators_of(self.unit) if i.indicator == name), None)

    def of_previous(self, path: str) -> object:
        """What the unit's accepted record of the period before says."""
        if self.due.form.field(path) is None:
            return _UNKNOWN
        record = self.previous()
        return record.value(path) if record else None

    def previous(self) -> Record | None:
        """The unit's accepted record of this form for the period before."""
        period = parse_period(self.due.period)
        return self.accepted(self.due.form.code, str(period.previous), self.unit.code) if period else None

    def rows_of(self, repeat: Repeat) -> list[dict[str, Filled | None]]:
        """The rows a repeat begins with: fixed ones, or those carried over from each source in turn."""
        if repeat.fixed_rows:
            return [self.row(repeat, datum, say("the rules")) for datum in self.listed(repeat, repeat.fixed_rows)]
        rows: list[dict[str, Filled | None]] = []
        for name in repeat.sources:
            if name == PREVIOUS:
                rows += self.previous_rows(repeat)
            else:
                new = [self.row(repeat, datum, say("the roster")) for datum in self.listed(repeat, name)]
                rows += [row for row in new if not _is_there(row, rows)]
        return rows

    def listed(self, repeat: Repeat, name: str) -> Sequence[Mapping[str, object]]:
        """The rows a list of the campaign has for this unit."""
        plain = name.removeprefix("unit.")
        if plain == "items":
            items = self.campaign.items_of(self.unit)
            return [{each.name: getattr(item, each.name) for each in fields(item)} for item in items]
        if plain not in self.campaign.sheets:
            self.findings.append(Finding(codes.PREFILL_UNKNOWN, repeat.place, {"name": repeat.path, "prefill": name}))
            return []
        return self.unit.lists.get(plain, ())

    def row(self, repeat: Repeat, datum: Mapping[str, object], words: str) -> dict[str, Filled | None]:
        """A row of a list as the row of a repeat, column by column of the same name."""
        return {
            one.path: self.filled(one, datum.get(one.prefill or one.name), words)
            for one in repeat.members
            if one.asks(self.unit.type)
        }

    def previous_rows(self, repeat: Repeat) -> Iterator[dict[str, Filled | None]]:
        """The rows of the record before, with all they say, so that none is lost."""
        record = self.previous()
        if record is None:
            return
        known = {one.path: one for one in repeat.members if one.asks(self.unit.type) and not one.calculation}
        rows: dict[int, dict[str, Filled | None]] = {}
        for answer in record.answers:
            one, number = known.get(without_row(answer.path)), row_of(answer.path)
            if one is not None and number is not None and answer.value is not None:
                filled = Filled(answer.value, say("the report before"), locked=one.read_only)
                rows.setdefault(number, {})[one.path] = filled
        yield from (rows[number] for number in sorted(rows))

    def report(self, code: Code, one: Field, **values: str) -> None:
        """Note what cannot be filled in, at the place in the definition, and for which unit."""
        place = one.place if code is codes.PREFILL_UNKNOWN else Place(unit=self.unit.code)
        label = one.label.said(self.campaign.settings.language) or one.path
        self.findings.append(Finding(code, place, {"name": label, "form": self.due.form.code, **values}))


def _is_there(row: Mapping[str, Filled | None], rows: Sequence[Mapping[str, Filled | None]]) -> bool:
    """Whether a row of the roster is already among those carried over: its number or name, the first text, is."""
    for path, filled in row.items():
        if filled is not None and isinstance(filled.value, str):
            others = [other.get(path) for other in rows]
            if any(other is not None and other.value == filled.value for other in others):
                return True
    return False


def _of(holder: object, name: str, known: Sequence[str]) -> object:
    return getattr(holder, name) if name in known else _UNKNOWN


def _attribute(holder: object, name: str) -> object:
    return getattr(holder, name, _UNKNOWN) if name and not name.startswith("_") else _UNKNOWN
