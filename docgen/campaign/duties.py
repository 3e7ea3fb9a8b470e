"""Sheet `duties`: which clause, in which wording, binds whom; and the numbers each unit's own book prints."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from docgen.campaign.roster import unknown_type
from docgen.campaign.settings import Settings
from docgen.campaign.sheets import Sources, declared, listed, unknown_unit
from docgen.excel import Column, ColumnType, Row, Table, fold, nearest
from docgen.findings import Code, Finding, Scalar
from docgen.findings import campaign as codes
from docgen.model import BoundClause, Clause, DutyGroup, Unit

_OWN = (
    Column("clause", ColumnType.CODE, ("clause", "clause id", "条款", "条款号"), required=True),
    Column("heading", ColumnType.TEXT, ("heading", "标题")),
    Column("number", ColumnType.TEXT, ("number", "序号")),
    Column("variant", ColumnType.TEXT, ("variant", "版本")),
    Column("wording", ColumnType.TEXT, ("wording", "text", "正文", "内容"), required=True),
    Column("unit_types", ColumnType.TEXT, ("unit types", "单位类型", "适用类型")),
    Column("except_units", ColumnType.TEXT, ("except units", "例外单位")),
    Column("fields", ColumnType.TEXT, ("fields", "form fields", "字段")),
    Column("items", ColumnType.TEXT, ("items", "考核项")),
)
_ID = re.compile(r"([A-Za-z]+)[0-9][0-9A-Za-z.]*|[A-Za-z]+")
LEDGERS = "L"
"""What stands before the dot in the name of a field of the office's own ledgers."""
_UNNUMBERED = frozenset("-–—－")


@dataclass
class _Reading:
    """The sheet being read, with the units and settings its lists are checked against."""

    table: Table
    settings: Settings
    units: tuple[Unit, ...]
    findings: list[Finding]

    def report(self, row: Row, column: str, code: Code, /, **values: Scalar) -> None:
        self.findings.append(Finding(code, self.table.place(row, column), values))


def read_clauses(sources: Sources, units: tuple[Unit, ...]) -> tuple[Clause, ...]:
    """The clauses in the order of the sheet; the groups in that of their first clause."""
    table = sources.table(declared("duties", _OWN, sources.settings, "duties", "职责", "责任条款"))
    if table is None:
        return ()
    reading = _Reading(table, sources.settings, units, sources.findings)
    clauses = tuple(_clauses(reading))
    if len(clauses) < len(table.rows):
        sources.doubtful.add("duties")
    sources.findings += _bindings(clauses, units, sound="units" not in sources.doubtful)
    order = {group: n for n, group in enumerate(dict.fromkeys(c.group for c in clauses))}
    return tuple(sorted(clauses, key=lambda c: order[c.group]))


def _clauses(reading: _Reading) -> Iterator[Clause]:
    headings: dict[str, str] = {}
    for row in reading.table.rows:
        clause_id = reading.table.text(row, "clause")
        found = _ID.fullmatch(clause_id)
        if found is None:
            if clause_id:
                reading.report(row, "clause", codes.CLAUSE_ID, clause=clause_id)
            continue
        group = found[1] or clause_id
        heading = _heading(reading, row, group, headings)
        yield _clause(reading, row, replace(_EMPTY, id=clause_id, group=group, heading=heading))


_EMPTY = Clause("", "", "", "", "")


def _heading(reading: _Reading, row: Row, group: str, headings: dict[str, str]) -> str:
    heading = reading.table.text(row, "heading")
    if not heading and group not in headings:
        reading.report(row, "heading", codes.GROUP_NO_HEADING, group=group)
    first = headings.setdefault(group, heading)
    if heading and fold(heading) != fold(first):
        reading.report(row, "heading", codes.GROUP_TWO_HEADINGS, group=group, first=first, other=heading)
    return first


def _clause(reading: _Reading, row: Row, clause: Clause) -> Clause:
    table = reading.table
    return replace(
        clause,
        variant=table.text(row, "variant"),
        wording=table.text(row, "wording"),
        numbered=table.text(row, "number") not in _UNNUMBERED,
        unit_types=read_types(table, row, reading.settings, reading.findings),
        except_units=tuple(_known_units(reading, row)),
        fields=tuple(_known_fields(reading, row)),
        items=listed(table.text(row, "items")),
        place=table.place(row, "wording"),
    )


