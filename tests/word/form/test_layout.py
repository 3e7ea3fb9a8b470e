"""An office's own Word template as the layout of a form: the same identity, the same places, its own look."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from docgen.findings import Finding, Level
from docgen.findings import layouts as codes
from docgen.findings import word as word_codes
from docgen.forms import compile_definition
from docgen.model import Filled, FormDefinition
from docgen.model.blanks import bookmark, mark, tag
from docgen.word.form import lint_layout, standard_layout, word_form
from tests.word.building import Draft, p, r, tbl, tr
from tests.word.form import raw
from tests.word.form.forms import EVERYTHING, QIS, asked, blank

SMALL = FormDefinition("QIS", "1", QIS.title, (QIS.body[0], QIS.body[2]), languages=("en", "zh"))
HEAD = (
    p('Head: {{ field("principal") }}'),
    p('By {{ field("filler") }}, {{ field("phone") }}, on {{ field("fill_date") }}'),
)
COLUMNS = ("date", "subject", "lead", "places", "found", "rectified", "overdue")
ROWS = tbl(
    tr(*COLUMNS),
    tr('{%tr for row in rows("inspections") %}', *[""] * 6),
    tr(*(f'{{{{ row.field("{column}") }}}}' for column in COLUMNS)),
    tr("{%tr endfor %}", *[""] * 6),
    columns=7,
)
FOOT = p("{{ short_code }}")
OWN = Draft("".join((*HEAD, ROWS)), footer=FOOT).docx()


def test_a_template_of_the_office_carries_every_field_as_the_standard_look_does() -> None:
    form = blank(SMALL, rows={"inspections": 3}, values={"header/filler": Filled("Li & <b>")})
    docx = word_form(form, layout=OWN).docx
    controls, bookmarks = raw.controls(docx), raw.bookmarks(docx)
    of_rows = [mark("QIS", f"inspections[{row}]/{column}") for row in (1, 2, 3) for column in COLUMNS]
    singles = [mark("QIS", f"header/{name}") for name in ("principal", "filler", "phone", "fill_date")]
    assert sorted(controls) == sorted([*singles, *of_rows])
    assert all(bookmarks[bookmark(of)] == control.text for of, control in controls.items())
    assert bookmark("dg.QIS.inspections") in bookmarks
    assert controls["dg.QIS.header.filler"].text == "Li & <b>"
    assert raw.properties(docx) == {"docgen.QIS": form.code}
    assert raw.form_parts(docx) == [("QIS", form.code)]


def test_what_stands_around_a_place_and_how_it_looks_stay_as_they_are() -> None:
    split = f"<w:p>{r('By {{ fi', '<w:b/>')}{r('eld(“fill', '<w:b/>')}{r('er”) }} only', '<w:b/>')}</w:p>"
    form = blank(SMALL, values={"header/filler": Filled("Li Si")})
    docx = word_form(form, layout=Draft(split).docx()).docx
    paragraph = next(raw.body(docx).iter(f"{raw.W}p"))
    assert raw.text_of(paragraph) == "By Li Si only"
    control = raw.controls(docx)["dg.QIS.header.filler"].element
    assert control.find(f".//{raw.W}sdtContent/{raw.W}r/{raw.W}rPr/{raw.W}b") is not None


def test_rows_may_be_paragraphs_as_well() -> None:
    body = (
        p('{%p for row in rows("inspections") %}')
        + p('{{ row.number }}. {{ row.field("subject") }}: {{ row.field("found") }}')
        + p("{%p endfor %}")
    )
    docx = word_form(blank(SMALL, rows={"inspections": 2}), layout=Draft(body).docx()).docx
    expected = {f"dg.QIS.inspections.{row}.{column}" for row in (1, 2) for column in ("subject", "found")}
    assert raw.controls(docx).keys() == expected
    starts = [each.get(f"{raw.W}name") for each in raw.body(docx).iter(f"{raw.W}bookmarkStart")]
    assert starts.count(bookmark("dg.QIS.inspections")) == 1


def test_conditions_filters_and_names_of_the_unit_work_as_in_every_template() -> None:
    body = p("{{ unit.name | upper }} {% if unit.type == 'port' %}port{% else %}no port{% endif %}")
    body += p('{{ form.title }} {{ period }} {{ issuer }} {{ due | date("short") }} {{ label("filler") }}')
    docx = word_form(blank(SMALL), layout=Draft(body).docx()).docx
    texts = [raw.text_of(paragraph) for paragraph in raw.body(docx).iter(f"{raw.W}p")]
    assert texts[0] == "EAST COUNTY TRANSPORT BUREAU no port"
    assert texts[1].endswith("First quarter of 2026 City Transport Bureau 10/04/2026 Filled in by")


def test_what_a_unit_is_not_asked_is_a_dash() -> None:
    unit = type(blank().unit)("0201", "Passenger Company", "passenger_ent")
    docx = word_form(blank(QIS, unit=unit), layout=Draft(p('{{ field("illegal_found") }}')).docx()).docx
    assert raw.text_of(raw.body(docx)).strip() == "—"
    assert raw.controls(docx) == {}


def test_a_field_placed_twice_is_bookmarked_once_and_numbered_twice() -> None:
    docx = word_form(blank(SMALL), layout=Draft(HEAD[0] + HEAD[0]).docx()).docx
    starts = [each.get(f"{raw.W}name") for each in raw.body(docx).iter(f"{raw.W}bookmarkStart")]
    assert starts == [bookmark("dg.QIS.header.principal")]
    numbers = [each.get(f"{raw.W}val") for each in raw.body(docx).iterfind(f".//{raw.W}sdtPr/{raw.W}id")]
    assert len(set(numbers)) == 3  # with the group round both


def test_the_body_is_locked_in_word_but_for_its_places() -> None:
    group = next(raw.body(word_form(blank(SMALL), layout=OWN).docx).iter(f"{raw.W}sdt"))
    assert group.find(f"{raw.W}sdtPr/{raw.W}group") is not None
    assert len(list(group.iter(f"{raw.W}sdt"))) == 1 + 4 + 7 * 10


def test_a_layout_made_from_a_form_that_was_sent_out_does_not_keep_whose_it_was() -> None:
    sent = word_form(blank(EVERYTHING)).docx
    docx = word_form(blank(SMALL, "zh"), layout=sent).docx
    assert raw.properties(docx).keys() == {"docgen.QIS"}
    forms = [
        data for name, data in raw.parts(docx).items() if name.startswith("customXml/item") and b"urn:docgen" in data
    ]
    assert sum(b"<form" in data for data in forms) == 1


def shipped() -> list[FormDefinition]:
    forms = (Path(__file__).parents[3] / "templates" / "forms").rglob("*.xlsx")
    return [form for path in sorted(forms) if (form := compile_definition(path).definition)]


def test_the_standard_look_is_a_layout_with_every_field_in_its_place() -> None:
    assert len(shipped()) == 15
    for definition in (QIS, EVERYTHING, *shipped()):
        for language in definition.languages:
            layout = standard_layout(definition, language)
            assert lint_layout(layout, definition, name="look.docx") == ()
            form = blank(definition, language)
            assert {tag(of) for of in asked(form)} <= with_boxes(raw.controls(word_form(form, layout=layout).docx))
            cells = [cell.text for table in Document(BytesIO(layout)).tables for cell in table._cells]
            assert any("{{ field(" in text for text in cells)


def with_boxes(tags: dict[str, raw.Control]) -> set[str]:
    """The tags, and of boxes to tick the field they belong to."""
    return {*tags, *(name.rpartition(".")[0] for name in tags)}


def found(body: str, footer: str = FOOT) -> list[Finding]:
    return list(lint_layout(Draft(body, footer=footer).docx(), SMALL, name="own.docx"))


def test_a_layout_that_fits_its_form_has_no_faults() -> None:
    assert list(lint_layout(OWN, SMALL, name="own.docx")) == []


@pytest.mark.parametrize(
    ("before", "after", "code", "values"),
    [
        ('field("principal")', 'field("principle")', word_codes.LOOKUP_UNKNOWN, {"nearest": "principal"}),
        ('row.field("found")', 'row.field("fuond")', word_codes.LOOKUP_UNKNOWN, {"nearest": "found"}),
        ('rows("inspections")', 'rows("inspection")', word_codes.LOOKUP_UNKNOWN, {"nearest": "inspections"}),
        ('field("phone")', 'field("phone") | upper', codes.PLACE_CHANGED, {"place": 'field("phone")'}),
        ('field("phone")', "field()", word_codes.LOOKUP_ARGUMENTS, {"name": "field"}),
        ('field("phone")', "field", word_codes.LIST_PRINTED, {"name": "field"}),
    ],
)
def test_places_that_fit_no_field_are_told_with_the_nearest_name(
    before: str, after: str, code: object, values: dict[str, str]
) -> None:
    faults = found("".join((*HEAD, ROWS)).replace(before, after))
    fault = next(each for each in faults if each.code is code)
    assert fault.values.items() >= values.items()
    assert fault.place.file == "own.docx"


def test_fields_without_a_place_are_told_and_weigh_more_where_they_must_be_filled_in() -> None:
    missing = {each.values["name"]: each.level for each in found(p('{{ field("filler") }}') + ROWS)}
    assert missing == {
        "header/principal": Level.ERROR,
        "header/phone": Level.WARNING,
        "header/fill_date": Level.ERROR,
    }
    lost = found("".join(HEAD))
    assert [(each.code, each.values["name"]) for each in lost] == [(codes.ROWS_MISSING, "inspections")]
    narrow = ROWS.replace('{{ row.field("found") }}', "")
    lost = found("".join((*HEAD, narrow)))
    assert [(each.code, each.values["name"]) for each in lost] == [(codes.PLACE_MISSING, "inspections/found")]


def test_a_field_with_two_places_is_told() -> None:
    faults = found("".join((*HEAD, HEAD[0], ROWS)))
    assert [(each.code, each.values["name"]) for each in faults] == [(codes.PLACE_TWICE, "header/principal")]


def test_a_page_that_does_not_say_whose_it_is_is_told() -> None:
    assert [each.code for each in found("".join((*HEAD, ROWS)), footer="")] == [codes.CODE_LEFT_OUT]


def test_what_is_no_word_file_is_told_and_not_read_further() -> None:
    assert [each.code for each in lint_layout(b"PK nothing", SMALL, name="x.docx")] == [word_codes.FILE_DAMAGED]


def test_a_layout_with_a_wrong_name_makes_no_form_and_says_why() -> None:
    rendered = word_form(blank(SMALL), layout=Draft(p('{{ field("nobody") }}')).docx())
    assert rendered.docx == b""
    assert "nobody" in str(rendered.findings[0])


def test_a_layout_without_a_style_for_what_is_not_typed_yet_is_given_one() -> None:
    styles = raw.parts(word_form(blank(SMALL), layout=OWN).docx)["word/styles.xml"].decode()
    assert styles.count('w:styleId="PlaceholderText"') == 1
