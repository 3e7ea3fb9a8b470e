"""The workbooks of the folder as a source of declared tables, and the join of a row to its unit by code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen.campaign.settings import Settings, SheetSetting
from docgen.excel import (
    Column,
    ColumnType,
    Declaration,
    Row,
    Sheet,
    Table,
    Workbook,
    fold,
    nearest,
    open_workbook,
    read_table,
)
from docgen.findings import Finding, Level, Place
from docgen.findings import campaign as codes
from docgen.findings import excel as excel_codes
from docgen.model import Unit

OFFICE = "*"
"""The code of the office's own row in a joined sheet: its totals."""
_TOTALS = frozenset(map(fold, ("total", "totals", "sum", "合计", "总计", "合 计", "全市合计")))

_LONGEST = 32
"""How many letters a code may have."""
_ALWAYS = frozenset({"units", "indicators", "items", "history"})
"""Sheets that docgen itself asks for, whether campaign.toml declares columns of theirs or not."""

UNIT_CODE = Column(
    "unit_code", ColumnType.CODE, ("unit code", "code", "unit", "单位代码", "代码", "单位编号"), required=True
)
"""The column that joins a sheet to the roster."""


def listed(text: str) -> tuple[str, ...]:
    """The entries of a list in one cell: `a; b、c`."""
    for mark in ";；，、\n":
        text = text.replace(mark, ",")
    return tuple(entry.strip() for entry in text.split(",") if entry.strip())


@dataclass
class Sources:
    """units.xlsx, or in its absence one .csv a sheet; remembers which tables were asked for."""

    folder: Path
    settings: Settings
    findings: list[Finding] = field(default_factory=list)
    asked: list[Declaration] = field(default_factory=list)
    workbook: Workbook | None = None
    delimited: bool = False
    found: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    """Tables with keys that could not be read: what others say of those keys is not held against them."""
    units: frozenset[str] = frozenset()
    """The codes of the roster, once it is read."""

    def open(self) -> None:
        """Open what holds the roster."""
        book, text = self.folder / "units.xlsx", self.folder / "units.csv"
        if not book.exists() and not text.exists():
            self.findings.append(Finding(codes.NO_ROSTER, Place(file="units.xlsx")))
            return
        self.delimited = not book.exists()
        if book.exists():
            if text.exists():
                self.findings.append(Finding(codes.TWO_ROSTERS, Place(file="units.csv")))
            opened = open_workbook(book)
            self.workbook = opened.workbook
            self.findings += opened.findings

    def table(self, declaration: Declaration) -> Table | None:
        """Read one table of the roster's workbook; what is wrong in it goes to the findings."""
        self.asked.append(declaration)
        workbook = self.workbook
        if self.delimited:
            path = self.folder / f"{declaration.name}.csv"
            if not path.exists():
                self._missing(declaration, path.name)
                return None
            opened = open_workbook(path, [declaration])
            self.findings += opened.findings
            workbook = opened.workbook
        if workbook is None:
            return None
        table = self._kept(workbook, declaration)
        if table is not None:
            self.found.add(declaration.name)
        return table

    def other(self, path: Path, declaration: Declaration) -> Table | None:
        """Read one table of another workbook."""
        opened = open_workbook(path, [declaration])
        self.findings += opened.findings
        if opened.workbook is None:
            return None
        return self._kept(opened.workbook, declaration)

    def several(self, path: Path, declarations: Iterable[Declaration]) -> dict[str, Table]:
        """The tables of another workbook that are there, by name; sheets nobody asked for are told."""
        wanted = tuple(declarations)
        opened = open_workbook(path, wanted)
        self.findings += opened.findings
        if opened.workbook is None:
            return {}
        titles = {fold(title) for d in wanted for title in (d.name, *d.titles)}
        for sheet in opened.workbook.sheets:
            if sheet.rows and fold(sheet.title) not in titles:
                near = nearest(sheet.title, (title for d in wanted for title in (d.name, *d.titles)))
                code = codes.SHEET_NEAR if near else codes.SHEET_NOT_READ
                self.findings.append(Finding(code, Place(file=path.name, sheet=sheet.title), {"nearest": near}))
        tables = {d.name: self._kept(opened.workbook, d) for d in wanted}
        return {name: table for name, table in tables.items() if table is not None}

    def _missing(self, declaration: Declaration, file: str) -> None:
        if declaration.required:
            absent = Finding(excel_codes.NO_FILE, Place(file=file), {"wanted": file})
            self.findings.append(self._named(absent, declaration))

    def _named(self, absent: Finding, declaration: Declaration) -> Finding:
        """`absent`, naming the declaration in campaign.toml where it is that alone which asks for the sheet."""
        by_office = declaration.name in self.settings.sheets and declaration.name not in _ALWAYS
        if not by_office or absent.code not in (excel_codes.SHEET_MISSING, excel_codes.NO_FILE):
            return absent
        values = {"wanted": absent.values["wanted"], "name": declaration.name}
        return Finding(codes.SHEET_DECLARED, absent.place, values)

    def _kept(self, workbook: Workbook, declaration: Declaration) -> Table | None:
        """The table; its findings are taken over, an error in a unit's own row with that unit."""
        read = read_table(workbook, declaration, order=self.settings.date_order)
        by_row = _codes_by_row(read.table) if read.table else {}
        for finding in read.findings:
            code = by_row.get(_row_of(finding.place), "")
            if is_note(code) or (finding.code is excel_codes.CELL_BLANK and is_total(code)):
                continue
            known = declaration.name == "units" or code in self.units
            place = replace(finding.place, unit=code if known and finding.level is Level.ERROR else "")
            self.findings.append(self._named(replace(finding, place=place), declaration))
        return read.table

    def finish(self) -> None:
        """Tell of sheets nobody asked for, and of duties nobody wrote."""
        meant = {self._not_asked(sheet) for sheet in self._left_over()}
        if "units" in self.found and "duties" not in self.found | meant:
            file = "duties.csv" if self.delimited else "units.xlsx"
            self.findings.append(Finding(codes.NO_DUTIES, Place(file=file)))

    def _left_over(self) -> tuple[Sheet, ...]:
        """The sheets that no table was read from, and no finding has named yet."""
        asked = {fold(title) for d in self.asked for title in (d.name, *d.titles)}
        told = {f.values.get("nearest") for f in self.findings if f.code is excel_codes.SHEET_MISNAMED}
        sheets = self.workbook.sheets if self.workbook else ()
        return tuple(s for s in sheets if s.rows and fold(s.title) not in asked and s.title not in told)

    def _not_asked(self, sheet: Sheet) -> str:
        """Tell of a sheet that was not read; the table it is probably meant for, if any."""
        absent = {title: d.name for d in self.asked if d.name not in self.found for title in (d.name, *d.titles)}
        near = nearest(sheet.title, absent)
        place = Place(file="units.xlsx", sheet=sheet.title)
        code = codes.SHEET_NEAR if near else codes.SHEET_NOT_READ
        if near or "units" in self.found:  # without a roster, no sheet is asked for in earnest
            self.findings.append(Finding(code, place, {"nearest": near}))
        return absent.get(near, "")


