"""Each form read once before the first file comes, so that what every file needs is worked out when readers are forked.

What is read is made of the definition's own words, as labels and headings with an answer of its kind beside each.
"""

import json
from collections.abc import Iterator
from contextlib import suppress

from docgen.containers import Part, pack, zip_bytes
from docgen.findings import NOWHERE
from docgen.model import At, Cell, Content, Field, FieldType, Grid, Method, Raw, Return, Spot
from docgen.model.blanks import mark
from docgen.model.forms import with_row
from docgen.returns.contents import content_of
from docgen.returns.expected import Expected
from docgen.returns.index import Index, has_answer
from docgen.returns.read import read_records
from docgen.returns.refusal import Refusal
from docgen.returns.sniff import Kind
from docgen.returns.written import as_json

_ANSWERS = {
    FieldType.INTEGER: "12",
    FieldType.DECIMAL: "1.5",
    FieldType.DATE: "2026-01-31",
    FieldType.TIME: "9:30",
    FieldType.DATETIME: "2026-01-31 9:30",
}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="{type}/{kind}" Target="{target}"/></Relationships>'
)
_WORKBOOK = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": _RELATION.format(type=_OFFICE, kind="officeDocument", target="xl/workbook.xml"),
    "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="1" r:id="r1"/></sheets>'
    "<definedNames><definedName name=\"dg.a\">'1'!$A$1</definedName></definedNames></workbook>",
    "xl/_rels/workbook.xml.rels": _RELATION.format(type=_OFFICE, kind="worksheet", target="s.xml"),
    "xl/s.xml": f'<worksheet xmlns="{_SHEET}"><sheetData><row r="1"><c r="A1"><v>1</v></c>'
    '<c r="B1" t="inlineStr"><is><t>b</t></is></c></row></sheetData></worksheet>',
}
_DOCUMENT = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": _RELATION.format(type=_OFFICE, kind="officeDocument", target="word/document.xml"),
    "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p><w:tbl><w:tr><w:tc>'
    '<w:tcPr/><w:p><w:sdt><w:sdtPr><w:tag w:val="dg.a"/></w:sdtPr><w:sdtContent><w:r><w:t>1</w:t></w:r></w:sdtContent>'
    "</w:sdt></w:p></w:tc></w:tr></w:tbl></w:body></w:document>",
}
_OBJECTS = (
    "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[4 0 R]>>",
    "<</Type/Annot/Subtype/Widget/FT/Tx/T(dg.a)/V(1)/Rect[0 0 1 1]>>",
)


def rehearse(expected: Expected) -> None:
    """Read a form of each definition in each of its languages, and a file of each format."""
    for kind, data in _files():
        with suppress(Refusal):
            content_of(data, kind, "")
    for versions in expected.indexes.values():
        for index in versions:
            for language in index.definition.languages:
                records, findings = read_records(_form(index, language), "", expected)
                json.dumps(as_json(Return("", "", "", records, findings)))


def _files() -> Iterator[tuple[Kind, bytes]]:
    """The smallest file of each format that can be read directly."""
    for kind, parts in ((Kind.XLSX, _WORKBOOK), (Kind.DOCX, _DOCUMENT)):
        yield kind, zip_bytes(pack(Part(name, text.encode()) for name, text in parts.items()))
    yield Kind.PDF, _portable()


def _portable() -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(_OBJECTS, 1):
        places.append(len(data))
        data += f"{number} 0 obj{text}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(_OBJECTS) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Root 1 0 R/Size {size}>>\nstartxref\n{len(data)}\n%%EOF"
    )
    return data + end.encode()


def _form(index: Index, language: str) -> Content:
    """A sheet with the words of a form, and an answer beside each."""
    cells: dict[tuple[int, int], Cell] = {}
    spots: list[Spot] = []
    for row, (path, field) in enumerate(_asked(index), 1):
        answer = Raw(_ANSWERS.get(field.type, "as written"))
        said = (field.label.said(language), "", field.measure.said(language), field.hint.said(language))
        cells |= {(row, column): Cell(Raw(text)) for column, text in enumerate(said, 1) if text}
        cells[row, 2] = Cell(answer)
        spots.append(Spot(mark(index.definition.code, path), answer, NOWHERE, Method.MARK, At(0, row, 2)))
    return Content("xlsx", (Grid(cells, name="1"),), tuple(spots))


def _asked(index: Index) -> Iterator[tuple[str, Field]]:
    """Every field with its path; of a repeat those of its first row."""
    for field in index.single:
        yield field.path, field
    for path, repeat in index.repeats.items():
        yield from ((with_row(field.path, path, 1), field) for field in repeat.members if has_answer(field))
