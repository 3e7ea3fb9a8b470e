"""Amounts the rules name: a field of a return, a column of a table, an indicator, last year's figure, or their sum.

    APR.signed                     the field, summed over the periods of a form that comes several times a year
    APR.campaigns.maj_treated      a column of a repeat, summed over its rows
    limit.deaths   last.deaths   unit.enterprises
    deaths                         a figure of sheet Figures, which says whose word counts
    deaths + serious               sums and differences of these
    100                            a number

Whose word counts: what a person decided, the accident ledger, a figure the team verified, the office's ledger, the
unit's own return. The first that is there is used and the others are kept.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from docgen.assessment.dossier import NOT_THERE, Cell, Dossier, Found, Returned, Row
from docgen.assessment.tables import TableRef, rows_of
from docgen.assessment.where import ANY, Condition
from docgen.language import N_, say
from docgen.model import Source

NOT_A_NUMBER = N_("{name} is not a number: {value}")
PENDING_ROW = N_("{name} is still to be settled")
FACTS = ("unit", "limit", "last")
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+){0,2}")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?")


class Amount(NamedTuple):
    """A number or what else a figure tells, with all that shows it; `lacking` says why there is none."""

    value: int | Fraction | Cell
    found: tuple[Found | Row, ...] = ()
    lacking: Found | None = None

    @property
    def number(self) -> int | Fraction:
        """The value of an amount that was asked for as a number and is not lacking."""
        assert isinstance(self.value, int | Fraction)
        return self.value


Get = Callable[[Dossier], Amount]


class FigureError(ValueError):
    """A figure that cannot be read; the text says why, in the user's language."""


@dataclass(frozen=True)
class Figure:
    """A figure as written, how it is got of a unit, and the names it reads."""

    text: str
    get: Get
    names: tuple[str, ...] = ()
    title: str = ""

    @property
    def said(self) -> str:
        """What a sentence calls it: its title on sheet Figures, else as the rules write it."""
        return self.title or self.text


@dataclass(frozen=True)
class NamedFigure:
    """A row of sheet Figures: rows counted, or columns of them summed; `pending` rows leave it open.

    Only rows `among` those of the year concern it. Where the unit has none of these at all, silence is no figure:
    `fallback` is taken.
    """

    id: str
    of: TableRef
    add: tuple[str, ...] = ()
    among: Condition = ANY
    where: Condition = ANY
    pending: Condition | None = None
    fallback: Figure | None = None
    title: str = ""


@dataclass(frozen=True)
class Names:
    """What figures may refer to: the rows of sheet Figures, and how the returns of a form go together.

    Of `cumulative` forms the last return counts alone; `events` are those that come at an event, `cases` the column by
    which several returns of one event are told to be of one case.
    """

    cumulative: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    figures: "Mapping[str, NamedFigure]" = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)

    def table(self, name: str) -> TableRef:
        """The table of this name."""
        form = name.partition(".")[0]
        return TableRef(name, form in self.cumulative, form in self.events, self.cases.get(form, ""))


def parse_figure(text: str, names: Names) -> Figure:
    """The figure `text` writes. Raises FigureError."""
    signs, terms = [1], []
    parts = re.split(r"\s*([+-])\s*", text.strip())
    for part in parts:
        if part in ("+", "-"):
            signs.append(1 if part == "+" else -1)
        else:
            terms.append(_term(part, names))
    if len(terms) > 20:
        raise FigureError(say("it adds up more than {most} figures", most=20))
    if len(terms) == 1:
        return terms[0]
    read = tuple(name for term in terms for name in term.names)
    title = text.strip() if not any(term.title for term in terms) else " ".join(_said(signs, terms))
    return Figure(text, _sum(tuple(zip(signs, terms, strict=True))), read, title)


def _said(signs: list[int], terms: list[Figure]) -> Iterator[str]:
    for number, (sign, term) in enumerate(zip(signs, terms, strict=True)):
        yield from ("+" if sign > 0 else "-",) if number else ()
        yield term.said


def _term(text: str, names: Names) -> Figure:
    if _NUMBER.fullmatch(text):
        constant = Amount(as_number(Decimal(text)))
        return Figure(text, lambda _: constant)
    if not _NAME.fullmatch(text):
        raise FigureError(say("“{text}” is no figure; figures are written like APR.signed", text=text or " "))
    first, *rest = text.split(".")
    if not rest:
        if text not in names.figures:
            raise FigureError(say("sheet Figures has no figure “{name}”", name=text))
        named = names.figures[text]
        return Figure(text, _cached(text, _named(named)), (text,), named.title)
    if first in FACTS and len(rest) == 1:
        return Figure(text, _cached(text, lambda d: _amount(d.fact(first, rest[0]))), (text,))
    if len(rest) == 1:
        return Figure(text, _cached(text, _field(first, rest[0], last=first in names.cumulative)), (text,))
    table = names.table(f"{first}.{rest[0]}")
    return Figure(text, _cached(text, _column(table, rest[1])), (text,))


def _cached(key: str, get: Get) -> Get:
    def cached(d: Dossier) -> Amount:
        known = d.amounts.get(key)
        if known is None:
            known = d.amounts[key] = get(d)
        return known

    return cached


