"""By what the fields of a workbook made from a layout are found again: names, hidden sheet, property, QR code."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, relpath

from lxml import etree

from docgen.excel.form.cells import xml_text
from docgen.excel.layouts.workbook import OFFICE, Layout, parse, rels_of, with_relation, written
from docgen.excel.returned.xml import R, S, relations
from docgen.model.blanks import HIDDEN_COLUMNS, HIDDEN_SHEET

CUSTOM = "docProps/custom.xml"
QR = "docgen:qr"
QR_PART = "xl/media/docgen-qr.png"

_CUSTOM = f"{OFFICE.removesuffix('relationships')}custom-properties"
_VT = f"{OFFICE.removesuffix('relationships')}docPropsVTypes"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_MIME = "application/vnd.openxmlformats-officedocument"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_MARK = re.compile(r"dg[._]", re.IGNORECASE)
_BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A row of the hidden sheet: the mark, and sheet, cell, type and label of what bears it."""

    mark: str
    sheet: str
    cell: str
    type: str
    label: str

    @property
    def name(self) -> tuple[str, str]:
        """The mark as a name of the workbook, and what it points to."""
        sheet = self.sheet.replace("'", "''")
        absolute = ":".join(re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", corner) for corner in self.cell.split(":"))
        return self.mark, f"'{sheet}'!{absolute}"


def hidden_sheet(marks: Sequence[Mark], identity: str) -> bytes:
    """The sheet that says what each cell is; `identity` is the XML of the cell with the form's identity."""
    rows = [_row(1, HIDDEN_COLUMNS)]
    for number, each in enumerate(marks, 2):
        texts = (each.mark, each.sheet, each.cell, each.type, each.label)
        rows.append(_row(number, texts, identity if number == 2 else ""))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<worksheet xmlns="{S[1:-1]}"><sheetData>{"".join(rows)}</sheetData></worksheet>'.encode()


def _row(number: int, texts: Sequence[str], third: str = "") -> str:
    cells = [
        third
        if third and letter == "C"
        else f'<c r="{letter}{number}" t="inlineStr"><is><t>{xml_text(text)}</t></is></c>'
        for letter, text in zip("ABCDE", texts, strict=True)
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def without_marks(layout: Layout) -> Layout:
    """The layout without what an issued form, which it may have been made from, carries."""
    root, parts = parse(layout.parts[layout.main]), dict(layout.parts)
    for name in list(root.iterfind(f"{S}definedNames/{S}definedName")):
        parent = name.getparent()
        if _MARK.match(name.get("name", "")) and parent is not None:
            parent.remove(name)
    hidden = [number for number, sheet in enumerate(layout.sheets) if sheet.name == HIDDEN_SHEET]
    for number in hidden:
        _drop_sheet(root, number)
    names = root.find(f"{S}definedNames")
    if names is not None and not len(names):
        root.remove(names)
    parts[layout.main] = written(root)
    sheets = tuple(sheet for sheet in layout.sheets if sheet.name != HIDDEN_SHEET)
    return Layout(parts, layout.main, sheets, layout.strings)


def _drop_sheet(root: etree._Element, number: int) -> None:
    """Take the sheet out of the list, and shift the names that belong to the sheets behind it."""
    sheets = root.find(f"{S}sheets")
    if sheets is not None:
        sheets.remove(sheets[number])
    for name in list(root.iterfind(f"{S}definedNames/{S}definedName")):
        local, parent = int(name.get("localSheetId", "-1")), name.getparent()
        if local == number and parent is not None:
            parent.remove(name)
        elif local > number:
            name.set("localSheetId", str(local - 1))


def with_carriers(layout: Layout, marks: Sequence[Mark]) -> tuple[dict[str, bytes], str]:
    """The parts with names and a hidden sheet, and the name of its part, which is still to be written."""
    parts, root = dict(layout.parts), parse(layout.parts[layout.main])
    part = join(dirname(layout.main), "worksheets", "docgen.xml")
    sheets = root.find(f"{S}sheets")
    assert sheets is not None  # it was opened by them
    number = max(int(sheet.get("sheetId", "0")) for sheet in sheets) + 1
    attributes = {"name": HIDDEN_SHEET, "sheetId": str(number), "state": "veryHidden", f"{R}id": "rIdDocgen"}
    etree.SubElement(sheets, f"{S}sheet", attributes)
    names = _names(root)
    for name, cells in (each.name for each in marks if each.cell):
        etree.SubElement(names, f"{S}definedName", name=name).text = cells
    parts[layout.main] = written(root)
    target = relpath(part, dirname(layout.main))
    rels = rels_of(layout.main)
    parts[rels] = with_relation(parts[rels], "rIdDocgen", "worksheet", target)
    if CUSTOM not in parts:
        parts["_rels/.rels"] = with_relation(parts["_rels/.rels"], "rIdDocgen", "custom-properties", CUSTOM)
    kinds = {part: f"{_MIME}.spreadsheetml.worksheet+xml", CUSTOM: f"{_MIME}.custom-properties+xml"}
    parts["[Content_Types].xml"] = _typed(parts["[Content_Types].xml"], kinds)
    return parts, part


def _names(root: etree._Element) -> etree._Element:
    found = root.find(f"{S}definedNames")
    if found is not None:
        return found
    before = next(each for name in _BEFORE_NAMES if (each := root.find(f"{S}{name}")) is not None)
    names = etree.Element(f"{S}definedNames")
    before.addnext(names)
    return names


def _typed(types: bytes, kinds: Mapping[str, str]) -> bytes:
    root = parse(types)
    for name, kind in kinds.items():
        for old in root.findall(f"{_TYPES}Override[@PartName='/{name}']"):
            root.remove(old)
        etree.SubElement(root, f"{_TYPES}Override", PartName=f"/{name}", ContentType=kind)
    if not any(each.get("Extension", "").lower() == "png" for each in root.iter(f"{_TYPES}Default")):
        root.insert(0, etree.Element(f"{_TYPES}Default", Extension="png", ContentType="image/png"))
    return written(root)


def property_parts(custom: bytes) -> tuple[bytes, bytes]:
    """The custom properties of the layout before and behind the place of the form's own."""
    properties = list(parse(custom)) if custom else []
    kept = [each for each in properties if not each.get("name", "").startswith("docgen.")]
    texts = []
    for number, element in enumerate(kept, 3):
        element.set("pid", str(number))
        element.tail = None
        texts.append(etree.tostring(element))
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}">'
    return head.encode(), b"".join((*texts, b"</Properties>"))


def own_property(name: str, text: str) -> bytes:
    """The property that says whose form this is."""
    value = f"<vt:lpwstr>{xml_text(text)}</vt:lpwstr>"
    return f'<property fmtid="{_FMTID}" pid="2" name="{xml_text(name)}">{value}</property>'.encode()


def with_own_picture(layout: Layout, parts: dict[str, bytes]) -> bool:
    """Give the placeholder of the QR code an image file of its own; whether there is a placeholder."""
    found = False
    for sheet in layout.sheets:
        drawing = next((one.target for one in relations(parts, sheet.part) if one.kind == "drawing"), "")
        if drawing in parts:
            root = parse(parts[drawing])
            pictures = [picture for picture in root.iter(f"{_DRAWING}pic") if _is_code(picture)]
            blips = [blip for picture in pictures for blip in picture.iter(f"{_A}blip")]
            for blip in blips:
                blip.set(f"{R}embed", "rIdDocgenQr")
            if blips:
                found = True
                parts[drawing], rels = written(root), rels_of(drawing)
                target = relpath(QR_PART, dirname(drawing))
                parts[rels] = with_relation(parts[rels], "rIdDocgenQr", "image", target)
    return found


def _is_code(picture: etree._Element) -> bool:
    return any(QR in (each.get("descr") or "", each.get("title") or "") for each in picture.iter(f"{_DRAWING}cNvPr"))
