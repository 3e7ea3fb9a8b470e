"""Tables and drawings after rendering: what docxtpl mends in the body, done only where it can be needed.

docxtpl recounts the columns of every table of every document. Here a template's tables are looked at once: where each
row has as many cells as the table has columns, whatever the data, there is nothing to recount.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"

_TOKEN = re.compile(
    r"<w:(?P<open>tbl|tr|tc)(?=[ >])[^>]*?(?P<empty>/?)>|</w:(?P<close>tbl|tr|tc)>"
    r"|<w:(?P<grid>gridCol)[ />]|<w:gridSpan w:val=\"(?P<span>[^\"]*)\"|(?P<block>{%-?\s*(?P<word>\w+))"
)
_BLOCKS = frozenset({"for", "if", "macro", "call", "filter", "set", "with", "raw", "block", "autoescape"})
_ID = re.compile(r'(\sid=")[^"]*"')
_FIRST_ID = 1001


@dataclass(slots=True)
class _Table:
    """What is known of a table: its columns, and of each row the cells, the columns they span, whether it is sure."""

    columns: int = 0
    rows: list[tuple[int, int, bool]] = field(default_factory=list)
    cells: int = 0
    span: int = 0
    depth: int = 0
    shaky: bool = False

    def steady(self) -> bool:
        fits = all(cells <= self.columns for cells, _, _ in self.rows)
        return fits and not self.shaky and any(sure and span >= self.columns for _, span, sure in self.rows)


def has_unsteady_table(xml: str) -> bool:
    """Whether the number of columns of any table of a prepared part can differ from its grid, for some data."""
    tables: list[_Table] = []
    open_elements: list[str] = []
    done: list[_Table] = []
    for token in _TOKEN.finditer(xml):
        if kind := token["open"]:
            if token["empty"]:
                continue
            _enter(tables, kind)
            open_elements.append(kind)
        elif kind := token["close"]:
            if not open_elements or open_elements.pop() != kind:
                return True
            _leave(tables, kind, done)
        elif tables:
            _inside(tables[-1], token, open_elements[-1])
    return bool(open_elements) or not all(table.steady() for table in done)


def _enter(tables: list[_Table], kind: str) -> None:
    if kind == "tbl":
        tables.append(_Table())
    elif tables and kind == "tr":
        tables[-1].cells = tables[-1].span = 0
    elif tables:
        tables[-1].cells += 1
        tables[-1].span += 1


def _leave(tables: list[_Table], kind: str, done: list[_Table]) -> None:
    if kind == "tbl" and tables:
        done.append(tables.pop())
    elif kind == "tr" and tables:
        table = tables[-1]
        table.rows.append((table.cells, table.span, table.depth == 0))


def _inside(table: _Table, token: re.Match[str], element: str) -> None:
    if token["grid"]:
        table.columns += 1
    elif span := token["span"]:
        if span.isdecimal():
            table.span += int(span) - 1
        else:
            table.shaky = True
    elif token["block"] and element in ("tbl", "tr"):
        word = token["word"]
        table.depth += word in _BLOCKS
        table.depth -= word.startswith("end")
        table.shaky |= element == "tr"


def mend_tables(document: bytes) -> bytes:
    """A document part with the columns of its tables counted anew, as docxtpl does: the width of a table stays.

    Unlike docxtpl, a table is not given the columns of the tables inside it.
    """
    root = etree.fromstring(document)
    for table in root.iter(f"{_W}tbl"):
        grid = table.find(f"{_W}tblGrid")
        if grid is not None:
            _mend(grid, [row.findall(f"{_W}tc") for row in _own_rows(table)])
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def _own_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, also those in content controls; not those of tables inside it."""
    for child in table:
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag != f"{_W}tbl":
            yield from _own_rows(child)


def _mend(grid: etree._Element, rows: list[list[etree._Element]]) -> None:
    columns = grid.findall(f"{_W}gridCol")
    widths = [float(column.get(f"{_W}w", 0)) for column in columns]
    missing = max(map(len, rows), default=0) - len(columns)
    if missing > 0 and sum(widths) > 0:
        share = len(columns) / (len(columns) + missing)
        average = int(sum(widths) / (len(columns) + missing))
        _set_widths(columns, [width * share for width in widths])
        columns += [etree.SubElement(grid, f"{_W}gridCol", {f"{_W}w": str(average)}) for _ in range(missing)]
    surplus = len(columns) - max((sum(map(_span, cells)) for cells in rows), default=0)
    if surplus > 0:
        left, removed = columns[:-surplus], columns[-surplus:]
        room = sum(float(column.get(f"{_W}w", 0)) for column in removed)
        for column in removed:
            grid.remove(column)
        _set_widths(left, [float(column.get(f"{_W}w", 0)) + int(room / len(left)) for column in left])


def _set_widths(columns: list[etree._Element], widths: list[float]) -> None:
    for column, width in zip(columns, widths, strict=True):
        column.set(f"{_W}w", str(int(width)))


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return 1 if span is None else int(span.get(f"{_W}val", 1))


def drawings_of(head: str, data: str) -> re.Pattern[str] | None:
    """Finds the drawings of a body whose numbers docxtpl gives anew; None if it has none."""
    prefixes = {*re.findall(rf'xmlns:(\w+)="{DRAWING}"', head + data), "wp"}
    pattern = re.compile(rf"<(?:{'|'.join(sorted(prefixes))}):docPr\b[^>]*>")
    return pattern if pattern.search(data) else None


ANY_DRAWING = re.compile(r"<wp:docPr\b[^>]*>")
"""A drawing that a value brought."""


def renumber_drawings(xml: str, drawings: re.Pattern[str]) -> str:
    """The drawings of a body numbered 1001, 1002 ..., as docxtpl does."""
    numbers = count(_FIRST_ID)
    return drawings.sub(lambda match: _with_id(match[0], next(numbers)), xml)


def _with_id(tag: str, number: int) -> str:
    if _ID.search(tag):
        return _ID.sub(rf'\g<1>{number}"', tag, count=1)
    return tag.replace(":docPr", f':docPr id="{number}"', 1)
