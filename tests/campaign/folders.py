"""A small campaign folder without a fault, written out where a test wants it, and the edits that spoil it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[object]]

TOML = """\
name = "Road safety 2026"
year = 2026
language = "en"
time_zone = "Europe/Paris"
date_format = ""

[issuer]
name = "Road Office"
signer = "Ada"

[term]
first = 2026-01-01
last = 2026-12-31

[unit_types.depot]
name = "Depot"
basis = ["Roads Act"]

[unit_types.garage]
name = "Garage"

[unit_types.office]
name = "Office"

[books]
template = "templates/book.docx"
min_pages = 2
max_pages = 9

[sheets.units.columns]
staff = { type = "count", title = "Staff" }
share = { type = "percent", title = "Share" }
opened = "date"
night = { type = "yes_no", title = "Night shift" }
budget = { type = "decimal", title = "Budget" }

[sheets.hazards]
title = "Listed hazards"
[sheets.hazards.columns]
hazard_no = { type = "code", title = "Hazard no.", required = true }
level = { type = "choice", choices = ["high", "low"] }

[indicators.deaths]
title = "Deaths"
required = true
total = true
last_year = "deaths"
unit_types = ["depot", "Garage"]

[[grades]]
name = "Good"
from = 90

[[grades]]
name = "Fair"
from = 70

[[forms]]
code = "QIS"
title = "Quarterly summary"
times = 4

[[calendar]]
date = 2026-04-10
title = "First quarter"
form = "QIS"
"""

UNITS: Rows = [
    ["Roster 2026"],
    [
        *("Code", "Name", "Short name", "Type", "Aliases", "Active from", "Active until", "E-mail"),
        *("Staff", "Opened", "Share", "Night shift", "Budget"),
    ],
    [
        "001",
        "North Depot",
        "North",
        "depot",
        "Old North",
        None,
        None,
        "n@roads.example",
        12,
        date(2001, 5, 4),
        "98%",
        "yes",
        10.5,
    ],
    ["002", "South Depot", "South", "Depot", None, date(2020, 1, 1), None, None, 7, None, "100%", "no", None],
    ["G-1", "Main Garage", "Garage", "garage", None, None, date(2026, 6, 30), None, 0, None, None, None, None],
    ["X-9", "Head Office", "Office", "office"],
]
NAMES: Rows = [["unit_code", "name", "valid_from", "valid_until"], ["002", "Harbour Depot", None, date(2019, 12, 31)]]
DUTIES: Rows = [
    ["Clause", "Heading", "Number", "Variant", "Wording", "Unit types", "Except units", "Fields", "Items"],
    ["A1", "Management", None, None, "Settle the plan.", None, None, "QIS.meetings", "A1.1"],
    ["A2", None, None, "depots", "Inspect the roads.", "depot", None, None, None],
    ["A2", None, None, "garages", "Inspect the vehicles.", "garage", None, None, None],
    ["B1", "Training", "-", None, "Train {{ unit.name }}.", "-garage, -office", None, None, None],
]
INDICATORS: Rows = [["Unit code", "Deaths"], ["001", 1], ["002", 0], ["G-1", 0], ["*", 1]]
HAZARDS: Rows = [["unit_code", "Hazard no.", "level"], ["001", "H01", "high"], ["001", "H02", "low"]]
ITEMS: Rows = [
    ["Item", "Clause", "Title", "Points", "Unit types"],
    ["A1.1", "A1", "Plan", 50, None],
    ["A2.1", "A2", "Inspection", 30, None],
    ["B1.1", "B1", "Training", 20, "depot"],
]
HISTORY: Rows = [["unit_code", "deaths"], ["001", 2], ["002", 0], ["G-1", 0], ["*", 2]]

WORKBOOKS: Mapping[str, Mapping[str, Rows]] = {
    "units.xlsx": {
        "units": UNITS,
        "names": NAMES,
        "duties": DUTIES,
        "indicators": INDICATORS,
        "Listed hazards": HAZARDS,
    },
    "rules.xlsx": {"Items": ITEMS},
    "history.xlsx": {"history": HISTORY},
}

Edit = Callable[[Path], object]


def make_folder(folder: Path, *edits: Edit) -> Path:
    """The faultless campaign in `folder`, then spoiled by `edits`."""
    (folder / "templates").mkdir(parents=True)
    (folder / "templates" / "book.docx").write_bytes(b"a template")
    (folder / "campaign.toml").write_text(TOML, encoding="utf-8")
    for name, sheets in WORKBOOKS.items():
        write_workbook(folder / name, sheets)
    for edit in edits:
        edit(folder)
    return folder


def write_workbook(path: Path, sheets: Mapping[str, Rows]) -> None:
    """A workbook with these sheets, texts as texts and figures as figures."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    book.save(path)


def sheet_edit(address: str, change: Callable[[Worksheet], object]) -> Edit:
    """Change the sheet at `file!sheet`."""
    file, title = address.split("!")

    def edit(folder: Path) -> None:
        book = openpyxl.load_workbook(folder / file)
        change(book[title])
        book.save(folder / file)

    return edit


def put(address: str, value: object, number_format: str = "") -> Edit:
    """Write `value` into the cell at `file!sheet!cell`."""
    sheet, _, name = address.rpartition("!")

    def change(page: Worksheet) -> None:
        cell = page[name]
        cell.value = value
        if isinstance(value, str) and value.startswith("#"):
            cell.data_type = "e"
        if number_format:
            cell.number_format = number_format

    return sheet_edit(sheet, change)


def toml(old: str, new: str) -> Edit:
    """Write `new` for `old` in campaign.toml."""

    def edit(folder: Path) -> None:
        path = folder / "campaign.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def line_of(text: str) -> int:
    """The line of the faultless campaign.toml that begins with `text`."""
    return next(n for n, line in enumerate(TOML.splitlines(), 1) if line.startswith(text))
