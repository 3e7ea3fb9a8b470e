"""What is written outside every place of a form is shown, and nothing that the form itself prints."""

import io
from dataclasses import replace
from itertools import product

import pikepdf
import pytest
from lxml import etree

from docgen.cli.printed import printed_of
from docgen.excel.form import form_workbook
from docgen.findings import Finding
from docgen.forms.remarks import remarks
from docgen.model import Return
from docgen.pdf.qr import qr_png
from docgen.returns import read_bytes_of
from docgen.word.form.fill import word_form
from tests.perturb.copies import written
from tests.perturb.sent import blank, definitions, expected
from tests.perturb.typists import S, W, parts_of, xml, zipped
from tests.proof import size

PRINTED = printed_of(definitions())
CODES = [form.code for form in definitions()][:: size(4, 1)]


def read(data: bytes, name: str, language: str = "en") -> Return:
    return read_bytes_of(data, name, replace(expected(language), printed=PRINTED))


def told(found: Return) -> list[Finding]:
    return [one for one in found.findings if one.code.id.startswith("W-EXTRA")]


@pytest.mark.parametrize(("code", "language"), [*product(CODES, ("en", "zh"))])
def test_nothing_that_a_form_prints_is_told(code: str, language: str) -> None:
    sent = replace(blank(code, language), remarks=remarks(blank(code, language).definition, language))
    blanks = {
        "xlsx": form_workbook([sent], {code: qr_png(sent.code)}),
        "docx": word_form(sent, qr_png(sent.code)).docx,
    }
    filled = {kind: written(code, language, kind, 3).data for kind in ("xlsx", "docx", "pdf")}
    for kind, data in (*blanks.items(), *filled.items()):
        found = read(data, f"a.{kind}", language)
        assert found.records and told(found) == [], kind


def word_with(texts: list[str], *, in_cell: bool = False) -> bytes:
    """A filled Word form with paragraphs typed at its end, or into a cell of a table put there."""
    parts = parts_of(written("QIS", "en", "docx", 3).data)
    root = etree.fromstring(parts["word/document.xml"])
    body = root.find(f"{W}body")
    assert body is not None
    place = body
    if in_cell:
        row = etree.SubElement(etree.SubElement(body, f"{W}tbl"), f"{W}tr")
        place = etree.SubElement(row, f"{W}tc")
    for text in texts:
        run = etree.SubElement(etree.SubElement(place, f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}t").text = text
    return zipped(parts | {"word/document.xml": xml(root)})


@pytest.mark.parametrize("in_cell", [False, True])
def test_a_remark_between_the_lines_of_a_word_form_is_told(in_cell: bool) -> None:
    [one] = told(read(word_with(["The June figure is still being checked."], in_cell=in_cell), "a.docx"))
    assert one.values["text"] == "The June figure is still being checked."
    assert bool(one.place.table) is in_cell and bool(one.place.paragraph) is not in_cell


def test_what_is_typed_beside_an_excel_form_is_told_with_its_cell() -> None:
    parts = parts_of(written("QIS", "en", "xlsx", 3).data)
    sheet = "xl/worksheets/sheet1.xml"
    root = etree.fromstring(parts[sheet])
    row = next(root.iter(f"{S}row"))
    number = row.get("r")
    for column, text, figure in (("Z", "please call", ""), ("AA", "", "12345.6"), ("AB", "", "7")):
        cell = etree.SubElement(row, f"{S}c", r=f"{column}{number}")
        if text:
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t").text = text
        else:
            etree.SubElement(cell, f"{S}v").text = figure
    found = told(read(zipped(parts | {sheet: xml(root)}), "a.xlsx"))
    assert [(one.place.cell, one.values["text"]) for one in found] == [
        (f"Z{number}", "please call"),
        (f"AA{number}", "12345.6"),
        (f"AB{number}", "7"),
    ]


def test_much_of_it_is_told_in_twenty_findings_and_how_many_more() -> None:
    found = told(read(word_with([f"Remark of {word} bureau" for word in "abcdefghijklmnopqrstuvwxy"]), "a.docx"))
    assert len(found) == 21
    assert (found[-1].code.id, found[-1].values["count"]) == ("W-EXTRA-MORE", 5)


def test_of_a_form_in_an_office_s_own_look_nothing_is_said() -> None:
    data = word_with(["Something"])
    assert told(read_bytes_of(data, "a.docx", expected("en"))) == []


@pytest.mark.parametrize(("kind", "code"), [("FreeText", "W-EXTRA"), ("Text", "W-COMMENT"), ("Link", "")])
def test_what_is_typed_onto_a_page_of_a_pdf_or_stuck_to_it_is_told(kind: str, code: str) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(written("QIS", "en", "pdf", 3).data)) as opened:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=[9, 9, 99, 29], Contents="See the letter"
        )
        opened.pages[0].obj.Annots.append(opened.make_indirect(note))
        opened.save(made)
    found = read(made.getvalue(), "a.pdf").findings
    said = [(one.code.id, one.place.page) for one in found if one.values.get("text") == "See the letter"]
    assert said == ([(code, 1)] if code else [])


@pytest.mark.parametrize(
    ("before", "after"),
    [("General hazards found *", "General hazards found last year *"), ("<t>teams</t>", "<t>carriages</t>")],
)
def test_a_label_or_measure_that_a_unit_changed_is_told_with_its_cell(before: str, after: str) -> None:
    parts = parts_of(written("QIS", "en", "xlsx", 3).data)
    texts = parts["xl/sharedStrings.xml"]
    assert before.encode() in texts
    parts["xl/sharedStrings.xml"] = texts.replace(before.encode(), after.encode())
    [one] = told(read(zipped(parts), "a.xlsx"))
    assert (one.values["text"], bool(one.place.cell)) == (after.removeprefix("<t>").removesuffix("</t>"), True)
