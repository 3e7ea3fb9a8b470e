"""Reading a declared table off a workbook: its sheet, headings, rows; all that is wrong is a finding with its cell."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docgen.excel.columns import Column, DateOrder, Declaration, Row, Table
from docgen.excel.grid import Cell, Sheet, Workbook, column_letter
from docgen.excel.headings import fold, nearest
from docgen.excel.layout import Heading, Layout, data_rows, find_layout
from docgen.excel.values import CellRead, Reading, read_cell
from docgen.findings import Code, Finding, Place, Scalar
from docgen.findings import excel as codes
from docgen.language import enumerated
from docgen.model import Facts, Value

_GATHERED = (codes.CODE_AS_NUMBER, codes.OUTER_BLANK)
"""What concerns a whole column is said once, at its first cell, naming the others."""
_NAMED_CELLS = 12


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table and all that is wrong in it; None if the sheet or its headings are not there."""

    table: Table | None
    findings: tuple[Finding, ...] = ()


def find_sheet(workbook: Workbook, declaration: Declaration) -> Sheet | None:
    """The sheet a table stands on, whichever of its titles it bears. The one sheet of a delimited text fits any."""
    wanted = {fold(title) for title in (declaration.name, *declaration.titles)}
    return next((s for s in workbook.sheets if not s.title or fold(s.title) in wanted), None)


def read_table(workbook: Workbook, declaration: Declaration, *, order: DateOrder | None = None) -> TableRead:
    """Read `declaration`'s table. `order` settles dates such as 3/5/2026."""
    sheet = find_sheet(workbook, declaration)
    if sheet is None:
        return TableRead(None, tuple(_sheet_missing(workbook, declaration)))
    reader = _Reader(workbook.file, sheet, declaration, find_layout(sheet, declaration), order)
    reader.sheet_findings(workbook)
    if not reader.layout.headings:
        return TableRead(None, reader.done())
    reader.heading_findings()
    rows = tuple(reader.rows())
    letters = Facts({column.name: column_letter(n) for n, column in reader.layout.columns.items()})
    table = Table(declaration.name, rows, workbook.file, sheet.title, letters, reader.layout.last_row)
    return TableRead(table, reader.done())


def _sheet_missing(workbook: Workbook, declaration: Declaration) -> Iterator[Finding]:
    if declaration.required:
        wanted = declaration.title
        near = nearest(wanted, [s.title for s in workbook.sheets])
        sheets = enumerated(s.title for s in workbook.sheets)
        code = codes.SHEET_MISNAMED if near else codes.SHEET_MISSING
        yield Finding(code, Place(file=workbook.file), {"wanted": wanted, "nearest": near, "sheets": sheets})


