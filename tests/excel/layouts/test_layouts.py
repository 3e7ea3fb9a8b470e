"""An office's own workbook as the layout of a form: the same identity and places, and nothing of it lost."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from lxml import etree
from openpyxl import load_workbook

from docgen.excel.layouts import lint_layout, standard_layout, workbook_from_layout
from docgen.findings import Finding, Level
from docgen.findings import layouts as codes
from docgen.findings.word import LOOKUP_UNKNOWN
from docgen.forms import compile_definition
from docgen.model import Blank, Field, FieldType, Filled, FormDefinition, Identity, Repeat, Unit, Wording
from docgen.model.blanks import HIDDEN_COLUMNS, HIDDEN_SHEET, mark
from docgen.pdf.qr import qr_png
from tests.valid import faults_of


def said(en: str, zh: str) -> Wording:
    return Wording((("en", en), ("zh", zh)))


FORM = FormDefinition(
    "QIS",
    "1",
    said("Quarterly Summary", "季度汇总表"),
    (
        Field("filler", FieldType.TEXT, said("Filled in by", "填表人"), required=True),
        Field("day", FieldType.DATE, said("Date", "日期")),
        Field("deaths", FieldType.INTEGER, said("Deaths", "死亡人数"), required=True),
        Field("illegal", FieldType.INTEGER, said("Illegal acts", "非法行为"), unit_types=("port",)),
        Repeat(
            "rows",
            said("Inspections", "检查"),
            (
                Field("rows/subject", FieldType.TEXT, said("Subject", "主题")),
                Field("rows/found", FieldType.INTEGER, said("Found", "发现")),
            ),
            rows=3,
        ),
    ),
    languages=("en", "zh"),
)
SHORT = "{{ short_code }}"
SHEET = "'Sheet of ‘ours’'"
CELLS = {
    "A1": "{{ form.title }}, {{ period }}",
    "A2": "{{ unit.name }} ({{ unit.code }})",
    "B3": '{{ field("filler") }}',
    "B4": "{{ field(“day”) }}",
    "B5": '{{ field("deaths") }}',
    "B6": '{{ field("illegal") }}',
    "A8": '{{ rows("rows").number }}',
    "B8": '{{ rows("rows").field("subject") }}',
    "C8": '{{ rows("rows").field("found") }}',
    "C12": "=SUM(C8:C10)",
}


def layout(
    changes: dict[str, str] | None = None, *, protected: bool = False, footer: str = "{{ short_code }}"
) -> bytes:
    """The office's workbook, with a shape, a chart, a picture of the code and a number format of its own."""
    saved = BytesIO()
    book = xlsxwriter.Workbook(saved, {"in_memory": True, "strings_to_formulas": True})
    page, dated = book.add_worksheet("Sheet of ‘ours’"), book.add_format({"num_format": "yyyy-mm-dd", "bold": True})
    for cell, text in (CELLS | (changes or {})).items():
        page.write(cell, text, dated if cell == "B4" else None)
    page.insert_textbox("E2", "Stamp here")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Sheet of ‘ours’'!$C$8:$C$10"})
    page.insert_chart("E8", chart)
    page.insert_image("G1", "qr.png", {"image_data": BytesIO(qr_png("none")), "description": "docgen:qr"})
    page.set_footer(f"&L{footer}&R&P")
    book.define_name("ours", "='Sheet of ‘ours’'!$A$1")
    if protected:
        page.protect()
    book.close()
    return saved.getvalue()


def blank(language: str = "en", values: Mapping[str, Filled] | None = None) -> Blank:
    unit = Unit("0101", "East County & <Bureau>", "county_bureau")
    identity, code = Identity("F", "QIS.2026Q1.0101", 1, "0" * 16), "DG1|F|QIS.2026Q1.0101|1|0|-/-|KX"
    return Blank(
        FORM, unit, "2026Q1", identity, code, "F-0101-&-KX", language, "City Bureau", date(2026, 4, 10), values or {}
    )


