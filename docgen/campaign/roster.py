"""The roster: sheets `units` and `names` as `Unit`s, and what is wrong with codes, names, types and dates."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from docgen.campaign.settings import Settings
from docgen.campaign.sheets import UNIT_CODE, Sources, declared, is_note, is_total, join, listed, shortened
from docgen.excel import Column, ColumnType, Declaration, Row, Table, fold, nearest
from docgen.findings import Code, Finding, Place, Scalar
from docgen.findings import campaign as codes
from docgen.language import enumerated
from docgen.model import Contact, Facts, Unit, UnitName

_OWN = (
    Column("code", ColumnType.CODE, ("code", "unit code", "单位代码", "代码", "单位编号", "编号"), required=True),
    Column(
        "name",
        ColumnType.TEXT,
        ("full name", "name", "unit name", "单位名称", "单位全称", "全称", "名称"),
        required=True,
    ),
    Column("short_name", ColumnType.TEXT, ("short name", "单位简称", "简称")),
    Column("type", ColumnType.TEXT, ("unit type", "type", "单位类型", "类型", "类别"), required=True),
    Column("aliases", ColumnType.TEXT, ("other names", "aliases", "别名", "曾用名")),
    Column("active_from", ColumnType.DATE, ("active from", "from", "启用日期", "设立日期")),
    Column("active_until", ColumnType.DATE, ("active until", "until", "停用日期", "撤销日期")),
    Column("contact_name", ColumnType.TEXT, ("contact name", "contact", "联系人")),
    Column("contact_phone", ColumnType.TEXT, ("contact phone", "phone", "联系电话", "电话")),
    Column("contact_email", ColumnType.TEXT, ("contact e-mail", "e-mail", "电子邮箱", "邮箱")),
    Column("format", ColumnType.CHOICE, ("preferred format", "报送格式"), choices=("xlsx", "docx", "pdf")),
)
_NAMES = (
    UNIT_CODE,
    Column("name", ColumnType.TEXT, ("name", "名称", "单位名称"), required=True),
    Column("valid_from", ColumnType.DATE, ("valid from", "from", "起", "启用日期")),
    Column("valid_until", ColumnType.DATE, ("valid until", "until", "止", "停用日期")),
)
OWN_COLUMNS = {column.name: column.type for column in _OWN}
"""docgen's own columns of the roster and their types."""

_SAFE_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,30}[A-Za-z0-9])?")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")


def roster_declaration(settings: Settings) -> Declaration:
    """Sheet `units` as this campaign has it."""
    return declared("units", _OWN, settings, "units", "单位", "单位名册", required=True)


def read_units(sources: Sources) -> tuple[Unit, ...]:
    """The units in roster order; rows without a code, and second rows of one code, are left out with a finding."""
    table = sources.table(roster_declaration(sources.settings))
    if table is None:
        sources.doubtful.add("units")
        return ()
    rows = [r for r in table.rows if not is_total(table.text(r, "code"))]
    notes = [r for r in rows if is_note(table.text(r, "code"))]
    sources.findings += [Finding(codes.CODE_A_NOTE, table.place(r, "code"), {"code": _short(table, r)}) for r in notes]
    units = tuple(_unit(table, row, sources.settings) for row in rows if row.values["code"] and row not in notes)
    if not units and "code" in table.letters:
        sources.findings.append(Finding(codes.NO_UNITS, Place(file=table.file, sheet=table.sheet)))
    if not units or len(units) < len(rows) or any(u.type not in sources.settings.unit_types for u in units):
        sources.doubtful.add("units")
    sources.units = frozenset(u.code for u in units)
    sources.findings += _lint(table, units, sources.settings)
    return _with_names(table, tuple({u.code: u for u in reversed(units)}.values())[::-1], sources)


def _short(table: Table, row: Row) -> str:
    return shortened(table.text(row, "code"))