def read_types(table: Table, row: Row, settings: Settings, findings: list[Finding]) -> tuple[str, ...]:
    """The unit types a cell lists, empty for all; `-type` means all but that one. Unknown ones are findings."""
    named: list[str] = []
    excluded: list[str] = []
    for entry in listed(table.text(row, "unit_types")):
        key = settings.type_key(entry.lstrip("-－ "))
        if not key:
            findings.append(unknown_type(entry.lstrip("-－ "), settings, table.place(row, "unit_types")))
        elif entry[0] in "-－":
            excluded.append(key)
        else:
            named.append(key)
    return tuple(t for t in named or settings.unit_types if t not in excluded) if named or excluded else ()


def _known_units(reading: _Reading, row: Row) -> Iterator[str]:
    known = {u.code for u in reading.units}
    for code in listed(reading.table.text(row, "except_units")):
        if code in known:
            yield code
        elif known:
            place = reading.table.place(row, "except_units")
            reading.findings.append(unknown_unit(code, reading.units, place))


def _known_fields(reading: _Reading, row: Row) -> Iterator[str]:
    forms = {form.code for form in reading.settings.forms}
    for field in listed(reading.table.text(row, "fields")):
        form = field.partition(".")[0]
        if forms and form not in forms and form != LEDGERS:
            reading.report(row, "fields", codes.FORM_UNKNOWN, form=form)
        yield field


def _bindings(clauses: tuple[Clause, ...], units: tuple[Unit, ...], *, sound: bool) -> Iterator[Finding]:
    """Wordings that bind nobody, and units bound by two wordings of one clause."""
    by_type: dict[str, list[Unit]] = {}
    for unit in units:
        by_type.setdefault(unit.type, []).append(unit)
    bound = {id(c): _bound(c, by_type) for c in clauses}
    for clause in clauses:
        if sound and not bound[id(clause)]:
            yield Finding(codes.CLAUSE_NOBODY, clause.place, {"clause": clause.id})
    for _, wordings in groupby(sorted(clauses, key=lambda c: c.id), key=lambda c: c.id):
        yield from _overlaps(tuple(wordings), bound)


def _bound(clause: Clause, by_type: dict[str, list[Unit]]) -> dict[str, Unit]:
    types = clause.unit_types or tuple(by_type)
    return {u.code: u for t in types for u in by_type.get(t, ()) if u.code not in clause.except_units}


def _overlaps(wordings: tuple[Clause, ...], bound: dict[int, dict[str, Unit]]) -> Iterator[Finding]:
    for n, later in enumerate(wordings):
        for earlier in wordings[:n]:
            both = [code for code in bound[id(later)] if code in bound[id(earlier)]]
            if both:
                other = int("".join(c for c in earlier.place.cell if c.isdigit()))
                values: dict[str, Scalar] = {"clause": later.id, "unit": both[0], "count": len(both), "other": other}
                yield Finding(codes.CLAUSE_TWICE, later.place, values)
                break


def unknown_items(clauses: Iterable[Clause], items: Iterable[str]) -> Iterator[Finding]:
    """Item ids that clauses name and the rules do not hold."""
    known = tuple(items)
    for clause in clauses:
        for item in clause.items:
            if item not in known:
                near = nearest(item, known)
                values = {"item": item, "nearest": near}
                yield Finding(codes.ITEM_NEAR if near else codes.ITEM_UNKNOWN, clause.place, values)


def duties_of(clauses: Iterable[Clause], unit: Unit) -> tuple[DutyGroup, ...]:
    """The groups of clauses that bind `unit`, groups and clauses counted as its own book prints them."""
    binding = [c for c in clauses if c.binds(unit)]
    groups = [tuple(members) for _, members in groupby(binding, key=lambda c: c.group)]
    return tuple(_group(number, members) for number, members in enumerate(groups, 1))


def _group(number: int, clauses: tuple[Clause, ...]) -> DutyGroup:
    count = 0
    bound = []
    for clause in clauses:
        count += clause.numbered
        bound.append(BoundClause(clause.id, str(count) if clause.numbered else "", clause.wording, clause.items))
    return DutyGroup(clauses[0].group, number, clauses[0].heading, tuple(bound))
