"""Typing into forms by means that are not docgen's: raw XML for Word and Excel, pikepdf for PDF."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache

import openpyxl
import pikepdf
from lxml import etree
from openpyxl.styles.numbers import is_date_format

from docgen.model import FieldType, FormDefinition
from docgen.model.blanks import mark, tag
from tests.perturb.fills import Entries, Entry

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Parts = dict[str, bytes]


def parts_of(data: bytes) -> Parts:
    """The parts of an office file."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """An office file of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, data in parts.items():
            writer.writestr(name, data)
    return made.getvalue()


def xml(root: etree._Element) -> bytes:
    """A part written out."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# --- Excel


@lru_cache(64)
def cells_of(book: bytes) -> Mapping[str, tuple[str, str, bool]]:
    """Part, cell, and whether it is made for a date, of each name of a workbook, as openpyxl knows them."""
    opened = openpyxl.load_workbook(io.BytesIO(book))
    found = {}
    for name, defined in opened.defined_names.items():
        for sheet, cell in defined.destinations:
            first = cell.replace("$", "").partition(":")[0]
            part = f"xl/worksheets/sheet{opened.sheetnames.index(sheet) + 1}.xml"
            style = opened[sheet][first].number_format
            found[name.casefold()] = (part, first, bool(is_date_format(style)))
            break
    return found


def fill_xlsx(book: bytes, entries: Entries, form: FormDefinition) -> bytes:
    """The workbook with texts typed into its cells, as Excel would store them."""
    cells, parts = cells_of(book), parts_of(book)
    roots: dict[str, etree._Element] = {}
    index: dict[tuple[str, str], etree._Element] = {}
    for path, entry in entries.items():
        part, cell, dated = cells[mark(form.code, path).casefold()]
        if part not in roots:
            roots[part] = etree.fromstring(parts[part])
            index |= {(part, str(c.get("r"))): c for c in roots[part].iter(f"{S}c")}
        type_cell(index[part, cell], entry, dated=dated)
    return zipped(parts | {part: xml(root) for part, root in roots.items()})


def type_cell(cell: etree._Element, entry: Entry, *, dated: bool = False) -> None:
    """One cell typed into: a number or a day where it is one, as Excel takes them."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", "")
    stored = stored_number(entry, dated=dated)
    if stored:
        etree.SubElement(cell, f"{S}v").text = stored
    elif entry.text:
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t")
        text.text = entry.text
        text.set(XML_SPACE, "preserve")


def stored_number(entry: Entry, *, dated: bool) -> str:
    """How Excel stores what is typed, where it takes it for a number; "" where it stays text."""
    if isinstance(entry.value, str):
        return ""
    if isinstance(entry.value, date) and re.fullmatch(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?", entry.text) and dated:
        return serial(entry.value)
    plain = entry.text.strip()
    return plain if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain) else ""


def serial(value: date, *, since_1904: bool = False) -> str:
    """A day, or a moment, as the number a spreadsheet keeps."""
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    at = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    passed = at - start
    return repr(passed.days + passed.seconds / 86400) if passed.seconds else str(passed.days)


# --- Word


def fill_docx(document: bytes, entries: Entries, form: FormDefinition) -> bytes:
    """The document with texts typed into its controls, as Word would."""
    parts = parts_of(document)
    root = etree.fromstring(parts["word/document.xml"])
    controls = controls_of(root)
    for path, entry in entries.items():
        field = form.field(path)
        assert field is not None
        name = mark(form.code, path)
        if field.type is FieldType.SELECT_MULTIPLE:
            for choice in field.choices:
                tick(controls[tag(f"{name}.{choice.name}")], ticked=choice.name in (entry.ticks or ()))
        elif field.type is FieldType.ACKNOWLEDGE:
            tick(controls[tag(name)], ticked=bool(entry.value))
        elif entry.text:
            type_into(controls[tag(name)], entry.text)
    return zipped(parts | {"word/document.xml": xml(root)})


def controls_of(root: etree._Element) -> dict[str, etree._Element]:
    """The content controls by their tags."""
    found = {}
    for sdt in root.iter(f"{W}sdt"):
        name = sdt.find(f"{W}sdtPr/{W}tag")
        if name is not None:
            found[str(name.get(f"{W}val"))] = sdt
    return found


def type_into(sdt: etree._Element, text: str) -> None:
    """A control with a text in it, its lines parted by breaks."""
    properties, content = sdt.find(f"{W}sdtPr"), sdt.find(f"{W}sdtContent")
    assert properties is not None and content is not None
    for flag in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(flag)
    place = content.find(f"{W}p")
    place = content if place is None else place
    for run in place.findall(f"{W}r"):
        place.remove(run)
    place.append(run_of(text))


def run_of(text: str) -> etree._Element:
    """A run with a text, its lines parted by breaks."""
    run = etree.Element(f"{W}r")
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        written = etree.SubElement(run, f"{W}t")
        written.text = line
        written.set(XML_SPACE, "preserve")
    return run


def tick(sdt: etree._Element, *, ticked: bool) -> None:
    """A box ticked, or not."""
    checked = next(one for one in sdt.iter() if etree.QName(one).localname == "checked")
    checked.set(checked.keys()[0], "1" if ticked else "0")
    next(sdt.iter(f"{W}t")).text = "☒" if ticked else "☐"


# --- PDF


def fill_pdf(document: bytes, entries: Entries, form: FormDefinition) -> bytes:
    """The form with values in its fields, as pikepdf sets them."""
    with pikepdf.open(io.BytesIO(document)) as opened:
        fields = dict(pdf_fields(opened))
        for path, entry in entries.items():
            field = form.field(path)
            assert field is not None
            name = mark(form.code, path)
            if field.type is FieldType.SELECT_MULTIPLE:
                for choice in field.choices:
                    set_tick(fields[f"{name}.{choice.name}"], ticked=choice.name in (entry.ticks or ()))
            elif entry.text:
                set_field(fields[name], entry)
        made = io.BytesIO()
        opened.save(made)
        return made.getvalue()


def pdf_fields(opened: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Every field of a form by its full name."""

    def walk(one: pikepdf.Object, before: str) -> Iterator[tuple[str, pikepdf.Object]]:
        name = f"{before}.{one.T}" if before and "/T" in one else str(one.get("/T", before))
        if "/FT" in one:
            yield name, one
        for kid in list(one.get("/Kids", [])):
            if "/T" in kid:
                yield from walk(kid, name)

    for one in list(opened.Root.AcroForm.Fields):
        yield from walk(one, "")


def set_tick(field: pikepdf.Object, *, ticked: bool) -> None:
    """A box of its own."""
    on = next((str(key) for key in field.AP.N if key != "/Off"), "/Yes")
    field.V = field.AS = pikepdf.Name(on if ticked else "/Off")


def set_field(field: pikepdf.Object, entry: Entry) -> None:
    """A text, a choice of a list, or one of a group of buttons."""
    if field.FT != "/Btn":
        field.V = pikepdf.String(str(entry.value) if field.FT == "/Ch" and entry.ticks else entry.text)
        return
    if "/Kids" not in field:
        set_tick(field, ticked=bool(entry.value))
        return
    for kid in list(field.Kids):
        keys = [str(key) for key in kid.AP.N if key != "/Off"]
        kid.AS = pikepdf.Name(keys[0] if keys == [f"/{entry.value}"] else "/Off")
    field.V = pikepdf.Name(f"/{entry.value}")
