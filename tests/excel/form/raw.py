"""A workbook read as what it is, a zip of XML, without any library of Excel's: an independent reader."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass
class RawBook:
    """Cells by sheet and address as text, formulas likewise, defined names, sheets with their visibility."""

    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    formulas: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    parts: dict[str, bytes] = field(default_factory=dict)

    def named(self, name: str) -> str:
        """The text of the cell a defined name leads to."""
        sheet, _, address = self.names[name].rpartition("!")
        return self.cells[sheet.strip("'").replace("''", "'")].get(address.replace("$", "").partition(":")[0], "")


def read_raw(data: bytes) -> RawBook:
    """The workbook in `data`."""
    with ZipFile(BytesIO(data)) as zipped:
        book = RawBook(parts={name: zipped.read(name) for name in zipped.namelist()})
    shared = [
        "".join(t.text or "" for t in item.iter(f"{_MAIN}t"))
        for item in _xml(book, "xl/sharedStrings.xml").iter(f"{_MAIN}si")
    ]
    targets = {
        r.get("Id"): r.get("Target") for r in _xml(book, "xl/_rels/workbook.xml.rels").iter(f"{_PACKAGE}Relationship")
    }
    workbook = _xml(book, "xl/workbook.xml")
    for sheet in workbook.iter(f"{_MAIN}sheet"):
        title = sheet.get("name", "")
        book.states[title] = sheet.get("state", "visible")
        root = _xml(book, "xl/" + (targets[sheet.get(_REL)] or "").removeprefix("/xl/"))
        book.cells[title] = dict(_cells(root, shared))
        book.formulas[title] = {
            c.get("r", ""): f.text or "" for c in root.iter(f"{_MAIN}c") for f in c.iter(f"{_MAIN}f")
        }
    book.names = {n.get("name", ""): n.text or "" for n in workbook.iter(f"{_MAIN}definedName")}
    custom = _xml(book, "docProps/custom.xml") if "docProps/custom.xml" in book.parts else []
    book.properties = {p.get("name", ""): "".join(map(str, p.itertext())) for p in custom}
    return book


def _xml(book: RawBook, name: str) -> etree._Element:
    return etree.fromstring(book.parts.get(name, b"<none/>"))


def _cells(root: etree._Element, shared: list[str]) -> Iterator[tuple[str, str]]:
    for cell in root.iter(f"{_MAIN}c"):
        value = cell.findtext(f"{_MAIN}v")
        if cell.get("t") == "inlineStr":
            text: str | None = "".join(t.text or "" for t in cell.iter(f"{_MAIN}t"))
        elif cell.get("t") == "s" and value is not None:
            text = shared[int(value)]
        else:
            text = value
        if text is not None:
            yield cell.get("r", ""), _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def typed_into(data: bytes, typed: Mapping[str, str]) -> bytes:
    """Each text put into the cell its name leads to, by nothing but XML: numbers as numbers, the rest in line."""
    book = read_raw(data)
    sheets = dict(zip(book.cells, sorted(n for n in book.parts if n.startswith("xl/worksheets/sheet")), strict=True))
    parts = dict(book.parts)
    for name, text in typed.items():
        sheet, _, address = book.names[name].replace("$", "").rpartition("!")
        part = sheets[sheet.strip("'")]
        root = etree.fromstring(parts[part])
        [cell] = [c for c in root.iter(f"{_MAIN}c") if c.get("r") == address]
        if text.isdecimal():
            etree.SubElement(cell, f"{_MAIN}v").text = text
        else:
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t").text = text
        parts[part] = etree.tostring(root)
    filled = BytesIO()
    with ZipFile(filled, "w") as zipped:
        for part, content in parts.items():
            zipped.writestr(part, content)
    return filled.getvalue()