def _unit(table: Table, row: Row, settings: Settings) -> Unit:
    def text(name: str) -> str:
        return table.text(row, name)

    values = row.values
    since, until = values["active_from"], values["active_until"]
    further = {name: value for name, value in values.items() if name not in OWN_COLUMNS}
    return Unit(
        code=text("code"),
        name=text("name"),
        type=settings.type_key(text("type")) or text("type"),
        short_name=text("short_name") or text("name"),
        names=tuple(UnitName(n) for n in listed(text("aliases"))),
        active_from=since if isinstance(since, date) else None,
        active_until=until if isinstance(until, date) else None,
        contact=Contact(text("contact_name"), text("contact_phone"), text("contact_email")),
        format=text("format") or "xlsx",
        facts=Facts(further),
        place=table.place(row),
    )


def unknown_type(text: str, settings: Settings, place: Place) -> Finding:
    """The finding that there is no such unit type, offering the nearest."""
    names = {name: t.name for key, t in settings.unit_types.items() for name in (t.name, key)}
    near = names.get(nearest(text, names), "")
    values = {"type": text, "nearest": near, "known": enumerated(kind.name for kind in settings.unit_types.values())}
    return Finding(codes.TYPE_NEAR if near else codes.TYPE_UNKNOWN, place, values)


def _lint(table: Table, units: tuple[Unit, ...], settings: Settings) -> Iterator[Finding]:
    rows = {row.number: row for row in table.rows}
    for unit in units:
        yield from _lint_unit(table, rows[unit.place.row or 0], unit, settings)
    yield from _codes_told_apart(table, units)
    twice = tuple(_files_told_apart(table, units, settings))
    yield from twice
    spoken_of = {finding.place.unit for finding in twice}
    yield from (finding for finding in _names_told_apart(table, units) if not _is_settled(finding, spoken_of))


def _files_told_apart(table: Table, units: Iterable[Unit], settings: Settings) -> Iterator[Finding]:
    """Units whose files would be called the same by `file_name`, so that a digest must tell them apart."""
    bearers: dict[str, Unit] = {}
    for unit in units:
        name = settings.books.name_of(unit, settings.year)
        other = bearers.setdefault(name.casefold(), unit)
        if other.code.casefold() != unit.code.casefold():
            values = {"name": name, "unit": unit.code, "other": other.code}
            yield Finding(codes.FILE_NAME_TWICE, _at(table, unit, "short_name"), values)


def _is_settled(finding: Finding, spoken_of: set[str]) -> bool:
    """Whether it is the note on equal short names, of which more has been said: that files are called by them."""
    return finding.code is codes.SHORT_NAME_TWICE and finding.place.unit in spoken_of


def _at(table: Table, unit: Unit, column: str) -> Place:
    row = Row(unit.place.row or 0, Facts())
    return replace(table.place(row, column), unit=unit.code)


def _lint_unit(table: Table, row: Row, unit: Unit, settings: Settings) -> Iterator[Finding]:
    def finding(code: Code, column: str, /, **values: Scalar) -> Finding:
        return Finding(code, _at(table, unit, column), values)

    if not _SAFE_CODE.fullmatch(unit.code):
        yield finding(codes.CODE_UNSAFE, "code", code=unit.code)
    if unit.type and unit.type not in settings.unit_types:
        yield unknown_type(unit.type, settings, _at(table, unit, "type"))
    for column in ("name", "short_name"):
        yield from odd_letters(table.text(row, column), _at(table, unit, column))
    if unit.contact.email and not _EMAIL.fullmatch(unit.contact.email):
        yield finding(codes.EMAIL, "contact_email", text=unit.contact.email)
    term = settings.term
    if unit.active_from and unit.active_until and unit.active_until < unit.active_from:
        since, until = unit.active_from.isoformat(), unit.active_until.isoformat()
        yield finding(codes.ACTIVE_ORDER, "active_until", since=since, until=until)
    elif not unit.is_active(term.first, term.last):
        yield finding(codes.INACTIVE, "active_until" if unit.active_until else "active_from")


def odd_letters(text: str, place: Place) -> Iterator[Finding]:
    """What in a name cannot be seen, or looks like what it is not."""
    if text.isascii() and text.isprintable():
        return
    invisible = next((c for c in text if unicodedata.category(c) in ("Cf", "Co", "Cc") and c not in "\n\r"), None)
    if "\n" in text or "\r" in text:
        yield Finding(codes.LINE_BREAK, place, {"text": " ".join(text.split())})
    if invisible is not None:
        visible = "".join(c for c in text if c.isprintable())
        yield Finding(codes.INVISIBLE, place, {"text": visible, "character": f"U+{ord(invisible):04X}"})
    for word in re.findall(r"\w+", text):
        if stranger := _stranger(word):
            name = f"{stranger} ({unicodedata.name(stranger).lower()})"
            yield Finding(codes.LOOK_ALIKE, place, {"text": word, "character": name})


