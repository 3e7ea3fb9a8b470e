"""Keeps a table's heading row with the row after it, for an engine that keeps only rows of merged cells together.

Word keeps rows whose paragraphs are kept with the next; the embedded engine does not, and would leave a heading row
alone at the foot of a page. In the copy that is converted, a column without width is therefore put behind heading rows
and the row after them, its cells merged into one. Nothing of it is seen.
"""

from lxml import etree

from docgen.pdf.package import Parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_EDGES = ("top", "left", "bottom", "right")


def parts_with_held_heads(parts: Parts) -> Parts:
    """A Word file taken apart, its heading rows held to what they head."""
    if b"<w:tblHeader" not in parts.get(_DOCUMENT, b""):
        return parts
    root = etree.fromstring(parts[_DOCUMENT], etree.XMLParser(resolve_entities=False))
    for table in root.iter(f"{_W}tbl"):
        _hold(table)
    return {**parts, _DOCUMENT: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}


def _hold(table: etree._Element) -> None:
    rows = table.findall(f"{_W}tr")
    heads = 0
    while heads < len(rows) and _is_head(rows[heads]):
        heads += 1
    grid = table.find(f"{_W}tblGrid")
    if not heads or heads == len(rows) or grid is None:
        return
    etree.SubElement(grid, f"{_W}gridCol").set(f"{_W}w", "0")
    for number, row in enumerate(rows[: heads + 1]):
        row.append(_cell("continue" if number else "restart"))


def _is_head(row: etree._Element) -> bool:
    mark = row.find(f"{_W}trPr/{_W}tblHeader")
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")


def _cell(merge: str) -> etree._Element:
    """A cell nobody sees, merged with that of the row above or below."""
    cell = etree.Element(f"{_W}tc")
    properties = etree.SubElement(cell, f"{_W}tcPr")
    width = etree.SubElement(properties, f"{_W}tcW")
    width.set(f"{_W}w", "0")
    width.set(f"{_W}type", "dxa")
    etree.SubElement(properties, f"{_W}vMerge").set(f"{_W}val", merge)
    borders = etree.SubElement(properties, f"{_W}tcBorders")
    for edge in _EDGES:
        etree.SubElement(borders, f"{_W}{edge}").set(f"{_W}val", "nil")
    etree.SubElement(cell, f"{_W}p")
    return cell
