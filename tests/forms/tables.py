"""A form written as small tables in a test, as the workbook an office would write, and the findings about it."""

from pathlib import Path

import openpyxl

from docgen.findings import Finding
from docgen.forms import Compiled, compile_definition

SETTINGS = """
| form_id | version | form_title | namespaces                     |
| QIS     | 1       | A form     | docgen="urn:docgen:definition" |
"""


def rows(table: str) -> list[list[str]]:
    """The cells of a table drawn with |, its first row the headings."""
    lines = (line.strip() for line in table.strip().splitlines())
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line]


def workbook(path: Path, survey: str, choices: str = "", settings: str = SETTINGS) -> Path:
    """The workbook of these tables, written by openpyxl."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, table in (("survey", survey), ("choices", choices), ("settings", settings)):
        if table:
            sheet = book.create_sheet(title)
            for number, cells in enumerate(rows(table), 1):
                for letter, cell in enumerate(cells, 1):
                    if cell:
                        sheet.cell(number, letter).value = cell
    book.save(path)
    return path


def compiled(folder: Path, survey: str, choices: str = "", settings: str = SETTINGS) -> Compiled:
    """What comes of compiling these tables."""
    return compile_definition(workbook(folder / "form.xlsx", survey, choices, settings))


def said(findings: tuple[Finding, ...]) -> list[str]:
    """Each finding as its code and where it stands: "E-FORM-NAME survey!B2"."""
    return [f"{f.code.id} {f.place.sheet}!{f.place.cell or f.place.row or '-'}" for f in findings]
