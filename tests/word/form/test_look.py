"""How the standard form is laid out: paper, tables, what is said beside a field, and what is left out."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from docgen.forms import compile_definition
from docgen.model import Blank, Field, FieldType, FormDefinition, Group, Repeat
from docgen.word.form import word_form
from docgen.word.form.look import Sheet
from docgen.word.form.standard import layout_for, standard_layout
from tests.word.form import raw
from tests.word.form.forms import DATE, INTEGER, QIS, TEXT, blank, said

FORMS = Path(__file__).parents[3] / "templates" / "forms"


def laid(form: Blank, sheet: Sheet | None = None) -> etree._Element:
    """The body of a form on a sheet."""
    return raw.body(word_form(form, layout=layout_for(form, sheet)).docx)


def page(body: etree._Element) -> tuple[int, int]:
    """Width and height of the page in twentieths of a point."""
    size = next(body.iter(f"{raw.W}pgSz"))
    return int(size.get(f"{raw.W}w", "0")), int(size.get(f"{raw.W}h", "0"))


def is_kept(paragraph: etree._Element) -> bool:
    """Whether it stays on the page of what follows."""
    return paragraph.find(f"{raw.W}pPr/{raw.W}keepNext") is not None


def with_columns(count: int) -> FormDefinition:
    """A form whose table has a date, so many texts, and a figure."""
    texts = tuple(Field(f"rows/t{number}", TEXT, said(f"Text {number}", f"文字{number}")) for number in range(count))
    day, figure = Field("rows/day", DATE, said("Day", "日期")), Field("rows/n", INTEGER, said("Number", "数"))
    return FormDefinition(
        "T", "1", said("T", "表"), (Repeat("rows", said("Rows", "明细"), (day, *texts, figure), rows=2),)
    )


@pytest.mark.parametrize(
    ("sheet", "columns", "expected"),
    [
        (None, 3, (11906, 16838)),
        (None, 8, (16838, 11906)),
        (Sheet(215.9, 279.4), 3, (12240, 15840)),
        (Sheet(215.9, 279.4), 8, (15840, 12240)),
    ],
)
def test_wide_tables_lie_on_their_side(sheet: Sheet | None, columns: int, expected: tuple[int, int]) -> None:
    assert page(laid(blank(with_columns(columns)), sheet)) == expected


@pytest.mark.parametrize(("columns", "lines"), [(3, 1), (8, 1), (14, 2), (24, 3)])
def test_a_record_takes_as_many_lines_as_it_needs_and_each_line_fills_the_table(columns: int, lines: int) -> None:
    table = next(t for t in laid(blank(with_columns(columns))).iter(f"{raw.W}tbl") if "Number" in raw.text_of(t))
    rows = list(table.iter(f"{raw.W}tr"))
    heads = [row for row in rows if row.find(f"{raw.W}trPr/{raw.W}tblHeader") is not None]
    assert (len(heads), len(rows)) == (lines, lines + 2 * lines)
    grid = [int(column.get(f"{raw.W}w", "0")) for column in table.iterfind(f"{raw.W}tblGrid/{raw.W}gridCol")]
    for row in rows:
        cells = list(row.iterfind(f"{raw.W}tc/{raw.W}tcPr"))
        found = [cell.find(f"{raw.W}gridSpan") for cell in cells]
        spans = [1 if span is None else int(span.get(f"{raw.W}val", "1")) for span in found]
        widths = [int(w.get(f"{raw.W}w", "0")) for cell in cells for w in cell.iterfind(f"{raw.W}tcW")]
        assert (sum(spans), sum(widths)) == (len(grid), sum(grid))


def test_the_hazard_list_of_the_sample_keeps_two_lines_a_record_together() -> None:
    definition = compile_definition(FORMS / "HRL.xlsx").definition
    assert definition is not None
    table = next(t for t in laid(blank(definition, "zh")).iter(f"{raw.W}tbl") if "隐患级别" in raw.text_of(t))
    records = [r for r in table.iter(f"{raw.W}tr") if r.find(f"{raw.W}trPr/{raw.W}tblHeader") is None]
    first, second = records[:2]
    assert all(map(is_kept, first.iter(f"{raw.W}p")))
    assert first.find(f".//{raw.W}vMerge[@{raw.W}val='restart']") is not None
    assert second.find(f".//{raw.W}vMerge[@{raw.W}val='continue']") is not None


def test_what_the_rules_say_stands_under_the_label_and_a_star_marks_what_must_be_filled_in() -> None:
    cells = list(laid(blank(QIS)).iter(f"{raw.W}tc"))
    lines = {tuple(raw.text_of(p) for p in cell.iter(f"{raw.W}p")) for cell in cells}
    assert ("Enterprises inspected (enterprises)\u00a0*", "Not more than the enterprises to be inspected.") in lines
    assert ("Inspection teams (teams)",) in lines


def test_what_a_unit_is_not_asked_is_left_out_with_its_heading() -> None:
    only = Field("x/only", INTEGER, said("Only ports", "仅港口"), unit_types=("port",))
    body = (Field("all", TEXT, said("All", "全部")), Group("x", said("Ports", "港口情况"), (only,)))
    text = raw.text_of(laid(blank(FormDefinition("T", "1", said("T", "表"), body))))
    assert "All" in text and "Ports" not in text and "—" not in text


def test_labels_that_look_like_tags_are_printed_as_they_are() -> None:
    strange = Field("a", TEXT, said('{{ 7 * 7 }} "q" \\ {% if %}', "表"))
    text = raw.text_of(laid(blank(FormDefinition("T", "1", said("{{ x }}", "表"), (strange,)))))
    assert '{{ 7 * 7 }} "q" \\ {% if %}' in text and "{{ x }}" in text


def test_signatures_and_seal_close_the_form_on_the_page_of_its_last_table() -> None:
    body = laid(blank(QIS, "zh"))
    tables = list(body.iter(f"{raw.W}tbl"))
    assert "填报单位（盖章）" in raw.text_of(tables[-1])
    records = [row for row in tables[-2].iter(f"{raw.W}tr") if row.find(f"{raw.W}trPr/{raw.W}tblHeader") is None]
    assert all(is_kept(paragraph) for row in records for paragraph in row.iter(f"{raw.W}p"))


def test_of_a_long_table_the_last_two_records_stay_with_the_signatures() -> None:
    definition = compile_definition(FORMS / "SAF.xlsx").definition
    assert definition is not None
    rows = list(list(laid(blank(definition, "en")).iter(f"{raw.W}tbl"))[-2].iter(f"{raw.W}tr"))
    styles = [{style.get(f"{raw.W}val", "") for style in row.iter(f"{raw.W}pStyle")} for row in rows]
    assert [row for row, names in enumerate(styles) if all(name.endswith("Tied") for name in names)] == [38, 39]
    assert b"Tied" not in ZipFile(BytesIO(standard_layout(definition))).read("word/document.xml")


def test_notes_are_printed_and_calculations_without_a_label_are_not() -> None:
    note = Field("n", FieldType.NOTE, said("Read this first.", "先读。"))
    hidden = Field("h", FieldType.CALCULATE, calculation="1")
    docx = word_form(blank(FormDefinition("T", "1", said("T", "表"), (note, hidden)))).docx
    assert "Read this first." in raw.text_of(raw.body(docx))
    assert raw.controls(docx) == {}