def _codes_by_row(table: Table) -> Mapping[int, str]:
    key = next((k for k in ("code", "unit_code") if k in table.letters), "")
    return {row.number: table.text(row, key) for row in table.rows} if key else {}


def _row_of(place: Place) -> int:
    return place.row or int("".join(c for c in place.cell if c.isdigit()) or 0)


def declared(name: str, own: Iterable[Column], settings: Settings, *titles: str, required: bool = False) -> Declaration:
    """The declaration of a sheet: docgen's own columns, then those campaign.toml adds, under the names it gives."""
    setting = settings.sheets.get(name, SheetSetting(required=False))
    columns = {c.name: c for c in own}
    for key, column in setting.columns.items():
        added = column.column(key)
        kept = columns.get(key)
        columns[key] = replace(kept, titles=(*added.titles, *kept.titles)) if kept else added
    names = tuple(t for t in (setting.title, *titles, *setting.aliases) if t)
    return Declaration(name, tuple(columns.values()), names, required or setting.required)


@dataclass(frozen=True)
class Joined:
    """The rows of a sheet by unit, and the office's own."""

    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    office: tuple[Row, ...] = ()


def is_total(code: str) -> bool:
    """Whether a row's code says that it holds the office's totals."""
    return code == OFFICE or fold(code) in _TOTALS


def is_note(code: str) -> bool:
    """Whether what stands in the place of a code is a sentence: too long for a code, or of several words."""
    return len(code) > _LONGEST or len(code.split()) > 2


def shortened(text: str) -> str:
    """`text` as a finding shows it: the beginning of a long one."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def join(table: Table, units: Iterable[Unit], findings: list[Finding]) -> Joined:
    """Sort the rows of `table` by unit; a code that no unit has is a finding."""
    known = {u.code: u for u in units}
    rows: dict[str, list[Row]] = {}
    office: list[Row] = []
    for row in table.rows:
        code = table.text(row, "unit_code")
        if is_total(code):
            office.append(row)
        elif code in known:
            rows.setdefault(code, []).append(row)
        elif code and known:
            findings.append(unknown_unit(code, known.values(), table.place(row, "unit_code")))
    return Joined({code: tuple(r) for code, r in rows.items()}, tuple(office))


def unknown_unit(code: str, units: Iterable[Unit], place: Place) -> Finding:
    """The finding that no unit has this code, offering the nearest code or the unit that bears the name."""
    everyone = tuple(units)
    named = next((u.code for u in everyone if fold(code) in (fold(u.name), fold(u.short_name))), "")
    zeros = next((u.code for u in everyone if u.code.lstrip("0") == code.lstrip("0")), "")
    near = named or zeros or nearest(code, [u.code for u in everyone])
    values = {"code": shortened(code), "nearest": near}
    return Finding(codes.UNIT_NEAR if near else codes.UNIT_UNKNOWN, place, values)