@dataclass
class _Reader:
    file: str
    sheet: Sheet
    declaration: Declaration
    layout: Layout
    order: DateOrder | None
    findings: list[Finding] = field(default_factory=list)
    gathered: dict[tuple[Code, int], list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def report(self, code: Code, cell: str = "", /, **values: Scalar) -> None:
        self.findings.append(Finding(code, Place(file=self.file, sheet=self.sheet.title, cell=cell), values))

    def report_row(self, code: Code, row: int, **values: Scalar) -> None:
        self.findings.append(Finding(code, Place(file=self.file, sheet=self.sheet.title, row=row), values))

    def done(self) -> tuple[Finding, ...]:
        for (code, _), cells in self.gathered.items():
            (cell, text), others = cells[0], [c for c, _ in cells[1:]]
            more = enumerated(others[:_NAMED_CELLS]) + (" …" if len(others) > _NAMED_CELLS else "")
            many = _MANY[code] if others else code
            self.report(many, cell, text=text, cells=more, count=len(cells))
        return tuple(self.findings)

    def sheet_findings(self, workbook: Workbook) -> None:
        if self.sheet.hidden:
            self.report(codes.SHEET_HIDDEN)
        wanted = {fold(t) for t in (self.declaration.name, *self.declaration.titles)}
        for other in workbook.sheets:
            if other is not self.sheet and fold(other.title) in wanted:
                place = Place(file=self.file, sheet=other.title)
                values = {"other": self.sheet.title, "wanted": self.declaration.name}
                self.findings.append(Finding(codes.SHEET_TWICE, place, values))
        if not self.layout.headings:
            titles = enumerated(c.title for c in self.declaration.columns if c.required)
            self.report(codes.NO_HEADINGS, headings=titles or self.declaration.columns[0].title)

    def heading_findings(self) -> None:
        found = {c.name: n for n, c in self.layout.columns.items()}
        missing = [c for c in self.declaration.columns if c.name not in found]
        unknown = [h for h in self.layout.headings if h.column is None]
        renamed = []
        for column in (c for c in missing if c.required):
            near = nearest_heading(column, unknown)
            if near is None:
                renamed.append(column)
            else:
                unknown.remove(near)
                cell = _cell_name(near.letter, near.row)
                self.report(codes.HEADING_MISSPELT, cell, wanted=column.title, heading=near.text)
        code = codes.HEADING_RENAMED if unknown else codes.HEADING_MISSING
        for column in renamed:
            titles = enumerated(h.text for h in unknown)
            self.report_row(code, self.layout.last_row, wanted=column.title, unknown=titles)
        for heading in () if renamed or self.declaration.shared else unknown:
            self._unknown(heading, [c for c in missing if not c.required])
        for heading in self.layout.headings:
            if heading.column is not None and heading.letter not in self.layout.columns:
                other = _cell_name(found[heading.column.name], heading.row)
                cell = _cell_name(heading.letter, heading.row)
                self.report(codes.HEADING_TWICE, cell, heading=heading.text, other=other)

    def _unknown(self, heading: Heading, missing: list[Column]) -> None:
        titles = {title: c for c in missing for title in (*c.titles, c.name)}
        near = nearest(heading.text, titles)
        cell = _cell_name(heading.letter, heading.row)
        if near:
            self.report(codes.HEADING_NEAR, cell, heading=heading.text, nearest=near, table=self.declaration.name)
        else:
            self.report(codes.HEADING_UNKNOWN, cell, heading=heading.text, table=self.declaration.name)

    def rows(self) -> Iterator[Row]:
        reading = Reading(self.order, self.sheet.epoch)
        headed = {h.letter for h in self.layout.headings}
        bare: set[int] = set()
        for number, cells in data_rows(self.sheet, self.layout):
            if number in self.sheet.hidden_rows:
                self.report_row(codes.ROW_HIDDEN, number)
            for letter in cells.keys() - headed - bare:
                bare.add(letter)
                self.report(codes.HEADING_BLANK, _cell_name(letter, number))
            values = self._values(number, cells, reading)
            unread = (c.name for n, c in self.layout.columns.items() if n in cells and values[c.name] is None)
            yield Row(number, values, frozenset(unread))

    def _values(self, number: int, cells: Mapping[int, Cell], reading: Reading) -> Facts:
        values: dict[str, Value] = {column.name: None for column in self.declaration.columns}
        for letter, column in self.layout.columns.items():
            cell = cells.get(letter)
            if cell is not None:
                values[column.name] = self._read(_cell_name(letter, number), letter, read_cell(cell, column, reading))
            elif column.required and not column.sparse:
                heading = next((h.text for h in self.layout.headings if h.letter == letter), column.title)
                self.report(codes.CELL_BLANK, _cell_name(letter, number), heading=heading)
        return Facts(values)

    def _read(self, cell: str, letter: int, read: CellRead) -> Value:
        if read.code in _GATHERED and read.code is not None:
            self.gathered[read.code, letter].append((cell, str(read.values["text"])))
        elif read.code is not None:
            self.report(read.code, cell, **read.values)
        return read.value


_MANY = {codes.CODE_AS_NUMBER: codes.CODES_AS_NUMBERS, codes.OUTER_BLANK: codes.OUTER_BLANKS}


def nearest_heading(column: Column, headings: list[Heading]) -> Heading | None:
    """The heading most like one of `column`'s titles, None if none is like it."""
    for title in (*column.titles, column.name):
        if near := nearest(title, [h.text for h in headings]):
            return next(h for h in headings if h.text == near)
    return None


def _cell_name(letter: int, row: int) -> str:
    return f"{column_letter(letter)}{row}"