def _sum(terms: tuple[tuple[int, Figure], ...]) -> Get:
    def get(d: Dossier) -> Amount:
        total: int | Fraction = 0
        found: tuple[Found | Row, ...] = ()
        for sign, term in terms:
            amount = as_amount_number(term.get(d))
            if amount.lacking:
                return amount
            total += sign * amount.number
            found += amount.found
        return Amount(total, found)

    return get


def as_number(value: int | Decimal | Fraction) -> int | Fraction:
    """`value` exactly, as an int where it is whole."""
    if isinstance(value, int):
        return value
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else exact


def as_amount_number(amount: Amount) -> Amount:
    """`amount` as a number; lacking if what is told is none."""
    value = amount.value
    if amount.lacking or type(value) is int or isinstance(value, Fraction):
        return amount
    if isinstance(value, Decimal):
        return Amount(as_number(value), amount.found)
    told = amount.found[0] if amount.found else None
    name = told.name if told else ""
    lacking = Found(None, name, why=NOT_A_NUMBER, told=(("name", name), ("value", str(value))))
    return Amount(None, amount.found, lacking)


def _amount(found: Found) -> Amount:
    return Amount(None, (), found) if found.value is None else Amount(found.value, (found,))


def _field(form: str, name: str, *, last: bool) -> Get:
    full = f"{form}.{name}"

    def get(d: Dossier) -> Amount:
        returns = d.returns(form)
        if last:
            returns = last_returned(returns)
        if len(returns) == 1:
            return _amount(told(d, returns[0], full, name))
        return _over_periods(d, returns, full, name)

    return get


def _over_periods(d: Dossier, returns: tuple[Returned, ...], full: str, name: str) -> Amount:
    total: int | Fraction = 0
    found: list[Found | Row] = []
    for returned in returns:
        if returned.waived and returned.record is None:
            continue
        amount = as_amount_number(_amount(told(d, returned, full, name)))
        if amount.lacking:
            return amount
        total += amount.number
        found += amount.found
    return Amount(total, tuple(found)) if found else Amount(None, (), returns[0].absence)


def told(d: Dossier, returned: Returned, full: str, name: str) -> Found:
    """A field of one return, or what the team verified in its place; both are kept."""
    own = returned.found(name)
    if not d.verified:
        return own
    verified = d.verified.get((full, returned.period))
    if verified is None:
        return own
    d.told[own.name] = (verified, own)
    return verified


def last_returned(returns: tuple[Returned, ...]) -> tuple[Returned, ...]:
    """Of a form that is cumulative, the last return that is due: the one before stands for none after it."""
    due = [r for r in returns if r.record is not None or not (r.waived or r.absence.open)]
    return (due[-1],) if due else returns[-1:]


def _column(table: TableRef, column: str) -> Get:
    def get(d: Dossier) -> Amount:
        rows, lacking = rows_of(d, table)
        return Amount(None, (), lacking) if lacking else _total(rows, (column,))

    return get


def _total(rows: tuple[Row, ...], columns: tuple[str, ...]) -> Amount:
    total: int | Fraction = 0
    for row in rows:
        for column in columns:
            value = row.cells.get(column)
            if not isinstance(value, (int, Decimal)):
                stem, _, key = row.name.partition(" ")
                name = f"{stem}.{column} {key}".strip()
                why = Found(None, name, row.source, row.place, NOT_THERE, (("name", name),))
                return Amount(None, (row,), why)
            total += as_number(value)
    return Amount(total, rows)


def _named(figure: NamedFigure) -> Get:
    def get(d: Dossier) -> Amount:
        own = _from_table(d, figure)
        if figure.fallback is None:
            return own
        if own.lacking and not own.lacking.open:
            return figure.fallback.get(d)
        if own.lacking is None:
            _keep_others(d, figure, own)
        return own

    return get


def _from_table(d: Dossier, figure: NamedFigure) -> Amount:
    everyone, lacking = rows_of(d, figure.of)
    rows = tuple(row for row in everyone if figure.among.met(row.cells))
    if lacking or (not rows and figure.fallback):
        nothing = lacking or Found(None, figure.of.name, why=NOT_THERE, told=(("name", figure.of.name),))
        return Amount(None, (), nothing._replace(open=False) if figure.fallback else nothing)
    if figure.pending:
        for row in rows:
            if figure.pending.met(row.cells):
                why = Found(None, row.name, row.source, row.place, PENDING_ROW, (("name", row.name),), open=True)
                return Amount(None, (row,), why)
    counted = tuple(row for row in rows if figure.where.met(row.cells))
    if not figure.add:
        return Amount(len(counted), counted or rows)
    total = _total(counted, figure.add)
    return total if total.lacking else Amount(total.value, counted or rows)


def _keep_others(d: Dossier, figure: NamedFigure, own: Amount) -> None:
    assert figure.fallback is not None
    other = figure.fallback.get(d)
    if other.lacking is None and other.found:
        source = own.found[0].source if own.found else Source.LEDGER
        place = own.found[0].place if own.found else other.found[0].place
        value = own.value if isinstance(own.value, int) else str(own.value)
        d.told[figure.id] = (Found(value, figure.id, source, place), _as_found(other))


def _as_found(amount: Amount) -> Found:
    """What another source tells, as one figure: a sum of rows has the place of the first."""
    first = amount.found[0]
    value = amount.value if isinstance(amount.value, int) else str(amount.value)
    return first if isinstance(first, Found) else Found(value, first.name, first.source, first.place)
