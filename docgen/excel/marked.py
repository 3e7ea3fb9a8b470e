"""A copy of a returned workbook with the cells in question coloured; all else in it stays as it came, byte by byte.

A cell gets a copy of its own style with a yellow ground. The workbook is never opened and saved anew: that would lose
what a library does not know.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from docgen.containers import Part, pack, zip_bytes
from docgen.excel.returned.references import position
from docgen.excel.returned.xml import Parts, R, S, relations, tree
from docgen.findings import Place
from docgen.model.found import letters

COLOUR = "FFFFF200"
"""The ground of a cell in question, as ARGB."""


def mark_cells(data: bytes, places: Iterable[Place]) -> bytes:
    """The workbook `data` with the cells of `places` coloured; empty if none of them is in it."""
    with ZipFile(BytesIO(data)) as opened:
        parts = {info.filename: opened.read(info) for info in opened.infolist() if not info.is_dir()}
    main = next(one.target for one in relations(parts, "") if one.kind == "officeDocument")
    wanted = _by_part(parts, main, places)
    styles = next((one.target for one in relations(parts, main) if one.kind == "styles"), "")
    if not wanted or styles not in parts:
        return b""
    palette = _Palette(tree(parts[styles]))
    changed = {name: _coloured(tree(parts[name]), cells, palette) for name, cells in wanted.items()}
    parts |= changed | {styles: _written(palette.root)}
    return zip_bytes(pack(Part(name, content) for name, content in parts.items()))


def _by_part(parts: Parts, main: str, places: Iterable[Place]) -> Mapping[str, set[tuple[int, int]]]:
    """The cells in question by the part of their sheet."""
    targets = {one.id: one.target for one in relations(parts, main) if one.kind == "worksheet"}
    sheets = {
        sheet.get("name", ""): targets.get(sheet.get(f"{R}id", ""), "")
        for sheet in tree(parts[main]).iterfind(f"{S}sheets/{S}sheet")
    }
    wanted: dict[str, set[tuple[int, int]]] = {}
    for place in places:
        part, spot = sheets.get(place.sheet, ""), position(place.cell) if place.cell else None
        if part in parts and spot:
            wanted.setdefault(part, set()).add(spot)
    return wanted


@dataclass
class _Palette:
    """The styles of a workbook: a coloured copy of each is added when it is asked for."""

    root: etree._Element

    def __post_init__(self) -> None:
        self._copies: dict[int, str] = {}
        self._fill = self._add_fill()

    def coloured(self, style: int) -> str:
        """The number of the style that is `style` on a yellow ground."""
        if style not in self._copies:
            used = self.root.find(f"{S}cellXfs")
            assert used is not None
            look = deepcopy(used[style if style < len(used) else 0])
            look.set("fillId", self._fill)
            look.set("applyFill", "1")
            used.append(look)
            used.set("count", str(len(used)))
            self._copies[style] = str(len(used) - 1)
        return self._copies[style]

    def _add_fill(self) -> str:
        fills = self.root.find(f"{S}fills")
        assert fills is not None
        fill = etree.SubElement(fills, f"{S}fill")
        pattern = etree.SubElement(fill, f"{S}patternFill", patternType="solid")
        etree.SubElement(pattern, f"{S}fgColor", rgb=COLOUR)
        etree.SubElement(pattern, f"{S}bgColor", indexed="64")
        fills.set("count", str(len(fills)))
        return str(len(fills) - 1)


def _coloured(root: etree._Element, cells: Iterable[tuple[int, int]], palette: _Palette) -> bytes:
    rows = {int(row.get("r", "0")): row for row in root.iter(f"{S}row")}
    for number, column in sorted(cells):
        if (row := rows.get(number)) is not None:
            cell = _cell(row, number, column)
            cell.set("s", palette.coloured(int(cell.get("s", "0"))))
    return _written(root)


def _cell(row: etree._Element, number: int, column: int) -> etree._Element:
    """The cell, put in its order into the row if nothing stood there."""
    before = 0
    for cell in row.iterchildren(f"{S}c"):
        spot = position(cell.get("r", ""))
        if spot and spot[1] == column:
            return cell
        before += bool(spot and spot[1] < column)
    fresh = etree.Element(f"{S}c", r=f"{letters(column)}{number}")
    row.insert(before, fresh)
    return fresh


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