def members(xlsx: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(xlsx)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def properties(xlsx: bytes) -> dict[str, str]:
    """The custom properties of the file."""
    root = etree.fromstring(members(xlsx)["docProps/custom.xml"])
    return {each.get("name", ""): "".join(map(str, each.itertext())) for each in root}


def made(form: Blank | None = None, source: bytes | None = None) -> bytes:
    result = workbook_from_layout(form or blank(), source or layout(), qr_png("code"))
    assert result.findings == ()
    return result.xlsx


COLUMNS = (("subject", "B"), ("found", "C"))
PLACES = {
    "filler": "B3",
    "day": "B4",
    "deaths": "B5",
    **{
        f"rows[{row}]/{name}": f"{letter}{7 + row}"
        for row in (1, 2, 3)
        for name, letter in (("subject", "B"), ("found", "C"))
    },
}


def test_each_place_is_a_named_cell_that_the_hidden_sheet_lists_as_well() -> None:
    book = load_workbook(BytesIO(made()))
    names = {name: defined.attr_text for name, defined in book.defined_names.items() if name.startswith("dg.")}
    expected = {mark("QIS", path): f"{SHEET}!${cell[0]}${cell[1:]}" for path, cell in PLACES.items()}
    assert names == expected | {"dg.QIS.rows": f"{SHEET}!$B$8:$C$10"}
    hidden = book[HIDDEN_SHEET]
    assert hidden.sheet_state == "veryHidden"
    rows = [tuple(cell.value or "" for cell in row) for row in hidden.iter_rows()]
    assert rows[0] == HIDDEN_COLUMNS
    assert rows[1] == ("docgen.QIS", "Sheet of ‘ours’", blank().code, "identity", "")
    assert {row[0]: row[2] for row in rows[2:]} == {mark("QIS", p): c for p, c in PLACES.items()} | {
        "dg.QIS.rows": "B8:C10"
    }
    assert properties(made()) == {"docgen.QIS": blank().code}


def test_words_are_printed_and_what_the_unit_is_not_asked_is_a_dash() -> None:
    page = load_workbook(BytesIO(made())).worksheets[0]
    assert page["A1"].value == "Quarterly Summary, First quarter of 2026"
    assert page["A2"].value == "East County & <Bureau> (0101)"
    assert page["B6"].value == "—"
    assert [page[f"A{row}"].value for row in (8, 9, 10)] == [1, 2, 3]
    assert "F-0101-&amp;&amp;-KX" in members(made())["xl/worksheets/sheet1.xml"].decode()


def test_values_keep_the_cell_s_own_look_and_dates_are_dates_where_it_shows_dates() -> None:
    values = {"filler": Filled("=cmd|' /C calc'!A0"), "day": Filled(date(2026, 3, 5)), "deaths": Filled(0)}
    page = load_workbook(BytesIO(made(blank(values=values)))).worksheets[0]
    assert (page["B3"].value, page["B3"].data_type) == ("=cmd|' /C calc'!A0", "s")
    assert page["B4"].value.date() == date(2026, 3, 5) and page["B4"].font.bold
    assert page["B5"].value == 0
    plain = layout({"B4": "", "B2": '{{ field("day") }}'})
    assert load_workbook(BytesIO(made(blank(values=values), plain))).worksheets[0]["B2"].value == "2026-03-05"


def test_nothing_else_of_the_workbook_changes() -> None:
    source = layout()
    before, after = members(source), members(made(source=source))
    same = [name for name in before if "drawing" in name and "_rels" not in name] + [n for n in before if "chart" in n]
    assert {"xl/charts/chart1.xml"} <= set(same)
    assert b"Stamp here" in after["xl/drawings/drawing1.xml"]
    assert after["xl/charts/chart1.xml"] == before["xl/charts/chart1.xml"]
    assert after["xl/styles.xml"] == before["xl/styles.xml"]
    book = load_workbook(BytesIO(made(source=source)))
    assert "ours" in book.defined_names and book.worksheets[0]["C12"].value == "=SUM(C8:C10)"


def test_the_placeholder_becomes_the_code_of_the_form() -> None:
    assert qr_png("code") in members(made()).values()
    drawing = members(made())["xl/drawings/_rels/drawing1.xml.rels"].decode()
    assert "../media/docgen-qr.png" in drawing


def test_in_a_protected_sheet_the_places_can_be_typed_in_and_locked_values_cannot() -> None:
    form = blank(values={"filler": Filled("Li", locked=True)})
    page = load_workbook(BytesIO(made(form, layout(protected=True)))).worksheets[0]
    locked = {cell: page[cell].protection.locked for cell in ("A1", "B3", "B4", "B5", "C9")}
    assert locked == {"A1": True, "B3": True, "B4": False, "B5": False, "C9": False}
    assert page["B4"].number_format == "yyyy-mm-dd"


def test_the_same_form_gives_the_same_bytes() -> None:
    assert made(blank(values={"filler": Filled("李")})) == made(blank(values={"filler": Filled("李")}))


def test_a_layout_made_from_a_form_that_was_sent_out_does_not_keep_whose_it_was() -> None:
    sent = made()
    tagged = members(sent)
    again = workbook_from_layout(blank("zh"), sent)
    book = load_workbook(BytesIO(again.xlsx))
    assert book.sheetnames.count(HIDDEN_SHEET) == 1
    assert properties(again.xlsx) == {"docgen.QIS": blank("zh").code}
    assert not [name for name in book.defined_names if name.startswith("dg.")]  # it has no tags any more
    assert b"dg.QIS.filler" in tagged["xl/workbook.xml"]


def faults(changes: dict[str, str] | None = None, footer: str = "{{ short_code }}") -> list[Finding]:
    return list(lint_layout(layout(changes, footer=footer), FORM, name="own.xlsx"))


def test_a_layout_that_fits_its_form_has_no_faults() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("cell", "text", "code", "values"),
    [
        ("B5", '{{ field("daeths") }}', LOOKUP_UNKNOWN, {"nearest": "deaths"}),
        ("B8", '{{ rows("rows").field("subjekt") }}', LOOKUP_UNKNOWN, {"nearest": "subject"}),
        ("B8", '{{ rows("row").field("subject") }}', LOOKUP_UNKNOWN, {"nearest": "rows"}),
        ("B5", '{{ field("deaths") }} persons', codes.PLACE_CHANGED, {"place": 'field("deaths")'}),
        ("C10", "Total", codes.ROWS_COLLIDE, {"name": "rows", "text": "Total", "count": 3}),
    ],
)
def test_places_that_do_not_fit_are_told_with_their_cell(
    cell: str, text: str, code: object, values: dict[str, str]
) -> None:
    fault = next(each for each in faults({cell: text}) if each.code is code)
    assert fault.values.items() >= values.items()
    assert (fault.place.file, fault.place.cell) == ("own.xlsx", cell)


