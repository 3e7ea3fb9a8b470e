"""The sheets of an XLSForm workbook as lines of texts by column, each with its place for the findings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from docgen.excel import Sheet, Workbook, column_letter, fold, nearest
from docgen.findings import Code, Finding, Place, Scalar
from docgen.findings import forms as codes
from docgen.forms.columns import Heading, Unknown, heading_of, known_headings
from docgen.model import Wording


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its number, and the texts of its cells by what their headings stand for."""

    number: int
    cells: Mapping[Heading, str]
    sheet: "Lines"
    facts: tuple[tuple[str, str], ...] = ()
    """The cells under headings that are no columns of XLSForm, in sheet choices: for a choice_filter."""

    def text(self, column: str, *, own: bool = False) -> str:
        """The text in a column, whatever the language; empty where blank."""
        return next((t for h, t in self.cells.items() if h.column == column and h.own is own), "")

    def wording(self, column: str, languages: tuple[str, ...], *, own: bool = False) -> Wording:
        """The text in every language that says it; one without a language is the form's own."""
        said = {
            h.language or languages[0]: text for h, text in self.cells.items() if h.column == column and h.own is own
        }
        ordered = (*languages, *(language for language in said if language not in languages))
        return Wording(tuple((language, said[language]) for language in ordered if language in said))

    def place(self, column: str = "", *, own: bool = False) -> Place:
        """Where a column of the line stands; the line where there is no such column."""
        return self.sheet.place(self.number, column, own=own)


@dataclass
class Lines:
    """A sheet: its headings by column number, and its lines. What is wrong goes to the form's findings."""

    file: str
    title: str
    headings: Mapping[int, Heading] = field(default_factory=dict)
    further: Mapping[int, str] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()

    def place(self, row: int, column: str = "", *, own: bool = False) -> Place:
        """Where a column of a row stands."""
        numbers = (n for n, h in self.headings.items() if h.column == column and h.own is own)
        number = next(numbers, None)
        cell = f"{column_letter(number)}{row}" if number else ""
        return Place(file=self.file, sheet=self.title, cell=cell, row=None if cell else row)

    def has(self, column: str) -> bool:
        """Whether the sheet has a column of XLSForm under this name."""
        return any(h.column == column and not h.own for h in self.headings.values())

    @property
    def has_own(self) -> bool:
        """Whether any column is docgen's own."""
        return any(h.own for h in self.headings.values())


def read_lines(workbook: Workbook, name: str, findings: list[Finding]) -> Lines:
    """The sheet `name` of a form, empty if there is none."""
    sheet = next((s for s in workbook.sheets if fold(s.title) == fold(name)), None)
    lines = Lines(workbook.file, sheet.title if sheet else name)
    if sheet is not None:
        lines.headings = dict(_headings(sheet, name, lines, findings))
        if name == "choices":
            lines.further = dict(_further(sheet, lines))
        lines.lines = tuple(_lines(sheet, lines))
    return lines


def _headings(sheet: Sheet, name: str, lines: Lines, findings: list[Finding]) -> Iterator[tuple[int, Heading]]:
    seen: set[Heading] = set()
    for number, cell in sorted(sheet.rows.get(1, {}).items()):
        text = str(cell.value).strip()
        heading = heading_of(text, name)
        place = Place(file=lines.file, sheet=lines.title, cell=f"{column_letter(number)}1")
        if isinstance(heading, Unknown):
            findings += _unknown(heading, name, place)
        elif heading in seen:
            findings.append(Finding(codes.COLUMN_TWICE, place, {"heading": text}))
        else:
            seen.add(heading)
            yield number, heading


def _unknown(heading: Unknown, sheet: str, place: Place) -> Iterator[Finding]:
    if sheet == "choices" and not heading.unnamed:
        return  # any further column of the choices is for choice_filter
    near = "" if heading.unnamed else nearest(heading.text, known_headings(sheet))
    values: dict[str, Scalar] = {"heading": heading.text, "nearest": near, "example": "label::English (en)"}
    code: Code = codes.COLUMN_LANGUAGE if heading.unnamed else codes.COLUMN_NEAR if near else codes.COLUMN_UNKNOWN
    yield Finding(code, place, values)


def _lines(sheet: Sheet, lines: Lines) -> Iterator[Line]:
    for row, cells in sorted(sheet.rows.items()):
        texts = {h: text_of(cells[n].value) for n, h in lines.headings.items() if n in cells}
        if row > 1 and texts:
            facts = tuple((name, text_of(cells[n].value)) for n, name in lines.further.items() if n in cells)
            yield Line(row, texts, lines, facts)


def _further(sheet: Sheet, lines: Lines) -> Iterator[tuple[int, str]]:
    """The columns by which a choice_filter may pick choices, by number."""
    for number, cell in sorted(sheet.rows.get(1, {}).items()):
        name = str(cell.value).strip()
        if number not in lines.headings and re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name):
            yield number, name


def text_of(value: object) -> str:
    """A cell as the text its author sees: 1 rather than 1.0, yes for TRUE."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float() if value == int(value):
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value).strip()
