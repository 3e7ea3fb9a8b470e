"""Seeded faults: each is found once, placed to the cell or line, with a remedy, and brings no other finding along."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from docgen.campaign import load_campaign
from docgen.findings import Place
from tests.campaign.folders import Edit, line_of, make_folder, put, sheet_edit, toml


class Fault(NamedTuple):
    """What is done to the faultless folder, and the one finding it must give, at `file!sheet!cell` or `file:line`."""

    what: str
    edit: Edit
    code: str
    at: str


def remove(name: str) -> Edit:
    return lambda folder: (folder / name).unlink()


def overwrite(name: str, data: bytes) -> Edit:
    return lambda folder: (folder / name).write_bytes(data)


def drop_sheet(file: str, title: str) -> Edit:
    def edit(folder: Path) -> None:
        book = openpyxl.load_workbook(folder / file)
        del book[title]
        book.save(folder / file)

    return edit


def both(*edits: Edit) -> Edit:
    def edit(folder: Path) -> None:
        for one in edits:
            one(folder)

    return edit


def rename_sheet(file: str, title: str, new: str) -> Edit:
    return sheet_edit(f"{file}!{title}", lambda page: setattr(page, "title", new))


def add_row(address: str, *values: object) -> Edit:
    return sheet_edit(address, lambda page: page.append(list(values)))


def line(text: str) -> str:
    return f"campaign.toml:{line_of(text)}"


UNITS = "units.xlsx!units"
DUTIES = "units.xlsx!duties"
INDICATORS = "units.xlsx!indicators"
HAZARDS = "units.xlsx!Listed hazards"
ITEMS = "rules.xlsx!Items"
HISTORY = "history.xlsx!history"

FAULTS = [
    # cells of the roster
    Fault("a code used twice", put(f"{UNITS}!A6", "001"), "E-CODE-TWICE", f"{UNITS}!A6"),
    Fault("codes that differ by capitals", put(f"{UNITS}!A6", "g-1"), "E-CODE-CASE", f"{UNITS}!A6"),
    Fault("a code with a slash", put(f"{UNITS}!A6", "X/9"), "E-CODE-UNSAFE", f"{UNITS}!A6"),
    Fault("a code typed as a number", put(f"{UNITS}!A6", 77), "W-CODE-AS-NUMBER", f"{UNITS}!A6"),
    Fault("a code turned into a date", put(f"{UNITS}!A6", date(2026, 3, 1)), "E-NOT-A-CODE", f"{UNITS}!A6"),
    Fault("a code too long to be exact", put(f"{UNITS}!A6", 4.5010119900101e17), "E-PRECISION-LOST", f"{UNITS}!A6"),
    Fault("a blank code", put(f"{UNITS}!A6", None), "E-CELL-BLANK", f"{UNITS}!A6"),
    Fault("a blank name", put(f"{UNITS}!B4", None), "E-CELL-BLANK", f"{UNITS}!B4"),
    Fault("a blank type", put(f"{UNITS}!D6", "　"), "E-CELL-BLANK", f"{UNITS}!D6"),
    Fault("a full name used twice", put(f"{UNITS}!B4", "north  DEPOT"), "E-NAME-TWICE", f"{UNITS}!B4"),
    Fault("a short name used twice", put(f"{UNITS}!C4", "North"), "I-SHORT-NAME-TWICE", f"{UNITS}!C4"),
    Fault(
        "two units whose files are called the same",
        both(put(f"{UNITS}!C4", "North"), toml("[books]", '[books]\nfile_name = "{short_name}"')),
        "W-FILE-NAME-TWICE",
        f"{UNITS}!C4",
    ),
    Fault("blanks around a name", put(f"{UNITS}!B4", " South Depot\u00a0"), "W-OUTER-BLANK", f"{UNITS}!B4"),
    Fault("a line break in a name", put(f"{UNITS}!B4", "South\nDepot"), "W-LINE-BREAK", f"{UNITS}!B4"),
    Fault("a character nobody sees", put(f"{UNITS}!B4", "South\u200bDepot"), "W-INVISIBLE", f"{UNITS}!B4"),
    Fault("a Cyrillic letter among Latin", put(f"{UNITS}!B4", "S\u043euth"), "W-LOOK-ALIKE", f"{UNITS}!B4"),
    Fault("a misspelt type", put(f"{UNITS}!D6", "garrage"), "E-TYPE-NEAR", f"{UNITS}!D6"),
    Fault("an unknown type", put(f"{UNITS}!D6", "school"), "E-TYPE-UNKNOWN", f"{UNITS}!D6"),
    Fault("no e-mail address", put(f"{UNITS}!H3", "north at roads"), "W-EMAIL", f"{UNITS}!H3"),
    Fault("until before from", put(f"{UNITS}!G4", date(2019, 1, 1)), "E-ACTIVE-ORDER", f"{UNITS}!G4"),
    Fault("a unit that has closed", put(f"{UNITS}!G4", date(2025, 1, 1)), "I-INACTIVE", f"{UNITS}!G4"),
    Fault(
        "a name that ended before it began",
        put("units.xlsx!names!C2", date(2020, 1, 1)),
        "E-ACTIVE-ORDER",
        "units.xlsx!names!D2",
    ),
    Fault("another unit's alias", put(f"{UNITS}!E4", "Old North"), "W-ALIAS-TWICE", f"{UNITS}!E4"),
    Fault("words in a count", put(f"{UNITS}!I3", "about 12"), "E-NOT-A-NUMBER", f"{UNITS}!I3"),
    Fault("half a person", put(f"{UNITS}!I3", 12.5), "E-NOT-WHOLE", f"{UNITS}!I3"),
    Fault("a count below 0", put(f"{UNITS}!I3", -1), "E-NEGATIVE", f"{UNITS}!I3"),
    Fault("a comma of two meanings", put(f"{UNITS}!M3", "1,200"), "E-NUMBER-AMBIGUOUS", f"{UNITS}!M3"),
    Fault("a percentage of two meanings", put(f"{UNITS}!K3", 1), "E-PERCENT-AMBIGUOUS", f"{UNITS}!K3"),
    Fault("neither yes nor no", put(f"{UNITS}!L3", "mostly"), "E-NOT-YES-NO", f"{UNITS}!L3"),
    Fault("a date of two meanings", put(f"{UNITS}!J3", "3/5/2026"), "E-DATE-AMBIGUOUS", f"{UNITS}!J3"),
    Fault("a day that does not exist", put(f"{UNITS}!J3", "2026-02-29"), "E-DATE-INVALID", f"{UNITS}!J3"),
    Fault("a date without its year", put(f"{UNITS}!J3", "3月5日"), "E-DATE-PARTIAL", f"{UNITS}!J3"),
    Fault("no date at all", put(f"{UNITS}!J3", "long ago"), "E-NOT-A-DATE", f"{UNITS}!J3"),
    Fault("an error in a cell", put(f"{UNITS}!I3", "#REF!"), "E-CELL-ERROR", f"{UNITS}!I3"),
    Fault("a formula without a result", put(f"{UNITS}!I3", "=1+11"), "E-FORMULA-NO-VALUE", f"{UNITS}!I3"),
    # headings, rows and sheets
    Fault("a heading used twice", put(f"{UNITS}!N2", "short_name"), "E-HEADING-TWICE", f"{UNITS}!N2"),
    Fault("a heading misspelt", put(f"{UNITS}!C2", "Shrt name"), "W-HEADING-NEAR", f"{UNITS}!C2"),
    Fault("a required heading misspelt", put(f"{UNITS}!D2", "Typpe"), "E-HEADING-MISSPELT", f"{UNITS}!D2"),
    Fault("a column nobody declared", put(f"{UNITS}!N2", "Weather"), "W-HEADING-UNKNOWN", f"{UNITS}!N2"),
    Fault("values under no heading", put(f"{UNITS}!P3", "?"), "W-HEADING-BLANK", f"{UNITS}!P3"),
    Fault(
        "a hidden row",
        sheet_edit(UNITS, lambda page: setattr(page.row_dimensions[4], "hidden", True)),
        "W-ROW-HIDDEN",
        f"{UNITS}!4",
    ),
    Fault("a sheet nobody declared", lambda f: _add_sheet(f, "Weather"), "I-SHEET-NOT-READ", "units.xlsx!Weather!"),
    Fault("no sheet duties", drop_sheet("units.xlsx", "duties"), "W-NO-DUTIES", "units.xlsx!!"),
    Fault(
        "a required sheet misspelt",
        rename_sheet("units.xlsx", "indicators", "indicatrs"),
        "E-SHEET-MISNAMED",
        "units.xlsx!!",
    ),
    Fault(
        "an optional sheet misspelt",
        rename_sheet("units.xlsx", "names", "nams"),
        "W-SHEET-NEAR",
        "units.xlsx!nams!",
    ),
    Fault(
        "a declared sheet misspelt",
        rename_sheet("units.xlsx", "Listed hazards", "Listed hazard"),
        "E-SHEET-MISNAMED",
        "units.xlsx!!",
    ),
    Fault("a declared sheet deleted", drop_sheet("units.xlsx", "Listed hazards"), "E-SHEET-DECLARED", "units.xlsx!!"),
    Fault(
        "the roster's sheet renamed", rename_sheet("units.xlsx", "units", "Sheet1"), "E-SHEET-MISSING", "units.xlsx!!"
    ),
    Fault("a roster without rows", sheet_edit(UNITS, lambda page: page.delete_rows(3, 9)), "E-NO-UNITS", f"{UNITS}!"),
    Fault(
        "a roster without headings", sheet_edit(UNITS, lambda page: page.delete_rows(2)), "E-NO-HEADINGS", f"{UNITS}!"
    ),
    Fault("a percentage of 9,800", put(f"{UNITS}!K3", 98, "0%"), "E-PERCENT-FORMAT", f"{UNITS}!K3"),
    Fault("a percentage beyond the whole", put(f"{UNITS}!K3", "150%"), "E-PERCENT-OVER", f"{UNITS}!K3"),
    Fault("the column of codes renamed", put(f"{UNITS}!A2", "Ref"), "E-HEADING-RENAMED", f"{UNITS}!2"),
    # joined sheets
    Fault("a code of no unit", put(f"{HAZARDS}!A3", "0O1"), "E-UNIT-NEAR", f"{HAZARDS}!A3"),
    Fault("a code like no unit's", put(f"{HAZARDS}!A3", "zzz"), "E-UNIT-UNKNOWN", f"{HAZARDS}!A3"),
    Fault("a word that is no choice", put(f"{HAZARDS}!C3", "medium"), "E-NOT-A-CHOICE", f"{HAZARDS}!C3"),
    Fault("a choice misspelt", put(f"{HAZARDS}!C3", "hihg"), "E-CHOICE-NEAR", f"{HAZARDS}!C3"),
    # duties
    Fault("an id that is no clause's", put(f"{DUTIES}!A3", "1"), "E-CLAUSE-ID", f"{DUTIES}!A3"),
    Fault("a group without heading", put(f"{DUTIES}!B5", None), "E-GROUP-NO-HEADING", f"{DUTIES}!B5"),
    Fault("a group with two headings", put(f"{DUTIES}!B3", "Roads"), "E-GROUP-TWO-HEADINGS", f"{DUTIES}!B3"),
    Fault("two wordings for one unit", put(f"{DUTIES}!F4", "garage, depot"), "E-CLAUSE-TWICE", f"{DUTIES}!E4"),
    Fault("a wording for nobody", put(f"{DUTIES}!G4", "G-1"), "W-CLAUSE-NOBODY", f"{DUTIES}!E4"),
    Fault("an exception for no unit", put(f"{DUTIES}!G3", "009"), "E-UNIT-NEAR", f"{DUTIES}!G3"),
    Fault("a field of no form", put(f"{DUTIES}!H2", "QIR.meetings"), "E-FORM-UNKNOWN", f"{DUTIES}!H2"),
    Fault("an item the rules lack", put(f"{DUTIES}!I2", "A1.7"), "E-ITEM-NEAR", f"{DUTIES}!E2"),
    Fault("a blank wording", put(f"{DUTIES}!E5", None), "E-CELL-BLANK", f"{DUTIES}!E5"),
    # rules
    Fault("an item id used twice", put(f"{ITEMS}!A3", "A1.1"), "E-ITEM-TWICE", f"{ITEMS}!A3"),
    Fault("an item citing no clause", put(f"{ITEMS}!B2", "Z9"), "E-CLAUSE-UNKNOWN", f"{ITEMS}!B2"),
    Fault("points that do not add up", put(f"{ITEMS}!D2", 49.5), "W-POINTS-TOTAL", f"{ITEMS}!D1"),
    Fault("a clause no item scores", put(f"{ITEMS}!B3", "A1"), "W-CLAUSE-NO-ITEM", f"{DUTIES}!E3"),
    Fault("no rules", remove("rules.xlsx"), "W-NO-RULES", "rules.xlsx!!"),
    # figures
    Fault("a blank limit", put(f"{INDICATORS}!B3", None), "E-INDICATOR-BLANK", f"{INDICATORS}!B3"),
    Fault("units beyond the office's total", put(f"{INDICATORS}!B3", 5), "W-TOTAL-EXCEEDED", f"{INDICATORS}!B5"),
    Fault("no total of the office", put(f"{INDICATORS}!B5", None), "W-TOTAL-MISSING", f"{INDICATORS}!B5"),
    Fault("a unit twice", add_row(INDICATORS, "001", 0), "E-FIGURES-TWICE", f"{INDICATORS}!A6"),
    Fault(
        "a unit without figures",
        sheet_edit(INDICATORS, lambda page: page.delete_rows(3)),
        "E-INDICATOR-NO-ROW",
        f"{INDICATORS}!",
    ),
    Fault("a blank last year", put(f"{HISTORY}!B3", None), "W-LAST-YEAR-BLANK", f"{HISTORY}!B3"),
    Fault("a unit that is gone", add_row(HISTORY, "003", 4), "I-LAST-YEAR-UNIT-GONE", f"{HISTORY}!A6"),
    Fault("no last year", remove("history.xlsx"), "W-NO-HISTORY", "history.xlsx!!"),
    # files
    Fault("rules that are no workbook", overwrite("rules.xlsx", b"<html>"), "E-NOT-A-WORKBOOK", "rules.xlsx!!"),
    Fault("rules of 0 bytes", overwrite("rules.xlsx", b""), "E-EMPTY-FILE", "rules.xlsx!!"),
    Fault("rules cut short", overwrite("rules.xlsx", b"PK\x03\x04\x14\0"), "E-WORKBOOK-CORRUPT", "rules.xlsx!!"),
    Fault("two rosters", overwrite("units.csv", b"code"), "E-TWO-ROSTERS", "units.csv!!"),
    # campaign.toml
    Fault("a key misspelt", toml("signer =", "singer ="), "E-KEY-NEAR", line("signer")),
    Fault("a key nobody knows", toml("staff = {", "staff = { zzz = 1,"), "E-KEY-UNKNOWN", line("staff")),
    Fault("a key left out", toml('name = "Depot"\n', ""), "E-KEY-MISSING", line("[unit_types.depot")),
    Fault("a value of another kind", toml("year = 2026", 'year = "soon"'), "E-KEY-VALUE", line("year")),
    Fault("no such time zone", toml("Europe/Paris", "Paris"), "E-KEY-VALUE", line("time_zone")),
    Fault("pages the wrong way round", toml("min_pages = 2", "min_pages = 20"), "E-PAGES-ORDER", line("min_pages")),
    Fault("grades the wrong way round", toml("from = 70", "from = 95"), "E-GRADES-ORDER", line("from = 70")),
    Fault("a form nobody declared", toml('form = "QIS"', 'form = "QIR"'), "E-FORM-UNKNOWN", line("form = ")),
    *(
        Fault(
            f"a calendar's period {period}, which there is none of",
            toml('form = "QIS"', f'form = "QIS"\nperiod = "{period}"'),
            "E-CALENDAR-PERIOD",
            f"campaign.toml:{line_of('form = ') + 1}",
        )
        for period in ("2026Q7", "2026H3", "26Q1", "2026 Q1")
    ),
    Fault(
        "a template that is not there",
        toml("templates/book.docx", "templates/bok.docx"),
        "E-TEMPLATE-NEAR",
        line("template"),
    ),
    Fault("broken TOML", toml("[term]", "[term"), "E-TOML-BROKEN", line("[term]")),
]


def _add_sheet(folder: Path, title: str) -> None:
    book = openpyxl.load_workbook(folder / "units.xlsx")
    book.create_sheet(title).append(["sunny"])
    book.save(folder / "units.xlsx")


def _address(place: Place) -> str:
    if place.file.endswith(".toml"):
        return f"{place.file}:{place.line}"
    return f"{place.file}!{place.sheet}!{place.cell or place.row or ''}"


def _expected(at: str) -> str:
    return at if ":" in at or at.count("!") == 2 else f"{at}!"


def test_a_folder_without_fault_gives_no_finding(tmp_path: Path) -> None:
    loaded = load_campaign(make_folder(tmp_path / "campaign"))
    assert [str(f) for f in loaded.findings] == []
    assert loaded.campaign is not None


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_each_fault_is_found_once_at_its_place_with_a_remedy(fault: Fault, tmp_path: Path) -> None:
    loaded = load_campaign(make_folder(tmp_path / "campaign", fault.edit))
    found = [(f.code.id, _address(f.place)) for f in loaded.findings]
    assert found == [(fault.code, _expected(fault.at))]
    finding = loaded.findings[0]
    assert finding.remedy.endswith(".")
    assert "{" not in finding.message + finding.remedy.replace("{seq}", "")


def test_a_declared_sheet_that_is_gone_says_which_declaration_to_take_out(tmp_path: Path) -> None:
    drop = drop_sheet("units.xlsx", "Listed hazards")
    (finding,) = load_campaign(make_folder(tmp_path / "campaign", drop)).findings
    assert "“Listed hazards”" in finding.message
    assert "[sheets.hazards]" in finding.remedy


def test_a_sheet_declared_as_not_required_may_be_absent(tmp_path: Path) -> None:
    optional = toml("[sheets.hazards]\n", "[sheets.hazards]\nrequired = false\n")
    folder = make_folder(tmp_path / "campaign", drop_sheet("units.xlsx", "Listed hazards"), optional)
    assert load_campaign(folder).findings == ()


def test_a_column_declared_to_allow_it_may_hold_more_than_100_percent(tmp_path: Path) -> None:
    allow = toml('share = { type = "percent",', 'share = { type = "percent", above_100 = true,')
    assert load_campaign(make_folder(tmp_path / "campaign", put(f"{UNITS}!K3", "150%"), allow)).findings == ()


def test_renamed_headings_are_named_together_with_the_columns_that_are_missing(tmp_path: Path) -> None:
    edits = (put(f"{UNITS}!A2", "Unit"), put(f"{UNITS}!D2", "Kind"))
    findings = load_campaign(make_folder(tmp_path / "campaign", *edits)).findings
    assert [f.message for f in findings] == [
        f"There is no column “{wanted}”; the headings not recognised are: Unit, Kind."
        for wanted in ("Code", "Unit type")
    ]


def test_a_roster_under_another_name_is_told_with_the_sheets_there_are(tmp_path: Path) -> None:
    (finding,) = load_campaign(
        make_folder(tmp_path / "campaign", rename_sheet("units.xlsx", "units", "Sheet1"))
    ).findings
    assert "the sheets are: Sheet1, names, duties, indicators, Listed hazards" in finding.message


def test_a_misspelt_unit_type_is_offered_the_names_of_types_and_not_their_keys(tmp_path: Path) -> None:
    named = toml('name = "Depot"', 'name = "Town depot"')
    for misspelt, nearest in (("depto", "Town depot"), ("Town depo", "Town depot")):
        folder = make_folder(tmp_path / misspelt, named, put(f"{UNITS}!D3", misspelt), put(f"{UNITS}!D4", "depot"))
        finding = next(f for f in load_campaign(folder).findings if f.code.id == "E-TYPE-NEAR")
        assert finding.values["nearest"] == nearest
        assert "Use one of: Town depot, Garage, Office;" in finding.remedy


def test_a_note_in_the_column_of_codes_is_one_finding_and_shortened(tmp_path: Path) -> None:
    note = "Notes: 1. The full name is that on the seal. 2. " + "Types are those of the ordinance. " * 9
    folder = make_folder(tmp_path / "campaign", sheet_edit(UNITS, lambda page: page.insert_rows(3)))
    put(f"{UNITS}!A3", note)(folder)
    put(f"{UNITS}!B3", "see 1900")(folder)
    put(f"{UNITS}!I3", "many")(folder)
    (finding,) = load_campaign(folder).findings
    assert (finding.code.id, finding.place.cell, finding.place.unit) == ("E-CODE-A-NOTE", "A3", "")
    assert len(finding.message) < 100


def test_units_without_figures_have_one_remedy_together(tmp_path: Path) -> None:
    without = sheet_edit(INDICATORS, lambda page: page.delete_rows(2, 2))
    findings = load_campaign(make_folder(tmp_path / "campaign", without)).findings
    told = [(f.place.unit, f.remedy) for f in findings if f.code.id == "E-INDICATOR-NO-ROW"]
    assert [unit for unit, _ in told] == ["001", "002"]
    assert len({remedy for _, remedy in told}) == 1


def test_a_code_the_sample_left_in_a_sheet_may_be_deleted_with_its_row(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "campaign", put(f"{HAZARDS}!A2", "0101"), put(f"{HAZARDS}!A3", "0101"))
    findings = load_campaign(folder).findings
    assert len({(f.code.id, f.message, f.remedy) for f in findings}) == 1
    assert "delete the row" in findings[0].remedy
