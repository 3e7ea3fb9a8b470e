"""Reading a campaign folder: every part, joined by unit code, with everything wrong in it found in one go."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from docgen.campaign.duties import read_clauses
from docgen.campaign.figures import read_history, read_indicators
from docgen.campaign.ledgers import read_ledgers
from docgen.campaign.model import Campaign, Loaded
from docgen.campaign.roster import OWN_COLUMNS, read_units, unknown_type
from docgen.campaign.rules import read_items
from docgen.campaign.settings import CARD_WORDS, VETO_WORDS, Settings
from docgen.campaign.sheets import UNIT_CODE, Sources, declared, join
from docgen.campaign.toml import SettingsRead, read_settings
from docgen.excel import fold, nearest
from docgen.findings import NOWHERE, Code, Finding, Scalar
from docgen.findings import campaign as codes
from docgen.language import enumerated
from docgen.model import Facts, Unit

_OWN_SHEETS = ("units", "names", "indicators", "duties", "items", "history")
_LIKE_A_PERIOD = re.compile(r"\d{1,4}[\s/._-]?[A-Za-z]\d*")
"""What is meant as a quarter or half-year; a period may be written in words too."""


def load_campaign(folder: Path) -> Loaded:
    """Read and check the folder, all of it, whatever is wrong in it."""
    read = read_settings(folder)
    if read.settings is None:
        return Loaded(None, read.findings)
    sources = Sources(folder, read.settings, [*read.findings, *_lint_settings(read, read.settings, folder)])
    sources.open()
    units = read_units(sources)
    units = _with_lists(units, sources)
    clauses = read_clauses(sources, units)
    indicators = read_indicators(sources, units)
    items = read_items(sources, clauses)
    history = read_history(sources, units)
    ledgers = read_ledgers(sources, units)
    sources.finish()
    findings = tuple(dict.fromkeys(sources.findings))
    if not units:
        return Loaded(None, findings)
    campaign = Campaign(
        folder=folder,
        settings=read.settings,
        units=units,
        clauses=clauses,
        items=items,
        indicators=indicators.units,
        totals=indicators.office,
        history=history.units,
        last_totals=history.office,
        sheets=_list_sheets(read.settings),
        signings=ledgers.signings,
        ledgers=ledgers.ledgers,
    )
    return Loaded(campaign if read.whole else None, findings, campaign)


def _list_sheets(settings: Settings) -> tuple[str, ...]:
    return tuple(name for name in settings.sheets if name not in _OWN_SHEETS)


def _with_lists(units: tuple[Unit, ...], sources: Sources) -> tuple[Unit, ...]:
    """The units with the rows of each declared sheet; a unit without rows has an empty list."""
    lists: dict[str, dict[str, tuple[Facts, ...]]] = {u.code: {} for u in units}
    for name in _list_sheets(sources.settings):
        table = sources.table(declared(name, (UNIT_CODE,), sources.settings, name))
        joined = join(table, units, sources.findings) if table else None
        for office in joined.office if joined else ():
            if table is not None:
                sources.findings.append(Finding(codes.TOTAL_ROW, table.place(office, "unit_code")))
        for code, rows in lists.items():
            found = joined.rows.get(code, ()) if joined else ()
            rows[name] = tuple(_without_code(row.values) for row in found)
    return tuple(replace(u, lists=lists[u.code]) for u in units)


def _without_code(values: Facts) -> Facts:
    return Facts({name: value for name, value in values.items() if name != "unit_code"})


def _lint_settings(read: SettingsRead, settings: Settings, folder: Path) -> Iterator[Finding]:
    """What each key may say by itself, but not beside the others or in this folder."""
    books = settings.books
    if books.min_pages > books.max_pages:
        yield read.finding(codes.PAGES_ORDER, "books", "min_pages", least=books.min_pages, most=books.max_pages)
    for n, (better, grade) in enumerate(zip(settings.grades, settings.grades[1:], strict=False), 1):
        if grade.lowest >= better.lowest:
            values = {"name": grade.name, "lowest": grade.lowest}
            yield read.finding(codes.GRADES_ORDER, "grades", n, "from", **values)
    yield from _lint_consequences(read, settings)
    yield from _lint_forms(read, settings)
    yield from _lint_types(read, settings)
    yield from _lint_files(read, settings, folder)


def _lint_forms(read: SettingsRead, settings: Settings) -> Iterator[Finding]:
    known: set[str] = set()
    for n, form in enumerate(settings.forms):
        if form.code in known:
            yield read.finding(codes.FORM_TWICE, "forms", n, "code", form=form.code)
        known.add(form.code)
    for n, entry in enumerate(settings.calendar):
        if entry.form and entry.form not in known:
            yield read.finding(codes.FORM_UNKNOWN, "calendar", n, "form", form=entry.form)
        if _LIKE_A_PERIOD.fullmatch(entry.period) and settings.period(entry.period) is None:
            values: dict[str, Scalar] = {"period": entry.period, "year": str(settings.year)}
            yield read.finding(codes.PERIOD_UNKNOWN, "calendar", n, "period", **values)


def _lint_consequences(read: SettingsRead, settings: Settings) -> Iterator[Finding]:
    """Consequences of a grade that does not exist; where campaign.toml has no grades, nothing is known of them."""
    grades = [grade.name for grade in settings.grades]
    known = (*grades, *VETO_WORDS, *CARD_WORDS)
    for n, one in enumerate(settings.consequences):
        if grades and fold(one.when) not in set(map(fold, known)):
            near = nearest(one.when, known) or enumerated(grades)
            yield read.finding(codes.CONSEQUENCE_UNKNOWN, "consequences", n, "when", when=one.when, nearest=near)


def _lint_types(read: SettingsRead, settings: Settings) -> Iterator[Finding]:
    for key, indicator in settings.indicators.items():
        for unit_type in indicator.unit_types:
            if unit_type not in settings.unit_types:
                unknown = unknown_type(unit_type, settings, NOWHERE)
                yield read.finding(unknown.code, "indicators", key, "unit_types", **unknown.values)
    units = settings.sheets.get("units")
    for name, column in units.columns.items() if units else ():
        own = OWN_COLUMNS.get(name)
        if own is not None and own is not column.type:
            values = {"column": name, "sheet": "units", "type": own.value}
            yield read.finding(codes.COLUMN_KNOWN, "sheets", "units", "columns", name, **values)


def _lint_files(read: SettingsRead, settings: Settings, folder: Path) -> Iterator[Finding]:
    for key, path in (("template", settings.books.template), ("supplement", settings.books.supplement)):
        if path and not (folder / path).is_file():
            there = [p.relative_to(folder).as_posix() for p in sorted(folder.glob("templates/**/*.docx"))]
            near = nearest(path, there)
            code: Code = codes.TEMPLATE_NEAR if near else codes.TEMPLATE_MISSING
            yield read.finding(code, "books", key, path=path, nearest=near)
    if settings.previous and not (folder / settings.previous).is_dir():
        yield read.finding(codes.PREVIOUS_MISSING, "previous", path=settings.previous)
