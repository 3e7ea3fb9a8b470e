"""A whole workbook: its sheets as grids, the cells its names and its hidden sheet point to, and its properties."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from lxml import etree

from docgen.excel.returned.cells import Book, ledger, read_cells, shared_strings
from docgen.excel.returned.comments import comments
from docgen.excel.returned.links import resolved
from docgen.excel.returned.names import Pointer, pointers
from docgen.excel.returned.properties import custom_properties
from docgen.excel.returned.references import position
from docgen.excel.returned.styles import number_formats, unseen_styles
from docgen.excel.returned.xml import Parts, R, Relation, S, relations, tree
from docgen.findings import Place
from docgen.model import NOTHING, At, Carried, Carrier, Content, DamagedError, Grid, Method, Spot
from docgen.model.blanks import HIDDEN_SHEET

_IDENTITY = "docgen."
Row = tuple[str, str, str]
_BROKEN = (etree.XMLSyntaxError, KeyError, ValueError, IndexError, AttributeError, StopIteration)


@dataclass(frozen=True)
class Sheets:
    """The sheets of a workbook as they were read, in order."""

    file: str
    grids: tuple[Grid, ...]

    def spot(self, pointer: Pointer, method: Method) -> Spot | None:
        """What stands where a name points; None if it points at no sheet of this workbook."""
        number = self._numbers.get(pointer.sheet.casefold())
        if number is None:
            return None
        grid = self.grids[number]
        row, column = grid.covering(pointer.row, pointer.column)
        cell = grid.cells.get((row, column))
        raw, place = cell.raw if cell else NOTHING, grid.place_of(row, column)
        return Spot(pointer.name, raw, place, method, At(number, row, column))

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        """The first sheet of each name, whatever its capitals."""
        return {grid.name.casefold(): number for number, grid in reversed([*enumerate(self.grids)])}


def read_workbook(parts: Parts, file: str) -> Content:
    """What stands in the workbook made of `parts`. Raises DamagedError."""
    try:
        return _content(parts, file)
    except _BROKEN as trouble:
        raise DamagedError(str(trouble)) from trouble


def _content(parts: Parts, file: str) -> Content:
    main = next(one.target for one in relations(parts, "") if one.kind == "officeDocument")
    root, related = tree(parts[main]), relations(parts, main)
    book, listed, grids, sheets = _book(parts, root, related), b"", [], [*_sheets(parts, root, related)]
    for name, target, hidden in sheets:
        if name == HIDDEN_SHEET:
            listed = parts[target]
        else:
            cells = read_cells(parts[target], book, hidden=hidden)
            grids.append(Grid(cells, Place(file=file, sheet=name), name, hidden))
    shown = Sheets(file, resolved(tuple(grids)))
    named = _named(shown, root)
    rows = tuple(ledger(listed, book, {spot.name for spot in named})) if listed else ()
    carried = (*_properties(parts, file), *_identities(rows, file))
    told = tuple(comments(parts, [(name, target) for name, target, _ in sheets], file))
    return Content("xlsx", shown.grids, (*named, *_listed(shown, rows, named)), carried, told)


def _sheets(parts: Parts, root: etree._Element, related: tuple[Relation, ...]) -> Iterator[tuple[str, str, bool]]:
    """Name and part of each sheet, and whether it is hidden."""
    targets = {one.id: one.target for one in related if one.kind == "worksheet"}
    for sheet in root.iterfind(f"{S}sheets/{S}sheet"):
        target = targets.get(sheet.get(f"{R}id", ""))
        if target and target in parts:
            yield sheet.get("name", ""), target, sheet.get("state", "visible") != "visible"


def _book(parts: Parts, root: etree._Element, related: tuple[Relation, ...]) -> Book:
    own = {one.kind: one.target for one in related if one.target in parts}
    texts = parts.get(own.get("sharedStrings", ""), b"")
    styles = parts.get(own.get("styles", ""), b"")
    settings = root.find(f"{S}workbookPr")
    since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    return Book(
        shared_strings(texts) if texts else (),
        cache(lambda: number_formats(styles) if styles else ()),
        since_1904,
        unseen_styles(styles) if styles else (),
    )


def _named(sheets: Sheets, root: etree._Element) -> tuple[Spot, ...]:
    found = (sheets.spot(pointer, Method.MARK) for pointer in pointers(root))
    return tuple(spot for spot in found if spot)


def _listed(sheets: Sheets, rows: tuple[Row, ...], named: tuple[Spot, ...]) -> Iterator[Spot]:
    """Cells that only the hidden sheet knows of: names move with their cells, what is written there does not."""
    known = {spot.name.replace(".", "_").casefold() for spot in named} if rows else set[str]()
    for mark, sheet, cell in rows:
        spot = position(cell)
        if spot and mark.replace(".", "_").casefold() not in known:
            found = sheets.spot(Pointer(mark, sheet, *spot), Method.PART)
            if found:
                yield found


def _identities(rows: tuple[Row, ...], file: str) -> Iterator[Carried]:
    for mark, _, text in rows:
        if mark.startswith(_IDENTITY):
            yield Carried(Carrier.HIDDEN_SHEET, text, Place(file=file, sheet=HIDDEN_SHEET))


def _properties(parts: Parts, file: str) -> Iterator[Carried]:
    data = parts.get("docProps/custom.xml")
    if data is not None:
        for name, text in custom_properties(data):
            if name.startswith(_IDENTITY):
                yield Carried(Carrier.PROPERTY, text, Place(file=file))