def _stranger(word: str) -> str:
    """The first letter of another alphabet than the word's first, empty if there is none."""
    scripts = [(c, _alphabet(c)) for c in word if _alphabet(c)]
    return next((c for c, script in scripts if script != scripts[0][1]), "")


def _alphabet(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((a for a in _ALPHABETS if name.startswith(a)), "")


def _codes_told_apart(table: Table, units: Iterable[Unit]) -> Iterator[Finding]:
    seen: dict[str, Unit] = {}
    for unit in units:
        first = seen.setdefault(unit.code.casefold(), unit)
        if first is unit:
            continue
        place = _at(table, unit, "code")
        if first.code == unit.code:
            yield Finding(codes.CODE_TWICE, place, {"code": unit.code, "other": first.place.row})
        else:
            yield Finding(codes.CODE_CASE, place, {"code": unit.code, "other": first.code, "row": first.place.row})


def _names_told_apart(table: Table, units: Iterable[Unit]) -> Iterator[Finding]:
    full: dict[str, Unit] = {}
    short: dict[str, Unit] = {}
    for unit in units:
        same_full = full.setdefault(fold(unit.name), unit) if unit.name else unit
        same_short = short.setdefault(fold(unit.short_name), unit) if unit.short_name else unit
        if same_full is not unit and same_full.code != unit.code:
            values = {"name": unit.name, "other": same_full.place.row}
            yield Finding(codes.NAME_TWICE, _at(table, unit, "name"), values)
        elif same_short is not unit and same_short.code != unit.code:
            values = {"name": unit.short_name, "other": same_short.place.row}
            yield Finding(codes.SHORT_NAME_TWICE, _at(table, unit, "short_name"), values)


def _with_names(roster: Table, units: tuple[Unit, ...], sources: Sources) -> tuple[Unit, ...]:
    """The units with the names of sheet `names`; a name of old that two units bear is a finding."""
    table = sources.table(declared("names", _NAMES, sources.settings, "names", "名称", "曾用名"))
    joined = join(table, units, sources.findings).rows if table else {}
    old: list[tuple[Unit, str, Place]] = []
    named = []
    for unit in units:
        rows = joined.get(unit.code, ())
        old += [(unit, name.text, _at(roster, unit, "aliases")) for name in unit.names]
        old += [(unit, _name(row).text, table.place(row, "name")) for row in rows if table]
        sources.findings += [_wrong_way(table, row) for row in rows if table and _is_wrong_way(_name(row))]
        named.append(replace(unit, names=(*unit.names, *map(_name, rows))))
    sources.findings += _aliases_told_apart(units, old)
    return tuple(named)


def _name(row: Row) -> UnitName:
    since, until = row.values["valid_from"], row.values["valid_until"]
    return UnitName(
        str(row.values["name"] or ""),
        since if isinstance(since, date) else None,
        until if isinstance(until, date) else None,
    )


def _is_wrong_way(name: UnitName) -> bool:
    return name.valid_from is not None and name.valid_until is not None and name.valid_until < name.valid_from


def _wrong_way(table: Table, row: Row) -> Finding:
    since, until = row.values["valid_from"], row.values["valid_until"]
    place = replace(table.place(row, "valid_until"), unit=table.text(row, "unit_code"))
    return Finding(codes.ACTIVE_ORDER, place, {"since": str(since), "until": str(until)})


def _aliases_told_apart(units: Iterable[Unit], old: Iterable[tuple[Unit, str, Place]]) -> Iterator[Finding]:
    bearers = {fold(u.name): u for u in units}
    for unit, name, place in old:
        other = bearers.setdefault(fold(name), unit)
        if name and other is not unit:
            yield Finding(codes.ALIAS_TWICE, place, {"name": name, "other": other.code})
