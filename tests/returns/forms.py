"""A small form with every kind of answer, sent out in every format, and filled in by means that are not docgen's."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import openpyxl
import pikepdf
from lxml import etree

from docgen.excel.form import form_workbook
from docgen.model import (
    Blank,
    Choice,
    Field,
    FieldType,
    FormDefinition,
    Group,
    Identity,
    Repeat,
    Return,
    Unit,
    Wording,
)
from docgen.model.blanks import form_id, mark, tag
from docgen.pdf.form.write import pdf_form
from docgen.pdf.qr import qr_png
from docgen.press.identity import encode, short_code
from docgen.returns.door import read_bytes_of
from docgen.returns.expected import Expected
from docgen.word.form.fill import word_form

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def words(english: str, chinese: str) -> Wording:
    return Wording((("en", english), ("zh", chinese)))


def ask(path: str, kind: FieldType, english: str, chinese: str, **more: object) -> Field:
    return Field(path, kind, words(english, chinese), **more)  # type: ignore[arg-type]


LEVELS = (Choice("general", words("general", "一般")), Choice("major", words("major", "重大")))
KINDS = (Choice("desk", words("desk", "桌面")), Choice("field", words("field", "实战")))

FORM = FormDefinition(
    "TRY",
    "1",
    words("Trial form", "试用表"),
    (
        Group(
            "head",
            words("Reporting", "填报"),
            (
                ask("head/unit_name", FieldType.TEXT, "Reporting unit", "填报单位", prefill="unit.name"),
                ask("head/day", FieldType.DATE, "Date of report", "报出日期"),
            ),
        ),
        Group(
            "work",
            words("Work done", "工作情况"),
            (
                ask(
                    "work/inspections",
                    FieldType.INTEGER,
                    "Special inspections",
                    "专项检查次数",
                    required=True,
                    measure=words("times", "次"),
                ),
                ask("work/spent", FieldType.DECIMAL, "Money spent", "投入资金", measure=words("10,000 yuan", "万元")),
                ask("work/rate", FieldType.DECIMAL, "Share rectified", "整改率", percent=True),
                ask("work/held", FieldType.ACKNOWLEDGE, "Meeting held", "是否召开会议"),
                ask("work/level", FieldType.SELECT_ONE, "Level of hazards", "隐患等级", choices=LEVELS),
                ask("work/kinds", FieldType.SELECT_MULTIPLE, "Kinds of drills", "演练形式", choices=KINDS),
                ask("work/remark", FieldType.TEXT, "Remarks", "备注", appearance="multiline"),
            ),
        ),
        Repeat(
            "rows",
            words("Inspections one by one", "检查明细"),
            (
                ask("rows/day", FieldType.DATE, "Day", "日期"),
                ask("rows/subject", FieldType.TEXT, "Subject", "检查主题"),
                ask("rows/found", FieldType.INTEGER, "Hazards found", "发现隐患数", measure=words("items", "项")),
            ),
            rows=4,
        ),
    ),
    digest="ab" * 32,
    languages=("en", "zh"),
    period="quarter",
)
UNITS = (
    Unit("0101", "Lanjiang County Transport Bureau", "county", short_name="Lanjiang"),
    Unit("0102", "Yunxi County Transport Bureau", "county", short_name="Yunxi"),
    Unit("0201", "Municipal Road Agency", "agency"),
)
EXPECTED = Expected((FORM,), UNITS, 2026)

Typed = str | bool | tuple[str, ...]

FILLED: dict[str, Typed] = {
    "head/unit_name": "Lanjiang County Transport Bureau",
    "head/day": "2026-04-08",
    "work/inspections": "12",
    "work/spent": "3.5",
    "work/rate": "98%",
    "work/held": True,
    "work/level": "major",
    "work/kinds": ("desk", "field"),
    "work/remark": "All quiet & <well>",
    "rows[1]/day": "2026-02-03",
    "rows[1]/subject": "Bridges",
    "rows[1]/found": "4",
    "rows[2]/day": "2026-03-05",
    "rows[2]/subject": "Ferries",
    "rows[2]/found": "0",
}
"""What a unit writes, by path: text as it is typed, a tick as True, several ticks as a tuple."""


def identity(unit: str = "0101", period: str = "2026Q1", form: str = "TRY") -> Identity:
    return Identity("F", form_id(form, period, unit), 1, "0123456789abcdef")


@cache
def blank(language: str = "en", unit: str = "0101", period: str = "2026Q1", form: FormDefinition = FORM) -> Blank:
    who = identity(unit, period, form.code)
    own = next(one for one in UNITS if one.code == unit)
    return Blank(form, own, period, who, encode(who), short_code(who), language, "City Bureau", date(2026, 4, 10))


def xlsx(sent: Blank) -> bytes:
    return form_workbook([sent], {sent.definition.code: qr_png(sent.code)})


def docx(sent: Blank) -> bytes:
    return word_form(sent).docx


def pdf(sent: Blank) -> bytes:
    return pdf_form(sent, code_of_page=lambda page, pages: encode(sent.identity, page, pages))


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, data in parts.items():
            writer.writestr(name, data)
    return made.getvalue()


def cells_of(book: bytes) -> dict[str, tuple[str, str]]:
    """Sheet and cell of each name, as openpyxl knows them."""
    names = openpyxl.load_workbook(io.BytesIO(book)).defined_names
    found = {}
    for name, defined in names.items():
        destinations = list(defined.destinations)
        if destinations:
            sheet, cell = destinations[0]
            found[name.casefold()] = (sheet, cell.replace("$", "").partition(":")[0])
    return found


def in_words(field: Field, value: Typed, language: str) -> str:
    """What a unit types into a cell or a control for a value."""
    labels = {choice.name: choice.label.said(language) for choice in field.choices}
    if isinstance(value, bool):
        yes, no = ("是", "否") if language == "zh" else ("yes", "no")
        return yes if value else no
    if isinstance(value, tuple):
        return "; ".join(labels[one] for one in value)
    return labels.get(value, value)


def fill_xlsx(book: bytes, values: Mapping[str, Typed], language: str = "en", form: FormDefinition = FORM) -> bytes:
    """The workbook with texts typed into its cells, by editing its XML."""
    cells = cells_of(book)
    parts = parts_of(book)
    sheets = openpyxl.load_workbook(io.BytesIO(book)).sheetnames
    for path, value in values.items():
        field = form.field(path)
        assert field is not None
        sheet, cell = cells[mark(form.code, path).casefold()]
        part = f"xl/worksheets/sheet{sheets.index(sheet) + 1}.xml"
        parts[part] = typed_into(parts[part], cell, in_words(field, value, language))
    return zipped(parts)


def typed_into(sheet: bytes, cell: str, text: str) -> bytes:
    """A sheet with a text in one cell: a number where it is one, as Excel would store it."""
    root = etree.fromstring(sheet)
    found = next(one for one in root.iter(f"{S}c") if one.get("r") == cell)
    for child in list(found):
        found.remove(child)
    if "t" in found.attrib:
        del found.attrib["t"]
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        etree.SubElement(found, f"{S}v").text = text
    else:
        found.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(found, f"{S}is"), f"{S}t").text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def fill_docx(document: bytes, values: Mapping[str, Typed], language: str = "en", form: FormDefinition = FORM) -> bytes:
    """The document with texts typed into its controls, by editing its XML as Word would."""
    parts = parts_of(document)
    root = etree.fromstring(parts["word/document.xml"])
    for path, value in values.items():
        field = form.field(path)
        assert field is not None
        name = mark(form.code, path)
        if isinstance(value, tuple):
            for choice in field.choices:
                tick_box(root, f"{name}.{choice.name}", ticked=choice.name in value)
        elif isinstance(value, bool):
            tick_box(root, name, ticked=value)
        else:
            type_into(root, name, in_words(field, value, language))
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(parts)


def control(root: etree._Element, name: str) -> etree._Element:
    return next(
        sdt
        for sdt in root.iter(f"{W}sdt")
        if (found := sdt.find(f"{W}sdtPr/{W}tag")) is not None and found.get(f"{W}val") == tag(name)
    )


def type_into(root: etree._Element, name: str, text: str) -> None:
    sdt = control(root, name)
    properties, content = sdt.find(f"{W}sdtPr"), sdt.find(f"{W}sdtContent")
    assert properties is not None
    assert content is not None
    for flag in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(flag)
    for child in list(content):
        content.remove(child)
    run = etree.SubElement(content, f"{W}r")
    etree.SubElement(run, f"{W}t").text = text


def tick_box(root: etree._Element, name: str, *, ticked: bool) -> None:
    sdt = control(root, name)
    checked = next(one for one in sdt.iter() if etree.QName(one).localname == "checked")
    checked.set(checked.keys()[0], "1" if ticked else "0")
    text = next(sdt.iter(f"{W}t"))
    text.text = "☒" if ticked else "☐"


def fill_pdf(document: bytes, values: Mapping[str, Typed], language: str = "en", form: FormDefinition = FORM) -> bytes:
    """The form with values in its fields, as pikepdf sets them."""
    with pikepdf.open(io.BytesIO(document)) as opened:
        fields = dict(pdf_fields(opened))
        for path, value in values.items():
            field = form.field(path)
            assert field is not None
            name = mark(form.code, path)
            if isinstance(value, tuple):
                for choice in field.choices:
                    set_tick(fields[f"{name}.{choice.name}"], "Yes" if choice.name in value else "Off")
            else:
                set_field(fields[name], in_words(field, value, language), value)
        made = io.BytesIO()
        opened.save(made)
        return made.getvalue()


def pdf_fields(opened: pikepdf.Pdf) -> list[tuple[str, pikepdf.Object]]:
    found: list[tuple[str, pikepdf.Object]] = []

    def walk(one: pikepdf.Object, before: str) -> None:
        name = f"{before}.{one.T}" if before and "/T" in one else str(one.get("/T", before))
        if "/FT" in one:
            found.append((name, one))
        for kid in list(one.get("/Kids", [])):
            if "/T" in kid:
                walk(kid, name)

    for one in list(opened.Root.AcroForm.Fields):
        walk(one, "")
    return found


def set_tick(field: pikepdf.Object, state: str) -> None:
    on = next((str(key) for key in field.AP.N if key != "/Off"), "/Yes")
    field.V = field.AS = pikepdf.Name(on if state != "Off" else "/Off")


def set_field(field: pikepdf.Object, text: str, value: Typed) -> None:
    if field.FT != "/Btn":
        field.V = pikepdf.String(text)
        return
    wanted = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    for kid in list(field.get("/Kids", [])):
        keys = [str(key) for key in kid.AP.N if key != "/Off"]
        kid.AS = pikepdf.Name(keys[0] if keys == [f"/{wanted}"] else "/Off")
    if "/Kids" in field:
        field.V = pikepdf.Name(f"/{wanted}")
    else:
        set_tick(field, "Yes" if value else "Off")


Format = tuple[str, Callable[[Blank], bytes], Callable[..., bytes]]
XLSX: Format = ("xlsx", xlsx, fill_xlsx)
DOCX: Format = ("docx", docx, fill_docx)
PDF: Format = ("pdf", pdf, fill_pdf)


@dataclass(frozen=True)
class Sent:
    """A form in one format and language, filled in."""

    form: Format
    language: str = "en"

    def filled(self, values: Mapping[str, Typed] | None = None) -> bytes:
        _, made, fill = self.form
        return fill(made(blank(self.language)), FILLED if values is None else values, self.language)


def read(data: bytes, file: str, expected: Expected = EXPECTED) -> Return:
    return read_bytes_of(data, file, expected)


def ids(found: Return) -> list[str]:
    return [finding.code.id for finding in found.findings]
