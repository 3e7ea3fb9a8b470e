"""The rows the rules count: a repeat of a form or a ledger of the office, with what is derived from their cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from docgen.assessment.dossier import LEDGER, NOT_THERE, Cell, Dossier, Found, Returned, Row, Rows, number_or_word
from docgen.assessment.where import Condition, fold_word
from docgen.model import Source

RECORDS = "records"
"""The table whose rows are the returns of a form themselves."""


class TableRef(NamedTuple):
    """A table by name: `HRL.hazards`, `ledger.meetings`; `ACR.records` are the returns of a form, a row each.

    `last`: of several returns only the last one counts. `event`: the form comes at an event, so none is no gap; those
    that agree in column `case` are reports of one event, a row together.
    """

    name: str
    last: bool = False
    event: bool = False
    case: str = ""


@dataclass(frozen=True)
class Derived:
    """A row of sheet Derived: a column made by the first condition that a row meets."""

    of: str
    column: str
    value: str
    where: Condition


@dataclass(frozen=True)
class Listed:
    """A row of sheet Listed: what the office's list has and the unit's table has not counts as a row all the same.

    The list is a sheet of the roster, which lists a unit's own (`unit.hazards`), or one of sheet Lists, the same for
    every unit (`words`). Rows are told to be the same by `column`; one that is added has the list's cells, and `cells`.
    """

    of: str
    list: str
    column: str
    cells: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()


def rows_of(d: Dossier, table: TableRef) -> Rows:
    """The rows of a table of this unit, with why some are lacking; kept, since many items ask for the same."""
    known = d.tables.get(table.name)
    if known is None:
        rows = _ledger(d, table.name) if table.name.startswith(f"{LEDGER}.") else _returned(d, table)
        known = d.tables[table.name] = _completed(d, table.name, rows)
    return known


def _ledger(d: Dossier, name: str) -> Rows:
    rows = d.ledgers.get(name.removeprefix(f"{LEDGER}."))
    if rows is None:
        return Rows((), Found(None, name, Source.LEDGER, why=NOT_THERE, told=(("name", name),), open=True))
    return Rows(rows)


def _returned(d: Dossier, table: TableRef) -> Rows:
    form, _, name = table.name.partition(".")
    returns = [r for r in d.returns(form) if r.record is not None or not r.waived]
    due = [r for r in returns if r.record is not None or not r.absence.open]
    if table.last and due:
        returns = due[-1:]
    if table.event:
        returns = [r for r in returns if r.record is not None]
    lacking = next((r.absence for r in returns if r.record is None), None)
    if not returns and not table.event:
        lacking = d.returns(form)[0].absence
    if name == RECORDS:
        came = [r for r in returns if r.record is not None]
        return Rows(_by_case(came, table.case) if table.case else tuple(r.record_row() for r in came), lacking)
    return Rows(tuple(row for r in returns for row in r.rows(name)), lacking)


def _by_case(came: Iterable[Returned], column: str) -> tuple[Row, ...]:
    """A row a case: of what several reports of it say, the one that came last counts; of one day the fuller one."""
    cases: dict[Cell, Row] = {}
    for returned in sorted(came, key=_arrival):
        row = returned.record_row()
        before = cases.get(row.cells.get(column, row.name))
        told = {name: value for name, value in row.cells.items() if value is not None}
        cases[row.cells.get(column, row.name)] = row._replace(cells={**before.cells, **told}) if before else row
    return tuple(cases.values())


def _arrival(returned: Returned) -> tuple[date, int, str]:
    """The order in which reports of a case came, as far as the register knows."""
    day = returned.submission.received if returned.submission else None
    return day or date.min, len(returned.record_row().cells), returned.period


def _completed(d: Dossier, name: str, rows: Rows) -> Rows:
    added = [row for listed in d.listed if listed.of == name for row in _missing(d, listed, rows)]
    derived = [one for one in d.derived if one.of == name]
    complete = tuple(_with_days(row, d.days) for row in (*rows.rows, *added))
    for row in complete:
        for one in derived:
            if one.column not in row.cells and one.where.met(row.cells):
                row.cells[one.column] = one.value
    return Rows(complete, rows.lacking)


def _with_days(row: Row, days: Mapping[str, Cell]) -> Row:
    if row.source is Source.RETURN:  # made for this table alone; a ledger's rows are looked at elsewhere too
        row.cells.update(days)
        return row
    return row._replace(cells={**days, **row.cells})


def _missing(d: Dossier, listed: Listed, rows: Rows) -> list[Row]:
    there = {fold_word(row.cells.get(listed.column)) for row in rows.rows}
    more = {name: number_or_word(text) for name, text in listed.cells}
    return [
        Row({**row.cells, **more}, row.name, Source.ROSTER, row.place)
        for row in _wanted(d, listed)
        if fold_word(row.cells.get(listed.column)) not in there
    ]


def _wanted(d: Dossier, listed: Listed) -> Iterable[Row]:
    if not listed.words:
        return d.lists.get(listed.list, ())
    return (Row({listed.column: word}, f"{listed.list} {word}", Source.ROSTER) for word in listed.words)