def test_fields_without_a_place_are_told() -> None:
    missing = {each.values["name"]: each.level for each in faults({"B3": "", "B4": "", "C8": ""})}
    assert missing == {"filler": Level.ERROR, "day": Level.WARNING, "rows/found": Level.WARNING}
    assert [each.code for each in faults({"A8": "", "B8": "", "C8": ""})] == [codes.ROWS_MISSING]


def test_a_field_with_two_places_is_told() -> None:
    assert [each.code for each in faults({"D1": '{{ field("day") }}'})] == [codes.PLACE_TWICE]


def test_what_is_no_workbook_is_told() -> None:
    assert [each.code for each in lint_layout(b"PK", FORM, name="x.xlsx")] == [codes.LAYOUT_NOT_EXCEL]
    assert [each.code for each in workbook_from_layout(blank(), b"no").findings] == [codes.LAYOUT_NOT_EXCEL]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_standard_look_is_a_layout_with_every_field_in_its_place(language: str) -> None:
    look = standard_layout(FORM, language)
    assert lint_layout(look, FORM, name="look.xlsx") == ()
    book = load_workbook(BytesIO(look))
    assert HIDDEN_SHEET not in book.sheetnames and not book.worksheets[0].protection.sheet
    assert not [name for name in book.defined_names if name.startswith("dg.")]
    texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert '{{ field("illegal") }}' in texts and any("{{ due }}" in text for text in texts)
    form = load_workbook(BytesIO(made(blank(language), look)))
    names = {name for name in form.defined_names if name.startswith("dg.")}
    assert names == {mark("QIS", path) for path in PLACES} | {"dg.QIS.rows"}


def test_every_shipped_form_has_a_standard_look_that_is_a_layout_of_it() -> None:
    for path in sorted((Path(__file__).parents[3] / "templates" / "forms").glob("*.xlsx")):
        definition = compile_definition(path).definition
        assert definition is not None
        look = standard_layout(definition, "zh")
        assert lint_layout(look, definition, name=path.name) == (), path.name


@pytest.mark.parametrize("protected", [False, True])
def test_workbooks_keep_to_the_schemas_of_office(tmp_path: Path, protected: bool) -> None:
    values = {"filler": Filled("李 & <b>"), "day": Filled(date(2026, 3, 5)), "deaths": Filled(0, locked=True)}
    assert faults_of(made(blank(values=values), layout(protected=protected)), tmp_path / "form.xlsx") == []
    assert faults_of(standard_layout(FORM, "zh"), tmp_path / "look.xlsx") == []
    assert faults_of(made(blank("zh"), standard_layout(FORM, "zh")), tmp_path / "from-look.xlsx") == []
