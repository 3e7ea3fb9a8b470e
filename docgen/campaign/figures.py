"""The figures of each unit: this year's (sheet `indicators`) and last year's (history.xlsx). A blank is never 0."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from docgen.campaign.settings import IndicatorSetting, Settings
from docgen.campaign.sheets import UNIT_CODE, Sources, declared, is_total, join
from docgen.excel import Column, ColumnType, Declaration, Row, Table
from docgen.findings import Code, Finding, Place, Scalar
from docgen.findings import campaign as codes
from docgen.model import Facts, Unit, Value


@dataclass(frozen=True)
class Figures:
    """Figures by unit code, and the office's own."""

    units: Mapping[str, Facts] = field(default_factory=dict)
    office: Facts = field(default_factory=Facts)


def applies(indicator: IndicatorSetting, unit: Unit) -> bool:
    """Whether `indicator` is set for units of this type."""
    return not indicator.unit_types or unit.type in indicator.unit_types


# this year


def read_indicators(sources: Sources, units: tuple[Unit, ...]) -> Figures:
    """Sheet `indicators`, checked for blanks and against the office's totals."""
    settings = sources.settings
    if not settings.indicators:
        return Figures()
    columns = [_limit_column(key, setting) for key, setting in settings.indicators.items()]
    titles = ("indicators", "指标", "控制指标")
    table = sources.table(declared("indicators", (UNIT_CODE, *columns), settings, *titles, required=True))
    if table is None or not units:
        return Figures()
    joined = join(table, units, sources.findings)
    rows = {code: _one(table, r, code, sources.findings) for code, r in joined.rows.items()}
    office = _one(table, joined.office, "*", sources.findings) if joined.office else None
    term = settings.term
    sources.findings += _lint(table, rows, [u for u in units if u.is_active(term.first, term.last)], settings)
    sources.findings += _totals(table, rows, office, settings)
    return Figures({code: row.values for code, row in rows.items()}, office.values if office else Facts())


def _limit_column(key: str, setting: IndicatorSetting) -> Column:
    return Column(
        key,
        setting.type,
        (setting.title, key, *setting.aliases),
        required=setting.required,
        sparse=True,
        above_100=setting.above_100,
    )


def _one(table: Table, rows: tuple[Row, ...], code: str, findings: list[Finding]) -> Row:
    for row in rows[1:]:
        values: dict[str, Scalar] = {"code": code, "other": rows[0].number}
        place = replace(table.place(row, "unit_code"), unit="" if is_total(code) else code)
        findings.append(Finding(codes.INDICATOR_ROW_TWICE, place, values))
    return rows[0]


def _lint(table: Table, rows: Mapping[str, Row], units: list[Unit], settings: Settings) -> Iterator[Finding]:
    for unit in units:
        row = rows.get(unit.code)
        if row is None:
            if any(s.required and applies(s, unit) for s in settings.indicators.values()):
                place = Place(file=table.file, sheet=table.sheet, unit=unit.code)
                yield Finding(codes.INDICATOR_NO_ROW, place)
            continue
        for key, setting in settings.indicators.items():
            yield from _lint_cell(table, row, unit, key, setting, known_type=unit.type in settings.unit_types)


def _lint_cell(
    table: Table, row: Row, unit: Unit, key: str, setting: IndicatorSetting, *, known_type: bool
) -> Iterator[Finding]:
    place = replace(table.place(row, key), unit=unit.code)
    if row.values[key] is None:
        unread = key in row.faulty or key not in table.letters
        if applies(setting, unit) and setting.required and setting.default is None and not unread:
            yield Finding(codes.INDICATOR_BLANK, place, {"title": setting.title})
    elif known_type and not applies(setting, unit):
        yield Finding(codes.INDICATOR_NOT_SET, place, {"title": setting.title, "type": unit.type})


def _totals(table: Table, rows: Mapping[str, Row], office: Row | None, settings: Settings) -> Iterator[Finding]:
    for key, setting in settings.indicators.items():
        if not setting.total or key not in table.letters:
            continue
        together = sum((_decimal(row.values[key]) for row in rows.values()), Decimal(0))
        total = office.values[key] if office else None
        values = {"title": setting.title, "sum": f"{together:f}", "total": str(total)}
        if office is not None and key in office.faulty:
            continue
        if office is None or total is None:
            place = table.place(office, key) if office else Place(file=table.file, sheet=table.sheet)
            yield Finding(codes.TOTAL_MISSING, place, values)
        elif _beyond(together, _decimal(total), setting):
            yield Finding(codes.TOTAL_EXCEEDED, table.place(office, key), values)


def _decimal(value: Value) -> Decimal:
    return Decimal(value) if isinstance(value, (int, Decimal)) else Decimal(0)


def _beyond(together: Decimal, total: Decimal, setting: IndicatorSetting) -> bool:
    return together > total if setting.limit == "at_most" else together < total


# last year

LAST_RESULT = (
    Column("score", ColumnType.DECIMAL, ("score", "得分", "上年得分")),
    Column("grade", ColumnType.TEXT, ("grade", "等次", "上年等次")),
)
"""What a unit's year came to, which the report compares with; an office need not know it."""


def read_history(sources: Sources, units: tuple[Unit, ...]) -> Figures:
    """Last year's figures, from history.xlsx or the previous campaign's figures.xlsx."""
    settings = sources.settings
    wanted = {s.last_year: s for s in settings.indicators.values() if s.last_year}
    if not wanted or not units:
        return Figures()
    path = history_file(sources.folder, settings)
    if path is None:
        file = f"{settings.previous}/figures.xlsx" if settings.previous else "history.xlsx"
        sources.findings.append(Finding(codes.NO_HISTORY, Place(file=file), {"file": file}))
        return Figures()
    table = sources.other(path, _history_declaration(wanted, settings))
    if table is None:
        return Figures()
    rows = _history_rows(table, units, sources.findings)
    office = next((r.values for r in table.rows if is_total(table.text(r, "unit_code"))), Facts())
    sources.findings += _lint_history(table, rows, units, settings)
    return Figures({code: row.values for code, row in rows.items()}, office)


def history_file(folder: Path, settings: Settings) -> Path | None:
    """Where last year's figures are; None if they are nowhere."""
    previous = [folder / settings.previous / "figures.xlsx"] if settings.previous else []
    candidates = [folder / "history.xlsx", folder / "history.csv", *previous]
    return next((path for path in candidates if path.is_file()), None)


def _history_declaration(wanted: Mapping[str, IndicatorSetting], settings: Settings) -> Declaration:
    columns = [
        Column(name, s.type, (name, s.title, *s.aliases), required=True, sparse=True, above_100=s.above_100)
        for name, s in wanted.items()
    ]
    titles = ("history", "上年", "上年数据", "figures")
    return declared("history", (UNIT_CODE, *columns, *LAST_RESULT), settings, *titles, required=True)


def _history_rows(table: Table, units: tuple[Unit, ...], findings: list[Finding]) -> Mapping[str, Row]:
    known = {u.code for u in units}
    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        code = table.text(row, "unit_code")
        if code in known:
            rows.setdefault(code, []).append(row)
        elif code and not is_total(code):
            findings.append(Finding(codes.LAST_YEAR_UNIT_GONE, table.place(row, "unit_code"), {"code": code}))
    return {code: _one(table, tuple(r), code, findings) for code, r in rows.items()}


def _lint_history(
    table: Table, rows: Mapping[str, Row], units: tuple[Unit, ...], settings: Settings
) -> Iterator[Finding]:
    def finding(code: Code, place: Place, unit: Unit, /, **values: Scalar) -> Finding:
        return Finding(code, replace(place, unit=unit.code), values)

    here = Place(file=table.file, sheet=table.sheet)
    for unit in units:
        if not unit.is_active(settings.term.first, settings.term.last) or _is_new(unit, settings):
            continue
        wanted = [s for s in settings.indicators.values() if s.last_year and applies(s, unit)]
        row = rows.get(unit.code)
        if row is None and wanted:
            yield finding(codes.LAST_YEAR_NO_ROW, here, unit, file=table.file)
        for setting in wanted if row is not None else ():
            name = setting.last_year
            if row is not None and row.values[name] is None and name in table.letters and name not in row.faulty:
                yield finding(codes.LAST_YEAR_BLANK, table.place(row, name), unit, title=setting.title)


def _is_new(unit: Unit, settings: Settings) -> bool:
    """Whether the unit began with the term or later, so that it has no last year."""
    return unit.active_from is not None and unit.active_from >= settings.term.first
